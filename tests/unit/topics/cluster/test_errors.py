"""A broker error becomes one line that names the broker and says what to do."""

import pytest
from kafka import errors

from topics.cluster import admin
from topics.cluster.errors import explain, explain_connecting, servers

OPTIONS = {"bootstrap_servers": ["kafka:9092"]}


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (errors.KafkaTimeoutError("x"), admin.BrokerUnavailable, "no Kafka broker answers"),
        (ConnectionRefusedError("x"), admin.BrokerUnavailable, "no Kafka broker answers"),
        (errors.SaslAuthenticationFailedError("x"), admin.AuthenticationFailed, "login"),
        (errors.UnsupportedSaslMechanismError("x"), admin.AuthenticationFailed, "mechanism"),
        (errors.TopicAuthorizationFailedError("x"), admin.NotAuthorised, "rights on the topic"),
        (errors.GroupAuthorizationFailedError("x"), admin.NotAuthorised, "rights on the group"),
        (errors.ClusterAuthorizationFailedError("x"), admin.NotAuthorised, "on the cluster"),
        (
            errors.KafkaConnectionError("Handshake failed: certificate verify failed"),
            admin.BrokerUnavailable,
            "CA file",
        ),
        (
            # Python's own words, for a name and for an address.
            errors.KafkaConnectionError(
                "certificate verify failed: Hostname mismatch, certificate is not valid for 'kafka'"
            ),
            admin.BrokerUnavailable,
            "certificate for another host",
        ),
        (
            errors.KafkaConnectionError(
                "certificate verify failed: IP address mismatch, certificate is not valid for '::1'"
            ),
            admin.BrokerUnavailable,
            "certificate for another host",
        ),
        (errors.PolicyViolationError("x\ny"), admin.AdminError, "PolicyViolation"),
    ],
)
def test_an_error_is_told_in_one_line(error: Exception, kind: type, says: str) -> None:
    told = explain(error, OPTIONS)
    assert type(told) is kind
    assert says in str(told)
    assert "kafka:9092" in str(told)
    assert "\n" not in str(told)


def test_a_connection_that_is_dropped_is_a_refused_login_where_there_is_one() -> None:
    error = errors.KafkaConnectionError("socket disconnected")
    secured = {**OPTIONS, "security_protocol": "SASL_SSL"}
    assert type(explain_connecting(error, secured)) is admin.AuthenticationFailed
    assert "TLS" in str(explain_connecting(error, OPTIONS))
    # Once connected, the login was accepted: so the broker has gone away.
    assert type(explain(error, secured)) is admin.BrokerUnavailable


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("a:1,b:2", [("a", 1), ("b", 2)]),
        (["a:1", "b"], [("a", 1), ("b", 9092)]),
        ("[::1]:9093", [("::1", 9093)]),
        ("[::1]", [("::1", 9092)]),
    ],
)
def test_addresses_are_read_as_people_write_them(given: object, found: object) -> None:
    assert servers({"bootstrap_servers": given}) == found
