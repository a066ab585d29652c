"""How templates are read: ours without the indentation that only their authors need."""

import re
from pathlib import Path

from django.template.loaders import filesystem
from django.template.utils import get_app_template_dirs

from config.environment.storage import is_ours

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """From the site, then from its apps. Indentation would be a fifth of the map page; lines stay, for error messages."""

    def get_dirs(self):
        return [*self.engine.dirs, *get_app_template_dirs("templates")]

    def get_contents(self, origin):
        contents = super().get_contents(origin)
        ours = origin.name.endswith(".html") and is_ours(Path(origin.name))
        return INDENTATION.sub("", contents) if ours else contents
