"""The PrometheusRule, from the rule files in k8s/alerts/ that promtool tests as they are."""

from pathlib import Path

import yaml

from k8s.tools.places import K8S

ALERTS = K8S / "alerts"
HEADER = "# Generated from k8s/alerts/ by `make k8s`; do not edit.\n"


def render_rules(folder: Path = ALERTS) -> str:
    """``prometheus-rule.yaml``: every group of every file, in order of their names."""
    groups = []
    for path in sorted(folder.glob("*.yaml")):
        read = yaml.safe_load(path.read_text("utf-8"))
        # Tests of rules lie beside them, and have no groups.
        groups += read.get("groups", [])
    manifest = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "stancewire"},
        "spec": {"groups": groups},
    }
    text: str = yaml.safe_dump(manifest, sort_keys=False, width=100)
    return HEADER + text
