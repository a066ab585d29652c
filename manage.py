#!/usr/bin/env python
import os
import sys
from pathlib import Path

# site/ is a plain folder: as a package it would hide the standard library's `site`.
sys.path.append(str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
