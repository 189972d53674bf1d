"""Faust as configured for this worker, and the confirmed send."""

from collections.abc import Awaitable
from typing import Any

import faust

from topics.limits import MIB
from worker.delivery import Send
from worker.engine.credentials import faust_credentials
from worker.engine.transport import WatchedApp
from worker.health import Health
from worker.limits import MAX_RECORD_BYTES
from worker.records import OutgoingRecord
from worker.settings import Settings

# Without lingering a request carries only about two articles.
PRODUCER_LINGER_SECONDS = 0.02
PRODUCER_BATCH_BYTES = 1 * MIB
# A few heartbeats may be late on a busy machine before the partitions are lost.
HEARTBEATS_PER_SESSION = 5
COMMIT_INTERVAL_SECONDS = 1.0
# Whatever is in Faust's buffer is read again after a rebalance, so it holds only a few batches.
BUFFERED_BATCHES = 4
# How long a new partition, or a recreated topic, may go unread.
METADATA_MAX_AGE_MS = 30_000
# An unused connection is closed before load balancers and firewalls forget it, from four minutes
# on: they drop what comes then without a word, and the first event would wait for a time-out.
CONNECTION_IDLE_MS = 180_000
# Faust's default, and the margin over the session timeout that it insists on.
REQUEST_SECONDS = 90.0
REQUEST_SECONDS_BEYOND_SESSION = 30.0
# Margin on the longest gap between two polls: a batch in which every article overruns twice.
SLOW_BATCH_FACTOR = 3


def faust_app(settings: Settings, health: Health) -> faust.App:
    """The Faust app: at-least-once, with no tables, leader topic or web server.

    Its consumer tells ``health`` what it reads and where the partitions end; its event loop keeps
    the heartbeat going.
    """
    overrun = 2 * settings.article_timeout + settings.pool_start_timeout
    slowest_batch = SLOW_BATCH_FACTOR * settings.batch_size * overrun / settings.pool_processes
    return WatchedApp(
        settings.group,
        progress=health.progress,
        keep_time=health.keep_time,
        watched_topic=settings.catalogue().articles.name,
        broker=";".join(
            f"kafka://{server.strip()}" for server in settings.bootstrap_servers.split(",")
        ),
        broker_credentials=faust_credentials(settings),
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / HEARTBEATS_PER_SESSION,
        broker_max_poll_interval=max(300.0, slowest_batch),
        broker_max_poll_records=settings.batch_size,
        broker_commit_interval=COMMIT_INTERVAL_SECONDS,
        broker_request_timeout=max(
            REQUEST_SECONDS, settings.session_timeout + REQUEST_SECONDS_BEYOND_SESSION
        ),
        beyond_end=settings.offset_beyond_end,
        consumer_auto_offset_reset="none",
        consumer_metadata_max_age_ms=METADATA_MAX_AGE_MS,
        consumer_connections_max_idle_ms=CONNECTION_IDLE_MS,
        stream_buffer_maxsize=settings.batch_size * BUFFERED_BATCHES,
        stream_wait_empty=False,
        producer_acks=-1,
        producer_linger=PRODUCER_LINGER_SECONDS,
        producer_max_batch_size=PRODUCER_BATCH_BYTES,
        producer_max_request_size=MAX_RECORD_BYTES,
        producer_compression_type="gzip",
        producer_request_timeout=settings.send_timeout,
        producer_connections_max_idle_ms=CONNECTION_IDLE_MS,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication_factor,
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        store="memory://",
        autodiscover=False,
        web_enabled=False,
        worker_redirect_stdouts=False,
    )


def sender(app: faust.App) -> Send:
    """A function that hands a record to the app's producer.

    It returns an awaitable that completes when the broker has confirmed the record.
    """

    async def send(record: OutgoingRecord) -> Awaitable[Any]:
        # A header may have no value; Faust's type does not allow for that.
        headers: Any = record.headers
        confirmation: Awaitable[Any] = await app.producer.send(
            record.topic, record.key, record.value, None, None, headers
        )
        return confirmation

    return send
