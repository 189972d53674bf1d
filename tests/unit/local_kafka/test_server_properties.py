from pathlib import Path

import pytest

from local_kafka.errors import LocalKafkaError
from local_kafka.server_properties import render, server_properties


def test_every_listener_is_on_loopback() -> None:
    settings = server_properties(1234, 5678, Path("/data"))
    addresses = settings["listeners"] + settings["advertised.listeners"]
    assert addresses.count("://") == addresses.count("://127.0.0.1:") == 3
    assert settings["controller.quorum.voters"] == "1@127.0.0.1:5678"


def test_topics_do_not_appear_by_themselves() -> None:
    assert server_properties(1, 2, Path("/data"))["auto.create.topics.enable"] == "false"


def test_a_topic_may_allow_messages_of_eight_mebibytes() -> None:
    assert server_properties(1, 2, Path("/data"))["message.max.bytes"] == "8388608"


def test_a_comma_in_the_folder_is_refused() -> None:
    with pytest.raises(LocalKafkaError, match="comma"):
        server_properties(1, 2, Path("/data/a,b"))


def read_as_java_does(text: str) -> dict[str, str]:
    """Parse a file as java.util.Properties does: Latin-1, escaped backslashes and UTF-16 units."""
    pairs = {}
    for line in text.encode("ascii").decode("latin-1").splitlines():
        key, _, value = line.partition("=")
        units, position = b"", 0
        while position < len(value):
            if value[position] != "\\":
                units += value[position].encode("utf-16-be")
                position += 1
            elif value[position + 1] == "u":
                units += int(value[position + 2 : position + 6], 16).to_bytes(2)
                position += 6
            else:
                units += {"n": "\n", "r": "\r"}.get(
                    value[position + 1], value[position + 1]
                ).encode("utf-16-be")
                position += 2
        pairs[key] = units.decode("utf-16-be")
    return pairs


@pytest.mark.parametrize(
    "value",
    ["/plain", "C:\\data\\new", " leading", "/Zürich/Київ/🗞", "a#b=c:d!e", "two\nlines\r", ""],
)
def test_any_value_survives_the_file(value: str) -> None:
    assert read_as_java_does(render({"log.dirs": value})) == {"log.dirs": value}
