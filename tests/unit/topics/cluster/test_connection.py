"""A connection that cannot be made ends in time, and says what to do."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from tests.support.patience import patient
from topics.catalogue import Catalogue
from topics.cluster import admin


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address where nobody listens: bound, so that nobody else takes it, but not listening."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    yield f"127.0.0.1:{held.getsockname()[1]}"
    held.close()


@pytest.mark.parametrize("host", ["a..b", "x" * 80, "a." + "é" * 70, ".a"])
def test_a_name_that_no_host_can_have_is_said_at_once(host: str) -> None:
    options = {"bootstrap_servers": [f"{host}:9092"]}
    with pytest.raises(admin.AdminError, match="KAFKA_BOOTSTRAP_SERVERS") as failure:
        admin.wait_for_broker(options, 60)
    assert "\n" not in str(failure.value)
    with pytest.raises(admin.AdminError, match="not a host name"), admin.connect(options):
        pytest.fail("there is no such host")


@pytest.mark.parametrize(
    ("content", "why"), [(None, "no such file"), ("PEM it is not", "no certificate")]
)
def test_a_ca_file_that_cannot_be_used_is_named_at_once(
    tmp_path: Path, content: str | None, why: str
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        options = {
            "bootstrap_servers": [f"127.0.0.1:{listening.getsockname()[1]}"],
            "security_protocol": "SSL",
            "ssl_cafile": str(path),
        }
        with pytest.raises(admin.AdminError, match="STANCEWIRE_SSL_CA_FILE") as failure:
            admin.wait_for_broker(options, 60)
        assert str(path) in str(failure.value)
        assert why in str(failure.value)
        with pytest.raises(admin.AdminError, match="STANCEWIRE_SSL_CA_FILE"):
            admin.check(options, Catalogue())


@pytest.mark.parametrize("wrong", ["missing", "of another", "with a passphrase"])
def test_a_client_certificate_that_cannot_be_used_is_named_at_once(
    tmp_path: Path, wrong: str
) -> None:
    ca = trustme.CA()
    mine, other = ca.issue_cert("me@example.org"), ca.issue_cert("you@example.org")
    mine.cert_chain_pems[0].write_to_path(str(tmp_path / "crt"))
    if wrong == "of another":
        other.private_key_pem.write_to_path(str(tmp_path / "key"))
    if wrong == "with a passphrase":
        key = load_pem_private_key(mine.private_key_pem.bytes(), None)
        locked = BestAvailableEncryption(b"secret")
        (tmp_path / "key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        options = {
            "bootstrap_servers": [f"127.0.0.1:{listening.getsockname()[1]}"],
            "security_protocol": "SSL",
            "ssl_certfile": str(tmp_path / "crt"),
            "ssl_keyfile": str(tmp_path / "key"),
        }
        began = time.monotonic()
        with pytest.raises(admin.AdminError, match="STANCEWIRE_SSL_KEY_FILE"):
            admin.check(options, Catalogue())
        assert time.monotonic() - began < patient(2)


def test_waiting_ends_in_time_and_says_where_how_long_and_what_to_do(nobody: str) -> None:
    told: list[str] = []
    began = time.monotonic()
    with pytest.raises(admin.BrokerUnavailable) as failure:
        admin.wait_for_broker({"bootstrap_servers": [nobody]}, 1.0, told.append)
    assert time.monotonic() - began < 4
    assert nobody in str(failure.value)
    assert "within 1 s" in str(failure.value)
    assert "KAFKA_BOOTSTRAP_SERVERS" in str(failure.value)
    assert len(told) == 1
    assert nobody in told[0]


def test_a_port_that_is_no_broker_is_unavailable_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(admin.BrokerUnavailable, match=address):
            admin.wait_for_broker({"bootstrap_servers": [address]}, 1.0)


def test_a_connection_without_a_broker_ends_in_time(nobody: str) -> None:
    began = time.monotonic()
    connection = admin.connect({"bootstrap_servers": [nobody]}, 0.5)
    with pytest.raises(admin.BrokerUnavailable, match=nobody), connection:
        pytest.fail("nobody listens there")
    assert time.monotonic() - began < 4
