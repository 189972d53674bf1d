"""Headers and checks that protect a page full of untrusted text from other sites and scripts."""

import ipaddress

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

# Only our own files; and with trusted types no script can turn a string into HTML.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every answer, even on errors."""
    response.headers.update(HEADERS)


def only_known_hosts(bind: str, names: tuple[str, ...]) -> Middleware:
    """Refuse requests for other host names: another site could point its own name here.

    An IP address involves no name service, so any address is accepted.
    """
    known = {"localhost", bind.lower(), *(name.lower() for name in names)}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = _without_port(request.headers.get(hdrs.HOST, ""))
        if host in known or _is_address(host):
            return await handler(request)
        return web.Response(
            status=421,
            text="The console is not known by this name; start it with --name for that.\n",
        )

    return check


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
