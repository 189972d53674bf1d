"""The samples are valid articles, and contain what is easy to get wrong."""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.unit.packaging.project import ROOT
from topics.events import Article

SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SAMPLES_README = (ROOT / "samples/README.md").read_text("utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_an_article(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    title, _, body = text.strip().partition("\n")
    assert 20 <= len(title) <= 120
    assert not title.endswith(".")
    assert body.startswith("\n"), "an empty line stands between title and body"
    assert 150 <= len(text.split()) <= 350
    assert max(len(paragraph.split()) for paragraph in body.split("\n\n")) <= 110
    Article(id=path.stem, title=title, body=body.strip())


def test_the_samples_and_their_description_agree() -> None:
    described = re.findall(r"^\| `([^`]+\.txt)`", SAMPLES_README, re.MULTILINE)
    assert sorted(described) == [path.name for path in SAMPLES]


def test_the_samples_hold_what_is_easy_to_get_wrong() -> None:
    everything = "\n".join(path.read_text("utf-8") for path in SAMPLES)
    for name in (
        "LEFT DOUBLE QUOTATION MARK",
        "RIGHT SINGLE QUOTATION MARK",
        "QUOTATION MARK",
        "APOSTROPHE",
        "EM DASH",
        "LATIN SMALL LETTER E WITH ACUTE",
        "LATIN CAPITAL LETTER THORN",
        "LEFT-POINTING DOUBLE ANGLE QUOTATION MARK",
        "ZERO WIDTH JOINER",
    ):
        assert unicodedata.lookup(name) in everything
    assert any(ord(character) > 0xFFFF for character in everything), "no emoji"
