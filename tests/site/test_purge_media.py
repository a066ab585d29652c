import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from home.media.models import Rendition
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


def lay_down(folder: Path, name: str, age: timedelta) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"ein Foto, von dem keine Zeile spricht")
    moment = (timezone.now() - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_purge_deletes_files_that_no_row_knows_but_not_what_is_just_being_written(media, capsys):
    old = lay_down(media / "images", "verwaist.jpg", timedelta(days=3))
    young = lay_down(media / "images", "gerade-eben.jpg", timedelta(minutes=1))
    call_command("purge", "--dry-run")
    assert old.exists()
    assert "1 Dateien, die zu keinem Bild und keinem Film gehören, würden gelöscht" in capsys.readouterr().out
    call_command("purge")
    assert (old.exists(), young.exists()) == (False, True)


def test_purge_takes_pictures_whose_rights_have_ended_off_the_net(media):
    kept, ended = make_picture("bleibt"), make_picture("endet", rights_until=date(2020, 1, 1))
    for picture in (kept, ended):
        picture.get_rendition("width-32|format-webp")
    call_command("purge")
    assert list(Rendition.objects.values_list("image__title", flat=True)) == ["bleibt"]


def test_purge_forgets_cards_drawn_for_titles_of_yesterday(media, settings, capsys):
    folder = Path(settings.PRIVATE_ROOT) / "sharing"
    old, young = (lay_down(folder, name, age) for name, age in (("a.png", timedelta(days=2)), ("b.png", timedelta(0))))
    call_command("purge")
    assert (old.exists(), young.exists()) == (False, True)
    assert "1 gezeichnete Bilder zum Teilen gelöscht" in capsys.readouterr().out
