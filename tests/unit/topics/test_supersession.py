"""A letter and an event about one text are recognised by their values alone."""

import json

import pytest

from tests.support.enriched import praise
from topics.dead_letter import REASONS
from topics.events import Enriched
from topics.identity import content_sha256
from topics.supersession import ATTEMPTS_DIFFER, text_of_event, text_of_letter


def letter_for(event: Enriched, **change: object) -> bytes:
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


def test_fields_that_cannot_be_read_do_not_matter() -> None:
    event = Enriched.model_validate_json(praise(1))
    odd = {"language": 7, "published_at": "soon", "source": []}
    assert text_of_letter(letter_for(event, **odd)) == text_of_event(event)
    untitled = Enriched.model_validate_json(praise(1, title=""))
    letter = letter_for(untitled, title=["not a title"])
    assert text_of_letter(letter) == (
        untitled.article.id,
        content_sha256("", untitled.article.body),
    )


@pytest.mark.parametrize("value", [None, b"", b"{", b"[1]", b'{"id": "a"}', b"\xff"])
def test_what_is_no_article_has_no_text(value: bytes | None) -> None:
    assert text_of_letter(value) is None


def test_only_reasons_of_the_contract_may_differ_between_attempts() -> None:
    assert set(ATTEMPTS_DIFFER) <= set(REASONS)
