"""First row: whether it is fresh."""

from observability.bounds import Bounds
from observability.grafana import Panel, Query, Row, Threshold
from observability.shown import RATE, metric, quantiles


def fresh_row(bounds: Bounds) -> Row:
    """How old what comes out is, and where the time goes."""
    late = bounds.fresh_within.total_seconds()
    arrival = metric("arrival_to_enriched_seconds_bucket", f'le="{late}"')
    count = metric("arrival_to_enriched_seconds_count")
    window = "$__range"
    return Row(
        "Is it fresh?",
        (
            Panel(
                "Oldest waiting article",
                "Age of the oldest article that is not finished. Red: what comes out is late.",
                "s",
                (Query(f"max({metric('lag_seconds')})", "oldest"),),
                kind="stat",
                thresholds=(Threshold(late / 5, "orange"), Threshold(late, "red")),
                decimals=0,
            ),
            Panel(
                "Enriched in time",
                f"Share of the articles of this period that were enriched within {late:g} s of "
                "their arrival.",
                "percentunit",
                (
                    Query(
                        f"sum(increase({arrival}[{window}]))\n/ sum(increase({count}[{window}]))",
                        "in time",
                    ),
                ),
                kind="stat",
                base_color="red",
                thresholds=(
                    Threshold(bounds.fresh_share, "orange"),
                    Threshold((1 + bounds.fresh_share) / 2, "green"),
                ),
                maximum=1,
                decimals=1,
            ),
            Panel(
                "Articles waiting",
                "Records that are not acknowledged, of all partitions that a worker has.",
                "short",
                (Query(f"sum({metric('lag_records')})", "waiting"),),
                kind="stat",
                thresholds=(Threshold(bounds.growth_records, "orange"),),
                decimals=0,
            ),
            Panel(
                "Articles a second",
                "What came out, by outcome. Flat at nothing while articles wait: see the last row.",
                "ops",
                (
                    Query(
                        f"sum by (outcome) (rate({metric('articles_total')}[{RATE}]))",
                        "{{outcome}}",
                    ),
                ),
                width=12,
            ),
            Panel(
                "Arrival to enriched",
                "Time from an article's arrival in Kafka to its events there: what this worker "
                "and its lag are answerable for.",
                "s",
                quantiles("arrival_to_enriched_seconds", (0.5, bounds.fresh_share, 0.99)),
                width=12,
                thresholds=(Threshold(late, "red"),),
                logarithmic=True,
            ),
            Panel(
                "Publication to enriched",
                "Time from published_at to the events: what a reader of the news feels. Far above "
                "the panel beside it: the delay is before Kafka.",
                "s",
                quantiles("publication_to_enriched_seconds", (0.5, bounds.fresh_share)),
                width=8,
                logarithmic=True,
            ),
            Panel(
                "Waiting by partition",
                "One partition alone that grows: its articles are slow, or its worker is.",
                "short",
                (
                    Query(
                        f"sum by (partition) ({metric('lag_records')})", "partition {{partition}}"
                    ),
                ),
            ),
            Panel(
                "Time in each stage",
                "The mean of each stage. queue: too few processes; pipeline: long texts or "
                "shared cores; delivery: slow brokers.",
                "s",
                (
                    Query(
                        f"sum by (stage) (rate({metric('stage_seconds_sum')}[{RATE}]))\n"
                        f"/ sum by (stage) (rate({metric('stage_seconds_count')}[{RATE}]))",
                        "{{stage}}",
                    ),
                ),
            ),
        ),
    )
