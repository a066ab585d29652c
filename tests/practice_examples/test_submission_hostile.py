"""Values nobody types, sent by hand: refused in words, never an error of the server."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_examples.submissions.protection import doubts, rate_limits
from practice_examples.submissions.sender.forms import UNKNOWN_TOPIC, RegistrationForm
from practice_examples.submissions.sender.sections import SECTIONS
from tests.reading import read
from tests.submitting import form_data, make_draft, make_handed_in, make_moderator, send, sign_in, versions

pytestmark = pytest.mark.django_db

HOSTILE = [
    "9" * 19,
    "9" * 30,
    "-" + "9" * 30,
    "9" * 5000,
    "１",
    "1.5",
    "1e400",
    "NaN",
    "\x00",
    "1\x00",
    "\ufffe\u202e",
    "%s%n{{7*7}}",
    "' OR 1=1 --",
    "a\r\nBcc: opfer@example.org",
    "00000000-0000-0000-0000-00000000000g",
]
FIELDS = sorted(RegistrationForm.base_fields)
TYPED = sorted({name for section in SECTIONS.values() for name in section.base_fields})
values = st.one_of(st.sampled_from(HOSTILE), st.integers().map(str), st.floats().map(str), st.text(max_size=60))
by_hand = settings(max_examples=30)


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=-1))
    monkeypatch.setattr(rate_limits, "FLOOD_PER_HOUR", 10_000)


@pytest.mark.parametrize("topic", ["9" * 19, "9" * 30, "-" + "9" * 30, "9" * 5000, "-1", "x", ""])
def test_a_topic_that_is_none_is_refused_in_german(client, topic):
    response = client.post("/mitmachen/", form_data(client, topics=[topic]))
    assert response.status_code == 200
    assert response.context["form"].errors == {"topics": [str(UNKNOWN_TOPIC)]}


def test_a_draft_with_such_a_topic_is_kept_shown_and_refused(client):
    submission = make_draft()
    address = submission.get_absolute_url()
    saved = client.post(f"{address}abschnitt/idee/", {**versions(submission), "topics": ["9" * 30]}).json()
    assert str(UNKNOWN_TOPIC) in str(saved["errors"])
    assert client.get(address).status_code == 200
    response = send(client, submission, topics=["9" * 30], action="hand_in")
    assert str(UNKNOWN_TOPIC) in read(response).one("alert").text


@pytest.mark.parametrize("field", FIELDS)
def test_no_single_value_breaks_the_form(client, field):
    data = form_data(client)
    answers = {client.post("/mitmachen/", data | {field: [value]}).status_code for value in HOSTILE}
    assert answers <= {200, 302}


@by_hand
@given(st.dictionaries(st.sampled_from(FIELDS), st.lists(values, max_size=3), max_size=4))
def test_no_values_break_the_form(client, sent):
    assert client.post("/mitmachen/", form_data(client, **sent)).status_code in (200, 302)


@by_hand
@given(st.dictionaries(st.sampled_from(TYPED), st.lists(values, max_size=3), max_size=6))
def test_no_values_break_a_draft_or_its_page(client, sent):
    submission = make_draft()
    address = submission.get_absolute_url()
    for key in SECTIONS:
        assert client.post(f"{address}abschnitt/{key}/", sent).status_code == 200
    for action in ("save:idee", "hand_in"):
        assert client.post(address, {**submission.draft, **sent, "action": action}).status_code in (200, 302)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_breaks_the_page_of_a_moderator(client, value):
    sign_in(client, make_moderator())
    address = f"/admin/einreichungen/{make_handed_in().pk}/"
    assert client.get(address, {"vorlage": value}).status_code == 200
    for action in (value, f"photo:{value}", f"assign:{value}"):
        assert client.post(address, {"action": action, "assignee": value}).status_code == 302
    assert client.post(address, {"action": "assign", "assignee": value}).status_code == 302
