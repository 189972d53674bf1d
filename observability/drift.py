"""Distributions that shift when the input or the model changes: a day against the week before."""

from dataclasses import dataclass
from typing import Literal

from observability.bounds import Bounds
from observability.promql import increase, mix_distance, over, series, share_of

Quantity = Literal["share", "mix"]


@dataclass(frozen=True)
class Drift:
    """One distribution: ``distance`` says how far it shifted.

    ``counted`` is the number of observations in the window and ``usual`` the number in the
    baseline: with too few on either side the distance means nothing.
    """

    name: str
    title: str
    quantity: Quantity
    distance: str
    counted: str
    usual: str

    def bound(self, bounds: Bounds) -> float:
        """The distance from which somebody should look."""
        return bounds.drift_share if self.quantity == "share" else bounds.drift_mix


def drifts(bounds: Bounds, *matchers: str, by: str = "") -> tuple[Drift, ...]:
    """All drift measures, for each value of the labels ``by``; each query has the ``matchers``."""
    window, baseline = bounds.drift_window, bounds.drift_baseline

    def now(metric: str) -> str:
        return increase(metric, window)

    def before(metric: str) -> str:
        return increase(metric, baseline, window)

    def metric(name: str, *more: str) -> str:
        return series(f"stancewire_{name}_total", *more, *matchers)

    def moved(part: str, whole: str) -> str:
        today = share_of(now(part), now(whole), by)
        usual = share_of(before(part), before(whole), by)
        return f"abs(\n({today})\n- ({usual})\n)"

    def total(increased: str) -> str:
        return over("sum", increased, by)

    enriched = metric("articles", 'outcome="enriched"')
    without = metric("articles_without_stance")
    topics, languages = metric("topic_assignments"), metric("article_languages")
    stances, favor = metric("stances"), metric("stances", 'polarity="favor"')
    return (
        Drift(
            "WithoutStance",
            "articles without a stance",
            "share",
            moved(without, enriched),
            total(now(enriched)),
            total(before(enriched)),
        ),
        Drift(
            "TopicMix",
            "topics",
            "mix",
            mix_distance(now(topics), before(topics), "topic", by),
            total(now(topics)),
            total(before(topics)),
        ),
        Drift(
            "PolarityBalance",
            "stances in favor",
            "share",
            moved(favor, stances),
            total(now(stances)),
            total(before(stances)),
        ),
        Drift(
            "LanguageMix",
            "languages",
            "mix",
            mix_distance(now(languages), before(languages), "language", by),
            total(now(languages)),
            total(before(languages)),
        ),
    )
