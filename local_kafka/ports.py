"""Free TCP ports on loopback, reserved until the broker is about to bind them."""

from __future__ import annotations

import errno
import os
import random
import socket

from local_kafka.errors import LocalKafkaError

LOOPBACK = "127.0.0.1"

# Below every system's range for outgoing connections (Linux from 32768, others from 49152). A
# client that keeps dialling a dead broker on loopback, from a port in that range, can be given the
# very port it dials, connect to itself, and so keep the broker from binding it again.
_CANDIDATES = range(20_000, 32_000)
_TRIES = 200
_HOW = "with --port (make up PORT=9093)"


class Reservation:
    """A port that no other program can listen on until ``release`` is called."""

    def __init__(self, held: socket.socket) -> None:
        self._socket = held
        self.port: int = held.getsockname()[1]

    def release(self) -> None:
        """Free the port for the broker."""
        self._socket.close()


def reserve(port: int = 0) -> Reservation:
    """Reserve ``port`` on loopback, or a free port if ``port`` is 0.

    Raises ``LocalKafkaError`` if the port is taken or not allowed.
    """
    if port:
        try:
            return Reservation(_listen(port))
        except OSError as error:
            raise LocalKafkaError(_why_not(port, error)) from error
        except OverflowError as error:
            raise LocalKafkaError(
                f"{port} is not a TCP port: use one from 1024 to 65535"
            ) from error
    for candidate in random.SystemRandom().sample(_CANDIDATES, _TRIES):
        try:
            return Reservation(_listen(candidate))
        except OSError:
            continue
    raise LocalKafkaError(
        f"none of {_TRIES} ports tried on {LOOPBACK} is free: name one that is with --port"
    )


def reserve_near(port: int) -> Reservation:
    """Reserve ``port`` if it is free, else any free port: for a port that no client needs."""
    try:
        return reserve(port)
    except LocalKafkaError:
        return reserve()


def _listen(port: int) -> socket.socket:
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # As Java does, so that lingering connections of an earlier broker do not block the
            # port.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((LOOPBACK, port))
        # With SO_REUSEADDR two sockets may be bound to one port; only one of them may listen.
        held.listen(1)
    except BaseException:  # also on an interrupt: the caller gets no socket to close
        held.close()
        raise
    return held


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {LOOPBACK} is in use: stop what uses it, or name another {_HOW}"
    if error.errno == errno.EACCES:
        return f"port {port} is not allowed to this user: name one above 1023 {_HOW}"
    return f"port {port} on {LOOPBACK} cannot be used ({error}): name another {_HOW}"
