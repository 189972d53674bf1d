"""A letter and an event about one text are recognised by their values alone."""

import json

import pytest

from tests.support.enriched import praise
from topics.dead_letter import REASONS
from topics.events import Enriched
from topics.supersession import ATTEMPTS_DIFFER, text_of_event, text_of_letter


def letter_for(event: Enriched, **change: str) -> bytes:
    article = event.article
    return json.dumps(
        {"id": article.id, "title": article.title, "body": article.body, **change}
    ).encode()


def test_the_letter_of_an_enriched_text_is_superseded() -> None:
    event = Enriched.model_validate_json(praise(1))
    assert text_of_letter(letter_for(event)) == text_of_event(event)


def test_the_letter_of_a_corrected_article_is_not() -> None:
    event = Enriched.model_validate_json(praise(1))
    assert text_of_letter(letter_for(event, title="Corrected")) != text_of_event(event)
    assert text_of_letter(letter_for(event, id="another")) != text_of_event(event)


@pytest.mark.parametrize("value", [None, b"", b"{", b"[1]", b'{"id": "a"}', b"\xff"])
def test_what_is_no_article_has_no_text(value: bytes | None) -> None:
    assert text_of_letter(value) is None


def test_only_reasons_of_the_contract_may_differ_between_attempts() -> None:
    assert set(ATTEMPTS_DIFFER) <= set(REASONS)
