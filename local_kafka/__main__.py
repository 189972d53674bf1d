"""``python -m local_kafka``: run only a broker, until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from local_kafka.cache import KAFKA_VERSION
from local_kafka.errors import LocalKafkaError
from local_kafka.foreground import run_until_interrupted
from local_kafka.prepare import prepare


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 after Ctrl-C or SIGTERM, 1 on failure."""
    parser = argparse.ArgumentParser(
        prog="python -m local_kafka", description="A real Apache Kafka on this machine."
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free port")
    parser.add_argument(
        "--data-dir",
        "--data",
        type=Path,
        help="folder for the data; default: a temporary one",
    )
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="only download and prepare what is needed, for quick starts without network later",
    )
    options = parser.parse_args(arguments)
    try:
        if options.prepare:
            _say(f"Kafka {KAFKA_VERSION} is ready to start from {prepare()}")
            return 0
        run_until_interrupted(options.port, options.data_dir, announce=_say)
    except LocalKafkaError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    # A program may be waiting for the address at the other end of a pipe.
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
