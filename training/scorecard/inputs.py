"""Files that somebody names on the command line: read whole, or refused in one line."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

T = TypeVar("T")

_NOT_THE_FORMAT: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What a parser runs into on something that it was not written for."""


class InputError(ValueError):
    """A file is missing or is not what it should be; the message is for whoever named it."""


def read_text(path: Path) -> str:
    """A file's text with its line ends as they are."""
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
        expected: what a row holds, for the message.
        parse: makes an example of a row; an error in it means that the row is of another format.

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
    """Turn what goes wrong inside into one line for whoever named the file."""
    try:
        yield
    except InputError:
        raise
    except _NOT_THE_FORMAT as error:
        raise InputError(message) from error


def text_of(value: Any) -> str:
    """A value that must be a string; raises TypeError if it is not."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no string")
    return value
