"""Output for a terminal: untrusted text is shown, and never acted on."""

import contextlib
import os
import re
import sys
from collections.abc import Iterable
from typing import Any

# Control characters, characters that are invisible or change the direction of text, line
# separators, and halves of surrogate pairs. A terminal acts on the first, the rest mislead readers.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    r"""The text in one line, with every such character as an escape: ``\x1b``, ``\u202e``."""
    return _UNSAFE.sub(lambda found: _escape(ord(found.group())), text)


def one_line(text: str) -> str:
    """The text of an error on one line, and short enough to read."""
    return " ".join(text.split())[:300]


def counted(number: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def cut(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer."""
    return text if len(text) <= most else text[:most] + "…"


def safe_lines(text: str) -> str:
    """As ``safe``, with line feeds and tabs kept."""
    return "\n".join(
        "\t".join(safe(cell) for cell in line.split("\t")) for line in text.split("\n")
    )


def safe_bytes(value: bytes) -> str:
    r"""Bytes as text: what is UTF-8 as it is, the rest as ``\xff``; backslashes are doubled."""
    return safe(value.replace(b"\\", b"\\\\").decode(errors="backslashreplace"))


def safe_json(line: str) -> str:
    """JSON that means the same, with such characters as JSON's own escapes."""
    return _UNSAFE.sub(lambda found: _json_escape(ord(found.group())), line)


def _escape(code: int) -> str:
    if code < 0x100:  # noqa: PLR2004 - what two hex digits hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - four digits


def _json_escape(code: int) -> str:
    if code < 0x10000:  # noqa: PLR2004 - beyond it JSON wants a surrogate pair
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def say(line: str = "") -> None:
    """Print a line on standard output at once: somebody may be reading along through a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Print a line on standard error, with the program's name in front."""
    note(f"stancewire: {line}")


def note(line: str) -> None:
    """Print a line on standard error."""
    try:
        sys.stderr.write(safe_lines(line) + "\n")
        sys.stderr.flush()
    except OSError:
        # There is nobody to tell if it cannot be written. What stays in the buffer would fail again
        # at the end, and Python would then exit with a status of its own.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table on standard output; as wide as its cells if the output is not a terminal."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - a tenth of a second that --help can do without
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(safe(str(cell))) for cell in row))
    console().print(grid)


def console(*, to_stderr: bool = False) -> Any:
    """A rich console that leaves broken pipes to us; without a terminal it is as wide as needed."""
    from rich.console import Console  # noqa: PLC0415 - as above

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich calls this from its except clause

    stream = sys.stderr if to_stderr else sys.stdout
    wide = None if stream.isatty() else 10_000
    return _Console(file=stream, width=wide, markup=False, highlight=False, emoji=False)
