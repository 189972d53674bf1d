"""The worker with Faust's watchdogs set to seconds, as if each test lasted for many minutes."""

from functools import partial
from typing import Any

from worker.cli.main import main
from worker.engine import streaming

impatient: Any = partial(
    streaming.WatchedApp, stream_processing_timeout=1.0, broker_commit_livelock_soft_timeout=1.0
)


if __name__ == "__main__":
    import sys

    streaming.WatchedApp = impatient
    sys.argv = ["stancewire", "run"]
    main()
