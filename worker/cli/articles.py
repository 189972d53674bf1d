"""Articles from files and standard input: text, JSON or JSON Lines.

An article is read here as the worker reads it from Kafka. There, its record has a key; here, what
has no id gets one from its content, and a text gets a title.
"""

import errno
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from topics.events import Article
from topics.limits import MAX_TITLE_CHARS
from worker.article_fields import Rejected
from worker.intake import read_article

_TEXT_SUFFIXES = (".txt", ".text", ".md")
_LINES_SUFFIXES = (".jsonl", ".ndjson")
MAX_FILE_BYTES = 64 * 1024 * 1024
# Much larger than any article, so that a file without line ends does not fill the memory.
MAX_LINE_BYTES = 8 * 1024 * 1024
_ELEMENT = re.compile(r"[\s,]*(\S)")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Readable:
    """An article, and where it was: ``file``, ``file:LINE`` or ``file[NUMBER]``.

    ``dropped`` names the optional fields that could not be read.
    """

    where: str
    article: Article
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Something that could not be read as an article: where it was, and why."""

    where: str
    why: str


Entry = Readable | Refused


def read_articles(names: Iterable[str]) -> Iterator[Entry]:
    """The articles in these files, in order; ``-`` is standard input. Never raises for a file."""
    for name in names:
        where = "standard input" if name == "-" else name
        try:
            if name == "-":
                yield from _read(where, sys.stdin.buffer, "")
                continue
            with Path(name).open("rb") as stream:
                yield from _read(name, stream, Path(name).suffix.lower())
        except OSError as error:
            why = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
            yield Refused(where, why.lower())


def _read(where: str, stream: BinaryIO, suffix: str) -> Iterator[Entry]:
    if suffix in _LINES_SUFFIXES:
        yield from _json_lines(where, _lines(stream))
        return
    lines = _lines(stream)
    first = next((line for line in lines if line[1].strip(_BOM).strip()), None)
    if first is None:
        yield Refused(where, "empty")
        return
    text = suffix in _TEXT_SUFFIXES
    if not text and suffix != ".json" and _is_object(first[1]):
        yield from _json_lines(where, _chain(first, lines))
        return
    rest = stream.read(MAX_FILE_BYTES + 1)
    if len(first[1]) + len(rest) > MAX_FILE_BYTES:
        yield Refused(where, "larger than 64 MiB: use JSON Lines (.jsonl) for large collections")
        return
    data = (first[1] + rest).removeprefix(_BOM)
    if not text and (suffix == ".json" or re.match(rb"\s*(\{|\[\s*\{)", data)):
        yield from _json(where, data, first[0])
    else:
        yield _text(where, data)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        yield number, line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)  # the rest of a refused line


def _chain(
    first: tuple[int, bytes], lines: Iterator[tuple[int, bytes]]
) -> Iterator[tuple[int, bytes]]:
    yield first
    yield from lines


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _json_lines(where: str, lines: Iterable[tuple[int, bytes]]) -> Iterator[Entry]:
    empty = True
    for number, line in lines:
        data = line.removeprefix(_BOM) if number == 1 else line
        if data.strip():
            empty = False
            yield _object(f"{where}:{number}", data)
    if empty:
        yield Refused(where, "empty")


def _json(where: str, data: bytes, first_line: int) -> Iterator[Entry]:
    try:
        whole = json.loads(data)
    except RecursionError:
        yield Refused(where, "too_deep: nested too deeply to be parsed")
        return
    except ValueError:
        lines = [(first_line + i, line) for i, line in enumerate(data.splitlines())]
        if sum(line.lstrip().startswith(b"{") for _, line in lines) > 1:
            yield from _json_lines(where, lines)
        else:
            yield _object(where, data)
        return
    if not isinstance(whole, list):
        yield _object(where, data)
        return
    if not whole:
        yield Refused(where, "empty")
    text = data.decode(json.detect_encoding(data), "surrogatepass")  # as json.loads does
    for number, item in enumerate(_elements(text)):
        yield _object(f"{where}[{number}]", item.encode("utf-8", "surrogatepass"))


def _elements(array: str) -> Iterator[str]:
    """The elements of a JSON array as they stand there: parsing would hide a key that is twice."""
    decoder = json.JSONDecoder()
    place = array.index("[") + 1
    while (found := _ELEMENT.match(array, place)) and found[1] != "]":
        _, place = decoder.raw_decode(array, found.start(1))
        yield array[found.start(1) : place]


def _object(where: str, data: bytes) -> Entry:
    try:
        return _readable(where, data)
    except Rejected as rejected:
        if rejected.reason != "invalid_field":
            return Refused(where, str(rejected))
    fields = json.loads(data)
    if fields.get("id") is None:
        fields["id"] = f"article-{_digest(json.dumps(fields, sort_keys=True).encode())}"
    return _accepted(where, fields)


def _accepted(where: str, fields: dict[str, Any]) -> Entry:
    try:
        return _readable(where, json.dumps(fields, ensure_ascii=False).encode())
    except Rejected as rejected:
        return Refused(where, str(rejected))


def _readable(where: str, data: bytes) -> Readable:
    reading = read_article(data)
    return Readable(where, reading.article, reading.dropped)


def _text(where: str, data: bytes) -> Entry:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Refused(where, f"byte {error.start} is not UTF-8: save the file as UTF-8 text")
    title, _, body = text.strip().partition("\n")
    title = title.strip()
    if not body.strip() or len(title) > MAX_TITLE_CHARS:
        title, body = "", text
    name = re.sub(r"[^a-z0-9]+", "-", Path(where).stem.lower()).strip("-")[:80] or "text"
    return _accepted(where, {"id": f"{name}-{_digest(data)}", "title": title, "body": body.strip()})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
