import ssl
from typing import Any

import faust

from worker.engine.credentials import faust_credentials
from worker.settings import Settings


def credentials(protocol: str) -> Any:
    named = {"sasl_username": "reader", "sasl_password": "hunter2"} if "SASL" in protocol else {}
    return faust_credentials(Settings(security_protocol=protocol, **named))


def test_a_plain_connection_has_no_credentials() -> None:
    assert credentials("PLAINTEXT") is None


def test_an_encrypted_connection_checks_the_broker() -> None:
    found = credentials("SSL")
    assert isinstance(found, faust.SSLCredentials)
    assert found.context.verify_mode == ssl.CERT_REQUIRED
    assert found.context.check_hostname


def test_a_login_has_user_password_and_mechanism() -> None:
    found = credentials("SASL_PLAINTEXT")
    assert isinstance(found, faust.SASLCredentials)
    assert (found.username, found.password) == ("reader", "hunter2")
    assert found.mechanism.value == "SCRAM-SHA-512"
    assert found.ssl_context is None


def test_a_login_over_tls_checks_the_broker_too() -> None:
    assert credentials("SASL_SSL").ssl_context.verify_mode == ssl.CERT_REQUIRED
