"""Request a worker's pages as Prometheus, a probe or a person does."""

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

import pytest

from local_kafka.ports import reserve
from tests.support.patience import patient

_SAMPLE = re.compile(r"(\w+)(?:\{(.*)\})? (\S+)")
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Answer:
    """A page's answer; status 0 if there was none."""

    status: int
    text: str

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.text) if self.text else {}

    @property
    def why(self) -> str:
        return str(self.body.get("why", ""))


class Pages:
    """The pages of a worker that was started with ``web_port`` set to this port."""

    def __init__(self) -> None:
        held = reserve()
        held.release()
        self.port = held.port

    def ask(self, path: str, timeout: float = 5.0) -> Answer:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=timeout
            ) as page:
                return Answer(page.status, page.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode())
        except OSError:
            return Answer(0, "")

    def metrics(self) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
        """Each series by its name (without the prefix) and labels (without the group)."""
        found = {}
        for line in self.ask("/metrics").text.splitlines():
            if line.startswith("stancewire_") and (sample := _SAMPLE.fullmatch(line)):
                name, labels, value = sample.groups()
                own = [pair for pair in _LABEL.findall(labels or "") if pair[0] != "group"]
                key = (name.removeprefix("stancewire_"), frozenset(own))
                found[key] = float(value)
        return found

    def value(self, name: str, **labels: str) -> float | None:
        return self.metrics().get((name, frozenset(labels.items())))

    def partitions(self, name: str = "lag_records") -> set[int]:
        """The partitions for which a gauge has a value."""
        return {int(dict(labels)["partition"]) for found, labels in self.metrics() if found == name}


def promtool(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Prometheus' own tool. Without it a test is skipped, or fails in continuous integration."""
    tool = shutil.which("promtool")
    if tool is None:
        reason = "promtool is not installed (Debian and Ubuntu: the package prometheus)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return subprocess.run(
        [tool, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=patient(60),
        check=False,
    )
