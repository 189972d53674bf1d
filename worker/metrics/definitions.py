"""Every metric, each with a sentence on what an operator does about it.

A process's counters start at zero with it. The pool's processes count nothing: the main process
counts everything, from their answers. No article's text can become a label.
"""

from typing import Final, get_args

from topics.dead_letter import REASONS
from topics.events import EntityType, Polarity, Reporting
from worker.metrics.kinds import (
    UNBOUNDED,
    chapter,
    counter,
    gauge,
    histogram,
    info,
    scraped,
    scraped_counter,
)
from worker.metrics.labels import ABSTENTIONS, FIELDS, LANGUAGES, OUTCOMES, STAGES, TOPICS

_MINUTE: Final = 60.0
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_SHORT_SECONDS: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)

chapter("Is it fresh?")

PUBLICATION_TO_ENRICHED: Final = histogram(
    "stancewire_publication_to_enriched_seconds",
    "Time from the article's published_at until Kafka confirmed its events; articles without "
    "published_at are not counted.",
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
    "Time from the timestamp of the article's record until Kafka confirmed its events.",
    "If it grows, look at stancewire_lag_records (too few workers) and then at "
    "stancewire_stage_seconds (a slow stage).",
    (0.25, 0.5, 1, 2.5, 5, 10, 30, _MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR, _DAY),
)
STAGE_SECONDS: Final = histogram(
    "stancewire_stage_seconds",
    "Time that an article spent in a stage: intake reads its bytes, queue is the wait for a free "
    "process, pipeline is the language work, delivery lasts until Kafka confirmed its batch.",
    "A long queue calls for more processes or workers; a long pipeline means longer texts or "
    "shared cores; for a long delivery, look at the brokers.",
    _SHORT_SECONDS,
    {"stage": STAGES},
)
LAG_RECORDS: Final = scraped(
    "stancewire_lag_records",
    "Records of an assigned partition that are not acknowledged yet.",
    "If it keeps growing, start more workers, up to one per partition; if it grows for one "
    "partition only, look in the log for that partition's articles.",
    {"partition": UNBOUNDED},
)
LAG_SECONDS: Final = scraped(
    "stancewire_lag_seconds",
    "Age of the oldest record of an assigned partition that is not acknowledged yet, or 0.",
    "Compare it with the age that you promise; what to do is the same as for "
    "stancewire_lag_records.",
    {"partition": UNBOUNDED},
)
HELD_RECORDS: Final = scraped(
    "stancewire_held_records",
    "Offsets of an assigned partition that an open transaction holds back: its own records and all "
    "that came after its first one, whoever wrote them. They are not in stancewire_lag_records.",
    "A few now and then are normal where producers use transactions; see stancewire_held_seconds.",
    {"partition": UNBOUNDED},
)
HELD_SECONDS: Final = scraped(
    "stancewire_held_seconds",
    "How long an open transaction has released nothing of what it holds back, or 0.",
    "Minutes: its producer has hung or died. Find the transaction with kafka-transactions.sh and "
    "abort it.",
    {"partition": UNBOUNDED},
)
EXPIRED_UNREAD: Final = counter(
    "stancewire_expired_unread_total",
    "Offsets that retention deleted before the worker read them, transaction markers included.",
    "Any value above 0: articles are lost; 'stancewire topics lag' says in which partitions. Read "
    "faster, or keep the articles for longer.",
)

chapter("Is it right?")

ARTICLES: Final = counter(
    "stancewire_articles_total",
    "Articles by outcome, counted once Kafka has confirmed everything published for them.",
    "If it is flat while there is lag, see stancewire_stuck and the last line of the log; if "
    "skipped grows, see stancewire_article_languages_total.",
    {"outcome": OUTCOMES},
)
DEAD_LETTERS: Final = counter(
    "stancewire_dead_letters_total",
    "Dead letters by reason.",
    "If one reason jumps, read 'stancewire dead-letters list --reason REASON' and talk to the "
    "producer; the reasons pipeline_* and enriched_too_large are the worker's own.",
    {"reason": REASONS},
)
FIELDS_DROPPED: Final = counter(
    "stancewire_fields_dropped_total",
    "Optional fields of articles that were left out because they could not be read, by field.",
    "If one jumps, tell the producer what the contract says about that field; the articles are "
    "enriched without it, and article.dropped_fields in their events says so.",
    {"field": FIELDS},
)
ENTITIES: Final = counter(
    "stancewire_entities_total",
    "Entities published, by type.",
    "If the mix shifts without new sources, read a few articles: the input or the model changed.",
    {"type": get_args(EntityType)},
)
STANCES: Final = counter(
    "stancewire_stances_total",
    "Stances published, by polarity and by reporting: quote, paraphrase or narration.",
    "If the balance of favor and against shifts without a news event, compare the model's version "
    "with last week's.",
    {"polarity": get_args(Polarity), "reporting": get_args(Reporting)},
)
TOPIC_ASSIGNMENTS: Final = counter(
    "stancewire_topic_assignments_total",
    "Articles by top-level IPTC Media Topic; an article counts once for each topic that it has.",
    "If the mix shifts without new sources, look at what the producers send.",
    {"topic": TOPICS},
)
STANCE_CONFIDENCE: Final = histogram(
    "stancewire_stance_confidence",
    "Calibrated confidence of each published stance.",
    "If it falls, the texts differ from those that the model was trained on.",
    (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0),
)
ABSTAINED: Final = counter(
    "stancewire_abstentions_total",
    "Decisions withheld, by reason; the contract's page explains each.",
    "If text_over_limit grows, articles are longer than the part that is read; if another "
    "reason jumps, compare stancewire_articles_without_stance_total.",
    {"reason": ABSTENTIONS},
)
WITHOUT_STANCE: Final = counter(
    "stancewire_articles_without_stance_total",
    "Enriched articles in which no stance was found.",
    'If their share of stancewire_articles_total{outcome="enriched"} jumps, read a few: '
    "headlines without bodies, tables and other genres have none.",
)
ARTICLE_LANGUAGES: Final = counter(
    "stancewire_article_languages_total",
    "Articles by detected language.",
    "Only English is tagged: if the share of another language or of unknown jumps, ask the "
    "producer.",
    {"language": LANGUAGES},
)
BUILD: Final = info(
    "stancewire_build_info",
    "The versions of the software and of the model.",
    "If two run at once outside a rollout, finish the rollout: until then the same article gives "
    "different events.",
    ("version", "model"),
)

chapter("Is it stuck?")

STUCK: Final = scraped(
    "stancewire_stuck",
    "1 when the worker has partitions and records to process, but nothing has moved for "
    "STANCEWIRE_STUCK_AFTER.",
    "Read the reason on /stuckz, keep the log, restart the worker: nothing unacknowledged is lost.",
)
LAST_PROGRESS: Final = scraped(
    "stancewire_last_progress_timestamp_seconds",
    "When the pipeline last finished an article, or a record was last acknowledged.",
    "Old with lag: see stancewire_stuck. Old without lag: nobody is publishing.",
)
LAST_POLL: Final = scraped(
    "stancewire_last_poll_timestamp_seconds",
    "When the consumer last asked for records, whether or not it got any.",
    "Minutes old while no batch is in progress: the consumer has silently stopped; restart the "
    "worker.",
)
LAST_ANSWER: Final = scraped(
    "stancewire_last_answer_timestamp_seconds",
    "When Kafka last answered the worker, which asks every two seconds even when idle; no value "
    "before the first answer.",
    "Older than a minute: check whether the brokers are up and the worker can reach them.",
)
ASSIGNED_PARTITIONS: Final = scraped(
    "stancewire_assigned_partitions",
    "Partitions of the articles' topic that are assigned to this worker.",
    "0 on one worker: there are more workers than partitions. 0 on all: look at the group with "
    "'stancewire topics lag', and at the brokers.",
)
REBALANCES: Final = counter(
    "stancewire_rebalances_total",
    "Times that the group assigned partitions to this worker, including the first time.",
    "More than a few an hour outside rollouts: workers come and go, or answer the group too "
    "slowly; look at restarts, memory and stancewire_event_loop_stall_seconds.",
)
EVENT_LOOP_STALL: Final = histogram(
    "stancewire_event_loop_stall_seconds",
    "How late each tick of the worker's clock came; it ticks twice a second.",
    "Above a second: the worker is short of CPU or memory; give it more. It loses its partitions "
    "when it cannot answer the group.",
    (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
BATCH_ARTICLES: Final = histogram(
    "stancewire_batch_articles",
    "Articles in a batch.",
    "Always STANCEWIRE_BATCH_SIZE: work comes in faster than it is done. Always 1: there is spare "
    "capacity.",
    (1, 2, 4, 8, 16, 32, 64, 128),
)
BATCH_SECONDS: Final = histogram(
    "stancewire_batch_seconds",
    "Time from taking a batch to acknowledging it.",
    "If it rises for articles of the same length, the broker is slow to confirm or the cores are "
    "shared.",
    (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300),
)
POOL_PROCESSES: Final = gauge(
    "stancewire_pool_processes",
    "Pipeline processes that have loaded the model.",
    "Fewer than STANCEWIRE_POOL_PROCESSES for more than a minute: read the log, and check whether "
    "memory ran out.",
)
POOL_BUSY: Final = gauge(
    "stancewire_pool_processes_busy",
    "Pipeline processes that are working on an article.",
    "All of them all the time: more processes or workers help, if there are cores for them. None "
    "while there is lag: see stancewire_stuck.",
)
POOL_QUEUE: Final = gauge(
    "stancewire_pool_queue_articles",
    "Articles of the current batch that are waiting for a free process.",
    "At most a batch; if it never falls, see stancewire_pool_processes_busy.",
)
POOL_RESTARTS: Final = counter(
    "stancewire_pool_restarts_total",
    "Pipeline processes replaced.",
    "More than a few an hour: read the dead letters with the reasons pipeline_crashed and "
    "pipeline_timeout, and check the memory limit.",
)
CPU_SECONDS: Final = scraped_counter(
    "stancewire_cpu_seconds_total",
    "CPU time of the worker's processes together: the main one, and the pool's (on Linux).",
    "At all cores that the worker may use: more workers help, not more processes.",
)
MEMORY_BYTES: Final = scraped(
    "stancewire_memory_bytes",
    "Memory of the worker's processes together, shared pages counted once (on Linux).",
    "Near the limit: a process of the pool will be killed; give it more, or fewer processes.",
)
SEND_RETRIES: Final = counter(
    "stancewire_send_retries_total",
    "Batches of records that the producer had to send to Kafka again.",
    "A few during a broker's restart are normal; if they go on, check the brokers and the network. "
    "The worker stops by itself after STANCEWIRE_SEND_TIMEOUT.",
)
