"""Two entries of a directory that mean the same become one."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Field, ManyToOneRel, Model, Q
from modelcluster.fields import ParentalKey
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision


@transaction.atomic
def merge(*, instance: Model, into: Model, user=None) -> None:
    """Whatever names `instance` names `into`, once; then `instance` is deleted, and the history says where it went.

    Moved are rows and pages, and of pages also their latest and their scheduled versions. What `instance` itself chose
    goes with it. Raises ValueError unless the two are different entries of one directory.
    """
    if type(instance) is not type(into) or instance.pk == into.pk:
        raise ValueError("Only two different entries of one directory can be merged.")
    owners = {}
    for field, owner in _ways_to_name(type(instance)):
        for found in _move(field, owner, instance, into):
            owners[type(found), found.pk] = found
    _move_in_versions(instance, into, owners.values())
    for owner in owners.values():
        if isinstance(owner, Page):
            owner.collect_search_words()
            owner.save(update_fields=["search_title", "search_words"], clean=False)
        ReferenceIndex.create_or_update_for_object(owner)
    log(instance=into, action="home.merge", data={"merged": str(instance)}, user=user)
    instance.delete()


def _ways_to_name(model: type[Model]) -> Iterator[tuple[Field, Field | None]]:
    """Every foreign key to the model; for a row that belongs to something else, with the key to that."""
    own = {field.remote_field.through for field in model._meta.many_to_many}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model not in own:
            fields = relation.related_model._meta.fields
            whole = [field for field in fields if isinstance(field, ParentalKey)]
            if relation.related_model._meta.auto_created:
                whole = [field for field in fields if field.remote_field and field is not relation.field]
            yield relation.field, whole[0] if whole else None


def _move(field: Field, owner: Field | None, instance: Model, into: Model) -> list[Model]:
    """What owns the rows that were moved."""
    rows = field.model._base_manager.filter(**{field.name: instance})
    if owner is None:
        owners = list(rows)
    else:
        keys = set(rows.values_list(owner.attname, flat=True))
        owners = list(owner.related_model._base_manager.filter(pk__in=keys))
        others = field.model._base_manager.filter(**{field.name: into, f"{owner.name}__in": keys})
        rows.filter(**{f"{owner.name}__in": list(others.values_list(owner.attname, flat=True))}).delete()
    rows.update(**{field.name: into})
    for one in owners if owner is None else ():
        setattr(one, field.name, into)
    return owners


def _move_in_versions(instance: Model, into: Model, owners) -> None:
    pages = Page.objects.filter(
        Q(has_unpublished_changes=True) | Q(pk__in=[owner.pk for owner in owners if isinstance(owner, Page)])
    )
    latest = Q(pk__in=pages.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    for field, owner in list(_ways_to_name(type(instance))):
        page = field.model if owner is None else owner.related_model
        if issubclass(page, Page):
            for version in Revision.objects.filter(latest, content_type=ContentType.objects.get_for_model(page)):
                if _replace(version.content, field, owner, instance.pk, into.pk):
                    version.save(update_fields=["content"])


def _replace(content: dict, field: Field, owner: Field | None, old, new) -> bool:
    """Whether the version named `old`. Many-to-many is a list of keys there, and rows of a page are a list of dicts."""
    if owner is None:
        named = content.get(field.name) == old
        if named:
            content[field.name] = new
        return named
    if field.model._meta.auto_created:
        (name,) = [
            many.name for many in owner.related_model._meta.many_to_many if many.remote_field.through is field.model
        ]
        keys = content.get(name) or []
        content[name] = list(dict.fromkeys(new if key == old else key for key in keys))
        return old in keys
    name = owner.remote_field.get_accessor_name()
    rows = content.get(name) or []
    if old not in [row.get(field.name) for row in rows]:
        return False
    first = {}
    for row in rows:
        row[field.name] = new if row.get(field.name) == old else row.get(field.name)
        first.setdefault(row[field.name], row)
    content[name] = list(first.values())
    return True
