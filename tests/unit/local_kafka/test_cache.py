from pathlib import Path

import pytest

from local_kafka.cache import default_cache_directory


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Path.home() / ".cache/stancewire/kafka-4.4.0"),
        ({"XDG_CACHE_HOME": "/x"}, Path("/x/stancewire/kafka-4.4.0")),
        ({"XDG_CACHE_HOME": "/x", "STANCEWIRE_CACHE_DIR": "/s"}, Path("/s/kafka-4.4.0")),
        ({"STANCEWIRE_CACHE_DIR": ""}, Path.home() / ".cache/stancewire/kafka-4.4.0"),
    ],
)
def test_the_cache_folder(environment: dict[str, str], expected: Path) -> None:
    assert default_cache_directory(environment) == expected
