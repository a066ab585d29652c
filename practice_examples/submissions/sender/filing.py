"""Handing in, when the draft becomes an unpublished page in front of the moderators; answering; taking back."""

from datetime import date

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Workflow

from home.land.names import slug
from home.land.pins import Precision
from home.media.external_videos import PROVIDERS, read_video_id
from practice_examples.models import ExampleIndexPage, ExamplePage
from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import ConsentKind, Status
from practice_examples.submissions.record.models import Consent, Submission
from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.sender.fields import paragraphs
from practice_examples.submissions.sender.forms import PhotoForm
from practice_examples.submissions.sender.sections import ALL, Draft

WORKFLOW = "Einreichung"


class Incomplete(Exception):
    """Something is missing or wrong; `draft` and `photo_forms` carry the errors."""

    def __init__(self, draft: Draft, photo_forms: list[PhotoForm]):
        super().__init__("incomplete")
        self.draft = draft
        self.photo_forms = photo_forms


@transaction.atomic
def hand_in(*, submission: Submission) -> Submission:
    """Put the draft before the moderators: page under the index, workflow started, mails queued; all or nothing.

    Raises Incomplete and changes nothing when it is not complete. Handed in twice, the second time does nothing.
    """
    submission = life.locked(submission)
    if submission.handed_in_at:
        return submission
    if not submission.is_writable:
        raise life.NotPossible
    words = SubmissionPage.current()
    draft = Draft.of(submission, ALL, wording=words.wording(ConsentKind.PUBLIC_CONTACT))
    photos = PhotoForm.all_of(submission, check=True)
    # Every form is asked, so that all errors are known at once.
    if not all([draft.is_valid, *[form.is_valid() for form in photos]]):
        raise Incomplete(draft, photos)
    if draft["kontakt"].is_given:
        Consent.objects.update_or_create(
            submission=submission,
            kind=ConsentKind.PUBLIC_CONTACT,
            defaults={"wording": words.wording(ConsentKind.PUBLIC_CONTACT), "version": words.consent_version},
        )
    submission.page = _file_page(submission, draft)
    submission.lat, submission.lng = submission.page.lat, submission.page.lng
    Workflow.objects.active().get(name=WORKFLOW).start(submission.page, None)
    return life.move(submission, Status.IN_REVIEW, by=life.By.SENDER)


@transaction.atomic
def answer(*, submission: Submission, text: str) -> Submission:
    """The sender's answer to a question: back before the moderators, who are told by the workflow's own mail."""
    submission = life.move(life.locked(submission), Status.IN_REVIEW, by=life.By.SENDER, words=text)
    state = submission.page.current_workflow_state if submission.page else None
    if state and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=None)
    return submission


@transaction.atomic
def agree(*, submission: Submission, revision: str) -> Submission:
    """The sender agrees to the page that was shown. Raises NotPossible if another one has been shown meanwhile."""
    return life.move(_shown(submission, revision), Status.AGREED, by=life.By.SENDER)


@transaction.atomic
def want_changes(*, submission: Submission, revision: str, text: str) -> Submission:
    """The sender says what of the page is to be changed: back before the moderators. Raises NotPossible as `agree`."""
    return life.move(_shown(submission, revision), Status.IN_REVIEW, by=life.By.SENDER, words=text)


def _shown(submission, revision) -> Submission:
    submission = life.locked(submission, Status.SIGN_OFF)
    if str(submission.shown_revision) != revision:
        raise life.NotPossible
    return submission


@transaction.atomic
def withdraw(*, submission: Submission) -> Submission:
    """Unpublished: page, photos, texts and names are gone when this returns, and the number with the state is all that
    stays. Published: the page is hidden when this returns, a moderator gets the task to delete it. Harmless twice.
    """
    submission = life.locked(submission)
    if submission.status in (Status.WITHDRAWN, Status.TAKE_DOWN):
        return submission
    is_live = submission.status == Status.PUBLISHED and submission.page and submission.page.live
    return life.move(submission, Status.TAKE_DOWN if is_live else Status.WITHDRAWN, by=life.By.SENDER)


def _file_page(submission, draft) -> ExamplePage:
    idea, story, results, transfer, place, links = (
        draft[key].cleaned_data for key in ("idee", "geschichte", "ergebnisse", "nachmachen", "ort", "film")
    )
    # Two at the same moment would take the same place in the tree, and the same address.
    index = ExampleIndexPage.objects.select_for_update().get()
    page = ExamplePage(
        title=idea["title"],
        slug=_free_slug(index, submission, idea["title"]),
        summary=idea["summary"],
        provider=idea["provider"],
        organisation=idea["organisation"],
        running_since=story["since_year"] and date(story["since_year"], 1, 1),
        body=_body(story["story"], links["film_link"], idea["title"], idea["website"]),
        outcome=_rich_text(results["outcome"]),
        outcome_figures=_figure(results),
        effort=transfer["effort"],
        cost=transfer["cost"],
        funding=transfer["funding"],
        lead_time=transfer["lead_time"],
        partners=transfer["partners"],
        first_steps=[("step", step) for step in draft["nachmachen"].first_steps],
        pitfalls=transfer["pitfalls"],
        place=place["place"],
        land_wide=place["land_wide"],
        precision=place["precision"] or Precision.TOWN,
        location=place["location"],
        inspired_by=links["inspired_by"],
        live=False,
        has_unpublished_changes=True,
    )
    index.add_child(instance=page)
    page.topics.set(idea["topics"])
    page.save()
    page.save_revision()
    return page


def _free_slug(index, submission, title) -> str:
    wanted = slug(title)[:80].strip("-") or "einreichung"
    taken = ExamplePage.objects.child_of(index).filter(slug=wanted).exists()
    return f"{wanted}-{submission.pk}" if taken else wanted


def _rich_text(text: str) -> str:
    return format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in paragraphs(text)))


def _figure(results) -> list:
    if not results["figure_value"]:
        return []
    return [
        (
            "figure",
            {
                "value": results["figure_value"],
                "label": results["figure_label"],
                "period": results["figure_period"],
                "source": _("Angabe des Projekts"),
            },
        )
    ]


def _body(story: str, film_link: str, title: str, website: str) -> list:
    """Prefilled blocks, in the order of a story: text, film, where to read on."""
    blocks = []
    if story:
        blocks.append(("text", _rich_text(story)))
    for provider in PROVIDERS if film_link else ():
        video_id = read_video_id(provider, film_link)
        if video_id:
            blocks.append(
                ("external_video", {"provider": provider, "video_id": video_id, "title": title, "poster": None})
            )
            break
    if website:
        blocks.append(
            (
                "fact_box",
                {"title": _("Mehr erfahren"), "text": format_html('<p><a href="{}">{}</a></p>', website, website)},
            )
        )
    return blocks
