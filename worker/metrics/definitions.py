"""Every metric, each with a sentence on what an operator does about it.

What a process counts begins at nothing with it. The pool's processes count nothing: everything is
counted here, from what they answer. No text of an article can make a label.
"""

from typing import Final, get_args

from topics.dead_letter import REASONS
from topics.events import EntityType, Polarity, Reporting
from worker.metrics.kinds import UNBOUNDED, chapter, counter, gauge, histogram, info, scraped
from worker.metrics.labels import ABSTENTIONS, LANGUAGES, OUTCOMES, STAGES, TOPICS

_MINUTE: Final = 60.0
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_SHORT_SECONDS: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)

chapter("Is it fresh?")

PUBLICATION_TO_ENRICHED: Final = histogram(
    "stancewire_publication_to_enriched_seconds",
    "From the article's published_at to its events' confirmation; without published_at, not here.",
    "If it grows while stancewire_arrival_to_enriched_seconds does not, the delay is before Kafka: "
    "ask the producer.",
    (
        10,
        30,
        _MINUTE,
        5 * _MINUTE,
        15 * _MINUTE,
        30 * _MINUTE,
        _HOUR,
        2 * _HOUR,
        4 * _HOUR,
        8 * _HOUR,
        12 * _HOUR,
        _DAY,
        2 * _DAY,
        7 * _DAY,
    ),
)
ARRIVAL_TO_ENRICHED: Final = histogram(
    "stancewire_arrival_to_enriched_seconds",
    "From the timestamp of the article's record to its events' confirmation.",
    "If it grows, look at stancewire_lag_records (too few workers) and then at "
    "stancewire_stage_seconds (a slow stage).",
    (0.25, 0.5, 1, 2.5, 5, 10, 30, _MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR, _DAY),
)
STAGE_SECONDS: Final = histogram(
    "stancewire_stage_seconds",
    "Time that an article spent in a stage: intake reads its bytes, queue waits for a "
    "free process, pipeline is the language work, delivery is until Kafka confirmed its batch.",
    "A long queue wants more processes or workers; a long pipeline longer texts or shared cores; a "
    "long delivery a look at the brokers.",
    _SHORT_SECONDS,
    {"stage": STAGES},
)
LAG_RECORDS: Final = scraped(
    "stancewire_lag_records",
    "Records of an assigned partition that are not acknowledged yet.",
    "If it grows for long, start more workers, up to one for each partition; if one partition's "
    "alone grows, look at the log for its articles.",
    {"partition": UNBOUNDED},
)
LAG_SECONDS: Final = scraped(
    "stancewire_lag_seconds",
    "Age of the oldest record of an assigned partition that is not acknowledged yet, or 0.",
    "Compare it with the age that is promised; what to do is the same as for "
    "stancewire_lag_records.",
    {"partition": UNBOUNDED},
)

chapter("Is it right?")

ARTICLES: Final = counter(
    "stancewire_articles_total",
    "Articles by outcome, counted when Kafka confirmed all that they became.",
    "If it is flat while there is lag, see stancewire_stuck and the log's last line; if skipped "
    "grows, see stancewire_article_languages_total.",
    {"outcome": OUTCOMES},
)
DEAD_LETTERS: Final = counter(
    "stancewire_dead_letters_total",
    "Dead letters by reason.",
    "If one reason jumps, read 'stancewire dead-letters list --reason REASON' and talk to the "
    "producer; the reasons pipeline_* and enriched_too_large are this worker's.",
    {"reason": REASONS},
)
ENTITIES: Final = counter(
    "stancewire_entities_total",
    "Entities published, by type.",
    "If the mix moves without new sources, read a few articles: the input or the model changed.",
    {"type": get_args(EntityType)},
)
STANCES: Final = counter(
    "stancewire_stances_total",
    "Stances published, by polarity and by how they reached the page.",
    "If the balance of favor and against moves without a news event, compare the model's version "
    "with the week before.",
    {"polarity": get_args(Polarity), "reporting": get_args(Reporting)},
)
TOPIC_ASSIGNMENTS: Final = counter(
    "stancewire_topic_assignments_total",
    "Articles by top-level IPTC Media Topic; an article counts once for each that it has.",
    "If the mix moves without new sources, look at what the producers send.",
    {"topic": TOPICS},
)
STANCE_CONFIDENCE: Final = histogram(
    "stancewire_stance_confidence",
    "Calibrated confidence of each published stance.",
    "If it sinks, the texts are unlike those that the model was trained on.",
    (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0),
)
ABSTAINED: Final = counter(
    "stancewire_abstentions_total",
    "Decisions withheld, by reason; the contract's page says what each means.",
    "If text_over_limit or pairs_over_limit grow, the articles are longer than what is read of "
    "them; any other reason that jumps, read with stancewire_articles_without_stance_total.",
    {"reason": ABSTENTIONS},
)
WITHOUT_STANCE: Final = counter(
    "stancewire_articles_without_stance_total",
    "Enriched articles in which no stance was found.",
    'If their share of stancewire_articles_total{outcome="enriched"} jumps, read a few: '
    "headlines without bodies, tables and another genre have none.",
)
ARTICLE_LANGUAGES: Final = counter(
    "stancewire_article_languages_total",
    "Articles by the language that was detected.",
    "Only English is tagged: if the share of another or of unknown jumps, ask who publishes them.",
    {"language": LANGUAGES},
)
BUILD: Final = info(
    "stancewire_build_info",
    "The software's version and the model's.",
    "Two at once outside of a rollout: finish it, or the same article gives different events.",
    ("version", "model"),
)

chapter("Is it stuck?")

STUCK: Final = scraped(
    "stancewire_stuck",
    "1 when the worker has partitions and records to do, and nothing moved for "
    "STANCEWIRE_STUCK_AFTER.",
    "Read why on /stuckz, keep the log, restart the worker: nothing unacknowledged is lost.",
)
LAST_PROGRESS: Final = scraped(
    "stancewire_last_progress_timestamp_seconds",
    "When the pipeline last gave an article's outcome, or a record was last acknowledged.",
    "Old with lag: see stancewire_stuck. Old without lag: nobody publishes.",
)
LAST_POLL: Final = scraped(
    "stancewire_last_poll_timestamp_seconds",
    "When the consumer last asked for records, whether it got any or not.",
    "Older than minutes while no batch is at work: the consumer has silently stopped; restart the "
    "worker.",
)
LAST_ANSWER: Final = scraped(
    "stancewire_last_answer_timestamp_seconds",
    "When Kafka last answered the worker, which asks it every two seconds, whether there is work "
    "or not; no value before the first answer.",
    "Older than a minute: see whether the brokers are up, and whether the worker reaches them.",
)
ASSIGNED_PARTITIONS: Final = scraped(
    "stancewire_assigned_partitions",
    "Partitions of the articles' topic that this worker has.",
    "0 on one worker: there are more workers than partitions. 0 on all: look at the group with "
    "'stancewire topics lag' and at the brokers.",
)
REBALANCES: Final = counter(
    "stancewire_rebalances_total",
    "Times that partitions were shared out anew to this worker, the first time included.",
    "More than a few an hour outside of rollouts: workers come and go, or are too slow to answer "
    "the group; look at restarts, memory and stancewire_event_loop_stall_seconds.",
)
EVENT_LOOP_STALL: Final = histogram(
    "stancewire_event_loop_stall_seconds",
    "How late the worker's own clock tick came, twice a second.",
    "Above a second: the machine is short of CPU or memory, give the worker its share; it loses "
    "its partitions when it cannot answer the group.",
    (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
BATCH_ARTICLES: Final = histogram(
    "stancewire_batch_articles",
    "Articles in a batch.",
    "Always STANCEWIRE_BATCH_SIZE: there is more to do than is done. Always 1: there is room.",
    (1, 2, 4, 8, 16, 32, 64, 128),
)
BATCH_SECONDS: Final = histogram(
    "stancewire_batch_seconds",
    "Time from taking a batch to its acknowledgement.",
    "Rising with articles of the same length: the broker is slow to confirm, or the cores are "
    "shared.",
    (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300),
)
POOL_PROCESSES: Final = gauge(
    "stancewire_pool_processes",
    "Pipeline processes that have loaded the model.",
    "Fewer than STANCEWIRE_POOL_PROCESSES for longer than a minute: read the log, and see whether "
    "memory ran out.",
)
POOL_BUSY: Final = gauge(
    "stancewire_pool_processes_busy",
    "Pipeline processes that are at work on an article.",
    "All of them all the time: more processes or workers help, if there are cores for them. None "
    "with lag: see stancewire_stuck.",
)
POOL_QUEUE: Final = gauge(
    "stancewire_pool_queue_articles",
    "Articles of the present batch that wait for a free process.",
    "It is at most a batch; if it never sinks, see stancewire_pool_processes_busy.",
)
POOL_RESTARTS: Final = counter(
    "stancewire_pool_restarts_total",
    "Pipeline processes replaced.",
    "More than a few an hour: read the dead letters with the reasons pipeline_crashed and "
    "pipeline_timeout, and look at the memory limit.",
)
SEND_RETRIES: Final = counter(
    "stancewire_send_retries_total",
    "Batches of records that the producer had to send to Kafka once more.",
    "A few at a broker's restart are normal; if they go on, look at the brokers and the network. "
    "The worker stops by itself after STANCEWIRE_SEND_TIMEOUT.",
)
