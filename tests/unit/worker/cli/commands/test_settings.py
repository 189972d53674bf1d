"""``stancewire settings``: origins, faults, and no secrets."""

import json
from collections.abc import Callable

from typer.testing import Result

Run = Callable[..., Result]


def test_wrong_settings_are_one_line_each(run: Run) -> None:
    result = run("settings", STANCEWIRE_PARTITIONS="0", KAFKA_BOOTSTRAP_SERVERS="nowhere")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert "STANCEWIRE_PARTITIONS" in result.stderr
    assert "KAFKA_BOOTSTRAP_SERVERS" in result.stderr


def test_settings_are_shown_with_their_origin_and_without_secrets(run: Run) -> None:
    env = {
        "STANCEWIRE_SECURITY_PROTOCOL": "SASL_SSL",
        "STANCEWIRE_SASL_USERNAME": "ada",
        "STANCEWIRE_SASL_PASSWORD": "hunter2",
    }
    for arguments in (("settings",), ("settings", "--json")):
        result = run(*arguments, **env)
        assert result.exit_code == 0
        assert "hunter2" not in result.output
    found = json.loads(result.stdout)
    assert found["STANCEWIRE_SASL_USERNAME"] == {"value": "ada", "from": "environment"}
    assert found["STANCEWIRE_PARTITIONS"]["from"] == "default"
