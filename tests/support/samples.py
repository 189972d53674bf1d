"""The samples of the repository, in parts."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "samples"


@dataclass(frozen=True)
class Sample:
    """One sample article."""

    name: str
    title: str
    body: str


@cache
def samples() -> tuple[Sample, ...]:
    """All samples in English."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        title, _, body = path.read_text("utf-8").strip().partition("\n")
        found.append(Sample(path.stem, title, body.strip()))
    return tuple(one for one in found if "-es-" not in one.name)
