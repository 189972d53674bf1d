"""The files of the pages, read once. All pages are one document; its script does the rest."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from importlib.resources import files

from aiohttp import hdrs, web

PAGES = (
    *("/", "/quotes", "/counts", "/over-time", "/changes", "/network", "/worker"),
    *("/article", "/entity", "/api"),
)
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class _File:
    content: bytes
    type: str
    tag: str


class Pages:
    """Serves the pages and the files that they are made of."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        for entry in (files("console") / "static").iterdir():
            kind = _TYPES.get("." + entry.name.rpartition(".")[2])
            if kind is not None:
                content = entry.read_bytes()
                tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
                self._files[entry.name] = _File(content, kind, tag)

    async def page(self, request: web.Request) -> web.Response:
        """The document."""
        return self._answer(request, "index.html")

    async def no_page(self, request: web.Request) -> web.Response:
        """The document again, whose script says that there is no such page."""
        return self._answer(request, "index.html", 404)

    async def file(self, request: web.Request) -> web.Response:
        """A script, a style sheet or an icon."""
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound(text="There is no such file.\n")
        return self._answer(request, name)

    def _answer(self, request: web.Request, name: str, status: int = 200) -> web.Response:
        file = self._files[name]
        headers = {hdrs.CACHE_CONTROL: "no-cache", hdrs.ETAG: file.tag}
        if status == HTTPStatus.OK and request.headers.get(hdrs.IF_NONE_MATCH) == file.tag:
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=file.content,
            status=status,
            content_type=file.type,
            charset="utf-8",
            headers=headers,
        )
