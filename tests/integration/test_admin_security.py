"""A broker that asks who is there: wrong password, unknown mechanism, a user without rights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import local_kafka.broker
from local_kafka import Broker
from local_kafka.ports import LOOPBACK, reserve
from topics import admin
from topics.catalogue import Catalogue
from worker.cli.records import Publisher, Reader

pytestmark = pytest.mark.integration

CATALOGUE = Catalogue("secured.", 1, 1)
JAAS = (
    "org.apache.kafka.common.security.plain.PlainLoginModule required "
    'user_ada="right" user_bob="right";'
)


@pytest.fixture(scope="module")
def secured() -> Iterator[dict[str, object]]:
    """How to reach a broker where ada may do everything and bob nothing."""
    held = reserve()
    held.release()
    plain = local_kafka.broker.server_properties

    def with_login(port: int, controller_port: int, folder: Path) -> dict[str, str]:
        found = plain(port, controller_port, folder)
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

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_kafka.broker, "server_properties", with_login)
        with Broker():
            yield {
                "bootstrap_servers": [f"{LOOPBACK}:{held.port}"],
                "security_protocol": "SASL_PLAINTEXT",
                "sasl_mechanism": "PLAIN",
                "sasl_plain_username": "ada",
                "sasl_plain_password": "right",
            }


def test_a_user_with_rights_creates_and_checks(secured: dict[str, object]) -> None:
    admin.wait_for_broker(secured, 10)
    admin.create(secured, CATALOGUE)
    assert admin.check(secured, CATALOGUE) == []
    assert [row.lag for row in admin.lag(secured, "g", CATALOGUE.articles.name)] == [0]


@pytest.mark.parametrize(
    "wrong",
    [{"sasl_plain_password": "wrong"}, {"sasl_mechanism": "SCRAM-SHA-512"}],
    ids=["password", "mechanism"],
)
def test_a_refused_login_is_said_at_once_and_not_waited_for(
    secured: dict[str, object], wrong: dict[str, object]
) -> None:
    options = {**secured, **wrong}
    # Far beyond this test's own time limit, which would end it if the wait were sat out.
    with pytest.raises(admin.AuthenticationFailed, match="refused the login") as failure:
        admin.wait_for_broker(options, 3600)
    assert "\n" not in str(failure.value)
    assert "right" not in str(failure.value)
    assert "wrong" not in str(failure.value)
    with pytest.raises(admin.AuthenticationFailed):
        admin.check(options, CATALOGUE)


def test_a_client_that_does_not_log_in_is_unavailable_within_the_bound(
    secured: dict[str, object],
) -> None:
    options = {"bootstrap_servers": secured["bootstrap_servers"]}
    with pytest.raises(admin.BrokerUnavailable):
        admin.wait_for_broker(options, 3)


def test_a_user_without_rights_is_told_so(secured: dict[str, object]) -> None:
    admin.create(secured, CATALOGUE)
    bob = {**secured, "sasl_plain_username": "bob"}
    with pytest.raises(admin.NotAuthorised, match="does not allow"):
        admin.check(bob, CATALOGUE)
    with pytest.raises(admin.NotAuthorised, match="does not allow"):
        admin.create(bob, CATALOGUE)
    with pytest.raises(admin.AdminError, match="does not show it to this user"):
        admin.lag(bob, "g", CATALOGUE.articles.name)
    with pytest.raises(admin.AdminError, match="does not show it to this user"):
        Reader(bob, [CATALOGUE.articles.name])


def test_a_user_who_may_not_write_is_refused_and_nothing_hangs(secured: dict[str, object]) -> None:
    admin.create(secured, CATALOGUE)
    bob = {**secured, "sasl_plain_username": "bob"}
    with Publisher(bob, 1000) as publisher:
        publisher.send("one", CATALOGUE.articles.name, key=b"k", value=b"v")
        publisher.flush()
    assert publisher.confirmed == 0
    assert "Authorization" in publisher.refused["one"]
