"""The first row shows whether the events are fresh."""

from observability.bounds import Bounds
from observability.grafana import Panel, Query, Row, Threshold
from observability.shown import RATE, metric, quantiles


def fresh_row(bounds: Bounds) -> Row:
    """The age of the published events, and where the time goes."""
    late = bounds.fresh_within.total_seconds()
    arrival = metric("arrival_to_enriched_seconds_bucket", f'le="{late}"')
    count = metric("arrival_to_enriched_seconds_count")
    window = "$__range"
    return Row(
        "Is it fresh?",
        (
            Panel(
                "Oldest waiting article",
                "Age of the oldest unfinished article. Red: articles are enriched too late.",
                "s",
                (Query(f"max({metric('lag_seconds')})", "oldest"),),
                kind="stat",
                thresholds=(Threshold(late / 5, "orange"), Threshold(late, "red")),
                decimals=0,
            ),
            Panel(
                "Enriched in time",
                f"Share of the articles in this period that were enriched within {late:g} s of "
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
                "Unacknowledged records in all partitions that have a worker.",
                "short",
                (Query(f"sum({metric('lag_records')})", "waiting"),),
                kind="stat",
                thresholds=(Threshold(bounds.growth_records, "orange"),),
                decimals=0,
            ),
            Panel(
                "Articles a second",
                "Finished articles, by outcome. If it is 0 while articles wait, see the last row.",
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
                "Time from an article's arrival in Kafka to its events there: the part that this "
                "worker and its lag are responsible for.",
                "s",
                quantiles("arrival_to_enriched_seconds", (0.5, bounds.fresh_share, 0.99)),
                width=12,
                thresholds=(Threshold(late, "red"),),
                logarithmic=True,
            ),
            Panel(
                "Publication to enriched",
                "Time from published_at to the events: the delay that a reader of the news sees. "
                "If it is far above the panel next to it, the delay is before Kafka.",
                "s",
                quantiles("publication_to_enriched_seconds", (0.5, bounds.fresh_share)),
                width=8,
                logarithmic=True,
            ),
            Panel(
                "Waiting by partition",
                "If only one partition grows, its articles or its worker are slow.",
                "short",
                (
                    Query(
                        f"sum by (partition) ({metric('lag_records')})", "partition {{partition}}"
                    ),
                ),
            ),
            Panel(
                "Time in each stage",
                "Mean time in each stage. If it is long: queue means too few processes; pipeline "
                "means long texts or shared cores; delivery means slow brokers.",
                "s",
                (
                    Query(
                        f"sum by (stage) (rate({metric('stage_seconds_sum')}[{RATE}]))\n"
                        f"/ sum by (stage) (rate({metric('stage_seconds_count')}[{RATE}]))",
                        "{{stage}}",
                    ),
                ),
            ),
            *_out_of_reach(bounds),
        ),
    )


def _out_of_reach(bounds: Bounds) -> tuple[Panel, ...]:
    return (
        Panel(
            "Held back",
            "Records behind a transaction that is still open. They are not among the articles that "
            "wait.",
            "short",
            (Query(f"sum by (partition) ({metric('held_records')})", "partition {{partition}}"),),
        ),
        Panel(
            "Held back for",
            "How long the open transaction has released nothing. Minutes: its producer has hung.",
            "s",
            (Query(f"max by (partition) ({metric('held_seconds')})", "partition {{partition}}"),),
            thresholds=(Threshold(bounds.held_within.total_seconds(), "red"),),
        ),
        Panel(
            "Expired unread",
            "Records that retention deleted before they were read, since the workers started. Any "
            "is too many.",
            "short",
            (Query(f"sum({metric('expired_unread_total')})", "expired"),),
            kind="stat",
            thresholds=(Threshold(1, "red"),),
            decimals=0,
        ),
    )
