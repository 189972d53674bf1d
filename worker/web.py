"""The worker's small web server: metrics for Prometheus, and health for probes and people.

It answers from its own threads, so that it answers even while the event loop is blocked.
"""

import json
import logging
import socket
from collections.abc import Callable, Collection, Iterable
from socketserver import TCPServer, ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import REGISTRY, disable_created_metrics, make_wsgi_app

from worker.fatal import FatalError
from worker.health import Health, Verdict
from worker.hosts import is_known
from worker.metrics.exposed import Exposed

METRICS = "/metrics"
# For a client that sends nothing.
_REQUEST_SECONDS = 5.0
_JSON = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))

log = logging.getLogger(__name__)


class WebError(FatalError):
    """The address cannot be served; the text says which one and why."""


def serve(bind: str, port: int, health: Health, group: str, names: Collection[str] = ()) -> None:
    """Serve this address until the process ends; with port 0, serve nothing.

    ``group`` is the consumer group, which is on every series of the metrics. ``names`` are host
    names to answer to, besides those that are always known.
    """
    if port == 0:
        return
    try:
        server = make_server(
            bind,
            port,
            _Site(health, group, names),
            server_class=_server_class(bind),
            handler_class=_Handler,
        )
    except (OSError, UnicodeError) as error:
        raise WebError(
            f"metrics and health cannot be served on {bind}:{port} ({error}); correct "
            "STANCEWIRE_WEB_BIND, or set STANCEWIRE_WEB_PORT to a free port, or to 0 for none"
        ) from error
    Thread(target=server.serve_forever, name="web", daemon=True).start()


class _Site:
    """The pages: ``/metrics``, and one verdict each at ``/livez``, ``/readyz`` and ``/stuckz``."""

    def __init__(self, health: Health, group: str, names: Collection[str]) -> None:
        self._health = health
        self._names = names
        # One more series for each, only to repeat process_start_time_seconds.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # it ships no types
        self._metrics = make_wsgi_app(Exposed(REGISTRY, group))
        self._verdicts: dict[str, Callable[[], Verdict]] = {
            "/livez": health.live,
            "/readyz": health.ready,
            "/stuckz": health.stuck,
        }

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if not is_known(environ.get("HTTP_HOST", ""), self._names):
            start("421 Misdirected Request", [*_JSON])
            return [_body({"why": "not known by this name: add it to STANCEWIRE_WEB_NAMES"})]
        path = environ["PATH_INFO"]
        if path == METRICS:
            page: Iterable[bytes] = self._metrics(environ, start)
            return page
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start("405 Method Not Allowed", [*_JSON, ("Allow", "GET, HEAD")])
            return [b""]
        if path not in self._verdicts:
            start("404 Not Found", [*_JSON])
            return [_body({"pages": [METRICS, *self._verdicts]})]
        verdict = self._verdicts[path]()
        start("200 OK" if verdict.ok else "503 Service Unavailable", [*_JSON])
        return [_body({"ok": verdict.ok, "why": verdict.why, **self._facts()})]

    def _facts(self) -> dict[str, Any]:
        progress = self._health.progress
        answered = progress.unanswered_seconds()
        return {
            "partitions": progress.partitions,
            "lag": {
                lag.partition: {
                    "records": lag.records,
                    "seconds": round(lag.seconds, 1),
                    "held": lag.held,
                    "held_seconds": round(lag.held_seconds, 1),
                }
                for lag in progress.lags()
            },
            "kafka_answered_seconds_ago": None if answered is None else round(answered, 1),
        }


def _body(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields).encode() + b"\n"


class _Handler(WSGIRequestHandler):
    timeout = _REQUEST_SECONDS

    def log_message(self, *_: Any) -> None:
        """Do nothing: a probe every few seconds is not worth a line."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without the library's reverse name look-up, which may hang."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()

    def handle_error(self, *_: Any) -> None:
        """A client that went away, or sent nothing, is not worth a traceback."""
        log.debug("a request to the web server was not finished")


def _server_class(bind: str) -> type[_Server]:
    family = socket.getaddrinfo(bind, None, type=socket.SOCK_STREAM)[0][0]
    return type("_FamilyServer", (_Server,), {"address_family": family})
