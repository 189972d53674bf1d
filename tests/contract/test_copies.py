"""The copies for measuring the fingerprint match their names and are the same every time."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from contract import paths
from contract.collection import Story, likeness, same_event, stories_of
from contract.copies import copies_of, main
from contract.edits import BEYOND, EDITS
from topics.identity import SAME_STORY

KEPT = {
    "exact": (1, 1),
    "laid_out_anew": (1, 1),
    "head_replaced": (0.74, 0.91),
    "tail_replaced": (0.74, 0.91),
    "tail_cut": (0.59, 0.81),
    "cut_to_half": (0.49, 0.52),
    "paragraph_dropped": (0.79, 0.999),
    "paragraph_added": (1, 1),
    "words_corrected": (0.96, 0.98),
    "updated": (0.59, 0.81),
    "in_a_longer_page": (1, 1),
    "mostly_new": (0.19, 0.41),
    "teaser": (0.14, 0.16),
}


def story(number: int, lay_out: str) -> Story:
    words = [f"w{number}x{at}" for at in range(400)]
    parts = [" ".join(words[at : at + 20]) for at in range(0, 400, 20)]
    return Story(str(number), f"Headline {number}", lay_out.join(parts), date(2026, 1, number))


@pytest.mark.parametrize("edit", [*EDITS, *BEYOND], ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("lay_out", ["\n\n", ". ", " "])
def test_an_edit_keeps_as_much_as_it_says(edit, lay_out: str) -> None:
    one, other = story(1, lay_out), story(2, lay_out)
    least, most = KEPT[edit.__name__]
    for seed in range(20):
        copy = edit(one, other, random.Random(seed))
        words = set(one.body.replace(".", "").split())
        kept = len(words & set(copy.body.replace(".", "").split())) / len(words)
        assert least <= kept <= most


def test_copies_are_the_same_every_time() -> None:
    stories = [story(number, "\n") for number in range(1, 6)]
    assert copies_of(stories) == copies_of(stories)


def test_the_same_event_is_alike_and_near_in_time() -> None:
    def told(number: int, text: str, day: date | None) -> Story:
        return Story(str(number), "", text, day)

    mine, tax = "miners strike at the copper mine " * 3, "senate votes on a new tax law " * 3
    first = told(0, mine, date(2026, 1, 1))
    stories = [
        first,
        told(1, f"{mine} again", date(2026, 1, 3)),
        told(2, f"{mine} again", date(2026, 3, 3)),
        told(3, f"{mine} again", None),
        *(told(number, f"{tax} {number}", date(2026, 1, 1)) for number in range(4, 12)),
    ]
    pairs = set(same_event(stories, likeness(stories)))
    assert {(0, 1), (0, 3)} <= pairs
    assert not {(0, 2), (0, 4)} & pairs


def test_the_measurement_prints_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": str(number), "title": one.title, "body": one.body, "published_at": "2026-01-05"}
        for number in range(1, 13)
        for one in [story(number, "\n")]
    ]
    shared = " ".join(f"shared{at}" for at in range(200))
    rows[0]["body"] += shared
    rows[1]["body"] += shared
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert len(stories_of(file)) == 12
    monkeypatch.setattr("sys.argv", ["copies", str(file)])
    monkeypatch.setattr("contract.copies.same_event", lambda *_: [(0, 1), (8, 9)])
    main()
    told = capsys.readouterr().out
    assert "all of these copies" in told
    assert f"at {SAME_STORY}" in told
    assert f"{6 * len(EDITS):9}{6 * len(EDITS):9}" in told, "all are found"


def test_the_page_in_docs_has_the_threshold_that_holds() -> None:
    text = (paths.ROOT / "docs" / "copies.md").read_text("utf-8")
    assert f"The other half, at {SAME_STORY}\n" in text
    assert all(edit.__doc__.splitlines()[0].rstrip(".") in text for edit in (*EDITS, *BEYOND))
