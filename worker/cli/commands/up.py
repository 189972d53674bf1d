"""``stancewire up``: runs broker, topics and worker on this machine until Ctrl-C."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from worker.cli.commands.local_kafka import DataDir
from worker.cli.failures import CommandError, ended_by, working_directory
from worker.cli.terminal import say

if TYPE_CHECKING:
    from local_kafka import Broker
    from worker.settings import Settings

NAME = "up"

_POLL_SECONDS = 0.2


def command(
    port: Annotated[int, typer.Option(help="The broker's port.", min=1, max=65535)] = 9092,
    data_dir: DataDir = None,
) -> None:
    """Run the worker on this machine until Ctrl-C, with a local broker unless one is configured."""
    from worker.settings import load_settings

    settings = load_settings()
    working_directory()
    with ended_by("SIGTERM", "SIGHUP"):
        if "bootstrap_servers" in settings.model_fields_set:
            _serve({}, settings)
        _with_broker(settings, data_dir, port)


def _with_broker(settings: "Settings", data_dir: Path | None, port: int) -> NoReturn:
    from local_kafka import Broker
    from worker.settings import variable

    environment = {
        variable("bootstrap_servers"): f"127.0.0.1:{port}",
        variable("security_protocol"): "PLAINTEXT",
        # A single broker cannot hold more copies.
        variable("replication_factor"): "1",
    }
    with Broker(data_dir, port) as broker:
        _serve(environment, settings, broker)


def _serve(
    environment: dict[str, str], settings: "Settings", broker: "Broker | None" = None
) -> NoReturn:
    from worker.cli.child import Worker

    where = broker.bootstrap_servers if broker else settings.bootstrap_servers
    worker = Worker(environment)
    try:
        say(f"Kafka on {where}; the worker is starting; Ctrl-C stops everything started here")
        if settings.web_port:
            address = f"http://{settings.web_bind}:{settings.web_port}"
            say(f"metrics on {address}/metrics, health on {address}/readyz")
        say("in another terminal:")
        if environment:
            exports = (f"export {name}={value};" for name, value in environment.items())
            say("  " + " ".join(exports))
        say("  stancewire publish samples/*.txt")
        say("  stancewire tail enriched --from-beginning --pretty")
        say("  stancewire console")
        while broker is None or broker.running:
            time.sleep(_POLL_SECONDS)
            worker.require_running()
        raise CommandError(f"Kafka stopped unexpectedly; its log ends with\n{broker.log_tail()}")
    finally:
        worker.stop()
