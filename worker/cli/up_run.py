"""What ``up`` starts and watches: a worker, and a broker unless one is configured."""

import shutil
import sys
import time
from pathlib import Path
from typing import NoReturn

from local_kafka import Broker
from worker.cli.child import Worker
from worker.cli.failures import CommandError
from worker.cli.terminal import say
from worker.local_cluster import announced
from worker.settings import CLUSTER, Settings, variable

_POLL_SECONDS = 0.2


def serve_with_broker(settings: Settings, data_dir: Path | None, port: int) -> NoReturn:
    """Run a broker and a worker until one of them ends, which is a CommandError."""
    own = {
        "bootstrap_servers": f"127.0.0.1:{port}",
        "security_protocol": "PLAINTEXT",
        # A single broker cannot hold more copies.
        "replication_factor": 1,
    }
    environment = {variable(name): str(value) for name, value in own.items()}
    cluster = {**{name: getattr(settings, name) for name in CLUSTER}, **own}
    with Broker(data_dir, port) as broker, announced(cluster) as known:
        serve(environment, settings, known=known, broker=broker)


def serve(
    environment: dict[str, str],
    settings: Settings,
    *,
    known: bool,
    broker: Broker | None = None,
) -> NoReturn:
    """Run a worker until it or the broker ends, which is a CommandError.

    ``known``: the other commands find the cluster by themselves.
    """
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
