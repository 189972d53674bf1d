"""Alerts as Prometheus reads them."""

from typing import Any

import yaml

from observability.alerts import Alert, alerts
from observability.bounds import Bounds, duration
from observability.runbook import link

HEADER = "# Made by `python -m observability`; change observability/ and run it again.\n"


class _Lines(yaml.SafeDumper):  # type: ignore[misc]  # PyYAML ships no types
    """Texts of several lines as they are, so that a query can be read in the file."""


def _text(dumper: _Lines, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Lines.add_representer(str, _text)


def rule_groups(bounds: Bounds, runbook: str) -> dict[str, Any]:
    """The rule file's contents; Prometheus Operator's PrometheusRule has the same as its spec."""
    rules = [_rule(alert, runbook) for alert in alerts(bounds)]
    return {"groups": [{"name": "stancewire", "rules": rules}]}


def rule_file(bounds: Bounds, runbook: str) -> str:
    """The rule file's text."""
    groups = rule_groups(bounds, runbook)
    text: str = yaml.dump(groups, Dumper=_Lines, sort_keys=False, width=100, allow_unicode=True)
    return HEADER + text


def _rule(alert: Alert, runbook: str) -> dict[str, Any]:
    return {
        "alert": alert.name,
        "expr": alert.query,
        "for": duration(alert.lasts),
        "labels": {"severity": alert.severity},
        "annotations": {"summary": alert.summary, "runbook_url": link(runbook, alert.name)},
    }
