"""What differs between two sets of enriched events."""

from tests.unit.worker.cli.diff_events import (
    ANNA,
    FULL,
    OTHER_SPAN,
    PERU,
    SPAN,
    STANCE,
    TOPIC,
    changed,
    event,
)
from topics.events import (
    Enrichment,
)
from worker.cli.diff_compare import Comparison, Count
from worker.cli.diff_facts import facts_of


def compared(a: Enrichment, b: Enrichment, most_examples: int = 3) -> Comparison:
    comparison = Comparison(most_examples)
    comparison.article_in_both("a", facts_of(event(a)), facts_of(event(b)))
    return comparison


def different(comparison: Comparison) -> dict[tuple[str, str], Count]:
    return {sort: count for sort, count in comparison.counts.items() if count.different}


def test_scores_and_confidences_are_no_difference() -> None:
    other = changed(
        entities=(ANNA.model_copy(update={"salience": 0.1}), PERU),
        stances=(STANCE.model_copy(update={"confidence": 0.6}),),
        topics=(TOPIC.model_copy(update={"score": 0.7}),),
    )
    comparison = compared(FULL, other)
    assert (comparison.same, comparison.different, comparison.examples) == (1, 0, [])
    assert not comparison.any_difference


def test_what_was_added_and_lost_is_counted_by_kind() -> None:
    comparison = compared(changed(stances=(), topics=()), changed(entities=(ANNA,), topics=()))
    assert different(comparison) == {
        ("entities", "country"): Count(lost=1),
        ("stances", "favor"): Count(added=1),
    }
    assert comparison.counts["entities", "person"] == Count(same=1)


def test_the_kind_of_a_mention_and_the_words_of_a_stance_are_compared() -> None:
    described = ANNA.model_copy(
        update={"mentions": (SPAN, OTHER_SPAN.model_copy(update={"kind": "description"}))}
    )
    named = ANNA.model_copy(update={"mentions": (SPAN, OTHER_SPAN)})
    worded = STANCE.model_copy(
        update={
            "holder": STANCE.holder.model_copy(update={"words": SPAN}),
            "target": STANCE.target.model_copy(update={"words": OTHER_SPAN}),
        }
    )
    comparison = compared(
        changed(entities=(named, PERU)), changed(entities=(described, PERU), stances=(worded,))
    )
    assert dict(comparison.changed_fields) == {
        ("entities", "mentions"): 1,
        ("stances", "words for the holder"): 1,
        ("stances", "words for the target"): 1,
    }


def test_a_stance_that_turned_is_changed_and_not_lost() -> None:
    turned = STANCE.model_copy(update={"polarity": "against", "evidence": (OTHER_SPAN,)})
    comparison = compared(FULL, changed(stances=(turned,)))
    assert different(comparison) == {("stances", "favor"): Count(changed=1)}
    assert dict(comparison.changed_fields) == {
        ("stances", "polarity"): 1,
        ("stances", "evidence"): 1,
    }
    (example,) = comparison.examples
    assert example.label == "Anna favor Peru"
    assert example.fields["polarity"] == ("favor", "against")
    assert example.fields["evidence"] == ("Anna [body 0:4]", "Peru [body 13:17]")


def test_of_two_stances_of_one_pair_the_equal_ones_belong_together() -> None:
    narrated = STANCE.model_copy(update={"reporting": "narration"})
    comparison = compared(changed(stances=(STANCE, narrated)), changed(stances=(narrated,)))
    assert different(comparison) == {("stances", "favor"): Count(same=1, lost=1)}


def test_an_article_that_is_no_longer_skipped_is_changed() -> None:
    skipped = Enrichment(language="es", skipped="unsupported_language")
    comparison = compared(skipped, Enrichment(language="en"))
    assert different(comparison) == {("articles", "outcome"): Count(changed=1)}
    assert set(comparison.changed_fields) == {("articles", "language"), ("articles", "skipped")}


def test_examples_are_bounded_and_counts_are_not() -> None:
    comparison = Comparison(most_examples=2)
    for number in range(5):
        said = facts_of(event(id_=str(number)))
        comparison.article_in_both(str(number), said, facts_of(event(changed(topics=()))))
        comparison.article_only_in("b", str(number))
    assert len(comparison.examples) == 2
    assert comparison.counts["topics", TOPIC.code].lost == 5
    assert (comparison.only_in_b, comparison.only_in_examples["b"]) == (5, ["0", "1"])
