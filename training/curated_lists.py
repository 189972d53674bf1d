"""Read the hand-written lists under `curated/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

Entry: TypeAlias = dict[str, Any]

CURATED: Final = Path(__file__).parent / "curated"


def rows(file: str, columns: int) -> Iterator[list[str]]:
    """The rows of a curated file, padded to this many columns; lines with # are comments."""
    for line in (CURATED / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) > columns:
                raise ValueError(f"{file}: more than {columns} columns: {line}")
            yield cells + [""] * (columns - len(cells))


def names(cell: str) -> list[str]:
    """The values between semicolons, in order and without duplicates."""
    return list(dict.fromkeys(name.strip() for name in cell.split(";") if name.strip()))
