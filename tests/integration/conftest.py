"""A broker that requires authentication, and one that tests share."""

from collections.abc import Iterator

import pytest

from local_kafka import Broker
from local_kafka.ports import LOOPBACK, reserve
from tests.support.local_brokers import started
from tests.support.logins import MECHANISM, PASSWORD, with_logins


@pytest.fixture(scope="module")
def secured() -> Iterator[dict[str, object]]:
    """The settings for a broker on which ada may do everything and bob nothing."""
    held = reserve()
    held.release()

    with started(Broker(adapt=with_logins({"1": held.port}))):
        yield {
            "bootstrap_servers": [f"{LOOPBACK}:{held.port}"],
            "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": MECHANISM,
            "sasl_plain_username": "ada",
            "sasl_plain_password": PASSWORD,
        }


@pytest.fixture(scope="module")
def shared() -> Iterator[Broker]:
    """One broker for the tests that do not change it."""
    with started(Broker()) as broker:
        yield broker
