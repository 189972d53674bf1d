from typing import Any

import pytest

from worker.engine.streaming import faust_app
from worker.health import Health
from worker.progress import Progress
from worker.settings import Settings


def conf(**settings: Any) -> Any:
    health = Health(Progress(), live_after=30, stuck_after=300)
    return faust_app(Settings(**settings), health).conf


def test_a_batch_is_confirmed_by_every_replica_and_read_at_least_once() -> None:
    found = conf()
    assert found.producer_acks == -1
    assert found.processing_guarantee.value == "at_least_once"
    # Where to read on without an offset is for worker.engine.positions to say.
    assert found.consumer_auto_offset_reset == "none"


def test_all_brokers_are_known() -> None:
    brokers = [str(url) for url in conf(KAFKA_BOOTSTRAP_SERVERS="one:9092, two:9093").broker]
    assert brokers == ["kafka://one:9092", "kafka://two:9093"]


@pytest.mark.parametrize("session_timeout", [10.0, 600.0])
def test_a_session_outlives_late_heartbeats_and_is_shorter_than_a_request(
    session_timeout: float,
) -> None:
    found = conf(session_timeout=session_timeout)
    assert found.broker_heartbeat_interval <= found.broker_session_timeout / 3
    assert found.broker_request_timeout > found.broker_session_timeout


def test_a_batch_in_which_every_article_overruns_twice_costs_no_partitions() -> None:
    found = conf(batch_size=64, pool_processes=1, article_timeout=60.0)
    assert found.broker_max_poll_interval > 64 * 2 * 60


def test_a_connection_that_nobody_uses_is_closed_before_a_load_balancer_forgets_it() -> None:
    found = conf()
    # The strictest of the big ones forget after four minutes.
    assert found.producer_connections_max_idle_ms < 240_000
    assert found.consumer_connections_max_idle_ms < 240_000
