"""What can go wrong between a client and the brokers, each said in one line."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kafka import errors

Options = Mapping[str, Any]

_LOGIN_REFUSED = (
    errors.SaslAuthenticationFailedError,
    errors.UnsupportedSaslMechanismError,
    errors.IllegalSaslStateError,
)
_NO_ANSWER = (
    errors.KafkaTimeoutError,
    errors.KafkaConnectionError,
    errors.NodeNotReadyError,
    errors.BrokerNotAvailableError,
    errors.NetworkExceptionError,
    errors.RequestTimedOutError,
    OSError,
)


class AdminError(RuntimeError):
    """Kafka could not do what was asked; the text is one line and says what to do."""


class BrokerUnavailable(AdminError):  # noqa: N818 - it names the state, as the caller sees it
    """No broker answered within the time there was."""


class AuthenticationFailed(AdminError):  # noqa: N818 - as above
    """The broker refused user, password or mechanism: waiting does not help."""


class NotAuthorised(AdminError):  # noqa: N818 - as above
    """The broker knows the user, who may not do this."""


def address(options: Options) -> str:
    """The brokers that the options name, comma-separated."""
    servers = options["bootstrap_servers"]
    return servers if isinstance(servers, str) else ",".join(servers)


def servers(options: Options) -> list[tuple[str, int]]:
    """Host and port of each broker to begin with; the port is Kafka's own where none is named."""
    found = []
    for server in address(options).split(","):
        host, separator, port = server.strip().rpartition(":")
        if not separator or port.endswith("]"):
            host, port = server.strip(), "9092"
        found.append((host.strip("[]"), int(port)))
    return found


def one_line(text: object) -> str:
    """The text without line breaks, and short enough for a terminal."""
    return " ".join(str(text).split())[:300]


def explain(error: Exception, options: Options) -> AdminError:
    """The error in our words."""
    where = address(options)
    if isinstance(error, AdminError):
        return error
    if isinstance(error, _LOGIN_REFUSED):
        return AuthenticationFailed(
            f"the broker at {where} refused the login: check user, password and mechanism "
            f"({one_line(error)})"
        )
    if isinstance(error, errors.AuthorizationError):
        what = type(error).__name__.removesuffix("AuthorizationFailedError").lower()
        return NotAuthorised(
            f"the broker at {where} does not allow this user to do that: "
            f"it lacks rights on the {what or 'resource'}"
        )
    if "certificate" in str(error).lower():
        return BrokerUnavailable(
            f"no trusted connection to {where}: check the CA file ({one_line(error)})"
        )
    if isinstance(error, _NO_ANSWER):
        return BrokerUnavailable(
            f"no Kafka broker answers at {where}: start it, or check the address "
            f"({one_line(error)})"
        )
    name = type(error).__name__.removesuffix("Error")
    return AdminError(f"Kafka at {where} answered {name}: {one_line(error)}")


@contextmanager
def explained(options: Options) -> Iterator[None]:
    """Turn whatever the Kafka client raises inside into an AdminError of one line."""
    try:
        yield
    except (errors.KafkaError, OSError) as error:
        raise explain(error, options) from error


class _Refusals(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last: Exception | None = None

    def emit(self, record: logging.LogRecord) -> None:
        for argument in record.args if isinstance(record.args, tuple) else ():
            if isinstance(argument, Exception) and not isinstance(
                argument, errors.KafkaTimeoutError
            ):
                self.last = argument


@contextmanager
def refusals() -> Iterator[_Refusals]:
    """Catch why connections fail: while it bootstraps, the client says so only in its log."""
    handler = _Refusals()
    log = logging.getLogger("kafka.net")
    log.addHandler(handler)
    try:
        yield handler
    finally:
        log.removeHandler(handler)
