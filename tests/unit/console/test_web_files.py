# ruff: noqa: S314 - it is our own XML
"""Files, feeds, refusals and the OpenAPI document of the console, over HTTP."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from aiohttp.test_utils import TestClient

from console import openapi
from console.app import Console
from console.endpoints import ENDPOINTS
from console.feeds import id_of
from console.rows import article_row
from tests.support.enriched import KOLB, PERU, praise

Client = TestClient  # type: ignore[type-arg]  # its parameters changed between versions
_ATOM = "{http://www.w3.org/2005/Atom}"


async def test_csv_has_every_row_and_no_formula(client: Client, console: Console) -> None:
    console.store.add(
        article_row(praise(n, title="=1+1"), 5_000 + n, f"t 0:{n}") for n in range(10, 1_210)
    )
    answer = await client.get("/api/articles", params={"format": "csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "stancewire-articles.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(await answer.text())))
    assert len({row["id"] for row in rows}) == 1_202
    assert {row["title"] for row in rows if row["title"][1] == "="} == {"'=1+1"}
    assert "Anna Kolb favor Peru" in rows[0]["stances"]


async def test_json_lines_are_what_the_json_has(client: Client) -> None:
    query = {"target": PERU[0], "polarity": "against"}
    shown = await (await client.get("/api/stances", params=query)).json()
    text = await (await client.get("/api/stances", params=query | {"format": "jsonl"})).text()
    assert [json.loads(line) for line in text.splitlines()] == shown["stances"]
    assert shown["stances"][0]["words"] == "Omar Lind blamed Peru"


@pytest.mark.parametrize(
    "endpoint", [one for one in ENDPOINTS if one.rows], ids=lambda one: one.name
)
async def test_every_file_has_its_columns(client: Client, endpoint: object) -> None:
    name = endpoint.name  # type: ignore[attr-defined]
    more = {"counts": {"by": "outlet"}, "over-time": {"of": PERU[0]}}.get(name, {})
    answer = await client.get(f"/api/{name}", params={"format": "csv"} | more)
    assert answer.status == 200
    lines = (await answer.text()).splitlines()
    assert lines[0] == ",".join(endpoint.columns)  # type: ignore[attr-defined]
    answer = await client.get(f"/api/{name}", params={"format": "jsonl"} | more)
    rows = [json.loads(line) for line in (await answer.text()).splitlines()]
    assert len(rows) == len(lines) - 1


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (
            "/api/articles?polarty=against",
            "There is no parameter polarty here; did you mean polarity?",
        ),
        ("/api/stances?sort=relevance", "sort is one of published, arrived, confidence"),
        ("/api/articles?polarity=favor&polarity=against", "polarity can be given only once"),
        ("/api/articles?sort=relevance", "needs q"),
        ("/api/articles?format=csv&limit=3", "they take no limit"),
        ("/api/articles?format=xml", "format is one of"),
        ("/api/articles?limit=0", "limit is a number"),
        ("/api/articles?after=x", "after is the `next`"),
        ("/api/counts", "by is missing"),
        ("/api/turned?polarity=favor", "There is no parameter polarity here"),
        ("/api/rising?days=x", "days is a number"),
        ("/api/entity?id=", "id is missing"),
        ("/api/worker?x=1", "There is no parameter x here"),
        ("/feed.atom?q=%25", "no letter or digit"),
        ("/api/articles?format=csv&q=%25", "no letter or digit"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_the_reason(
    client: Client, query: str, why: str
) -> None:
    answer = await client.get(query)
    assert answer.status == 400
    assert why in (await answer.json())["error"]


async def test_an_address_that_is_none_is_told(client: Client) -> None:
    answer = await client.get("/api/artikels")
    assert answer.status == 404
    assert "/api/articles" in (await answer.json())["error"]
    answer = await client.get("/artikels")
    assert answer.status == 404
    assert "<title>Stancewire</title>" in await answer.text()


async def test_a_filter_is_a_feed(client: Client) -> None:
    query = {"target": PERU[0], "polarity": "against"}
    answer = await client.get("/feed.atom", params=query)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(await answer.read())
    entries = feed.findall(f"{_ATOM}entry")
    assert [entry.findtext(f"{_ATOM}title") for entry in entries] == ["Omar Lind is against Peru"]
    made = await (await client.get("/feed.json", params=query)).json()
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["items"][0]["id"] == entries[0].findtext(f"{_ATOM}id")
    assert made["home_page_url"].split("?")[0].endswith("/quotes")
    assert "“Omar Lind blamed Peru” (The Daily, 2026-01-05" in made["items"][0]["content_text"]


async def test_a_feed_s_links_are_those_that_were_asked_for(client: Client) -> None:
    for proxy, scheme in (({"X-Forwarded-Proto": "https"}, "https"), ({}, "http")):
        made = await (await client.get("/feed.json", headers=proxy)).json()
        links = [made["feed_url"], made["home_page_url"], made["items"][0]["url"]]
        assert {link.partition("://")[0] for link in links} == {scheme}


async def test_a_feed_is_xml_whatever_the_text_is(client: Client, console: Console) -> None:
    console.store.add([article_row(praise(7, title="\x0b <b>&\u0001\uffff"), 9_000, "t 0:7")])
    feed = ET.fromstring(await (await client.get("/feed.atom", params={"holder": KOLB[0]})).read())
    assert "<b>&" in (feed.findtext(f"{_ATOM}entry/{_ATOM}summary") or "")
    assert id_of(
        {"article": {"id": "a"}, "holder": {"id": "b"}, "target": {"id": "c"}, "polarity": "favor"}
    )


async def test_the_openapi_document_is_the_generated_one(client: Client) -> None:
    held = Path(openapi.__file__).parent / "static" / "openapi.json"
    assert held.read_text("utf-8") == openapi.written(), (
        "run python -m console.openapi > console/static/openapi.json"
    )
    document = await (await client.get("/static/openapi.json")).json()
    for path, methods in document["paths"].items():
        assert list(methods) == ["get"]
        names = [one["name"] for one in methods["get"]["parameters"]]
        assert len(names) == len(set(names)), path
