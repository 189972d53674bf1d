"""A broker whose disk is full, without a file system of its own: that would take root to mount."""

import psutil

from local_kafka import Broker

_NO_ROOM = 1


def fill(broker: Broker) -> None:
    """Let no file of the broker grow any more.

    Kafka takes that as it takes a full disk: it ends at its next write. It has room again when it
    is started anew.
    """
    try:
        process = psutil.Process(broker.pid) if broker.pid is not None else None
        if process is not None:
            _, most = process.rlimit(psutil.RLIMIT_FSIZE)
            process.rlimit(psutil.RLIMIT_FSIZE, (_NO_ROOM, most))
    except psutil.NoSuchProcess:
        return


def is_full(broker: Broker) -> bool:
    """Whether its files may not grow."""
    try:
        pid = broker.pid
        return pid is not None and psutil.Process(pid).rlimit(psutil.RLIMIT_FSIZE)[0] == _NO_ROOM
    except psutil.NoSuchProcess:
        return False
