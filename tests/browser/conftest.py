"""A real Chromium, a real broker, and the console as a user starts it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from kafka import KafkaProducer
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.cluster import Cluster
from tests.support.commands import start
from tests.support.patience import patient

_CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """The system's Chromium; without it the tests are skipped, but never in CI."""
    for name in _CHROMIUMS:
        if found := shutil.which(name):
            return found
    why = "no Chromium on this machine: on Debian, apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: while it is open, an event loop runs in this thread, and no
    # coroutine test of another file could start its own.
    path = chromium()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield made
        made.close()


@dataclass
class RunningConsole:
    """A console, the topics that it reads, and a way to write to them."""

    cluster: Cluster
    process: subprocess.Popen[str]
    address: str
    sent: int = field(default=0)

    def write(self, *values: bytes, role: str = "enriched", **extra: Any) -> None:
        """Publish these to a topic, spread over its partitions."""
        topic = self.cluster.catalogue.by_name(role).name
        with closing(KafkaProducer(**self.cluster.options, max_request_size=2**24)) as producer:
            for value in values:
                self.sent += 1
                partition = self.sent % self.cluster.catalogue.enriched.partitions
                producer.send(topic, value=value, partition=partition, **extra).get(30)


@contextmanager
def running_console(cluster: Cluster) -> Iterator[RunningConsole]:
    """``stancewire console`` on a free port, stopped as an operator stops it."""
    process = start(cluster.env(), "console", "--port", "0")
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield RunningConsole(cluster, process, found.group().rstrip("/"))
    finally:
        process.terminate()
        assert process.wait(patient(20)) == 0


@pytest.fixture
def console(cluster: Cluster) -> Iterator[RunningConsole]:
    with running_console(cluster) as made:
        yield made


def patient_ms(seconds: float) -> float:
    """Playwright's deadlines are in milliseconds."""
    return 1000 * patient(seconds)


class Watched:
    """A page, and the errors in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append(f"dialog {dialog.message}"))
        page.on(
            "console",
            lambda message: (
                self.faults.append(message.text)
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    watched = Watched(context.new_page())
    watched.page.set_default_timeout(patient_ms(15))
    expect.set_options(timeout=patient_ms(10))
    yield watched.page
    context.close()
    assert not watched.faults
