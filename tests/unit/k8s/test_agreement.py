"""k8s/ agrees with the settings, the catalogue, the image and itself."""

from pathlib import Path

import pytest
import yaml

from k8s.tools.generate import generated
from k8s.tools.places import K8S, OVERLAYS, ROOT, Manifest, overlay_env
from k8s.tools.rules import render_rules
from k8s.tools.topics import catalogue, render_topics
from tests.unit.k8s.rendered import of_kind, one, overlay
from topics.catalogue import Catalogue
from worker.settings import Settings, variable

FILES = dict(generated())
WITH_TOPICS = [name for name in OVERLAYS if name != "local"]


def worker(name: str) -> Manifest:
    pod: Manifest = one(name, "Deployment")["spec"]["template"]["spec"]
    return pod


def config(name: str) -> dict[str, str]:
    (found,) = of_kind(name, "ConfigMap")
    data: dict[str, str] = found["data"]
    return data


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(K8S)))
def test_what_is_generated_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == FILES[path], "run make k8s"


def test_a_prefix_and_a_name_that_kubernetes_refuses_reach_the_topic() -> None:
    text = render_topics({"STANCEWIRE_TOPIC_PREFIX": "Blue_", "STANCEWIRE_PARTITIONS": "2"})
    first = next(yaml.safe_load_all(text))
    assert first["metadata"]["name"] == "blue-news.articles.v1"
    assert first["spec"]["topicName"] == "Blue_news.articles.v1"
    assert first["spec"]["partitions"] == 2


def test_every_group_of_the_rule_file_is_in_the_rule(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yaml"
    path.write_text("groups: [{name: one, rules: []}, {name: two, rules: []}]")
    groups = yaml.safe_load(render_rules(path))["spec"]["groups"]
    assert [group["name"] for group in groups] == ["one", "two"]


@pytest.mark.parametrize("name", OVERLAYS)
def test_every_variable_is_a_setting_of_the_worker(name: str) -> None:
    known = {variable(field) for field in Settings.model_fields}
    (container,) = worker(name)["containers"]
    asked = config(name).keys() | {entry["name"] for entry in container.get("env", [])}
    assert asked <= known


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_settings_can_be_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (container,) = worker(name)["containers"]
    values = config(name) | {entry["name"]: "from-a-secret" for entry in container.get("env", [])}
    ca = values.pop("STANCEWIRE_SSL_CA_FILE", None)
    mounted = {mount["mountPath"] for mount in container["volumeMounts"]}
    assert ca is None or str(Path(ca).parent) in mounted
    for key, value in values.items():
        monkeypatch.setenv(key, value)
    settings = Settings()
    assert settings.web_bind == "0.0.0.0"  # noqa: S104 - what a pod must have
    assert settings.uses_sasl is (name != "local")


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_pod_waits_longer_than_the_worker_and_starts_slower(name: str) -> None:
    pod = worker(name)
    (container,) = pod["containers"]
    deadline = float(config(name)["STANCEWIRE_STOP_DEADLINE"])
    assert pod["terminationGracePeriodSeconds"] > deadline + 5
    start = container["startupProbe"]
    fields = Settings.model_fields
    slowest = fields["broker_wait"].default + fields["pool_start_timeout"].default
    assert start["periodSeconds"] * start["failureThreshold"] >= slowest
    assert one(name, "Deployment")["spec"]["progressDeadlineSeconds"] > slowest


@pytest.mark.parametrize("name", OVERLAYS)
def test_probes_and_scrape_meet_the_port(name: str) -> None:
    (container,) = worker(name)["containers"]
    (port,) = container["ports"]
    assert str(port["containerPort"]) == config(name)["STANCEWIRE_WEB_PORT"]
    pages = {p: container[p]["httpGet"]["path"] for p in container if p.endswith("Probe")}
    assert pages == {
        "startupProbe": "/livez",
        "livenessProbe": "/stuckz",
        "readinessProbe": "/readyz",
    }
    for monitor in of_kind(name, "PodMonitor"):
        assert monitor["spec"]["podMetricsEndpoints"][0]["port"] == port["name"]


@pytest.mark.parametrize("name", OVERLAYS)
def test_every_selector_finds_the_worker(name: str) -> None:
    labels = one(name, "Deployment")["spec"]["template"]["metadata"]["labels"]
    selectors = [
        one(name, "Deployment")["spec"]["selector"],
        one(name, "PodDisruptionBudget")["spec"]["selector"],
        one(name, "NetworkPolicy")["spec"]["podSelector"],
        *(monitor["spec"]["selector"] for monitor in of_kind(name, "PodMonitor")),
        *(spread["labelSelector"] for spread in worker(name)["topologySpreadConstraints"]),
    ]
    for selector in selectors:
        assert selector["matchLabels"].items() <= labels.items()
        assert len(selector["matchLabels"]) == 2


@pytest.mark.parametrize("name", OVERLAYS)
def test_a_drain_is_never_blocked(name: str) -> None:
    spec = one(name, "PodDisruptionBudget")["spec"]
    assert spec["maxUnavailable"] == 1
    assert spec["unhealthyPodEvictionPolicy"] == "AlwaysAllow"


@pytest.mark.parametrize("name", WITH_TOPICS)
def test_the_topics_are_those_of_the_catalogue(name: str) -> None:
    env = config(name)
    expected: Catalogue = catalogue(env)
    topics = of_kind(name, "KafkaTopic")
    found = {t["spec"].get("topicName", t["metadata"]["name"]): t["spec"] for t in topics}
    assert found.keys() == {spec.name for spec in expected.all}
    for spec in expected.all:
        assert found[spec.name]["partitions"] == spec.partitions
        assert {k: str(v) for k, v in found[spec.name]["config"].items()} == spec.configs
    assert all(topic["metadata"]["namespace"] == "kafka" for topic in topics)


@pytest.mark.parametrize("name", OVERLAYS)
def test_an_overlay_s_variables_are_those_of_its_config_map(name: str) -> None:
    source = "production" if name == "production-hpa" else name
    assert overlay_env(source).items() <= config(name).items()


@pytest.mark.parametrize("name", ["staging", "production"])
def test_keda_watches_the_group_and_is_bounded_by_the_partitions(name: str) -> None:
    spec = one(name, "ScaledObject")["spec"]
    env = config(name)
    (trigger,) = spec["triggers"]
    settings = trigger["metadata"]
    assert settings["topic"] == catalogue(env).articles.name
    assert settings["consumerGroup"] == env.get(
        "STANCEWIRE_GROUP", Settings.model_fields["group"].default
    )
    assert settings["bootstrapServers"] == env["KAFKA_BOOTSTRAP_SERVERS"]
    assert settings["offsetResetPolicy"] == "earliest", "as the worker's"
    assert settings["allowIdleConsumers"] == "false"
    assert 1 <= spec["minReplicaCount"] <= spec["maxReplicaCount"]
    assert spec["maxReplicaCount"] == int(env["STANCEWIRE_PARTITIONS"])
    authentications = {m["metadata"]["name"] for m in of_kind(name, "TriggerAuthentication")}
    assert trigger["authenticationRef"]["name"] in authentications
    assert "replicas" not in one(name, "Deployment")["spec"], "an apply would set it back"


def test_without_keda_the_same_bound_holds() -> None:
    kinds = {manifest["kind"] for manifest in overlay("production-hpa")}
    assert not kinds & {"ScaledObject", "TriggerAuthentication"}
    scaler = one("production-hpa", "HorizontalPodAutoscaler")["spec"]
    partitions = int(config("production-hpa")["STANCEWIRE_PARTITIONS"])
    assert scaler["maxReplicas"] == partitions
    assert scaler["scaleTargetRef"]["name"] == "stancewire"
    assert "replicas" not in one("production-hpa", "Deployment")["spec"]


@pytest.mark.parametrize("name", OVERLAYS)
def test_there_is_one_autoscaler_at_most(name: str) -> None:
    scalers = of_kind(name, "ScaledObject") + of_kind(name, "HorizontalPodAutoscaler")
    assert len(scalers) == (0 if name == "local" else 1)
    assert ("replicas" in one(name, "Deployment")["spec"]) is (name == "local")


def test_the_local_kafka_is_that_of_compose() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["kafka"]
    kafka = one("local", "Deployment", "kafka")["spec"]["template"]["spec"]["containers"][0]
    assert kafka["image"] == compose["image"]
    same = {"KAFKA_MESSAGE_MAX_BYTES", "KAFKA_AUTO_CREATE_TOPICS_ENABLE"}
    here = {entry["name"]: entry["value"] for entry in kafka["env"]}
    assert {key: here[key] for key in same} == {key: compose["environment"][key] for key in same}


@pytest.mark.parametrize("name", ["staging", "production", "production-hpa"])
def test_the_user_may_use_its_own_topics_and_group_and_nothing_else(name: str) -> None:
    (user,) = of_kind(name, "KafkaUser")
    rules = user["spec"]["authorization"]["acls"]
    topics = {
        topic["spec"].get("topicName", topic["metadata"]["name"])
        for topic in of_kind(name, "KafkaTopic")
    }
    named = {rule["resource"]["name"] for rule in rules if rule["resource"]["type"] == "topic"}
    assert named == topics
    assert all(rule["resource"]["patternType"] == "literal" for rule in rules)
    (group,) = [rule["resource"]["name"] for rule in rules if rule["resource"]["type"] == "group"]
    assert group == config(name).get("STANCEWIRE_GROUP", "stancewire")
    (articles,) = [topic for topic in topics if topic.endswith("news.articles.v1")]
    may_read = {rule["resource"]["name"] for rule in rules if "Read" in rule["operations"]}
    assert may_read == {articles, group}
