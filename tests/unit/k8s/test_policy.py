"""The hardening of each pod, and what its namespace allows."""

import re
from collections.abc import Iterator

import pytest

from k8s.tools.places import FOLDERS, OVERLAYS, ROOT, Manifest
from tests.unit.k8s.rendered import of_kind, one, overlay

WORKLOADS = {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"}
# Workloads with a writable root: this image writes settings and logs next to its program.
WRITABLE_ROOT = {"kafka"}
# Where NodeLocal DNSCache listens on every node that has it; nothing but DNS may go there.
NODE_LOCAL_DNS = {"ipBlock": {"cidr": "169.254.20.10/32"}}
# The provider of the logins, outside; nothing inside may be reached by an address.
OUTSIDE = {
    "ipBlock": {
        "cidr": "0.0.0.0/0",
        "except": [
            "10.0.0.0/8",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
        ],
    }
}


def pods(name: str) -> Iterator[tuple[str, Manifest]]:
    for manifest in overlay(name):
        if manifest["kind"] in WORKLOADS:
            yield manifest["metadata"]["name"], manifest["spec"]["template"]["spec"]


EVERY_POD = [
    pytest.param(pod, who, id=f"{name}-{who}") for name in FOLDERS for who, pod in pods(name)
]


def containers(pod: Manifest) -> list[Manifest]:
    return [*pod.get("initContainers", []), *pod["containers"]]


@pytest.mark.parametrize(("pod", "who"), EVERY_POD)
def test_a_pod_is_not_root_and_has_the_default_seccomp_profile(pod: Manifest, who: str) -> None:
    context = pod["securityContext"]
    assert context["runAsNonRoot"] is True
    assert context["runAsUser"] >= 1000
    assert context["runAsGroup"] >= 1000
    assert context["seccompProfile"] == {"type": "RuntimeDefault"}


@pytest.mark.parametrize(("pod", "who"), EVERY_POD)
def test_a_pod_has_no_token_and_nothing_of_its_node(pod: Manifest, who: str) -> None:
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
    kinds = {kind for volume in pod.get("volumes", []) for kind in volume if kind != "name"}
    assert kinds <= {"emptyDir", "secret", "configMap"}


@pytest.mark.parametrize(("pod", "who"), EVERY_POD)
def test_a_container_has_no_privilege_and_a_root_that_it_cannot_write(
    pod: Manifest, who: str
) -> None:
    for container in containers(pod):
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False
        assert context["privileged"] is False
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert context["readOnlyRootFilesystem"] is (who not in WRITABLE_ROOT)
        # A container's own setting could override the pod's.
        assert not {"runAsUser", "runAsNonRoot", "seccompProfile"} & context.keys()


@pytest.mark.parametrize(("pod", "who"), EVERY_POD)
def test_a_container_says_what_it_needs_and_how_it_is(pod: Manifest, who: str) -> None:
    for container in containers(pod):
        assert container["resources"]["requests"].keys() >= {"cpu", "memory"}
        assert "memory" in container["resources"]["limits"]
        # If throttled, it would miss its heartbeats.
        assert "cpu" not in container["resources"]["limits"]
        assert container.keys() >= {"startupProbe", "livenessProbe", "readinessProbe"}
        ports = {port["name"] for port in container.get("ports", [])}
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            ask = container[probe].get("httpGet") or container[probe].get("tcpSocket")
            # What listens on the pod's loopback is asked by a command.
            assert ask["port"] in ports if ask else container[probe]["exec"]["command"]


@pytest.mark.parametrize(("pod", "who"), EVERY_POD)
def test_an_image_has_a_version_and_a_writable_folder_has_a_bound(pod: Manifest, who: str) -> None:
    for container in containers(pod):
        assert re.search(r":[\w.-]+$|@sha256:[0-9a-f]{64}$", container["image"])
        assert not container["image"].endswith(":latest")
    for volume in pod.get("volumes", []):
        if "emptyDir" in volume:
            assert volume["emptyDir"]["sizeLimit"]


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_worker_runs_as_its_image_says(name: str) -> None:
    (user,) = re.findall(r"^USER (\d+):(\d+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    context = one(name, "Deployment")["spec"]["template"]["spec"]["securityContext"]
    assert (str(context["runAsUser"]), str(context["runAsGroup"])) == user


BY_ADDRESS = {53: NODE_LOCAL_DNS, 443: OUTSIDE}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_service_account_has_no_token_and_no_rights(name: str) -> None:
    for account in of_kind(name, "ServiceAccount"):
        assert account["automountServiceAccountToken"] is False
    assert not [m for m in overlay(name) if m["kind"].endswith(("Role", "RoleBinding"))]


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_namespace_refuses_pods_that_are_not_hardened(name: str) -> None:
    (namespace,) = of_kind(name, "Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


@pytest.mark.parametrize("name", FOLDERS)
def test_no_secret_is_here_and_none_stands_in_plain_text(name: str) -> None:
    assert not of_kind(name, "Secret")
    for manifest in overlay(name):
        for key, value in secrets_in(manifest):
            assert isinstance(value, dict), f"{key} in plain text"
            assert value.keys() == {"secretKeyRef"}


SECRET = re.compile("PASSWORD|USER|SECRET|CLIENT_ID")


def secrets_in(manifest: Manifest) -> Iterator[tuple[str, object]]:
    """(name, source) of each variable that contains a secret."""
    if manifest["kind"] == "ConfigMap":
        yield from ((k, v) for k, v in manifest["data"].items() if SECRET.search(k))
    if manifest["kind"] in WORKLOADS:
        for container in containers(manifest["spec"]["template"]["spec"]):
            for variable in container.get("env", []):
                if SECRET.search(variable["name"]):
                    yield variable["name"], variable.get("valueFrom")


def selects_nothing_by_mistake(selector: Manifest) -> bool:
    return bool(selector.get("matchLabels") or selector.get("matchExpressions"))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_network_is_shut_but_for_what_is_named(name: str) -> None:
    policies = {m["metadata"]["name"]: m["spec"] for m in of_kind(name, "NetworkPolicy")}
    # The console is in the namespace of an overlay, which has it.
    deny = (
        policies.pop("default-deny", None)
        or one("production", "NetworkPolicy", "default-deny")["spec"]
    )
    assert deny == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for policy in policies.values():
        assert selects_nothing_by_mistake(policy["podSelector"])
        for rule in [*policy.get("ingress", []), *policy.get("egress", [])]:
            assert rule["ports"], "a rule without ports opens all of them"
        for rule in policy.get("egress", []):
            assert rule["to"], "a rule without peers opens the world"
            for peer in rule["to"]:
                if "ipBlock" in peer:
                    allowed = {53: NODE_LOCAL_DNS} if name in OVERLAYS else BY_ADDRESS
                    assert {port["port"]: peer for port in rule["ports"]}.items() <= allowed.items()
                    continue
                assert selects_nothing_by_mistake(peer["podSelector"])


@pytest.mark.parametrize("name", ["staging", "production", "production-hpa"])
def test_only_prometheus_may_ask_the_worker_and_it_only_kafka_and_dns(name: str) -> None:
    spec = one(name, "NetworkPolicy")["spec"]
    (ingress,) = spec["ingress"]
    assert [peer["podSelector"]["matchLabels"] for peer in ingress["from"]] == [
        {"app.kubernetes.io/name": "prometheus"}
    ]
    (dns,) = [rule for rule in spec["egress"] if NODE_LOCAL_DNS in rule["to"]]
    assert {(port["port"], port["protocol"]) for port in dns["ports"]} == {(53, "UDP"), (53, "TCP")}
    asked = {
        (peer["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"], port["port"])
        for rule in spec["egress"]
        for peer in rule["to"]
        if peer != NODE_LOCAL_DNS
        for port in rule["ports"]
    }
    assert asked == {("kube-system", 53), ("kafka", 9093)}
