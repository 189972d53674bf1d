"""Reports: the same numbers in three formats, and a page that keeps its hand-written part."""

import json
from pathlib import Path

import pytest

from training.scorecard import report
from training.scorecard.figures import Figure, Section
from training.scorecard.inputs import InputError
from training.scores import Bin

DASH = "\N{EN DASH}"
SECTIONS = [
    Section(
        "Polarity",
        [
            Figure("a.f1", 0.78512, (0.7, 0.8), {"majority": 0.224, "vader": 0.5}),
            Figure("a.recall", 0.5, None, {"tfidf": 1.0}),
        ],
        ["A note."],
        {"a.ece": [Bin(0.3, 0.4, 12, 0.36, 0.25)]},
    )
]


def test_the_json_is_flat() -> None:
    assert json.loads(report.as_json("tiny-1", SECTIONS)) == {
        "model": "tiny-1",
        "a.f1": 0.7851,
        "a.f1.low": 0.7,
        "a.f1.high": 0.8,
        "a.f1.majority": 0.224,
        "a.f1.vader": 0.5,
        "a.recall": 0.5,
        "a.recall.tfidf": 1.0,
    }


def test_the_text_has_each_number_under_its_name() -> None:
    lines = report.as_text("tiny-1", SECTIONS).splitlines()
    header = next(line for line in lines if "majority" in line)
    row = next(line for line in lines if line.startswith("a.recall"))
    assert header.split() == ["score", "95", "%", "majority", "vader", "tfidf"]
    assert len(row) == len(header)
    assert row.split() == ["a.recall", "50.0", "100.0"]
    assert f"0.3{DASH}0.4" in "".join(lines)
    assert "* A note." in lines


def test_the_markdown_is_made_of_tables() -> None:
    page = report.as_markdown("tiny-1", SECTIONS, "python -m x")
    assert page.startswith(report.BEGIN)
    assert page.endswith(report.END + "\n")
    assert f"| a.f1 | 78.5 | 70.0{DASH}80.0 | 22.4 | 50.0 |  |" in page
    assert f"| 0.3{DASH}0.4 | 12 | 36.0 | 25.0 |" in page


def test_a_page_keeps_what_people_wrote(tmp_path: Path) -> None:
    page = tmp_path / "quality.md"
    before, after = "# Mine\n\n", "\n\n## Trials\n\nKept.\n"
    page.write_text(f"{before}{report.BEGIN}\nold\n{report.END}{after}")
    for _ in range(2):
        report.put_between_marks(page, f"{report.BEGIN}\nnew\n{report.END}\n")
    assert (
        page.read_text() == f"# Mine\n\n{report.BEGIN}\nnew\n{report.END}\n\n## Trials\n\nKept.\n"
    )


def test_a_new_page_is_the_generated_part(tmp_path: Path) -> None:
    page = tmp_path / "quality.md"
    report.put_between_marks(page, f"{report.BEGIN}\nnew\n{report.END}\n")
    assert page.read_text() == f"{report.BEGIN}\nnew\n{report.END}\n"


@pytest.mark.parametrize("text", ["", report.BEGIN, f"{report.END}{report.BEGIN}", report.END * 2])
def test_a_page_without_its_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    page = tmp_path / "quality.md"
    page.write_text(text)
    with pytest.raises(InputError, match="does not have the marks"):
        report.put_between_marks(page, "new")
    assert page.read_text() == text


def test_the_page_of_this_project_has_its_marks() -> None:
    page = Path(__file__).parents[3] / "docs" / "quality.md"
    report.check_page(page)
    text = page.read_text(encoding="utf-8")
    for heading in ("## Trials", "## Ten articles read", "## What limits the scores"):
        assert heading in text.split(report.END)[1]
