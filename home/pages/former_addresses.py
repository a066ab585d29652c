"""Old addresses lead on: which page stood below which other one, by which slug.

One row for each rename, however many pages stand below: an old address is walked from the home page down, and each step
finds the page that stands there or else the one that last did. So renames, moves and ways back need no further care.
"""

from django.db import models
from wagtail.models import Page
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from home.pages.base import SitePageQuerySet


class FormerAddress(models.Model):
    parent = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=255, db_index=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    # A page is not in use because it once had another name.
    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "home"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["parent", "slug"], name="one_page_last_stood_there")]

    def __str__(self):
        return self.slug


def find_moved(root: str, slugs: list[str]) -> str | None:
    """The `url_path` of the visible page to which an address below `root` once led; None for most of what is not found."""
    rows = FormerAddress.objects.filter(slug__in=slugs).values_list("parent__url_path", "slug", "page__url_path")
    moved = {(parent, slug): page for parent, slug, page in rows}
    if not moved:
        return None
    is_live = dict(Page.objects.filter(slug__in=slugs).values_list("url_path", "live"))
    here = root
    for slug in slugs:
        path = f"{here}{slug}/"
        here = path if is_live.get(path) else moved.get((here, slug)) or (path if path in is_live else None)
        if here is None:
            return None
    found = SitePageQuerySet(Page).visible().filter(slug=here.split("/")[-2], url_path=here)
    return here if found.exists() else None


def connect() -> None:
    """Public addresses are remembered when a page leaves them. A draft may change its slug with every letter."""
    page_slug_changed.connect(_slug_changed, dispatch_uid="former_addresses")
    post_page_move.connect(_moved, dispatch_uid="former_addresses")
    page_unpublished.connect(_unpublished, dispatch_uid="former_addresses")


def _slug_changed(instance, instance_before, **kwargs):
    if instance_before.live:
        _remember(instance, instance.get_parent(), instance_before.slug)


def _moved(instance, parent_page_before, parent_page_after, **kwargs):
    if parent_page_before.pk != parent_page_after.pk:
        _remember(instance, parent_page_before, instance.slug)


def _unpublished(instance, **kwargs):
    # Wagtail says so before it deletes a live page, too.
    if not instance.live:
        _remember(instance, instance.get_parent(), instance.slug)


def _remember(page, parent, slug):
    FormerAddress.objects.update_or_create(parent_id=parent.pk, slug=slug, defaults={"page_id": page.pk})
