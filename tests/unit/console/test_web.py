"""The console's web pages without Kafka, from a store filled by hand."""

import asyncio
import json

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from console.app import Console
from console.rows import article_row
from tests.support.enriched import KOLB, PERU, praise

Client = TestClient  # type: ignore[type-arg]  # its parameters changed between versions
API = (
    "articles",
    "stances",
    "names",
    "facets",
    "entities",
    "network",
    "rising",
    "turned",
    "worker",
)


@pytest.mark.parametrize(
    "path", ["/", "/article?id=x", "/static/app.js", "/api/articles", "/nothing"]
)
async def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", API)
async def test_nothing_is_to_be_changed(client: Client, name: str) -> None:
    assert (await client.get(f"/api/{name}")).status == 200
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert (await client.request(method, f"/api/{name}")).status == 405


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.:80"])
async def test_a_page_under_another_name_cannot_read(client: Client, host: str) -> None:
    answer = await client.get("/api/articles", headers={"Host": host})
    assert answer.status == 421
    assert "praise" not in await answer.text()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9810", "127.0.0.1:1", "[::1]:9810"])
async def test_its_own_names_are_known(client: Client, host: str) -> None:
    assert (await client.get("/api/articles", headers={"Host": host})).status == 200


@pytest.mark.parametrize(
    "path", ["/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/x.js", "/static/"]
)
async def test_no_other_file_is_given_out(client: Client, path: str) -> None:
    assert (await client.get(path)).status == 404


async def test_a_file_that_did_not_change_is_not_sent_again(client: Client) -> None:
    tag = (await client.get("/static/app.js")).headers["ETag"]
    assert (await client.get("/static/app.js", headers={"If-None-Match": tag})).status == 304


async def test_an_article_comes_as_its_event(client: Client) -> None:
    found = await (await client.get("/api/article", params={"id": "praise-1"})).json()
    assert found["event"] == json.loads(praise(1))
    assert found["place"] == "t 0:0"
    missing = await client.get("/api/article", params={"id": "<b>"})
    assert missing.status == 404
    assert "not among" in (await missing.json())["error"]


async def test_an_entitys_page_and_its_name(client: Client) -> None:
    page = await (await client.get("/api/entity", params={"id": PERU[0]})).json()
    assert (page["favor"], page["against"]) == (1, 1)
    names = await (await client.get("/api/names", params={"holder": KOLB[0]})).json()
    assert names["names"][KOLB[0]] == "Anna Kolb"
    assert (await client.get("/api/entity", params={"id": "nobody"})).status == 404


@pytest.mark.parametrize(
    "query",
    [
        "polarity=for",
        "after=x",
        "after=1:99999999999999999999",
        "limit=-1",
        "unknown=1",
        "since=no",
    ],
)
async def test_a_query_that_cannot_be_used_says_why(client: Client, query: str) -> None:
    answer = await client.get(f"/api/articles?{query}")
    assert answer.status == 400
    assert (await answer.json())["error"]


async def test_the_stream_tells_news_and_lets_go_at_the_end(console: Console) -> None:
    async with (
        TestServer(console.application()) as server,
        ClientSession() as session,
        session.get(server.make_url("/api/stream")) as answer,
    ):
        assert answer.headers["Content-Type"] == "text/event-stream"
        first = json.loads((await answer.content.readline())[6:])
        assert (first["phase"], first["articles"]) == ("connecting", 2)
        console.store.add([article_row(praise(9), 9000, "t 0:9")])
        await answer.content.readline()
        second = json.loads((await asyncio.wait_for(answer.content.readline(), 5))[6:])
        assert second["articles"] == 3
        assert second["newest"] != first["newest"]
