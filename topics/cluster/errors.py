"""What can go wrong between a client and the brokers, each explained in one line."""

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
    """Kafka could not do what was asked; the text is one line that says what to do."""


class BrokerUnavailable(AdminError):  # noqa: N818 - it names a state, which callers wait out
    """No broker answered in time."""


class BrokersFenced(BrokerUnavailable):
    """Brokers answer, but none of them takes requests at the moment."""


class AuthenticationFailed(AdminError):  # noqa: N818 - as above
    """The broker rejected user, password or mechanism: waiting does not help."""


class NotAuthorised(AdminError):  # noqa: N818 - as above
    """The broker knows the user, but the user may not do this."""


def address(options: Options) -> str:
    """The brokers that the options name, comma-separated."""
    servers = options["bootstrap_servers"]
    return servers if isinstance(servers, str) else ",".join(servers)


def servers(options: Options) -> list[tuple[str, int]]:
    """Host and port of each bootstrap server; the port is Kafka's default if none is given.

    Raises AdminError for something that can never be a host name.
    """
    found = []
    for server in address(options).split(","):
        host, separator, port = server.strip().rpartition(":")
        if not separator or port.endswith("]"):
            host, port = server.strip(), "9092"
        host = host.strip("[]")
        try:
            host.encode("idna")  # as the socket would, which does not catch the error
        except UnicodeError as error:
            raise AdminError(
                f"{one_line(host)!r} is not a host name ({one_line(error)}): "
                "check KAFKA_BOOTSTRAP_SERVERS"
            ) from error
        found.append((host, int(port)))
    return found


def one_line(text: object) -> str:
    """The text without line breaks, and short enough for a terminal."""
    return " ".join(str(text).split())[:300]


def logs_in(options: Options) -> bool:
    """Whether the client authenticates itself."""
    return str(options.get("security_protocol", "")).startswith("SASL")


def explain_connecting(error: Exception, options: Options) -> AdminError:
    """The error in our words, if it happened while connecting."""
    if isinstance(error, errors.KafkaConnectionError) and "disconnected" in str(error):
        where = address(options)
        if logs_in(options):
            # The broker gives the reason and closes at once; the client notices only the closing.
            return AuthenticationFailed(
                f"the broker at {where} refused the login: it closed the connection; "
                "check user, password and mechanism"
            )
        return BrokerUnavailable(
            f"the broker at {where} closed the connection: does it expect TLS or a login?"
        )
    return explain(error, options)


def explain(error: Exception, options: Options) -> AdminError:
    """The error in our words."""
    where, text = address(options), one_line(error)
    match error:
        case AdminError():
            return error
        case error if isinstance(error, _LOGIN_REFUSED):
            kind: type[AdminError] = AuthenticationFailed
            told = f"the broker at {where} refused the login: check user, password and mechanism"
        case errors.AuthorizationError():
            what = type(error).__name__.removesuffix("AuthorizationFailedError").lower()
            kind, told = NotAuthorised, f"the broker at {where} does not allow this user to do that"
            text = f"it lacks rights on the {what or 'resource'}"
        case error if "certificate is not valid for" in str(error).lower():
            kind = BrokerUnavailable
            told = (
                f"the broker at {where} has a certificate for another host: use a name that the "
                "certificate contains, here and in the broker's advertised.listeners"
            )
        case error if "certificate" in str(error).lower():
            kind, told = (
                BrokerUnavailable,
                f"the connection to {where} is not trusted: check the CA file",
            )
        case error if isinstance(error, _NO_ANSWER):
            kind = BrokerUnavailable
            told = f"no Kafka broker answers at {where}: start it, or check the address"
        case _:
            kind = AdminError
            told = f"Kafka at {where} answered {type(error).__name__.removesuffix('Error')}"
    return kind(f"{told} ({text})")


@contextmanager
def explained(options: Options) -> Iterator[None]:
    """Turn whatever the Kafka client raises inside into an AdminError."""
    try:
        yield
    except (errors.KafkaError, OSError) as error:
        raise explain(error, options) from error


def fenced(what: str, options: Options) -> BrokersFenced:
    """The error for a broker that answers while its controller counts it out."""
    return BrokersFenced(
        f"{what}: the cluster at {address(options)} answers, but it has fenced its brokers "
        "(they start, stop, or do not reach the controller); wait a moment, and see their logs "
        "if that lasts"
    )


# How the client says that the cluster has no broker for anybody.
_NO_BROKERS = "has no brokers"


class _Refusals(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last: Exception | None = None
        self.no_brokers = False

    def emit(self, record: logging.LogRecord) -> None:
        self.no_brokers |= _NO_BROKERS in str(record.msg)
        for argument in record.args if isinstance(record.args, tuple) else ():
            if isinstance(argument, Exception) and not isinstance(
                argument, errors.KafkaTimeoutError
            ):
                self.last = argument


@contextmanager
def refusals() -> Iterator[_Refusals]:
    """Catch why connections fail: during bootstrap the client only logs it."""
    handler = _Refusals()
    log = logging.getLogger("kafka.net")
    log.addHandler(handler)
    try:
        yield handler
    finally:
        log.removeHandler(handler)
