"""``stancewire up``: broker, topics and worker on this machine, for as long as a person wants."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import time
from typing import Annotated

import typer

from worker.cli.failures import CommandError, ended_by, working_directory
from worker.cli.local_kafka import DataDir
from worker.cli.terminal import say

NAME = "up"

_POLL_SECONDS = 0.2


def command(
    port: Annotated[int, typer.Option(help="The broker's port.", min=1, max=65535)] = 9092,
    data_dir: DataDir = None,
) -> None:
    """Run a broker, the topics and the worker on this machine until Ctrl-C."""
    from local_kafka import Broker
    from worker.cli.child import Worker
    from worker.settings import load_settings, variable

    settings = load_settings()
    environment = {
        variable("bootstrap_servers"): f"127.0.0.1:{port}",
        variable("security_protocol"): "PLAINTEXT",
        # One broker cannot hold more.
        variable("replication_factor"): "1",
    }
    working_directory()
    with ended_by("SIGTERM", "SIGHUP"), Broker(data_dir, port) as broker:
        worker = Worker(environment)
        try:
            say(f"Kafka on {broker.bootstrap_servers}; the worker is starting; Ctrl-C stops both")
            if settings.web_port:
                say(f"metrics on http://{settings.web_bind}:{settings.web_port}/metrics")
            say("in another terminal:")
            say("  " + " ".join(f"export {name}={value};" for name, value in environment.items()))
            say("  stancewire publish samples/*.txt")
            say("  stancewire tail enriched --from-beginning --pretty")
            while broker.running:
                time.sleep(_POLL_SECONDS)
                worker.require_running()
            raise CommandError(f"Kafka ended by itself; its log ends with\n{broker.log_tail()}")
        finally:
            worker.stop()
