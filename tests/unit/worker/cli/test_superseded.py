import json
from dataclasses import dataclass

from tests.support.enriched import praise
from topics.events import Enriched
from worker.cli.superseded import Superseded


@dataclass
class Record:
    value: bytes | None
    key: bytes = b"praise-1"
    partition: int = 0
    offset: int = 0
    timestamp: int = 0


EVENT = praise(1)
ARTICLE = Enriched.model_validate_json(EVENT).article
TEXT = {"id": ARTICLE.id, "title": ARTICLE.title, "body": ARTICLE.body}


def letters() -> Superseded:
    found = Superseded()
    found.add(Record(json.dumps(TEXT).encode()), 0)
    found.add(Record(json.dumps({**TEXT, "body": "Another."}).encode(), offset=1), 0)
    found.add(Record(b"{", offset=2), 0)
    return found


def test_only_the_letter_with_the_events_text_is_superseded() -> None:
    found = letters()
    found.look_at([Record(praise(2), key=b"praise-2"), Record(EVENT), Record(EVENT)])
    assert [place for place in ((0, 0), (0, 1), (0, 2)) if place in found] == [(0, 0)]
    assert len(found) == 1


def test_a_record_that_is_no_event_supersedes_nothing() -> None:
    found = letters()
    found.look_at([Record(b"{"), Record(None)])
    assert len(found) == 0
