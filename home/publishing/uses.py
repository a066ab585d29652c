"""Where something is used that editors keep once: in pages and rows, and in drafts that nobody sees yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, Model
from wagtail.models import Page, ReferenceIndex

from home.publishing.publication import sentences


@dataclass(frozen=True, slots=True)
class Use:
    owner: Model
    # As the editor knows them, each once.
    fields: tuple[str, ...]
    only_draft: bool = False
    # It keeps what it uses from being deleted.
    protects: bool = False
    # What a public page lacks as soon as it is gone.
    breaks: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        return not self.only_draft and getattr(self.owner, "live", False)


def uses_of(instance: Model) -> list[Use]:
    """The pages and rows that name it, public ones first. Of a page also those that name a page below it.

    What is saved is looked up in Wagtail's index. Of what is still a draft, every latest version is read.
    """
    found = [_saved(instance, owner, references) for owner, references in _references(instance)]
    known = {(type(use.owner), use.owner.pk) for use in found}
    found += [use for use in _drafts(instance) if (type(use.owner), use.owner.pk) not in known]
    return sorted(found, key=lambda use: (not use.is_public, str(use.owner)))


def _references(instance):
    if not isinstance(instance, Page):
        return ReferenceIndex.get_grouped_references_to(instance)
    gone = Page.objects.descendant_of(instance, inclusive=True)
    inside = {str(pk) for pk in gone.values_list("pk", flat=True)}
    named = ReferenceIndex.get_references_to_in_bulk(gone)
    pages = ContentType.objects.get_for_model(Page)
    return named.exclude(base_content_type=pages, object_id__in=inside).group_by_source_object()


def _saved(instance, owner, references) -> Use:
    page = owner.specific if isinstance(owner, Page) else owner
    return Use(
        page,
        tuple(dict.fromkeys(str(reference.describe_source_field()) for reference in references)),
        protects=any(reference.on_delete == PROTECT for reference in references),
        breaks=_missing_without(instance, page, references) if getattr(page, "live", False) else (),
    )


def _missing_without(instance, page, references) -> tuple[str, ...]:
    if not hasattr(page, "publication_problems"):
        return ()
    before = page.publication_problems()
    for name in {reference.model_path_components[0] for reference in references}:
        field = page._meta.get_field(name) if name in {field.name for field in page._meta.fields} else None
        if field is not None and field.many_to_one:
            setattr(page, name, None)
        elif name in {field.name for field in page._meta.many_to_many}:
            setattr(page, name, [one for one in getattr(page, name).all() if one.pk != instance.pk])
    after = page.publication_problems()
    return tuple(sentences(page, {name: text for name, text in after.items() if name not in before}))


def _drafts(instance) -> Iterator[Use]:
    target = ReferenceIndex._get_base_content_type(instance).pk, str(instance.pk)
    for page in Page.objects.filter(has_unpublished_changes=True).exclude(pk=getattr(instance, "page_ptr_id", None)):
        draft = page.get_latest_revision_as_object()
        kind = ContentType.objects.get_for_model(draft)
        named = [
            ReferenceIndex(content_type=kind, model_path=model_path)
            for kind_id, pk, model_path, _path in ReferenceIndex._extract_references_from_object(draft)
            if (kind_id, pk) == target
        ]
        if named:
            fields = dict.fromkeys(str(reference.describe_source_field()) for reference in named)
            yield Use(draft, tuple(fields), only_draft=True)
