import socket

import pytest

from local_kafka import ports
from local_kafka.errors import LocalKafkaError


def test_a_reserved_port_can_be_listened_on_by_nobody_else() -> None:
    held = ports.reserve()
    with pytest.raises(LocalKafkaError, match=rf"port {held.port} on 127\.0\.0\.1 is in use"):
        ports.reserve(held.port)
    held.release()
    ports.reserve(held.port).release()


def test_ports_lie_outside_the_range_of_outgoing_connections() -> None:
    held = [ports.reserve() for _ in range(20)]
    assert all(20_000 <= reservation.port < 32_000 for reservation in held)
    assert len({reservation.port for reservation in held}) == len(held)
    for reservation in held:
        reservation.release()


def test_only_loopback_is_bound() -> None:
    held = ports.reserve()
    with socket.socket() as other:
        other.bind(("127.0.0.2", held.port))
    held.release()


def test_a_preferred_port_gives_way() -> None:
    held = ports.reserve()
    near = ports.reserve_near(held.port)
    assert near.port != held.port
    near.release()
    held.release()
    again = ports.reserve_near(held.port)
    assert again.port == held.port
    again.release()


def test_a_port_that_lingers_after_a_connection_counts_as_free() -> None:
    held = ports.reserve()
    held.release()
    with socket.create_server(("127.0.0.1", held.port)) as server:
        client = socket.create_connection(server.getsockname())
        served, _ = server.accept()
        served.close()  # the side that closes first keeps the port in TIME_WAIT
        client.close()
    ports.reserve(held.port).release()


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_number_that_is_no_port_is_explained(port: int) -> None:
    with pytest.raises(LocalKafkaError, match="not a TCP port"):
        ports.reserve(port)
