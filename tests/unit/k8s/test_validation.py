"""Every object of every overlay is valid for every supported Kubernetes and the operators."""

import copy
from collections.abc import Callable

import pytest

from k8s.tools.places import FOLDERS, OVERLAYS, Manifest
from k8s.tools.validation import (
    KUBERNETES_VERSIONS,
    InvalidManifestError,
    validate,
)
from tests.unit.k8s.rendered import one, overlay


def test_there_are_the_overlays_that_the_documentation_names() -> None:
    assert set(OVERLAYS) == {"local", "staging", "production", "production-hpa"}
    assert len(KUBERNETES_VERSIONS) >= 2


@pytest.mark.parametrize("version", KUBERNETES_VERSIONS)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_object_is_valid(name: str, version: str) -> None:
    for manifest in overlay(name):
        validate(manifest, version)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_object_has_one_name_and_a_place(name: str) -> None:
    places = [
        (m["kind"], m["metadata"].get("namespace"), m["metadata"]["name"]) for m in overlay(name)
    ]
    assert len(places) == len(set(places))
    assert all(namespace for kind, namespace, _ in places if kind != "Namespace")


def misspell_a_probe(deployment: Manifest) -> None:
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    container["livenesProbe"] = container.pop("livenessProbe")


def give_a_number_as_a_string(deployment: Manifest) -> None:
    deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] = "20"


def forget_the_lag_threshold_s_quotes(scaled: Manifest) -> None:
    scaled["spec"]["triggers"][0]["metadata"]["lagThreshold"] = 500


def misspell_a_limit(scaled: Manifest) -> None:
    scaled["spec"]["maxReplicasCount"] = scaled["spec"].pop("maxReplicaCount")


def ask_for_no_partition(topic: Manifest) -> None:
    topic["spec"]["partitions"] = 0


def use_a_retired_version(topic: Manifest) -> None:
    topic["apiVersion"] = "kafka.strimzi.io/v1beta2"


def misspell_an_interval(monitor: Manifest) -> None:
    monitor["spec"]["podMetricsEndpoints"][0]["scrapeInterval"] = "15s"


def leave_out_the_expression(rule: Manifest) -> None:
    del rule["spec"]["groups"][0]["rules"][0]["expr"]


@pytest.mark.parametrize(
    ("kind", "called", "spoil"),
    [
        ("Deployment", "stancewire", misspell_a_probe),
        ("Deployment", "stancewire", give_a_number_as_a_string),
        ("ScaledObject", "stancewire", forget_the_lag_threshold_s_quotes),
        ("ScaledObject", "stancewire", misspell_a_limit),
        ("KafkaTopic", "news.articles.v1", ask_for_no_partition),
        ("KafkaTopic", "news.articles.v1", use_a_retired_version),
        ("PodMonitor", "stancewire", misspell_an_interval),
        ("PrometheusRule", "stancewire", leave_out_the_expression),
    ],
)
def test_what_is_wrong_would_be_found(
    kind: str, called: str, spoil: Callable[[Manifest], None]
) -> None:
    manifest = copy.deepcopy(one("production", kind, called))
    spoil(manifest)
    with pytest.raises(InvalidManifestError):
        validate(manifest, KUBERNETES_VERSIONS[-1])
