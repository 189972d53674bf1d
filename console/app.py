"""Puts the console together and runs it until it is stopped."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from console.api import Api, faults_as_json, no_such_address
from console.letters import Letters
from console.options import ConsoleOptions
from console.pages import PAGES, Pages
from console.reader import Reader
from console.reader_state import ReaderState
from console.security import add_headers, only_known_hosts
from console.store import Store
from console.stream import Stream
from console.worker_state import LagWatch

_STOP_SECONDS = 5.0


class ConsoleError(RuntimeError):
    """The console cannot be served; the text says where and why."""


class Console:
    """The parts of one console; ``run`` starts and stops their threads."""

    def __init__(self, options: ConsoleOptions) -> None:
        self.options = options
        self.store = Store(options.keep, options.keep_mib, options.topic_names)
        self.letters = Letters()
        self.state = ReaderState()
        self.reader = Reader(options, self.store, self.letters, self.state)
        self.lag = LagWatch(options)

    def application(self) -> web.Application:
        """The web side."""
        options = self.options
        api = Api(options, self.store, self.letters, self.state, self.lag)
        stream, pages = Stream(api.console_state), Pages()
        app = web.Application(
            middlewares=[only_known_hosts(options.bind, options.names), faults_as_json]
        )
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(stream.end)
        for path in PAGES:
            app.router.add_get(path, pages.page)
        app.router.add_get("/static/{name}", pages.file)
        for path, question in api.questions().items():
            app.router.add_get(path, question)
        app.router.add_get("/api/stream", stream.listen)
        app.router.add_get("/api/{name:.*}", no_such_address)
        app.router.add_get("/{name:.*}", pages.no_page)
        return app


def run(options: ConsoleOptions, tell: Callable[[str], object] = lambda _: None) -> None:
    """Serve until SIGTERM or Ctrl-C; ``tell`` gets the address. Raises ConsoleError."""
    asyncio.run(_serve(Console(options), tell))


async def _serve(console: Console, tell: Callable[[str], object]) -> None:
    options = console.options
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, ended.set)
    runner = web.AppRunner(console.application(), access_log=None, shutdown_timeout=_STOP_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, options.bind, options.port).start()
        except (OSError, UnicodeError) as error:
            raise ConsoleError(
                f"the console cannot be served on {options.bind}:{options.port} ({error}); "
                "give it another --bind or --port"
            ) from error
        console.reader.start()
        console.lag.start()
        host, port = runner.addresses[0][:2]
        tell(f"console on http://{f'[{host}]' if ':' in host else host}:{port}/")
        await ended.wait()
    finally:
        console.reader.stop()
        console.lag.stop()
        await runner.cleanup()
