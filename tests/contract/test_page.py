"""The page's instructions for producers are correct."""

import html
import re
from typing import Any

import pytest
from pydantic import ValidationError

from contract import paths


class Producer:
    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes, bytes]] = []

    def send(self, topic: str, *, key: bytes, value: bytes) -> None:
        self.sent.append((topic, key, value))


def program_with(word: str) -> str:
    page = html.unescape(paths.PAGE.read_text("utf-8"))
    blocks = re.findall(r"<pre><code>(.*?)</code></pre>", page, re.DOTALL)
    (program,) = [block for block in blocks if word in block]
    return str(program)


def test_the_producer_sends_an_article_and_is_told_what_is_wrong_with_another() -> None:
    program = program_with("from stancewire import Article")
    producer = Producer()
    names: dict[str, Any] = {"producer": producer}
    with pytest.raises(ValidationError) as caught:
        exec(program, names)  # noqa: S102 - our own page
    assert [sent[:2] for sent in producer.sent] == [("news.articles.v1", b"daily-20260105-7")]
    told = str(caught.value).splitlines()
    shown = [line.removeprefix("# ") for line in program.splitlines() if line.startswith("# ")]
    assert shown[0] == f"ValidationError: {told[0]}"
    assert len(shown) == 3
    for line in shown[1:]:
        field, message = line.split(": ", 1)
        assert field in told
        assert any(message in each for each in told)
