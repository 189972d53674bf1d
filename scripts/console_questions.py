"""Ask a running console an analyst's five questions: ``python -m scripts.console_questions``.

    python -m scripts.console_questions http://127.0.0.1:9810 FOLDER

Whoever most stances are toward is X, the next one is Y. Prints for each question the address that
answers it, how many articles it is answered from, and how long a real Chromium (Debian:
``chromium``) took to show it; takes a picture of each into FOLDER. The pictures in docs/ are of the
articles that a reader of docs/console.md is told about.
"""

import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.conftest import chromium

SIZE = ViewportSize(width=1280, height=800)


def main() -> None:
    """Print a line for each question, and take its picture."""
    address, folder = sys.argv[1].rstrip("/"), Path(sys.argv[2])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.set_default_timeout(300_000)
        page.goto(address)
        ready(page)
        for name, (question, path) in questions(page, address).items():
            began = time.perf_counter()
            page.goto(f"{address}{path}")
            ready(page)
            took = time.perf_counter() - began
            page.screenshot(path=folder / f"console-{name}.png")
            print(f"{question}\n  {path}\n  {page.locator('h1').inner_text()!r}, {took:.1f} s")
        browser.close()


def questions(page: Page, address: str) -> dict[str, tuple[str, str]]:
    """By the name of its picture: the question, and where it is answered."""
    targets = asked(page, address, "counts", by="target")["rows"]
    x, y = (row["id"] for row in targets[:2])
    last = asked(page, address, "facets")["last_day"]
    month = f"{last[:7]}-01"
    against = {"target": x, "polarity": "against", "since": month, "until": last}
    hardest = {"by": "outlet", "order": "hardest", "target": x}
    return {
        "against": ("Who is against X this month, in which words?", at("quotes", against)),
        "hardest": ("Which outlets are hardest on X?", at("counts", hardest)),
        "treated": ("How did the treatment of Y change?", at("entity", {"id": y})),
        "compared": (
            "And beside X?",
            at("over-time", {"of": [y, x], "measure": "against"}),
        ),
        "changes": ("What is rising, and who changed sides?", at("changes", {"days": 365})),
    }


def at(page: str, query: dict[str, Any]) -> str:
    """The address of a page."""
    return f"/{page}?{urlencode(query, doseq=True)}"


def asked(page: Page, address: str, name: str, **query: str) -> Any:
    """What the console's API answers."""
    return page.request.get(f"{address}/api{at(name, query)}").json()


def ready(page: Page) -> None:
    """Wait until the page and its facets are there."""
    page.locator("#main:not([aria-busy]) h1").first.wait_for()
    page.locator(".facets:not([aria-busy]) section").first.wait_for(state="attached")


if __name__ == "__main__":
    main()
