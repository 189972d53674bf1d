import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
import requests
from urllib3.exceptions import MaxRetryError, SSLError

from local_kafka import maven
from local_kafka.errors import LocalKafkaError

NOT_TRUSTED = "certificate verify failed: unable to get local issuer certificate"


class Failing:
    """A jar whose download fails as it does behind a proxy that signs with its own certificate."""

    def project(self, *_: Any) -> "Failing":
        return self

    at_version = artifact = project

    def resolve(self) -> Path:
        # As requests and urllib3 do it.
        pool: Any = "HTTPSConnectionPool(host='jars.example.org', port=443)"
        try:
            try:
                raise ssl.SSLCertVerificationError(1, NOT_TRUSTED)
            except ssl.SSLError as error:
                raise MaxRetryError(pool, "/maven2/" + "x" * 200, SSLError(error)) from error
        except MaxRetryError as error:
            raise requests.exceptions.SSLError(error)  # noqa: B904


def test_a_certificate_that_is_not_trusted_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(maven, "_context", lambda _: Failing())
    with pytest.raises(LocalKafkaError) as told:
        maven.download("org.example:jar:1", tmp_path)
    assert NOT_TRUSTED in str(told.value)
    assert "REQUESTS_CA_BUNDLE" in str(told.value)


def test_a_network_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(
            "jgo.constants.MAVEN_CENTRAL_URL", f"http://127.0.0.1:{taken.getsockname()[1]}/"
        )
        with pytest.raises(LocalKafkaError, match=r"refused.*check the network"):
            maven.download("org.example:jar:1", tmp_path)
