import socket

import pytest

from worker.hosts import is_known


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost:9808",
        "worker:9808",
        "127.0.0.1",
        "10.1.2.3:9808",
        "[::1]:9808",
        "Metrics.News.Example:9808",
        "metrics.news.example.",
        socket.gethostname(),
    ],
)
def test_addresses_plain_names_and_listed_names_are_known(host: str) -> None:
    assert is_known(host, ["metrics.news.example"])


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:9808", "127.0.0.1.evil.example", "x@evil.example"]
)
def test_another_sites_name_is_not(host: str) -> None:
    assert not is_known(host, ["metrics.news.example", ""])
