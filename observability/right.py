"""The second row shows whether the events are right."""

from observability.bounds import Bounds
from observability.drift import drifts
from observability.grafana import Panel, Query, Row, Threshold
from observability.names import LANGUAGES, TOPICS
from observability.promql import share_of
from observability.shown import JOB, RATE, metric

DRIFT_NEEDS_DAYS = "a distance needs a day and the week before it"


def right_row(bounds: Bounds) -> Row:
    """Whether the tags are distributed as in the week before, and how many articles failed."""
    return Row("Is it right?", (*_letters(bounds), *_said(), *_moved(bounds)))


def _rate(name: str, *matchers: str) -> str:
    return f"rate({metric(name, *matchers)}[{RATE}])"


def _by(label: str, name: str) -> Query:
    return Query(f"sum by ({label}) ({_rate(name)})", f"{{{{{label}}}}}")


def _letters(bounds: Bounds) -> tuple[Panel, ...]:
    letters = f"increase({metric('dead_letters_total')}[$__range])"
    articles = f"increase({metric('articles_total')}[$__range])"
    return (
        Panel(
            "Dead letters",
            "Share of the articles in this period that could not be enriched.",
            "percentunit",
            (Query(share_of(letters, articles), "dead letters"),),
            kind="stat",
            thresholds=(
                Threshold(bounds.surge_share / 2, "orange"),
                Threshold(bounds.surge_share, "red"),
            ),
            decimals=1,
        ),
        Panel(
            "Versions at work",
            "Number of versions and models running. Two outside a rollout mean that the same "
            "article gives different events.",
            "short",
            (
                Query(
                    f"count(count by (version, model) ({metric('build_info')}))",
                    "versions",
                ),
            ),
            kind="stat",
            thresholds=(Threshold(2, "orange"),),
        ),
        Panel(
            "Stance confidence",
            "Mean calibrated confidence of the stances in this period. It falls when the texts "
            "are unlike those that the model was trained on.",
            "percentunit",
            (
                Query(
                    share_of(
                        f"increase({metric('stance_confidence_sum')}[$__range])",
                        f"increase({metric('stance_confidence_count')}[$__range])",
                    ),
                    "confidence",
                ),
            ),
            kind="stat",
            base_color="orange",
            thresholds=(Threshold(0.7, "green"),),
            maximum=1,
            decimals=1,
        ),
        Panel(
            "Dead letters by reason",
            "If one reason jumps, it is one producer; pipeline_* and enriched_too_large are "
            "faults of this worker.",
            "ops",
            (
                Query(
                    f"sum by (reason) ({_rate('dead_letters_total')}) > 0",
                    "{{reason}}",
                ),
            ),
            width=12,
            empty="no dead letters",
        ),
    )


def _said() -> tuple[Panel, ...]:
    return (
        Panel(
            "Articles without a stance",
            "Share of the enriched articles in which nobody is for or against anybody.",
            "percentunit",
            (
                Query(
                    share_of(
                        _rate("articles_without_stance_total"),
                        _rate("articles_total", 'outcome="enriched"'),
                    ),
                    "without a stance",
                ),
            ),
            width=12,
            maximum=1,
        ),
        Panel(
            "Polarity",
            "The split of stances into favor and against.",
            "ops",
            (_by("polarity", "stances_total"),),
            stacked=True,
        ),
        Panel(
            "Topics",
            "The mix of the top-level IPTC Media Topics.",
            "ops",
            (_by("topic", "topic_assignments_total"),),
            stacked=True,
            names=TOPICS,
        ),
        Panel(
            "Languages",
            "Only English is tagged. If another language or unknown jumps, a producer has changed.",
            "ops",
            (_by("language", "article_languages_total"),),
            stacked=True,
            names=LANGUAGES,
        ),
        Panel(
            "Entities by type",
            "The mix of entity types that articles name.",
            "ops",
            (_by("type", "entities_total"),),
            stacked=True,
        ),
        Panel(
            "Fields left out",
            "Optional fields of articles that could not be read, by field. If one jumps, a "
            "producer sends something else in it.",
            "ops",
            (
                Query(
                    f"sum by (field) ({_rate('fields_dropped_total')}) > 0",
                    "{{field}}",
                ),
            ),
            empty="every field was read",
        ),
        Panel(
            "Withheld by reason",
            "The eight most frequent reasons for which a decision was not published.",
            "ops",
            (
                Query(
                    f"topk(8, sum by (reason) ({_rate('abstentions_total')}))",
                    "{{reason}}",
                ),
            ),
        ),
    )


def _moved(bounds: Bounds) -> tuple[Panel, ...]:
    return (
        Panel(
            "Distance from the week before",
            "How far the last day's shares shifted: 0 is the same, 1 has nothing in common. The "
            "alerts use these, but only when there were enough articles.",
            "percentunit",
            tuple(Query(drift.distance, drift.title) for drift in drifts(bounds, JOB)),
            thresholds=(
                Threshold(bounds.drift_share, "orange"),
                Threshold(bounds.drift_mix, "red"),
            ),
            empty=DRIFT_NEEDS_DAYS,
        ),
    )
