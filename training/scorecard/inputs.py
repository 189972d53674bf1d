"""Read the files named on the command line, or refuse each in one line."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

T = TypeVar("T")

_NOT_THE_FORMAT: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What a parser raises on a file of another format."""


class InputError(ValueError):
    """A file is missing or invalid; the message is for the user who named it."""


def read_text(path: Path) -> str:
    """A file's text with its line ends unchanged."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def read_rows(path: Path, expected: str, parse: Callable[[Mapping[str, Any]], T]) -> list[T]:
    """Read JSON Lines.

    Args:
        path: the file; blank lines in it are skipped.
        expected: what a row contains, for the message.
        parse: makes an example from a row; if it raises, the row has another format.

    Raises:
        InputError: there is no such file, a row is not as expected, or there are no rows.

    """
    parsed = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            with refusing(f"{path}, line {number}: not {expected}"):
                parsed.append(parse(json.loads(line)))
    if not parsed:
        raise InputError(f"{path}: has no rows")
    return parsed


@contextmanager
def refusing(message: str) -> Iterator[None]:
    """Turn errors inside into a one-line message for the user who named the file."""
    try:
        yield
    except InputError:
        raise
    except _NOT_THE_FORMAT as error:
        raise InputError(message) from error


def text_of(value: Any) -> str:
    """A value that must be a string; raises TypeError if it is not."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value
