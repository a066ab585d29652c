"""Two schedulers at once: nothing is published or sent twice, on whatever database."""

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import Revision
from wagtail.signals import page_published

from home.locks import only_one
from home.mail import queue
from tests.factories import make_example, make_index, make_picture

# Two connections have to see each other.
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_once_one_has_the_turn_and_afterwards_the_next():
    with only_one("tide") as first, only_one("tide") as second, only_one("ebb") as of_another_kind:
        assert (first, second, of_another_kind) == (True, False, True)
    with only_one("tide") as later:
        assert later


def test_whoever_fails_lets_go():
    with pytest.raises(ValueError, match="flood"), only_one("tide"):
        raise ValueError("flood")
    with only_one("tide") as later:
        assert later


@pytest.mark.parametrize("number", [1, 3])
def test_a_second_scheduler_publishes_nothing_again(media, number):
    index = make_index()
    titles = [f"Geplant {one}" for one in range(number)]
    for title in titles:
        page = make_example(index, title=title, live=False, lead_picture=make_picture())
        page.save_revision(approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1))
    published = []

    def meanwhile(instance, **kwargs):
        published.append(instance.title)
        call_command("publish_scheduled")

    page_published.connect(meanwhile)
    try:
        call_command("publish_scheduled")
    finally:
        page_published.disconnect(meanwhile)
    assert sorted(published) == titles
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_second_sender_on_another_server_sends_nothing_again(monkeypatch, tmp_path, number):
    for one in range(number):
        queue.enqueue(to=f"jana{one}@example.org", subject=f"Brief {one}", text="…")
    meanwhile = iter(["another server"])

    def send_queued(*args, real=queue.send_queued_mail_until_done):
        # The other machine has folders of its own, and comes when this one has just begun.
        for _other in meanwhile:
            queue.deliver(str(tmp_path / "elsewhere"), 1)
            assert mail.outbox == []
        real(*args)

    monkeypatch.setattr(queue, "send_queued_mail_until_done", send_queued)
    queue.deliver(str(settings.VAR_DIR / "here"), 1)
    assert sorted(sent.subject for sent in mail.outbox) == [f"Brief {one}" for one in range(number)]
    assert Email.objects.filter(status=STATUS.sent).count() == number
