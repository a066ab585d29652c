"""Keeps Wagtail's index of references right where it does not look, and asks it where texts lead to nothing any more."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, IntegerField
from django.db.models.functions import Cast
from django.db.models.signals import m2m_changed
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex, get_page_models

from home.pages.base import SitePageQuerySet


def with_dead_links() -> SitePageQuerySet:
    """Public pages whose texts name a page that is not public any more. One query.

    Of what was deleted the index knows nothing; before that, the confirmation has named the pages that link to it.
    """
    pages = ContentType.objects.get_for_model(Page)
    there = SitePageQuerySet(Page).live().not_ended()
    public = there.values(key=Cast("pk", CharField()))
    written = ReferenceIndex.objects.filter(to_content_type=pages, base_content_type=pages, model_path__regex=_texts())
    leading_nowhere = written.exclude(to_object_id__in=public)
    return there.filter(pk__in=leading_nowhere.values(key=Cast("object_id", IntegerField())))


def _texts() -> str:
    """Begins as the names of all fields of pages in which somebody writes."""
    fields = [field for model in get_page_models() for field in model._meta.local_fields]
    names = sorted({field.name for field in fields if isinstance(field, RichTextField | StreamField)})
    return rf"^({'|'.join(names)})(\.|$)"


def connect():
    """When many-to-many rows change, nothing is saved. Once all models are there."""
    for model in apps.get_models():
        for field in model._meta.local_many_to_many:
            if hasattr(field, "extract_references"):
                m2m_changed.connect(_index_again, sender=field.remote_field.through)


def _index_again(instance, action, reverse, model, pk_set, **kwargs):
    if not action.startswith("post_"):
        return
    with transaction.atomic():
        for owner in model._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]:
            ReferenceIndex.create_or_update_for_object(owner)
