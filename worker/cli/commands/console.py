"""``stancewire console``: a web page that shows articles as they are enriched."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import ipaddress
import json
from importlib.resources import files
from typing import Annotated

import typer

from worker.cli.terminal import note, say

NAME = "console"


def command(
    bind: Annotated[str, typer.Option(help="Address to serve the page on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port to serve the page on; 0 for a free one.", min=0, max=65535)
    ] = 9810,
    keep: Annotated[
        int, typer.Option(help="How many of the newest articles to keep.", min=1, max=1_000_000)
    ] = 50_000,
    keep_mib: Annotated[
        int,
        typer.Option(help="How much to keep at most, in MiB, compressed.", min=1, max=1_000_000),
    ] = 1024,
    name: Annotated[
        list[str] | None,
        typer.Option(
            help="Another host name to accept requests for, besides localhost and IP addresses."
        ),
    ] = None,
) -> None:
    """Show articles, stances and the worker's state in a browser, until Ctrl-C. Read-only.

    The page reads the enriched topic itself, without a consumer group. It asks for no password:
    anyone who can reach it can read the articles.
    """
    from console.app import run
    from console.options import ConsoleOptions
    from worker.settings import load_settings

    settings = load_settings()
    if not _is_loopback(bind):
        note(f"anyone who can reach {bind}:{port} can read every article: the page has no password")
    options = ConsoleOptions(
        kafka=settings.kafka_client_options(),
        catalogue=settings.catalogue(),
        group=settings.group,
        bind=bind,
        port=port,
        keep=keep,
        keep_mib=keep_mib,
        names=tuple(name or ()),
        topic_names=_topic_names(),
    )
    run(options, say)


def _topic_names() -> dict[str, str]:
    """The names of all Media Topics, without the seconds that importing worker.nlp takes."""
    text = (files("worker") / "nlp" / "topics" / "data" / "media_topics.json").read_text("utf-8")
    return {code: concept["name"] for code, concept in json.loads(text)["concepts"].items()}


def _is_loopback(bind: str) -> bool:
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"
