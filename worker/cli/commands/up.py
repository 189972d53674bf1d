"""``stancewire up``: runs broker, topics and worker on this machine until Ctrl-C."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import shutil
import sys
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
    from worker.settings import environment_settings

    settings = environment_settings()
    working_directory()
    with ended_by("SIGTERM", "SIGHUP"):
        if "bootstrap_servers" in settings.model_fields_set:
            _serve({}, settings, known=True)
        _with_broker(settings, data_dir, port)


def _with_broker(settings: "Settings", data_dir: Path | None, port: int) -> NoReturn:
    from local_kafka import Broker
    from worker.local_cluster import announced
    from worker.settings import CLUSTER, variable

    own = {
        "bootstrap_servers": f"127.0.0.1:{port}",
        "security_protocol": "PLAINTEXT",
        # A single broker cannot hold more copies.
        "replication_factor": 1,
    }
    environment = {variable(name): str(value) for name, value in own.items()}
    cluster = {**{name: getattr(settings, name) for name in CLUSTER}, **own}
    with Broker(data_dir, port) as broker, announced(cluster) as known:
        _serve(environment, settings, known=known, broker=broker)


def _serve(
    environment: dict[str, str],
    settings: "Settings",
    *,
    known: bool,
    broker: "Broker | None" = None,
) -> NoReturn:
    """Run the worker. ``known``: the other commands find the cluster by themselves."""
    from worker.cli.child import Worker

    where = broker.bootstrap_servers if broker else settings.bootstrap_servers
    worker = Worker(environment)
    try:
        say(f"Kafka on {where}; the worker is starting; Ctrl-C stops everything started here")
        if settings.web_port:
            address = f"http://{settings.web_bind}:{settings.web_port}"
            say(f"metrics on {address}/metrics, health on {address}/readyz")
        say("in another terminal:")
        if folder := _folder_not_on_path():
            say(f'  export PATH="{folder}:$PATH"')
        if not known:
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


def _folder_not_on_path() -> Path | None:
    """The folder of our own command, if a shell would not find the command there."""
    own = Path(sys.executable).parent / "stancewire"
    found = shutil.which("stancewire")
    on_path = found is not None and Path(found).resolve() == own.resolve()
    return None if on_path or not own.is_file() else own.parent
