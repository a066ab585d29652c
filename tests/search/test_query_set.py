"""How much of what people type is understood, measured on the demo."""

import json

import pytest

from tests import snapshots
from tests.search.queries import queries

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """Query → what came instead."""
    folder = tmp_path_factory.mktemp("demo")
    snapshots.copy_demo(to=folder)
    return json.loads(
        snapshots.manage(
            folder, "shell", "--no-imports", "-c", "from tests.search.queries import tell_wrong; tell_wrong()"
        )
    )


def test_the_set_is_long_and_asks_nothing_twice():
    typed = [query.typed for query in queries()]
    assert len(typed) == len(set(typed)) >= 150


def test_of_a_hundred_queries_at_least_ninety_five_are_understood(wrong):
    assert len(wrong) <= 0.05 * len(queries()), wrong


def test_what_was_right_before_is_right(wrong):
    assert {query.typed: wrong[query.typed] for query in queries() if query.kept and query.typed in wrong} == {}
