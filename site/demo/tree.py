"""How a demo page gets into the tree: saved, with a revision, and published by the same way as an editor's."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page


@transaction.atomic
def add_page(parent: Page, page: Page, draft: bool = False) -> Page:
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if not draft:
        revision.publish()
    return page


def spread_first_publication(pages):
    """Give the pages different first days, newest last in `pages`, so that "Neueste zuerst" means something."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for age, page in enumerate(reversed(list(pages))):
        type(page).objects.filter(pk=page.pk).update(first_published_at=now - timedelta(days=3 * age + 1))
