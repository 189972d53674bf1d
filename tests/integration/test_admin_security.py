"""A broker with authentication: wrong password, unknown mechanism, a user without rights."""

import pytest

from topics.catalogue import Catalogue
from topics.cluster import admin
from worker.cli.kafka_io import Publisher, Reader

pytestmark = pytest.mark.integration

CATALOGUE = Catalogue("secured.", 1, 1)


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
    # Far longer than this test's time limit, so waiting for it would fail the test.
    with pytest.raises(admin.AuthenticationFailed, match="refused the login") as failure:
        admin.wait_for_broker(options, 3600)
    assert "\n" not in str(failure.value)
    assert str(secured["sasl_plain_password"]) not in str(failure.value)
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
