"""The steps in docs/kubernetes.md, as far as they can be taken without a cluster."""

import re
import shutil
import subprocess
from pathlib import Path

import yaml

from k8s.tools.places import K8S, ROOT, render
from k8s.tools.validation import KUBERNETES_VERSIONS, validate
from tests.unit.k8s.rendered import of_kind

PAGE = (ROOT / "docs" / "kubernetes.md").read_text("utf-8")
BLOCKS = re.findall(r"^ *```\n(.*?)^ *```$", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = "\n".join(line.strip() for block in BLOCKS for line in block.splitlines())
KAFKA = [*yaml.safe_load_all((K8S / "kafka" / "news.yaml").read_text("utf-8"))]


def test_the_namespace_is_there_before_its_secret() -> None:
    applied = COMMANDS.index("kubectl apply --server-side -k k8s/overlays/production")
    assert applied < COMMANDS.index("-n stancewire create secret")


def test_every_file_that_a_command_names_is_there() -> None:
    named = re.findall(r"(?:-f|-k) (k8s/\S+)", COMMANDS)
    assert len(named) >= 3
    for name in named:
        assert (ROOT / name).exists(), name


def test_no_command_needs_a_tool_that_kubectl_does_not_bring() -> None:
    tools = {
        word
        for line in COMMANDS.splitlines()
        for word in re.findall(r"(?:^|\&\& |\| |\$\()([a-z0-9]+)", line)
    }
    assert tools <= {"kubectl", "docker", "sed", "base64", "export", "kind", "head"}, tools


def test_the_commands_of_the_image_set_the_image(tmp_path: Path) -> None:
    shutil.copytree(K8S, tmp_path / "k8s")
    (export,) = re.findall(r"^export IMAGE=.*$", COMMANDS, re.MULTILINE)
    edits = re.findall(r"^sed .*$", COMMANDS, re.MULTILINE)
    subprocess.run(["bash", "-ec", "\n".join([export, *edits])], cwd=tmp_path, check=True)
    for folder in ("overlays/production", "console"):
        rendered = render(tmp_path / "k8s" / folder)
        (deployment,) = [found for found in rendered if found["kind"] == "Deployment"]
        container = deployment["spec"]["template"]["spec"]["containers"][0]
        assert container["image"] == "registry.example.com/stancewire:0.1.0"


def test_the_secret_is_taken_from_where_strimzi_puts_it() -> None:
    (user,) = of_kind("production", "KafkaUser")
    assert f"kafkauser/{user['metadata']['name']} " in COMMANDS
    assert f"get secret {user['metadata']['name']} -o" in COMMANDS
    assert f"--from-literal=username={user['metadata']['name']} " in COMMANDS
    assert f"get secret {user['metadata']['labels']['strimzi.io/cluster']}-cluster-ca-cert" in (
        COMMANDS
    )


def test_the_console_s_secrets_are_those_that_its_pod_waits_for() -> None:
    (deployment,) = of_kind("console", "Deployment")
    pod = deployment["spec"]["template"]["spec"]
    needed = {
        (entry["valueFrom"]["secretKeyRef"]["name"], entry["valueFrom"]["secretKeyRef"]["key"])
        for container in pod["containers"]
        for entry in container["env"]
        if "secretKeyRef" in entry["valueFrom"]
    } | {
        (volume["secret"]["secretName"], item["key"])
        for volume in pod["volumes"]
        if "secret" in volume
        for item in volume["secret"]["items"]
    }
    made = re.sub(r"\\\n", " ", COMMANDS)
    for secret, key in needed:
        (line,) = [line for line in made.splitlines() if f"create secret generic {secret} " in line]
        assert f"--from-literal={key}=" in line
    (user,) = of_kind("console", "KafkaUser")
    assert f"kafkauser/{user['metadata']['name']} " in COMMANDS
    assert f"get secret {user['metadata']['name']} -o" in COMMANDS


def test_the_kafka_that_is_brought_is_the_one_that_is_asked_for() -> None:
    for version in KUBERNETES_VERSIONS:
        for manifest in KAFKA:
            validate(manifest, version)
    (kafka,) = [found for found in KAFKA if found["kind"] == "Kafka"]
    (listener,) = kafka["spec"]["kafka"]["listeners"]
    assert (listener["port"], listener["tls"]) == (9093, True)
    assert listener["authentication"] == {"type": "scram-sha-512"}
    assert kafka["spec"]["kafka"]["authorization"] == {"type": "simple"}
    where = f"{kafka['metadata']['name']}-kafka-bootstrap.{kafka['metadata']['namespace']}.svc:9093"
    (config,) = of_kind("production", "ConfigMap")
    assert config["data"]["KAFKA_BOOTSTRAP_SERVERS"] == where
