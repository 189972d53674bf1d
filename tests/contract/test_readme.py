"""The README's outputs and figures are those that commands wrote elsewhere."""

from dataclasses import replace
from typing import Final

import pytest

from contract import paths
from contract.readme import EXAMPLE, Measured, Threshold, current, measured, readme_text

EXAMPLES: Final = paths.read_tree(paths.EXAMPLES)
README: Final = paths.README.read_text("utf-8")
MOST_LINES: Final = 150
STANCES = """
| threshold | stances an article | right | of plain stances, found | F1 | opposite polarity |
|---|---|---|---|---|---|
| 0.5 | 4.3 | 67 % | 34 % | 46 | 5.5 % |
| **0.59** | 2.9 | 75 % | 28 % | 41 | 4.4 % |
"""
SPEED = "| | articles a second of one core |\n|---|---|\n| Stancewire | 7.5 (7.1 to 7.9) |\n"
QUALITY = "### For or against whom, whole articles: 330 articles, 2556 plain stances\n"
FIGURES = measured(STANCES, QUALITY, SPEED)


def blocks(*names: str) -> str:
    marked = "<!-- {}: from here to the next mark, python -m contract -->\nold\n<!-- mark -->\n"
    return "before\n" + "".join(marked.format(name) for name in names) + "after\n"


def test_the_readme_shows_what_is_so_now() -> None:
    assert current(EXAMPLES) == README, "run: python -m contract readme"
    assert f"{EXAMPLES[EXAMPLE]['value']['article']['title']}  [" in README


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) < MOST_LINES


def test_nothing_is_called_invented_but_next_to_the_measured_precision() -> None:
    assert README.count("invented") == 1
    (line,) = [part for part in README.split("\n- ") if "invented" in part]
    assert "% of the published stances are right" in " ".join(line.split())


def test_the_figures_are_read_from_the_pages() -> None:
    rows = (Threshold(False, "0.5", "4.3", "67", "34"), Threshold(True, "0.59", "2.9", "75", "28"))
    assert measured(STANCES, QUALITY, SPEED) == Measured(rows, "330", "7.5")
    assert measured(STANCES, QUALITY, "") == Measured(rows, "330", None)
    text = readme_text(blocks("precision", "why", "output", "thresholds"), EXAMPLES, FIGURES)
    assert "| 0.59 (published) | 2.9 | 75 % | 28 % |" in text
    assert "75 %, 28 %" in text
    assert "7.5 (`make bench`)" in text
    assert "old" not in text.splitlines()
    other = replace(FIGURES, articles_a_second="8.5")
    again = readme_text(text, EXAMPLES, other)
    assert again == text.replace("7.5 (`make", "8.5 (`make")
    unmeasured = replace(FIGURES, articles_a_second=None)
    assert "not measured yet (`make bench`)" in readme_text(text, EXAMPLES, unmeasured)


@pytest.mark.parametrize(
    "pages",
    [
        ("", QUALITY, SPEED),
        (STANCES.replace("**", ""), QUALITY, SPEED),
        (STANCES * 2, QUALITY, SPEED),
        (STANCES, "", SPEED),
        (STANCES, QUALITY, "no table"),
        (STANCES, QUALITY, SPEED * 2),
    ],
)
def test_a_page_without_its_figures_is_an_error(pages: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"docs/"):
        measured(*pages)


@pytest.mark.parametrize("names", [(), ("why",), ("precision", "why", "output", "thresholds", "x")])
def test_a_readme_with_other_marks_is_an_error(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="marks"):
        readme_text(blocks(*names), EXAMPLES, FIGURES)
