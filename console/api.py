"""The pages' data as JSON, and as files and feeds. Every request is a GET and changes nothing."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler
from yarl import URL

from console import articles, exports, feeds, rates, stances
from console.endpoints import ENDPOINTS, Endpoint, NotHeldError, article, refuse_pages
from console.filters import parse
from console.kept import Kept
from console.letters import Letters
from console.options import ConsoleOptions
from console.paging import Page
from console.parameters import FilterError, check
from console.reader_state import ReaderState
from console.store import Store
from console.worker_state import LagWatch
from topics.cluster.errors import address

_NEVER_KEPT = {hdrs.CACHE_CONTROL: "no-store"}


class Api:
    """Who answers which address; each query runs in a thread, since the store blocks."""

    def __init__(
        self,
        options: ConsoleOptions,
        store: Store,
        letters: Letters,
        state: ReaderState,
        lag: LagWatch,
    ) -> None:
        self._options = options
        self._store = store
        self._letters = letters
        self._state = state
        self._lag = lag
        self._kept = Kept()

    def questions(self) -> dict[str, Handler]:
        """The answers by address."""
        return {
            **{f"/api/{one.name}": self._asked(one) for one in ENDPOINTS},
            "/api/article": self.article,
            "/api/worker": self.worker,
            **{f"/feed.{kind}": self._feed(kind) for kind in feeds.FORMATS},
        }

    def _asked(self, endpoint: Endpoint) -> Handler:
        async def handler(request: web.Request) -> web.StreamResponse:
            kind = request.query.get("format", "json")
            if kind in exports.TYPES and endpoint.rows is not None:
                refuse_pages(request.query)
                return await _file(
                    request,
                    f"stancewire-{endpoint.name}.{kind}",
                    exports.TYPES[kind],
                    exports.parts(endpoint, self._store, request.query, kind),
                )
            question = (endpoint.name, tuple(request.query.items()))
            body = await asyncio.to_thread(
                self._kept.answer,
                question,
                self._store.version,
                lambda: _written(endpoint.answer(self._store, request.query)),
            )
            return web.Response(
                body=body, content_type="application/json", charset="utf-8", headers=_NEVER_KEPT
            )

        return handler

    def _feed(self, kind: str) -> Handler:
        async def handler(request: web.Request) -> web.StreamResponse:
            wanted = parse(request.query)
            found = await asyncio.to_thread(
                stances.listed, self._store, wanted, Page(feeds.MOST_ENTRIES, sort="arrived")
            )
            own = _as_asked(request)
            page = str(own.with_path("/quotes").with_query(request.query))
            told = (found["stances"], "Stances", str(own), page)
            made = (
                feeds.atom(*told)
                if kind == "atom"
                else json.dumps(feeds.json_feed(*told), ensure_ascii=False).encode()
            )
            return web.Response(
                body=made,
                content_type=feeds.FORMATS[kind],
                charset="utf-8",
                headers=_NEVER_KEPT,
            )

        return handler

    async def article(self, request: web.Request) -> web.Response:
        """One article's event, its copies, and its place in Kafka."""
        told, event = await asyncio.to_thread(article, self._store, request.query)
        # The event is already JSON, up to four megabytes: it is sent as it is.
        body = json.dumps(told)[:-1].encode() + b', "event": ' + event + b"}"
        return web.Response(
            body=body, content_type="application/json", charset="utf-8", headers=_NEVER_KEPT
        )

    async def worker(self, request: web.Request) -> web.Response:
        """How the worker and the console are doing."""
        check(request.query, {})
        options = self._options

        def look() -> dict[str, Any]:
            now = round(time.time() * 1000)
            return {
                "now": now,
                "kafka": address(options.kafka),
                "group": options.group,
                "topic": options.catalogue.articles.name,
                "lag": self._lag.answer(),
                "rate": rates.per_minute(self._store, now),
                "dead_letters": self._letters.shown(
                    is_enriched=lambda text: articles.is_enriched(self._store, text)
                ),
                "console": self.console_state(),
            }

        return await _told(look)

    def console_state(self) -> dict[str, Any]:
        """How far the console has read, and how much it holds."""
        store = self._store
        return self._state.as_dict() | {
            "articles": store.articles,
            "keep": store.keep,
            "bytes": store.bytes,
            "newest": str(store.newest),
            "version": store.version,
            "kafka": address(self._options.kafka),
            "topic": self._options.catalogue.enriched.name,
        }


@web.middleware
async def faults_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a query that cannot be used, or that finds nothing, with the reason."""
    try:
        return await handler(request)
    except FilterError as error:
        return _answer({"error": str(error)}, status=400)
    except NotHeldError as error:
        return _answer({"error": str(error)}, status=404)


async def no_such_address(_request: web.Request) -> web.Response:
    """What is below /api/ and is no address of the API."""
    names = ", ".join(f"/api/{one.name}" for one in ENDPOINTS)
    return _answer({"error": f"There is no such address; there are {names}"}, status=404)


def _as_asked(request: web.Request) -> URL:
    """The address that the browser asked: by https, if a proxy in front says so."""
    by_https = request.headers.get("X-Forwarded-Proto") == "https"
    return request.url.with_scheme("https") if by_https else request.url


async def _file(
    request: web.Request, name: str, kind: str, parts: Iterator[str]
) -> web.StreamResponse:
    # The first part before the headers: a query that cannot be used is still told with its status.
    first = [await asyncio.to_thread(next, parts, None) for _ in range(2)]
    response = web.StreamResponse(
        headers=_NEVER_KEPT
        | {
            hdrs.CONTENT_TYPE: f"{kind}; charset=utf-8",
            hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}"',
        }
    )
    await response.prepare(request)
    for part in first:
        await response.write((part or "").encode(errors="replace"))
    while (
        first[-1] is not None and (part := await asyncio.to_thread(next, parts, None)) is not None
    ):
        await response.write(part.encode(errors="replace"))
    await response.write_eof()
    return response


def _written(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value).encode()


async def _told(ask: Callable[[], Mapping[str, Any]]) -> web.Response:
    return _answer(await asyncio.to_thread(ask))


def _answer(value: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.json_response(value, status=status, headers=_NEVER_KEPT)
