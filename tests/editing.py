"""What an editor's browser sends: whole forms, as the admin's pages would fill them in."""

from django.contrib.auth.models import Group, User
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from tests.factories import make_picture, make_topic

PUBLISH, SAVE = {"action-publish": "1"}, {}
COMMENTS = inline_formset([])


def make_editor(name="lena", group="Redaktion") -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "geheim")
    user.groups.add(Group.objects.get(name=group))
    return user


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def empty_story(**fields) -> dict:
    """The form for a story with nothing but a title."""
    texts = ("summary", "place", "location", "provider", "organisation", "running_since", "ended_on", "reviewed_on")
    texts += ("source", "lead_picture", "lead_video", "effort", "cost", "funding", "lead_time", "partners", "pitfalls")
    texts += ("inspired_by", "seo_title", "search_description", "share_picture", "go_live_at", "expire_at")
    return {
        **dict.fromkeys(texts, ""),
        "title": "Anpfiff im Tal",
        "slug": "anpfiff-im-tal",
        "precision": "exact",
        "outcome": rich_text(""),
        **nested_form_data(
            {
                **{name: streamfield([]) for name in ("body", "outcome_figures", "first_steps")},
                "example_contacts": inline_formset([]),
                "comments": COMMENTS,
            }
        ),
        **fields,
    }


def full_story(**fields) -> dict:
    """The form for a story that may go live."""
    topics = fields.pop("topics", None) or [make_topic().pk]
    picture = fields.pop("lead_picture", None) or make_picture().pk
    return empty_story(
        **{
            "summary": "Ein Betrieb sucht Nachwuchs, und zwei Schwestern suchen einen Anfang.",
            "place": "Köln",
            "provider": "unternehmen",
            "topics": topics,
            "lead_picture": picture,
            **fields,
        }
    )


def empty_event(**fields) -> dict:
    texts = ("summary", "place", "location", "region", "picture", "starts_at", "ends_at", "expected", "expected_year")
    texts += ("change", "change_reason", "venue", "address", "access", "online_link", "costs", "organisers", "source")
    texts += ("registration_link", "registration_email", "registration_closes_on", "contact", "seo_title")
    texts += ("search_description", "share_picture", "go_live_at", "expire_at")
    return {
        **dict.fromkeys(texts, ""),
        "title": "Markt der Geschichten",
        "slug": "markt-der-geschichten",
        "precision": "exact",
        **nested_form_data(
            {
                **{name: streamfield([]) for name in ("body", "programme", "further_projects", "review")},
                "presentations": inline_formset([]),
                "comments": COMMENTS,
            }
        ),
        **fields,
    }


def add(client, parent, model, form, **headers):
    """The answer to a form for a new page."""
    kind = model._meta
    address = reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model_name, parent.pk])
    return client.post(address, form, headers=headers)


def edit(client, page, form, **headers):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, headers=headers)


def errors(response) -> dict:
    """Field → messages of a form that came back, with those of its blocks and further rows left as they are."""
    assert response.status_code == 200
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def told(response) -> list[str]:
    """What the admin says at the top of the next page."""
    return [str(message).strip() for message in response.context["messages"]]
