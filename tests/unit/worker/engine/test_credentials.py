import ssl
from pathlib import Path
from typing import Any

import faust
import pytest
import trustme

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


def test_a_client_certificate_is_loaded_with_its_key(tmp_path: Path) -> None:
    ca = trustme.CA()
    mine, other = ca.issue_cert("me@example.org"), ca.issue_cert("you@example.org")
    mine.cert_chain_pems[0].write_to_path(str(tmp_path / "crt"))
    mine.private_key_pem.write_to_path(str(tmp_path / "key"))
    other.private_key_pem.write_to_path(str(tmp_path / "other"))

    def load(key: str) -> Any:
        return faust_credentials(
            Settings(
                security_protocol="SSL",
                ssl_certificate_file=str(tmp_path / "crt"),
                ssl_key_file=str(tmp_path / key),
            )
        )

    assert isinstance(load("key"), faust.SSLCredentials)
    # Only a key that is really read can be the wrong one.
    with pytest.raises(ssl.SSLError, match="mismatch"):
        load("other")
