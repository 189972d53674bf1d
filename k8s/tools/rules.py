"""Generate the PrometheusRule from the rule file that promtool and Prometheus read."""

from pathlib import Path

import yaml

from k8s.tools.places import ROOT

ALERTS = ROOT / "deploy" / "observability" / "alerts.yaml"
HEADER = "# Generated from deploy/observability/alerts.yaml by `make k8s`; do not edit.\n"


def render_rules(path: Path = ALERTS) -> str:
    """The text of ``prometheus-rule.yaml``: the file's groups as an object of the operator."""
    manifest = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "stancewire"},
        "spec": {"groups": yaml.safe_load(path.read_text("utf-8"))["groups"]},
    }
    text: str = yaml.safe_dump(manifest, sort_keys=False, width=100)
    return HEADER + text
