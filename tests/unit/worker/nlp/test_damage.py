# ruff: noqa: E501 - a table
"""Damage does not change what is found: the samples with and without it, for each kind."""

import pytest
from spacy.language import Language

from tests.support.damage import KINDS, everything
from tests.support.samples import Sample, samples
from tests.support.spans import assert_spans_hold
from topics.events import Article, Enrichment, Span
from worker.nlp.pipeline import enrich, load
from worker.nlp.text.cleaning import clean_body, clean_title

SAMPLES = samples()
DAMAGES = {**KINDS, "everything": everything}


def sample_for(kind: str) -> Sample:
    """A sample that the damage changes; another one for each kind, as far as that is possible."""
    at = list(DAMAGES).index(kind) % len(SAMPLES)
    turned = (*SAMPLES[at:], *SAMPLES[:at])
    return next(one for one in turned if DAMAGES[kind](one.body) != one.body)


def words(text: str) -> str:
    """What is read of a text, without its white space."""
    return "".join(clean_body(text).text.split())


def said(span: Span | None) -> str | None:
    return None if span is None else words(span.text)


def outline(found: Enrichment) -> dict[str, object]:
    """Everything in an enrichment except offsets, salience, and the confidence that counts it."""
    return {
        "entities": {
            one.id: (one.model_copy(update={"mentions": (), "salience": 0.0}), [(each.field, each.kind, said(each)) for each in one.mentions])
            for one in found.entities
        },
        "attributions": [
            (one.source.entity, said(one.source.span), said(one.cue), [*map(said, one.content)], one.kind, one.confidence)
            for one in found.attributions
        ],
        "stances": [
            (
                one.holder.id, one.holder.name, said(one.holder.words), one.target.id, one.target.name, said(one.target.words),
                one.polarity, one.reporting, [*map(said, one.evidence)],
            )
            for one in found.stances
        ],
        "matrix": found.stance_matrix,
        "topics": found.topics,
        "abstentions": found.abstentions,
    }  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load()


@pytest.fixture(scope="module")
def intact() -> dict[str, Enrichment]:
    """What is found in each sample without damage, once it has been asked for."""
    return {}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name)
def test_a_sample_without_damage_is_read_as_it_is(sample: Sample) -> None:
    assert clean_title(sample.title).text is sample.title
    assert clean_body(sample.body).text is sample.body


@pytest.mark.parametrize("kind", DAMAGES)
def test_what_is_read_of_a_damaged_sample_is_the_sample(kind: str) -> None:
    changed = 0
    for sample in SAMPLES:
        damaged = DAMAGES[kind](sample.body)
        assert clean_body(damaged).text.split() == sample.body.split()
        changed += damaged != sample.body
    assert changed >= len(SAMPLES) // 3


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_changes_nothing_that_is_found(
    pipeline: Language, intact: dict[str, Enrichment], kind: str
) -> None:
    sample = sample_for(kind)
    if sample.name not in intact:
        article = Article(id=sample.name, title=sample.title, body=sample.body)
        intact[sample.name] = enrich(pipeline, article)
    damaged = Article(id=sample.name, title=sample.title, body=DAMAGES[kind](sample.body))
    found = enrich(pipeline, damaged)
    assert_spans_hold(found, {"title": damaged.title, "body": damaged.body})
    assert outline(found) == outline(intact[sample.name])
    # White space between paragraphs counts a little in how far down a name stands.
    expected = {
        one.id: pytest.approx(one.salience, abs=0.01) for one in intact[sample.name].entities
    }
    assert {one.id: one.salience for one in found.entities} == expected
    assert [one.confidence for one in found.stances] == pytest.approx(
        [one.confidence for one in intact[sample.name].stances], abs=0.01
    )
