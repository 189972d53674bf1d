"""A broker with TLS: one port for everybody, one that wants a client's certificate, one with login.

The certificates are of a CA that lives for the test. On each port ada may do everything; a client
with a certificate is whoever its common name says, and one without is nobody.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from kafka import KafkaAdminClient
from kafka.admin import ScramMechanism, UserScramCredentialUpsertion

from local_kafka import Broker
from local_kafka.ports import LOOPBACK, reserve
from tests.support.local_brokers import started

MECHANISM = "SCRAM-SHA-512"
PORTS = ("tls", "mutual", "login")


@dataclass(frozen=True)
class Identity:
    """A certificate and its key as files."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class EncryptedKafka:
    """The ports by their names, ``plain`` among them, and what clients need."""

    ports: dict[str, int]
    folder: Path
    ca: trustme.CA

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def server(self, port: str) -> str:
        return f"{LOOPBACK}:{self.ports[port]}"

    def identity(self, name: str, ca: trustme.CA | None = None) -> Identity:
        """The files of a client of this name, signed by the broker's CA or by another."""
        made = (ca or self.ca).issue_cert(f"{name}@example.org", common_name=name)
        found = Identity(self.folder / f"{name}.crt", self.folder / f"{name}.key")
        found.certificate.write_bytes(b"".join(one.bytes() for one in made.cert_chain_pems))
        found.key.write_bytes(made.private_key_pem.bytes())
        return found

    def add_user(self, name: str, password: str) -> None:
        with closing(KafkaAdminClient(bootstrap_servers=self.server("plain"))) as client:
            client.alter_user_scram_credentials(
                [
                    UserScramCredentialUpsertion(
                        name, ScramMechanism.SCRAM_SHA_512, password=password
                    )
                ]
            )


@contextmanager
def encrypted_kafka(folder: Path) -> Iterator[EncryptedKafka]:
    """The broker, while the block runs; its files are in the folder."""
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(folder / "ca.pem"))
    (folder / "broker.pem").write_bytes(_keystore(ca.issue_cert(LOOPBACK, common_name="broker")))
    held = {name: reserve() for name in PORTS}
    ports = {name: one.port for name, one in held.items()}
    for one in held.values():
        one.release()

    def adapt(found: dict[str, str]) -> dict[str, str]:
        more = ",".join(f"{name.upper()}://{LOOPBACK}:{port}" for name, port in ports.items())
        return {
            **found,
            "listeners": f"{found['listeners']},{more}",
            "advertised.listeners": f"{found['advertised.listeners']},{more}",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL,"
            "MUTUAL:SSL,LOGIN:SASL_SSL",
            "inter.broker.listener.name": "PLAINTEXT",
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(folder / "broker.pem"),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(folder / "ca.pem"),
            "listener.name.mutual.ssl.client.auth": "required",
            "ssl.principal.mapping.rules": r"RULE:^.*CN=([a-z]+).*$/$1/",
            "sasl.enabled.mechanisms": MECHANISM,
            "listener.name.login.scram-sha-512.sasl.jaas.config": "org.apache.kafka.common."
            "security.scram.ScramLoginModule required;",
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            # Clients on the ports without a login or a certificate.
            "super.users": "User:ANONYMOUS;User:ada",
        }

    with started(Broker(adapt=adapt)) as broker:
        yield EncryptedKafka({**ports, "plain": broker.port}, folder, ca)


def client_options(kafka: EncryptedKafka, port: str, **more: Any) -> dict[str, Any]:
    """Keyword arguments for kafka-python's clients."""
    return {
        "bootstrap_servers": [kafka.server(port)],
        "security_protocol": "SASL_SSL" if port == "login" else "SSL",
        "ssl_cafile": str(kafka.ca_file),
        **more,
    }


def _keystore(made: trustme.LeafCert) -> bytes:
    """Key and certificates in one file; Kafka wants the key in PKCS #8."""
    key = load_pem_private_key(made.private_key_pem.bytes(), None)
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return text + b"".join(one.bytes() for one in made.cert_chain_pems)
