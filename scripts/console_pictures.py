"""Draw the console's pictures in docs/: ``make console-pictures``.

The samples are enriched as the worker does it, with days and outlets that are as invented as they
are, and published to a Kafka that runs here meanwhile. A real Chromium takes the pictures (Debian:
``chromium`` and ``fonts-noto-color-emoji``).
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import stancewire
from local_kafka import Broker
from tests.browser.conftest import chromium, running_console
from tests.support.cluster import Cluster

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
OUTLETS = ("Halden Courier", "Baltic Wire", "Northern Post", "The Quay")
FIRST = date(2026, 3, 2)
UNION = "Atlantic Port Workers' Union"


def main() -> None:
    """Run everything, take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    events = [event(number, path) for number, path in enumerate(samples())]
    with Broker() as kafka:
        cluster = Cluster(kafka.bootstrap_servers, "")
        cluster.create_topics()
        with running_console(cluster) as console, sync_playwright() as playwright:
            console.write(*events)
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
            )
            page = opened(browser, console.address, len(events))
            for name, take in (("articles", articles), ("article", article), ("quotes", quotes)):
                take(page, console.address)
                page.screenshot(path=folder / f"console-{name}.png")
                print(f"==> {folder / f'console-{name}.png'}", flush=True)
            browser.close()


def samples() -> list[Path]:
    """The samples, in an order in which what is next to each other differs."""
    return sorted((ROOT / "samples").glob("*.txt"), key=lambda path: path.name[::-1])


def event(number: int, path: Path) -> bytes:
    """The sample as an article of one of the outlets, enriched."""
    title, _, body = path.read_text("utf-8").partition("\n")
    published = FIRST + timedelta(days=number)
    article = {
        "id": path.stem,
        "title": title,
        "body": body.strip(),
        "source": {"name": OUTLETS[number % len(OUTLETS)]},
        "published_at": published.isoformat(),
    }
    return stancewire.enrich(article).model_dump_json().encode()


def opened(browser: Browser, address: str, count: int) -> Page:
    """A page of a console that has read everything."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page.set_default_timeout(300_000)
    page.goto(address)
    page.locator("#status", has_text=f"Live · {count} articles").wait_for()
    return page


def articles(page: Page, address: str) -> None:
    """The list, newest first."""
    page.goto(address)
    facets(page)


def article(page: Page, address: str) -> None:
    """One article, with a stance pointed at."""
    page.goto(f"{address}/article?id=labour-dockworkers-strike")
    page.locator(".card", has_text=UNION).first.hover()
    page.locator(".arcs path").first.wait_for()


def quotes(page: Page, address: str) -> None:
    """Who is for or against whom."""
    page.goto(f"{address}/quotes")
    facets(page)


def facets(page: Page) -> None:
    """Wait until they are there, and the list."""
    page.locator(".column ol > li").first.wait_for()
    page.locator(".facets:not([aria-busy]) section").first.wait_for()


if __name__ == "__main__":
    main()
