"""One tick stood for two things; where its words were never changed they become those of the first of two ticks."""

from django.db import migrations

ONE = (
    "Ich habe die Hinweise zum Datenschutz gelesen und bin einverstanden, dass Sie mir zu dieser Einreichung schreiben."
)
FIRST_OF_TWO = "Ich habe die Hinweise zum Datenschutz gelesen."
FORMER, NEW = "2026-1", "2026-2"


def split(apps, schema_editor):
    _replace(apps, {"consent_privacy": (ONE, FIRST_OF_TWO), "consent_version": (FORMER, NEW)})


def join(apps, schema_editor):
    _replace(apps, {"consent_privacy": (FIRST_OF_TWO, ONE), "consent_version": (NEW, FORMER)})


def _replace(apps, words):
    """In the pages and in their history, from which the editor takes what stands in the form."""
    for page in apps.get_model("submissions", "SubmissionPage").objects.all():
        revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
            object_id=str(page.pk), base_content_type__model="page"
        )
        for revision in revisions:
            if revision.content.get("consent_privacy") == words["consent_privacy"][0]:
                revision.content |= _replaced(revision.content, words)
                revision.save(update_fields=["content"])
        if page.consent_privacy == words["consent_privacy"][0]:
            for name, value in _replaced(vars(page), words).items():
                setattr(page, name, value)
            page.save(update_fields=list(words))


def _replaced(content, words):
    return {name: after if content[name] == before else content[name] for name, (before, after) in words.items()}


class Migration(migrations.Migration):
    dependencies = [("submissions", "0005_separate_consents")]
    operations = [migrations.RunPython(split, join)]
