"""Facts of an event, and their way through JSON."""

from tests.unit.worker.cli.diff_events import event
from worker.cli.diff_facts import facts_of, from_json, to_json


def test_facts_survive_the_index() -> None:
    assert from_json(to_json(facts_of(event()))) == facts_of(event())
