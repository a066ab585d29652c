"""The admin's first page: a row for each kind of task, whose number is that of its list."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from post_office.models import STATUS, Email
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from events.models import EventPage
from home.pages.references import with_dead_links
from home.publishing.tasks import TASKS, waiting_for
from practice_examples.models import ExamplePage
from practice_examples.submissions.record.models import Submission
from tests.editing import make_editor, sign_in
from tests.event_factories import make_event, make_event_index
from tests.factories import make_example, make_film, make_index, make_picture
from tests.reading import read
from tests.submitting import make_handed_in, make_unconfirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def long_ago(days=400):
    return timezone.now() - timedelta(days=days)


def soon(days=10):
    return timezone.localdate() + timedelta(days=days)


def complete_story(**fields):
    return make_example(lead_picture=make_picture(), reviewed_on=timezone.localdate(), **fields)


def draft(user):
    complete_story(live=False).save_revision(user=user)


def to_approve(user):
    page = complete_story()
    page.save_revision()
    workflow, is_new = Workflow.objects.get_or_create(name="Vier Augen")
    if is_new:
        task = GroupApprovalTask.objects.create(name="Vier Augen")
        task.groups.set(user.groups.all())
        WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(page, user)


def scheduled(user):
    page = complete_story(live=False, go_live_at=timezone.now() + timedelta(days=2))
    page.save_revision(user=user).publish()


def held_in_doubt(user):
    submission = make_unconfirmed()
    Submission.objects.filter(pk=submission.pk).update(quarantined=True)


def shown_long_ago(user):
    submission = make_handed_in()
    Submission.objects.filter(pk=submission.pk).update(status="sign_off", status_since=long_ago(15))


def dead_link(user):
    target = complete_story(live=False)
    complete_story(outcome=f'<p><a linktype="page" id="{target.pk}">Mehr</a></p>')


WAYS = {
    "links-ins-leere": dead_link,
    "entwuerfe": draft,
    "freigaben": to_approve,
    "geplant": scheduled,
    "unvollstaendig": lambda user: make_example(reviewed_on=timezone.localdate()),
    "zu-pruefen": lambda user: make_example(lead_picture=make_picture(), reviewed_on=long_ago().date()),
    "ohne-rueckblick": lambda user: make_event(starts_at=long_ago(60), ends_at=long_ago(60)),
    "lange-in-vorbereitung": lambda user: make_event(),
    "rechte-bilder": lambda user: make_picture(rights_until=soon()),
    "rechte-filme": lambda user: make_film(rights_until=soon()),
    "post": lambda user: Email.objects.create(from_email="a@example.org", subject="Frage", status=STATUS.failed),
    "einreichungen": lambda user: make_handed_in(),
    "zurueckgehalten": held_in_doubt,
    "einverstaendnis": shown_long_ago,
}


@pytest.fixture
def user():
    lena = make_editor()
    lena.groups.add(*make_editor("mona", group="Moderation").groups.all())
    make_index()
    make_event_index()
    return User.objects.get(pk=lena.pk)


def rows(desk) -> dict[str, tuple[str, str]]:
    """Name of the task → number and how long already, as the page says it."""
    cells = read(desk.get("/admin/")).region("Heute").texts("td")
    return {name: (number, when) for name, number, when in zip(cells[::3], cells[1::3], cells[2::3], strict=True)}


def test_every_app_has_its_rows():
    assert set(TASKS) == set(WAYS)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("slug", WAYS)
def test_the_number_of_a_task_is_that_of_its_list(client, user, slug, number):
    desk = sign_in(client, user)
    before = {row.task.slug: row.number for row in waiting_for(user)}
    for _ in range(number):
        WAYS[slug](user)
    task = TASKS[slug]
    assert rows(desk)[str(task.name)][0] == str(before[slug] + number)
    answer = desk.get(task.address)
    found = answer.context["paginator"] if task.listed else answer.context["page"].paginator
    assert found.count == before[slug] + number


@pytest.mark.parametrize("number", [1, 3])
def test_the_tasks_cost_the_same_for_any_number(user, django_assert_num_queries, number):
    for _ in range(number):
        for add in WAYS.values():
            add(user)
    waiting_for(user)
    with django_assert_num_queries(23):
        waiting_for(User.objects.get(pk=user.pk))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_a_task_costs_the_same_for_any_number(client, user, django_assert_num_queries, number):
    desk = sign_in(client, user)
    for _ in range(number):
        draft(user)
    desk.get("/admin/heute/entwuerfe/")
    with django_assert_num_queries(11):
        desk.get("/admin/heute/entwuerfe/")


def test_a_long_list_has_a_second_page(client, user):
    mail = {"from_email": "a@example.org", "status": STATUS.failed}
    Email.objects.bulk_create(Email(subject=f"Frage {number}", **mail) for number in range(51))
    pages = [read(sign_in(client, user).get(f"/admin/heute/post/?p={number}")) for number in (1, 2)]
    assert [len(page.all("row")) - 1 for page in pages] == [50, 1]
    assert pages[0].link("Nächste").href == "?p=2"


def test_a_row_tells_the_oldest_and_is_friendly_where_nothing_waits(client, user):
    desk = sign_in(client, user)
    make_picture(rights_until=soon(20))
    make_picture(rights_until=soon(10))
    found = rows(desk)
    assert found["Bilder, deren Rechte bald enden"] == ("2", f"bis {date_format(soon(10), 'j. F Y')}")
    assert found["Filme, deren Rechte bald enden"] == ("0", "alles erledigt")


def test_what_is_begun_most_is_begun_from_here(client, user):
    today = read(sign_in(client, user).get("/admin/")).region("Heute")
    assert today.link("Neue Geschichte").href == f"/admin/pages/add/practice_examples/examplepage/{make_index().pk}/"
    assert today.link("Neue Veranstaltung").href == f"/admin/pages/add/events/eventpage/{make_event_index().pk}/"


def test_nobody_reads_what_is_not_theirs(client):
    draft(make_editor("lena"))
    scheduled(make_editor("nora"))
    desk = sign_in(client, make_editor("mona", group="Moderation"))
    assert {name: number for name, (number, _when) in rows(desk).items() if number != "0"} == {}
    assert desk.get("/admin/heute/geplant/").context["page"].paginator.count == 0
    assert desk.get("/admin/heute/gibt-es-nicht/").status_code == 404
    desk = sign_in(client, make_editor("otto"))
    assert desk.get("/admin/heute/post/").url == "/admin/"


def test_an_incomplete_story_is_one_that_its_own_rules_would_stop():
    complete_story()
    lacking = [
        make_example(),
        make_example(lead_picture=make_picture(), summary="  "),
        make_example(lead_picture=make_picture(), topics=()),
        make_example(lead_picture=make_picture(), provider=""),
        make_example(lead_picture=make_picture(), place=None),
        make_example(lead_picture=make_picture(credit=" ")),
    ]
    assert set(ExamplePage.objects.incomplete()) == set(lacking)
    assert {page for page in ExamplePage.objects.all() if page.publication_problems()} == set(lacking)


def test_links_of_texts_are_dead_once_their_page_is_not_public():
    target = complete_story()
    story = complete_story(outcome=f'<p><a linktype="page" id="{target.pk}">Mehr</a></p>')
    complete_story(inspired_by=target)
    assert list(with_dead_links()) == []
    target.unpublish()
    assert [page.pk for page in with_dead_links()] == [story.pk]
    story.unpublish()
    assert list(with_dead_links()) == []


def test_an_event_with_a_review_or_that_was_cancelled_waits_for_none():
    held = {"starts_at": long_ago(60), "ends_at": long_ago(60)}
    waiting = make_event(**held)
    make_event(**held, change="cancelled", change_reason="Krank")
    make_event(**held, review='[{"type": "text", "value": "<p>So war es.</p>"}]')
    make_event(starts_at=long_ago(3), ends_at=long_ago(3))
    assert list(EventPage.objects.without_review()) == [waiting]
