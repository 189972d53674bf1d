"""Server-sent events: the console's state whenever it changes, at most once a second.

The articles themselves are not sent: a page that hears of news asks for what is newer than what it
shows, under its own filter. A slow page misses nothing, and nothing piles up for it.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import hdrs, web

_EVERY_SECONDS = 1.0
# Without any writing, a connection would never notice that the page is gone.
_SILENT_SECONDS = 15.0
MOST_PAGES = 50


class Stream:
    """Sends news to every open page."""

    def __init__(self, state: Callable[[], Mapping[str, Any]]) -> None:
        self._state = state
        self._ending = asyncio.Event()
        self._listening = 0

    async def end(self, _app: web.Application) -> None:
        """Disconnect every page."""
        self._ending.set()

    async def listen(self, request: web.Request) -> web.StreamResponse:
        """Serve one page until it closes."""
        if self._listening >= MOST_PAGES:
            return web.Response(status=503, text="Too many pages are open; close some.\n")
        response = web.StreamResponse(
            headers={hdrs.CONTENT_TYPE: "text/event-stream", hdrs.CACHE_CONTROL: "no-store"}
        )
        self._listening += 1
        try:
            await response.prepare(request)
            with suppress(ConnectionError):
                await self._tell(response)
        finally:
            self._listening -= 1
        return response

    async def _tell(self, response: web.StreamResponse) -> None:
        told, silent = "", 0.0
        while not self._ending.is_set():
            now = json.dumps(self._state())
            if now != told:
                await response.write(f"data: {now}\n\n".encode())
                told, silent = now, 0.0
            elif silent >= _SILENT_SECONDS:
                await response.write(b": still here\n\n")
                silent = 0.0
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), _EVERY_SECONDS)
            silent += _EVERY_SECONDS
