"""A connection to the brokers, made within a bound or not at all. Every call blocks."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from topics.cluster.errors import (
    AdminError,
    BrokersFenced,
    BrokerUnavailable,
    Options,
    address,
    explain_connecting,
    explained,
    fenced,
    logs_in,
    one_line,
    refusals,
    servers,
)

_CONNECT_SECONDS = 10.0
# A broker that accepts connections while it recovers its log answers late.
_READY_SECONDS = 30.0
# The client retries a refused login until its time is up.
_LOGIN_SECONDS = 5.0
_RETRY_SECONDS = 0.25
_TELL_EVERY_SECONDS = 5.0


@contextmanager
def connect(options: Options, timeout_s: float = _CONNECT_SECONDS) -> Iterator[KafkaAdminClient]:
    """A connected admin client, closed afterwards. Raises AdminError.

    It does not wait for a broker to start; ``wait_for_broker`` does.
    """
    _require_tls_files(options)
    if not _listens(options):
        raise BrokerUnavailable(
            f"no Kafka broker answers at {address(options)}: start it, or set "
            "KAFKA_BOOTSTRAP_SERVERS to its address"
        )
    client = _client(options, timeout_s)
    try:
        with explained(options):
            yield client
    finally:
        client.close()


def _client(options: Options, timeout_s: float) -> KafkaAdminClient:
    made: list[Any] = []
    factory = KafkaAdminClient.DEFAULT_CONFIG["kafka_client"]

    def remember(**configs: Any) -> Any:
        made.append(factory(**configs))
        return made[0]

    with refusals() as refused:
        try:
            return KafkaAdminClient(
                **options, bootstrap_timeout_ms=max(1, int(timeout_s * 1000)), kafka_client=remember
            )
        except (KafkaError, OSError) as error:
            # When the constructor fails, it leaves its connections and their thread behind.
            for client in made:
                client.close()
            if refused.last is None and refused.no_brokers:
                raise fenced("no connection", options) from error
            raise explain_connecting(refused.last or error, options) from error


def wait_for_broker(
    options: Options, timeout_s: float, tell: Callable[[str], object] = lambda _: None
) -> None:
    """Return as soon as a broker answers; ``tell`` gets a line at once and every five seconds.

    Raises BrokerUnavailable after ``timeout_s`` seconds. At once it raises AuthenticationFailed if
    a broker refuses the login, and AdminError if the options can never lead to a broker.
    """
    _require_tls_files(options)
    start = time.monotonic()
    deadline, next_line = start + timeout_s, start
    patience = _LOGIN_SECONDS if logs_in(options) else _READY_SECONDS
    while True:
        if _listens(options):
            try:
                _client(options, min(patience, max(1.0, deadline - time.monotonic()))).close()
            except BrokerUnavailable as error:
                if isinstance(error, BrokersFenced) and time.monotonic() >= deadline:
                    raise
                last = f"; {error}"
            else:
                return
        else:
            last = ""
        now = time.monotonic()
        if now >= deadline:
            raise BrokerUnavailable(
                f"no Kafka broker answered at {address(options)} within {timeout_s:.0f} s: "
                f"start it, or set KAFKA_BOOTSTRAP_SERVERS to its address{last}"
            )
        if now >= next_line:
            tell(f"waiting for a Kafka broker at {address(options)}, {deadline - now:.0f} s left")
            next_line = now + _TELL_EVERY_SECONDS
        time.sleep(min(_RETRY_SECONDS, deadline - now))


def _require_tls_files(options: Options) -> None:
    """Raises AdminError; the client would mistake a missing file for an unavailable broker."""
    path, own = options.get("ssl_cafile"), options.get("ssl_certfile")
    if path is None and own is None:
        return
    try:
        context = ssl.create_default_context(cafile=path)
    except OSError as error:
        why = "it contains no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise AdminError(
            f"the CA file {path} cannot be used ({one_line(why).lower()}): "
            "check STANCEWIRE_SSL_CA_FILE"
        ) from error
    if own is None:
        return
    try:
        # Without an (empty) passphrase it would ask for one.
        context.load_cert_chain(own, options.get("ssl_keyfile"), password="")
    except OSError as error:
        raise AdminError(
            f"the certificate {own} cannot be used with its key ({one_line(str(error))}): "
            "check STANCEWIRE_SSL_CERTIFICATE_FILE and STANCEWIRE_SSL_KEY_FILE; the key must be "
            "the certificate's, without a passphrase"
        ) from error


def _listens(options: Options) -> bool:
    for server in servers(options):
        try:
            socket.create_connection(server, timeout=2.0).close()
        except OSError:
            continue
        return True
    return False
