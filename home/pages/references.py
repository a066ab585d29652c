"""Keeps Wagtail's index of references right where it does not look: when many-to-many rows change, nothing is saved."""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed
from wagtail.models import ReferenceIndex


def connect():
    """Once all models are there."""
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
