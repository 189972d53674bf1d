import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.worker.nlp.stand_ins import doc_of, spans_of
from worker.nlp.stance.evidence import clauses, evidence


def cut(body: str, *must: str) -> str:
    doc = doc_of(body)
    spans = [next(spans_of(doc, text)) for text in must]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return evidence(doc, (0, len(doc)), (first, last)).text


@pytest.mark.parametrize(
    ("body", "must", "expected"),
    [
        (
            "After the talks, Colombia condemned Venezuela for the arrests, and all went home.",
            ("Colombia", "Venezuela"),
            "Colombia condemned Venezuela for the arrests",
        ),
        (
            "Kenya was late, but it praised Uganda because the road was good.",
            ("it", "Uganda"),
            "it praised Uganda",
        ),
        (
            "“Iran,” he said, “is a threat to all.”",
            ("Iran",),
            "Iran,” he said",
        ),
        (
            "On Monday, the Dockers' Union (DU) blamed Peru.",
            ("DU", "Peru"),
            "the Dockers' Union (DU) blamed Peru",
        ),
        (
            "that it trusts the new referee, Pat Kolb, and would not say more.",
            ("Pat Kolb",),
            "it trusts the new referee, Pat Kolb",
        ),
        (
            "“No,” wrote Kolb, who called the Chilean port “asleep since 2019.” All laughed.",
            ("Chilean",),
            "called the Chilean port “asleep since 2019.”",
        ),
        (
            'Kolb called Chile "asleep since the war" and left.',
            ("Kolb", "Chile"),
            'Kolb called Chile "asleep since the war"',
        ),
        (
            "When he called the paper, Chile, it said, was warned.",
            ("Chile",),
            "Chile, it said",
        ),
        (
            "Peru's two-state plan, which Chile wrote, failed.",
            ("Chile",),
            "Chile wrote",
        ),
    ],
)
def test_the_shortest_clause_with_a_verb(body, must, expected):
    assert cut(body, *must) == expected


def test_a_hyphen_inside_a_word_cuts_nothing():
    doc = doc_of("Peru's well-known two-state plan failed - and Chile was glad.")
    pieces = [doc[start:end].text for start, end in clauses(doc, 0, len(doc))]
    assert pieces == ["Peru's well-known two-state plan failed", "and Chile was glad."]


def test_a_clause_without_a_verb_takes_its_neighbour():
    assert cut("In Peru, Chile's friend, miners are striking.", "Peru") == (
        "In Peru, Chile's friend, miners are striking"
    )


@given(
    st.lists(st.sampled_from(["Peru", ",", "was", "and", "but", "“", "”", "-", "."]), min_size=1)
)
def test_evidence_holds_what_it_must_within_its_bounds(words):
    doc = doc_of(" ".join(words))
    for at in range(len(doc)):
        span = evidence(doc, (0, len(doc)), (at, at + 1))
        assert span.start <= at < span.end
        assert span.text in doc.text
