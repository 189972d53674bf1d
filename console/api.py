"""The pages' data as JSON. Every request is a GET and changes nothing."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from console import articles, entities, network, rates
from console.filters import Filter, FilterError, parse
from console.letters import Letters
from console.options import ConsoleOptions
from console.reader_state import ReaderState
from console.store import Store
from console.worker_state import LagWatch
from topics.cluster.errors import address

_MOST_LISTED = 100
_LONGEST_SEARCH = 200
_BASES = ("", "published", "arrived")


class Api:
    """One method per address; each runs its query in a thread, since the store blocks."""

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

    def questions(self) -> dict[str, Handler]:
        """The answers by name of address."""
        return {
            "articles": self.articles,
            "names": self.names,
            "facets": self.facets,
            "article": self.article,
            "entities": self.entities,
            "entity": self.entity,
            "network": self.network,
            "worker": self.worker,
        }

    async def articles(self, request: web.Request) -> web.Response:
        """Articles that match a filter, newest first."""
        wanted = _filter(request)
        page = articles.Page(
            limit=min(_number(request, "limit") or articles.Page.limit, _MOST_LISTED),
            before=_number(request, "before"),
            after=_number(request, "after"),
        )
        return await _told(lambda: articles.listed(self._store, wanted, page))

    async def facets(self, request: web.Request) -> web.Response:
        """What the articles that match a filter name most."""
        wanted = _filter(request)
        return await _told(lambda: articles.facets(self._store, wanted))

    async def names(self, request: web.Request) -> web.Response:
        """The names of the ids in a filter."""
        wanted = _filter(request)
        return await _told(lambda: {"names": articles.names(self._store, wanted)})

    async def article(self, request: web.Request) -> web.Response:
        """One article's event, and its place in Kafka."""
        found = await asyncio.to_thread(
            lambda: articles.whole(self._store, request.query.get("id", ""))
        )
        if found is None:
            return _answer(
                {"error": "This article is not among those that the console holds."}, status=404
            )
        place, event = found
        # The event is already JSON, up to four megabytes: it is sent as it is.
        body = json.dumps(place)[:-1].encode() + b', "event": ' + event + b"}"
        return web.Response(
            body=body,
            content_type="application/json",
            charset="utf-8",
            headers={hdrs.CACHE_CONTROL: "no-store"},
        )

    async def entities(self, request: web.Request) -> web.Response:
        """Entities by part of their name."""
        words = request.query.get("q", "")[:_LONGEST_SEARCH]
        return await _told(lambda: {"entities": entities.found(self._store, words)})

    async def entity(self, request: web.Request) -> web.Response:
        """One entity's page."""
        id_, basis = request.query.get("id", ""), request.query.get("basis", "")
        if basis not in _BASES:
            raise FilterError("basis must be published or arrived")
        found = await asyncio.to_thread(lambda: entities.page(self._store, id_, basis))
        if found is None:
            return _answer(
                {"error": "No article that the console holds names this entity."}, status=404
            )
        return _answer(found)

    async def network(self, request: web.Request) -> web.Response:
        """Who is for and against whom."""
        wanted, around = _filter(request), request.query.get("around", "")
        return await _told(lambda: network.network(self._store, wanted, around))

    async def worker(self, _request: web.Request) -> web.Response:
        """How the worker and the console are doing."""
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
            "kafka": address(self._options.kafka),
            "topic": self._options.catalogue.enriched.name,
        }


@web.middleware
async def faults_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a query that cannot be used with the reason."""
    try:
        return await handler(request)
    except FilterError as error:
        return _answer({"error": str(error)}, status=400)


def _filter(request: web.Request) -> Filter:
    return parse(request.query)


def _number(request: web.Request, name: str) -> int | None:
    text = request.query.get(name, "")
    if not text:
        return None
    # SQLite's integers: 63 bits and a sign.
    if not (text.isascii() and text.isdigit()) or int(text[:20]) >= 1 << 63:
        raise FilterError(f"{name} must be a number")
    return int(text)


async def _told(ask: Callable[[], Mapping[str, Any]]) -> web.Response:
    return _answer(await asyncio.to_thread(ask))


def _answer(value: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.json_response(value, status=status, headers={hdrs.CACHE_CONTROL: "no-store"})
