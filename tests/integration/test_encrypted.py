"""TLS, with and without a client's certificate, and a login over it, on a real broker."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import trustme

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually
from tests.support.commands import stancewire
from tests.support.encrypted_kafka import (
    MECHANISM,
    EncryptedKafka,
    client_options,
    encrypted_kafka,
)
from tests.support.rights import allow
from tests.support.web import Pages
from topics.cluster import admin
from topics.cluster.rights import worker as workers_rights

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
CANARY = "canary-5f1d-do-not-show"


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EncryptedKafka]:
    with encrypted_kafka(tmp_path_factory.mktemp("tls")) as kafka:
        kafka.add_user("bob", CANARY)
        yield kafka


def settings(kafka: EncryptedKafka, way: str, folder: Path) -> dict[str, object]:
    """What a worker is told for each way to connect."""
    told: dict[str, object] = {"security_protocol": "SSL", "ssl_ca_file": kafka.ca_file}
    if way == "mutual":
        bob = kafka.identity("bob")
        told |= {"ssl_certificate_file": bob.certificate, "ssl_key_file": bob.key}
    if way.startswith("login"):
        told |= {"security_protocol": "SASL_SSL", "sasl_mechanism": MECHANISM}
        told["sasl_username"] = "bob"
        if way == "login, file":
            (folder / "password").write_text(f"{CANARY}\n")
            told["sasl_password_file"] = folder / "password"
        else:
            told["sasl_password"] = CANARY
    return told


def made(kafka: EncryptedKafka) -> Cluster:
    """Topics on which bob has the rights of a worker."""
    cluster = Cluster(kafka.server("plain"), f"tls-{os.urandom(3).hex()}.", partitions=1)
    cluster.create_topics()
    allow(cluster.options, "bob", workers_rights(cluster.catalogue, cluster.group))
    return cluster


@pytest.mark.parametrize("way", ["tls", "mutual", "login", "login, file"])
def test_a_worker_and_the_commands_work(
    encrypted: EncryptedKafka, start_worker: StartWorker, tmp_path: Path, way: str
) -> None:
    cluster, pages = made(encrypted), Pages()
    env = cluster.env(pipeline=SMALL, web_port=pages.port, **settings(encrypted, way, tmp_path)) | {
        "KAFKA_BOOTSTRAP_SERVERS": encrypted.server(way.partition(",")[0])
    }
    worker = start_worker(env)
    worker.wait_ready()
    cluster.publish([article("a", "Peru won."), article("b", f"raise {CANARY[:6]}")])
    eventually("both have an outcome", lambda: cluster.outcomes() == 2)
    eventually("both are committed", lambda: cluster.lag() == 0)
    checked = stancewire(env, "topics", "check")
    assert checked.returncode == 0, checked.stderr
    if way.startswith("login"):
        show_nothing(worker.text, pages, env, worker.process.pid)


def show_nothing(log: str, pages: Pages, env: dict[str, str], pid: int) -> None:
    """The password is nowhere but where it was given: in the environment of the worker itself."""
    shown = stancewire(env, "settings")
    said = {
        "log": log,
        "settings": shown.stdout + shown.stderr,
        **{page: pages.ask(f"/{page}").text for page in ("metrics", "livez", "readyz", "stuckz")},
    }
    process = psutil.Process(pid)
    for one in [process, *process.children(recursive=True)]:
        said[f"command line of {one.pid}"] = " ".join(one.cmdline())
        if one.pid != pid:
            said[f"environment of {one.pid}"] = str(one.environ())
    assert len([name for name in said if "environment" in name]) >= 1
    assert [name for name, text in said.items() if CANARY in text] == []


def test_a_traceback_does_not_show_the_password(
    encrypted: EncryptedKafka, start_worker: StartWorker, tmp_path: Path
) -> None:
    """A worker that crashes while it is logged in, at the most talkative level."""
    cluster = made(encrypted)
    env = cluster.env(
        pipeline="tests.support.pipelines:load_broken",
        log_level="DEBUG",
        **settings(encrypted, "login", tmp_path),
    ) | {"KAFKA_BOOTSTRAP_SERVERS": encrypted.server("login")}
    worker = start_worker(env)
    assert worker.wait(60) == 1
    assert "the weights are not where they should be" in worker.text
    assert CANARY not in worker.text


def test_a_wrong_password_is_refused_and_not_shown(
    encrypted: EncryptedKafka, start_worker: StartWorker, tmp_path: Path
) -> None:
    cluster = made(encrypted)
    told = {**settings(encrypted, "login", tmp_path), "sasl_password": f"{CANARY}-wrong"}
    env = cluster.env(pipeline=SMALL, log_level="DEBUG", **told)
    worker = start_worker(env | {"KAFKA_BOOTSTRAP_SERVERS": encrypted.server("login")})
    assert worker.wait(60) == 1
    assert "refused the login" in worker.text.splitlines()[-1]
    assert CANARY not in worker.text


def test_a_broker_of_another_ca_is_not_trusted(encrypted: EncryptedKafka, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    options = client_options(encrypted, "tls", ssl_cafile=str(tmp_path / "other.pem"))
    with pytest.raises(admin.AdminError, match="certificate"):
        admin.wait_for_broker(options, 10)


@pytest.mark.parametrize("whose", ["nobody", "stranger"])
def test_a_client_without_a_certificate_of_the_ca_is_refused(
    encrypted: EncryptedKafka, whose: str
) -> None:
    more: dict[str, Any] = {}
    if whose == "stranger":
        stranger = encrypted.identity("mallory", trustme.CA())
        more = {"ssl_certfile": str(stranger.certificate), "ssl_keyfile": str(stranger.key)}
    began = time.monotonic()
    with pytest.raises(admin.AdminError):
        admin.check(client_options(encrypted, "mutual", **more), made(encrypted).catalogue)
    assert time.monotonic() - began < 60


def test_a_certificate_gives_the_rights_of_its_name_and_no_others(
    encrypted: EncryptedKafka,
) -> None:
    catalogue = made(encrypted).catalogue
    found = {}
    for name in ("bob", "eve"):
        one = encrypted.identity(name)
        options = client_options(
            encrypted, "mutual", ssl_certfile=str(one.certificate), ssl_keyfile=str(one.key)
        )
        try:
            found[name] = admin.check(options, catalogue)
        except admin.NotAuthorised as error:
            found[name] = type(error)
    assert found == {"bob": [], "eve": admin.NotAuthorised}
