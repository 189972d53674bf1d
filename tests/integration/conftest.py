"""A broker that requires authentication, and one that tests share."""

from collections.abc import Iterator

import pytest

from local_kafka import Broker
from local_kafka.ports import LOOPBACK, reserve
from tests.support.local_brokers import started

PASSWORD = "open-sesame-4711"  # noqa: S105 - of a broker that lives for a test
JAAS = (
    "org.apache.kafka.common.security.plain.PlainLoginModule required "
    f'user_ada="{PASSWORD}" user_bob="{PASSWORD}";'
)


@pytest.fixture(scope="module")
def secured() -> Iterator[dict[str, object]]:
    """The settings for a broker on which ada may do everything and bob nothing."""
    held = reserve()
    held.release()

    def with_login(found: dict[str, str]) -> dict[str, str]:
        login = f"LOGIN://{LOOPBACK}:{held.port}"
        protocols = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT"
        return {
            **found,
            "listeners": f"{found['listeners']},{login}",
            "advertised.listeners": f"{found['advertised.listeners']},{login}",
            "listener.security.protocol.map": protocols,
            "inter.broker.listener.name": "PLAINTEXT",
            "sasl.enabled.mechanisms": "PLAIN",
            "listener.name.login.plain.sasl.jaas.config": JAAS,
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS;User:ada",
        }

    with started(Broker(adapt=with_login)):
        yield {
            "bootstrap_servers": [f"{LOOPBACK}:{held.port}"],
            "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": "PLAIN",
            "sasl_plain_username": "ada",
            "sasl_plain_password": PASSWORD,
        }


@pytest.fixture(scope="module")
def shared() -> Iterator[Broker]:
    """One broker for the tests that do not change it."""
    with started(Broker()) as broker:
        yield broker
