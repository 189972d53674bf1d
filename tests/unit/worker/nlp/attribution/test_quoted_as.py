"""Who is quoted says it, not who quotes."""

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.parts import Draft, Stretch
from worker.nlp.attribution.quoted_as import inner


def found(text: str, source: str, cue: str, *contents: str) -> tuple[str, str, list[str]]:
    doc = doc_of(text)

    def at(words: str) -> Stretch:
        span = doc.char_span(text.index(words), text.index(words) + len(words))
        return Stretch(span.start, span.end)

    draft = inner(doc, Draft(at(cue), at(source), [at(one) for one in contents]))
    said = [doc[one.start : one.end].text for one in draft.contents]
    return (
        doc[draft.source.start : draft.source.end].text,
        doc[draft.cue.start : draft.cue.end].text,
        said,
    )


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        (
            "Ruiz quoted Jan Weiss as saying that Peru was corrupt.",
            ("Ruiz", "quoted", "Jan Weiss as saying that Peru was corrupt"),
            ("Jan Weiss", "as saying", ["that Peru was corrupt"]),
        ),
        (
            "Ruiz quoted Jan Weiss as saying Peru was corrupt.",
            ("Ruiz", "quoted Jan Weiss as saying", "Peru was corrupt"),
            ("Jan Weiss", "as saying", ["Peru was corrupt"]),
        ),
        (
            "“It is lost,” the paper quoted Omar Lind as telling Ruiz.",
            ("the paper", "quoted", "“It is lost,”", "Omar Lind as telling Ruiz"),
            ("Omar Lind", "as telling", ["“It is lost,”", "Ruiz"]),
        ),
        (
            "Weiss was quoted as saying that Peru was corrupt.",
            ("Weiss", "was quoted as saying", "that Peru was corrupt"),
            ("Weiss", "was quoted as saying", ["that Peru was corrupt"]),
        ),
        (
            "Ruiz cited Weiss. He described Peru as saying nothing new.",
            ("Ruiz", "cited", "Weiss"),
            ("Ruiz", "cited", ["Weiss"]),
        ),
    ],
)
def test_who_is_quoted_is_the_source(text, parts, expected) -> None:
    assert found(text, *parts) == expected
