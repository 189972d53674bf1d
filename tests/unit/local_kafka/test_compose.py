"""compose.yaml, as far as it can be checked without an engine."""

import re
from pathlib import Path
from typing import Any

import pytest

from local_kafka.cache import KAFKA_VERSION
from local_kafka.server_properties import server_properties

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LASTING = sorted(set(SERVICES) - {"topics"})


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / "deploy" / "compose" / name).read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_port_is_bound_to_loopback(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_image_is_pinned_or_built_here(name: str) -> None:
    service = SERVICES[name]
    assert service.get("build") == "." or re.search(r":v?\d+\.\d+\.\d+(-\w+)?$", service["image"])


@pytest.mark.parametrize("name", LASTING)
def test_everything_that_stays_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_broker_is_the_one_that_the_tests_run_on() -> None:
    kafka = SERVICES["kafka"]
    assert kafka["image"] == f"apache/kafka:{KAFKA_VERSION}"
    local = server_properties(1, 2, Path("/data"))
    for variable in (
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE",
        "KAFKA_MESSAGE_MAX_BYTES",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR",
    ):
        key = variable.removeprefix("KAFKA_").lower().replace("_", ".")
        assert kafka["environment"][variable] == local[key]


def test_the_worker_waits_for_its_topics() -> None:
    assert SERVICES["worker"]["depends_on"] == {
        "kafka": {"condition": "service_healthy"},
        "topics": {"condition": "service_completed_successfully"},
    }
    assert SERVICES["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    assert SERVICES["topics"]["command"] == ["topics", "create"]


def test_whoever_may_not_use_this_machine_sees_the_console_only_after_a_login() -> None:
    login = SERVICES["login"]
    assert login["profiles"] == ["login"]
    (upstream,) = re.findall(r"--upstream=http://(\w+):(\d+)/", " ".join(login["command"]))
    assert SERVICES[upstream[0]]["ports"] == [f"127.0.0.1:{upstream[1]}:{upstream[1]}"]
    assert not [word for word in login["command"] if "skip-auth" in word]


@pytest.mark.parametrize("name", ["topics", "worker", "console"])
def test_commands_are_those_of_the_image(name: str) -> None:
    # The image's entry point is the command `stancewire` itself.
    entry_point = re.search(
        r"^ENTRYPOINT (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )
    assert entry_point
    assert yaml.safe_load(entry_point[1])[-1] == "stancewire"
    assert SERVICES[name]["command"][0] in {"run", "topics", "console"}


@pytest.mark.parametrize("name", ["topics", "worker", "console", "login"])
def test_our_own_containers_may_do_no_more_than_they_need(name: str) -> None:
    assert SERVICES[name]["read_only"] is True
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


def test_clients_inside_are_sent_to_an_address_that_exists_inside() -> None:
    address = SERVICES["worker"]["environment"]["KAFKA_BOOTSTRAP_SERVERS"]
    assert address == SERVICES["topics"]["environment"]["KAFKA_BOOTSTRAP_SERVERS"]
    assert f"INTERNAL://{address}" in SERVICES["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"]


def test_prometheus_scrapes_the_port_that_the_worker_opens() -> None:
    (job,) = [
        job for job in load("prometheus.yaml")["scrape_configs"] if job["job_name"] == "stancewire"
    ]
    (target,) = job["static_configs"][0]["targets"]
    host, port = target.split(":")
    assert any(entry.endswith(f":{port}") for entry in SERVICES[host]["ports"])


def test_prometheus_and_grafana_read_the_alerts_and_the_dashboard() -> None:
    mounts = dict(volume.split(":")[:2] for volume in SERVICES["prometheus"]["volumes"])
    (rules,) = load("prometheus.yaml")["rule_files"]
    assert mounts["./deploy/observability/alerts.yaml"] == rules
    assert any(
        source == "./deploy/observability/dashboards" and any((ROOT / source).glob("*.json"))
        for source in (volume.split(":")[0] for volume in SERVICES["grafana"]["volumes"])
    )


def test_everything_that_is_mounted_from_here_and_used_is_there() -> None:
    volumes = [volume for service in SERVICES.values() for volume in service.get("volumes", [])]
    for source in (volume.split(":")[0] for volume in volumes):
        if not source.startswith("./"):
            assert source in COMPOSE["volumes"]
        elif source.startswith("./deploy/"):
            assert (ROOT / source).exists()


def test_grafana_reads_from_the_prometheus_beside_it() -> None:
    (source,) = load("grafana/provisioning/datasources/prometheus.yaml")["datasources"]
    assert source["url"] == "http://prometheus:9090"
    assert source["uid"] == "prometheus"
    (provider,) = load("grafana/provisioning/dashboards/stancewire.yaml")["providers"]
    mounted = [volume.split(":")[1] for volume in SERVICES["grafana"]["volumes"]]
    assert provider["options"]["path"] in mounted
