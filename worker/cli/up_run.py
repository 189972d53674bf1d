"""What ``up`` starts and watches: a worker, and a broker unless one is configured."""

import time
from pathlib import Path
from typing import NoReturn

from local_kafka import Broker
from worker.cli.child import Worker
from worker.cli.failures import CommandError
from worker.cli.terminal import say
from worker.settings import Settings, variable

_POLL_SECONDS = 0.2


def serve_with_broker(settings: Settings, data_dir: Path | None, port: int) -> NoReturn:
    """Run a broker and a worker until one of them ends, which is a CommandError."""
    environment = {
        variable("bootstrap_servers"): f"127.0.0.1:{port}",
        variable("security_protocol"): "PLAINTEXT",
        # A single broker cannot hold more copies.
        variable("replication_factor"): "1",
    }
    with Broker(data_dir, port) as broker:
        serve(environment, settings, broker)


def serve(
    environment: dict[str, str], settings: Settings, broker: Broker | None = None
) -> NoReturn:
    """Run a worker until it or the broker ends, which is a CommandError."""
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
