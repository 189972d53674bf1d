"""``stancewire settings``: the settings in force."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import json
from typing import Annotated

import typer

from worker.cli.terminal import safe_json, say, table

NAME = "settings"


def command(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Show every setting in force and where it came from; secrets are hidden."""
    from worker.settings import load_settings

    rows = load_settings().describe()
    if as_json:
        found = {name: {"value": value, "from": origin} for name, value, origin in rows}
        say(safe_json(json.dumps(found, ensure_ascii=False)))
        return
    table(("variable", "value", "from"), rows)
