"""Cases in which each alert must or must not fire, as series for promtool."""

from dataclasses import dataclass, field

Series = dict[str, str]

ENRICHED = 'stancewire_articles_total{outcome="enriched"}'
DEAD = 'stancewire_articles_total{outcome="dead_lettered"}'
LETTERS = 'stancewire_dead_letters_total{reason="invalid_json"}'
LAG = 'stancewire_lag_records{partition="0"}'
LAG_SECONDS = 'stancewire_lag_seconds{partition="0"}'
HELD_SECONDS = 'stancewire_held_seconds{partition="0"}'
EXPIRED = "stancewire_expired_unread_total"
ARRIVAL = "stancewire_arrival_to_enriched_seconds_bucket"
BUILD = 'stancewire_build_info{version="1",model="a"}'
TICKS = "stancewire_event_loop_stall_seconds_count"
PROMPT_TICKS = 'stancewire_event_loop_stall_seconds_bucket{le="1.0"}'
ANSWER = "stancewire_last_answer_timestamp_seconds"
UP = 'up{job="stancewire",instance="a"}'

# A sample a minute, for two hours.
HEALTHY: Series = {
    UP: "1x120",
    "stancewire_assigned_partitions": "4x120",
    "stancewire_stuck": "0x120",
    ANSWER: "0+60x120",
    LAG: "5x120",
    LAG_SECONDS: "2x120",
    HELD_SECONDS: "0x120",
    EXPIRED: "0x120",
    ENRICHED: "0+600x120",
    DEAD: "0x120",
    LETTERS: "0x120",
    f'{ARRIVAL}{{le="60.0"}}': "0+600x120",
    f'{ARRIVAL}{{le="300.0"}}': "0+600x120",
    f'{ARRIVAL}{{le="900.0"}}': "0+600x120",
    f'{ARRIVAL}{{le="+Inf"}}': "0+600x120",
    BUILD: "1x120",
    "stancewire_pool_restarts_total": "0x120",
    "stancewire_send_retries_total": "0x120",
    TICKS: "0+120x120",
    PROMPT_TICKS: "0+120x120",
}


@dataclass(frozen=True)
class Case:
    """The healthy series with some changed; ``fires`` lists all alerts that fire at ``at``."""

    name: str
    at: str
    changed: Series
    fires: set[str] = field(default_factory=set)
    about: str = ""


def _fires(alert: str, name: str, at: str, changed: Series, *more: str) -> Case:
    return Case(name, at, changed, {alert, *more}, alert)


def _silent(alert: str, name: str, at: str, changed: Series) -> Case:
    return Case(name, at, changed, set(), alert)


def _late(share_in_time: float) -> Series:
    in_time = f"0+{600 * share_in_time:g}x120"
    return {f'{ARRIVAL}{{le="60.0"}}': in_time, f'{ARRIVAL}{{le="300.0"}}': in_time}


MINUTES = (
    Case("all is well", "100m", {}),
    _fires("StancewireNoWorker", "all have gone", "20m", {"stancewire_assigned_partitions": "4x9"}),
    _fires(
        "StancewireNoWorker",
        "none has a partition",
        "15m",
        {"stancewire_assigned_partitions": "4x9 0x110"},
    ),
    _silent(
        "StancewireNoWorker",
        "a rebalance",
        "12m",
        {"stancewire_assigned_partitions": "4x9 0x2 4x108"},
    ),
    _fires(
        "StancewireKafkaSilent",
        "the brokers are away, and nobody has anything in hand",
        "20m",
        {ANSWER: "0+60x10 600x110", ENRICHED: "6000x120", LAG: "0x120", LAG_SECONDS: "0x120"},
    ),
    _silent(
        "StancewireKafkaSilent",
        "a broker is started anew",
        "14m",
        {ANSWER: "0+60x10 600x2 780+60x107"},
    ),
    _silent(
        "StancewireKafkaSilent",
        "nobody publishes",
        "60m",
        {ENRICHED: "6000x120", LAG: "0x120", LAG_SECONDS: "0x120"},
    ),
    _silent("StancewireKafkaSilent", "a worker starts", "20m", {ANSWER: "_x120"}),
    _silent(
        "StancewireKafkaSilent",
        "one worker of two is cut off",
        "30m",
        {f'{ANSWER}{{instance="b"}}': "0x120"},
    ),
    _fires(
        "StancewireNoProgress",
        "nothing comes out and an article waits",
        "30m",
        {ENRICHED: "0+600x10 6000x110", LAG_SECONDS: "2x10 60+60x110"},
        "StancewireFreshnessLost",
    ),
    _silent(
        "StancewireNoProgress",
        "nothing comes out and nothing waits",
        "30m",
        {ENRICHED: "0+600x10 6000x110", LAG_SECONDS: "0x120"},
    ),
    _fires("StancewireStuck", "it says so", "15m", {"stancewire_stuck": "0x9 1x110"}),
    _silent("StancewireStuck", "for a moment", "12m", {"stancewire_stuck": "0x9 1x1 0x110"}),
    _fires("StancewireWorkerDown", "one is gone", "20m", {UP: "1x9 0x110"}),
    _silent("StancewireWorkerDown", "one is started anew", "14m", {UP: "1x9 0x3 1x110"}),
    _silent(
        "StancewireWorkerDown",
        "something else is gone",
        "20m",
        {'up{job="kafka",instance="a"}': "0x120"},
    ),
    _fires("StancewireFreshnessLost", "a tenth is late", "30m", _late(0.9)),
    _silent("StancewireFreshnessLost", "three in a hundred are late", "30m", _late(0.97)),
    _fires(
        "StancewireTransactionHangs",
        "one is never ended",
        "30m",
        {HELD_SECONDS: "0x10 0+60x110"},
    ),
    _silent(
        "StancewireTransactionHangs",
        "Kafka aborts it after a minute",
        "13m",
        {HELD_SECONDS: "0x10 60x1 0x109"},
    ),
    _fires("StancewireArticlesExpired", "while it reads", "30m", {EXPIRED: "0x20 40x100"}),
    _fires(
        "StancewireArticlesExpired",
        "before the first scrape of a worker",
        "30m",
        {EXPIRED: "_x20 40x100"},
    ),
    _silent("StancewireArticlesExpired", "long ago", "110m", {EXPIRED: "0x20 40x100"}),
    _fires("StancewireLagGrowing", "it grows", "50m", {LAG: "0+200x120"}),
    _silent("StancewireLagGrowing", "it is high and sinks", "50m", {LAG: "50000-200x120"}),
    _silent("StancewireLagGrowing", "a few more", "50m", {LAG: "0+5x120"}),
    _fires(
        "StancewireDeadLetterSurge",
        "one in seven",
        "20m",
        {LETTERS: "0+100x120", DEAD: "0+100x120"},
    ),
    _silent(
        "StancewireDeadLetterSurge",
        "two in a hundred",
        "20m",
        {LETTERS: "0+12x120", DEAD: "0+12x120"},
    ),
    _silent(
        "StancewireDeadLetterSurge",
        "five at night, and no others",
        "20m",
        {LETTERS: "0x10 1+1x4 5x105", DEAD: "0x10 1+1x4 5x105", ENRICHED: "0x120"},
    ),
    _fires(
        "StancewireTwoVersions",
        "a rollout that stopped half-way",
        "90m",
        {'stancewire_build_info{version="2",model="a"}': "1x120"},
    ),
    _silent(
        "StancewireTwoVersions",
        "a rollout",
        "90m",
        {'stancewire_build_info{version="2",model="a"}': "_x60 1x60"},
    ),
    _fires(
        "StancewirePoolRestarts",
        "one a minute",
        "30m",
        {"stancewire_pool_restarts_total": "0+1x120"},
    ),
    _silent(
        "StancewirePoolRestarts",
        "an article that kills two",
        "30m",
        {"stancewire_pool_restarts_total": "0x10 2x110"},
    ),
    _fires(
        "StancewireSendRetries",
        "they go on",
        "40m",
        {"stancewire_send_retries_total": "0+3x120"},
    ),
    _silent(
        "StancewireSendRetries",
        "a broker restarts",
        "21m",
        {"stancewire_send_retries_total": "0x10 50x110"},
    ),
    _fires("StancewireEventLoopStalls", "two a minute", "40m", {PROMPT_TICKS: "0+118x120"}),
    _silent("StancewireEventLoopStalls", "one", "40m", {PROMPT_TICKS: "0+120x20 2399+120x99"}),
)

PRODUCTION = ("news", "stancewire")
STAGING = ("news-staging", "stancewire-staging")
BLUE, GREEN = ("news", "blue"), ("news", "green")


def of(deployment: tuple[str, str], series: Series) -> Series:
    """The series as Prometheus has them of this deployment."""
    labels = 'namespace="{}",group="{}"'.format(*deployment)
    found = {}
    for name, values in series.items():
        metric, _, own = name.partition("{")
        found[f"{metric}{{{','.join(filter(None, (own.rstrip('}'), labels)))}}}"] = values
    return found


def _both(
    one: tuple[str, str], changed: Series, other: tuple[str, str], also: Series | None = None
) -> Series:
    return {
        **of(one, {**HEALTHY, **changed}),
        **of(other, {**HEALTHY, **(also or {})}),
    }


@dataclass(frozen=True)
class Pair:
    """Two deployments in one Prometheus; ``fires`` says which alert of which of them fires."""

    name: str
    at: str
    series: Series
    fires: set[tuple[str, tuple[str, str]]] = field(default_factory=set)


PAIRS = (
    Pair("both are well", "100m", _both(PRODUCTION, {}, STAGING)),
    Pair(
        "production has no worker, staging has",
        "20m",
        _both(PRODUCTION, {"stancewire_assigned_partitions": "4x9"}, STAGING),
        {("StancewireNoWorker", PRODUCTION)},
    ),
    Pair(
        "two groups of one namespace, and one has no worker",
        "20m",
        _both(BLUE, {"stancewire_assigned_partitions": "4x9 0x110"}, GREEN),
        {("StancewireNoWorker", BLUE)},
    ),
    Pair(
        "it was taken away a day ago",
        "30h",
        of(PRODUCTION, {"stancewire_assigned_partitions": "4x2000"})
        | of(STAGING, {"stancewire_assigned_partitions": "4x60"}),
    ),
    Pair(
        "staging runs the next version",
        "100m",
        _both(PRODUCTION, {}, STAGING, {BUILD: "_x120", BUILD.replace('"1"', '"2"'): "1x120"}),
    ),
    Pair(
        "production stopped half-way of a rollout",
        "90m",
        _both(PRODUCTION, {BUILD.replace('"1"', '"2"'): "1x120"}, STAGING),
        {("StancewireTwoVersions", PRODUCTION)},
    ),
    Pair(
        "one of ten articles of staging, which has few",
        "20m",
        _both(
            PRODUCTION,
            {},
            STAGING,
            {ENRICHED: "0+30x120", LETTERS: "0+10x120", DEAD: "0+10x120"},
        ),
        {("StancewireDeadLetterSurge", STAGING)},
    ),
    Pair(
        "a transaction hangs in staging, and production lost articles",
        "30m",
        _both(
            PRODUCTION,
            {EXPIRED: "0x20 40x100"},
            STAGING,
            {HELD_SECONDS: "0x10 0+60x110"},
        ),
        {
            ("StancewireArticlesExpired", PRODUCTION),
            ("StancewireTransactionHangs", STAGING),
        },
    ),
    Pair(
        "Kafka answers staging alone",
        "20m",
        _both(PRODUCTION, {ANSWER: "0+60x10 600x110"}, STAGING),
        {("StancewireKafkaSilent", PRODUCTION)},
    ),
    Pair(
        "nothing comes out of production",
        "30m",
        _both(
            PRODUCTION,
            {ENRICHED: "0+600x10 6000x110", LAG_SECONDS: "2x10 60+60x110"},
            STAGING,
        ),
        {("StancewireNoProgress", PRODUCTION), ("StancewireFreshnessLost", PRODUCTION)},
    ),
    Pair(
        "the lag of production grows while that of staging falls",
        "50m",
        _both(PRODUCTION, {LAG: "0+200x120"}, STAGING, {LAG: "50000-300x120"}),
        {("StancewireLagGrowing", PRODUCTION)},
    ),
    Pair(
        "a tenth of staging is late",
        "30m",
        _both(PRODUCTION, {}, STAGING, _late(0.9)),
        {("StancewireFreshnessLost", STAGING)},
    ),
    Pair(
        "sends of production are retried",
        "40m",
        _both(PRODUCTION, {"stancewire_send_retries_total": "0+3x120"}, STAGING),
        {("StancewireSendRetries", PRODUCTION)},
    ),
)

WITHOUT = "stancewire_articles_without_stance_total"
FAVOR = 'stancewire_stances_total{polarity="favor",reporting="narration"}'
AGAINST = 'stancewire_stances_total{polarity="against",reporting="quote"}'
SPORT = 'stancewire_topic_assignments_total{topic="medtop:15000000"}'
POLITICS = 'stancewire_topic_assignments_total{topic="medtop:11000000"}'
ENGLISH = 'stancewire_article_languages_total{language="en"}'
SPANISH = 'stancewire_article_languages_total{language="es"}'


def _from_day_8(before: int, after: int) -> str:
    """A counter with hourly samples whose rate changes on the eighth day."""
    return f"0+{before}x192 {before * 192 + after}+{after}x47"


# A sample an hour, for ten days: a hundred articles an hour.
STEADY: Series = {
    "stancewire_assigned_partitions": "4x240",
    ENRICHED: _from_day_8(100, 100),
    WITHOUT: _from_day_8(40, 40),
    FAVOR: _from_day_8(60, 60),
    AGAINST: _from_day_8(60, 60),
    SPORT: _from_day_8(50, 50),
    POLITICS: _from_day_8(50, 50),
    ENGLISH: _from_day_8(90, 90),
    SPANISH: _from_day_8(10, 10),
}

DAYS = (
    Case("every day like the other", "9d", {}),
    _fires(
        "StancewireWithoutStanceShifted",
        "half of them fell silent",
        "9d",
        {WITHOUT: _from_day_8(40, 80)},
    ),
    _silent(
        "StancewireWithoutStanceShifted", "a little more", "9d", {WITHOUT: _from_day_8(40, 50)}
    ),
    _silent(
        "StancewireWithoutStanceShifted",
        "of a few articles",
        "9d",
        {ENRICHED: _from_day_8(100, 10), WITHOUT: _from_day_8(40, 8)},
    ),
    _fires(
        "StancewirePolarityBalanceShifted",
        "nobody is against",
        "9d",
        {FAVOR: _from_day_8(60, 120), AGAINST: _from_day_8(60, 0)},
    ),
    _silent(
        "StancewirePolarityBalanceShifted",
        "of a few stances",
        "9d",
        {FAVOR: _from_day_8(60, 12), AGAINST: _from_day_8(60, 0)},
    ),
    _fires(
        "StancewireTopicMixShifted",
        "sport only",
        "9d",
        {SPORT: _from_day_8(50, 100), POLITICS: _from_day_8(50, 0)},
    ),
    _silent(
        "StancewireTopicMixShifted",
        "a weekend",
        "9d",
        {SPORT: _from_day_8(50, 65), POLITICS: _from_day_8(50, 35)},
    ),
    _fires(
        "StancewireLanguageMixShifted",
        "a Spanish feed",
        "9d",
        {ENGLISH: _from_day_8(90, 50), SPANISH: _from_day_8(10, 50)},
    ),
    _silent(
        "StancewireLanguageMixShifted",
        "in the first hours after installing",
        "30h",
        {ENGLISH: _from_day_8(90, 50), SPANISH: "0x6 50+50x100"},
    ),
)

DRIFTING = (
    Pair(
        "production alone drifts",
        "9d",
        of(PRODUCTION, {**STEADY, ENGLISH: _from_day_8(90, 50), SPANISH: _from_day_8(10, 50)})
        | of(STAGING, STEADY),
        {("StancewireLanguageMixShifted", PRODUCTION)},
    ),
    Pair(
        "a Spanish staging is another mix, and no shift",
        "9d",
        of(PRODUCTION, STEADY)
        | of(STAGING, {**STEADY, ENGLISH: _from_day_8(10, 10), SPANISH: _from_day_8(90, 90)}),
    ),
)
