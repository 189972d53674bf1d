"""A real Prometheus on loopback that scrapes given targets, and its tool for rules."""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, Self

import pytest

from local_kafka.ports import reserve
from observability.__main__ import RULES, write
from observability.bounds import Bounds
from tests.support.processes import end_with_parent

RUNBOOK = "https://runbook.example/runbook.md"
JOB = "stancewire"


class MissingError(RuntimeError):
    """A program of Prometheus is not installed."""


def program(name: str) -> str:
    """The path of a program. Raises MissingError."""
    if found := shutil.which(name):
        return found
    raise MissingError(f"{name} is not installed (Debian and Ubuntu: the package prometheus)")


def required(name: str) -> str:
    """The path of a program; without it the test is skipped, or fails in continuous integration."""
    try:
        return program(name)
    except MissingError as error:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(str(error))


class Prometheus:
    """Scrapes and evaluates every second; targets may change. Use it as a context manager."""

    def __init__(self, folder: Path, bounds: Bounds, *, binary: str) -> None:
        write(folder, bounds, RUNBOOK)
        self._folder = folder
        self._binary = binary
        held = reserve()
        held.release()
        self.url = f"http://127.0.0.1:{held.port}"
        (folder / "prometheus.yaml").write_text(
            json.dumps(  # YAML too
                {
                    "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
                    "rule_files": [str(folder / RULES)],
                    "scrape_configs": [
                        {
                            "job_name": JOB,
                            "scrape_timeout": "1s",
                            "file_sd_configs": [
                                {"files": [str(folder / "targets.json")], "refresh_interval": "1s"}
                            ],
                        }
                    ],
                }
            )
        )
        self.scrape([])

    def scrape(self, ports: list[int]) -> None:
        """Scrape only these workers from now on."""
        targets = [{"targets": [f"127.0.0.1:{port}" for port in ports]}]
        written = self._folder / "targets.new"
        written.write_text(json.dumps(targets))
        written.rename(self._folder / "targets.json")

    def __enter__(self) -> Self:
        with (self._folder / "prometheus.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._binary,
                    f"--config.file={self._folder / 'prometheus.yaml'}",
                    f"--storage.tsdb.path={self._folder / 'tsdb'}",
                    f"--web.listen-address={self.url.removeprefix('http://')}",
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
            )
        deadline = time.monotonic() + 30
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                log_text = (self._folder / "prometheus.log").read_text()
                raise RuntimeError(f"Prometheus did not start:\n{log_text[-2000:]}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)

    def query(self, expression: str) -> list[dict[str, Any]]:
        """The series of an expression now. Raises RuntimeError with Prometheus' message."""
        return self._api("query", query=expression)["result"]

    def query_range(
        self, expression: str, start: float, end: float, step: float
    ) -> list[dict[str, Any]]:
        """The series of an expression over a period."""
        asked = {"query": expression, "start": str(start), "end": str(end), "step": str(step)}
        return self._api("query_range", **asked)["result"]

    def rules(self) -> list[dict[str, Any]]:
        """The alerting rules, each with its health, its last error and its alerts."""
        groups = self._api("rules", type="alert")["groups"]
        return [rule for group in groups for rule in group["rules"]]

    def firing(self) -> set[str]:
        """The names of the alerts that fire now."""
        return {rule["name"] for rule in self.rules() if rule["state"] == "firing"}

    def summaries(self) -> list[str]:
        """The summaries of firing and pending alerts, as a person sees them."""
        alerts = [alert for rule in self.rules() for alert in rule["alerts"]]
        return [alert["annotations"]["summary"] for alert in alerts]

    def _api(self, endpoint: str, **parameters: str) -> dict[str, Any]:
        address = f"{self.url}/api/v1/{endpoint}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 - our own
                return json.load(page)["data"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{parameters}: {error.read().decode()}") from error

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/-/ready", timeout=2) as page:  # noqa: S310
                return page.status == 200
        except OSError:
            return False
