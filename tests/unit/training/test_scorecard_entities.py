"""Entities: different tag sets, tokens and characters, figures per file and overall."""

import json
from pathlib import Path

import pytest

from topics.events import Entity, Mention
from training.scorecard import entities, tallies
from training.scorecard.entities import PLAIN, File, Row
from training.scorecard.inputs import InputError


def written(path: Path, *rows: dict) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_both_taggings_are_read(tmp_path: Path) -> None:
    ours = written(
        tmp_path / "worldwide" / "dev.jsonl",
        {
            "article": "a",
            "tokens": ["Kolb", "left", "Lima", "Monday"],
            "tags": ["B-Person", "O", "B-Location", "B-Date"],
        },
    )
    theirs = written(
        tmp_path / "wikigold" / "train.jsonl",
        {"tokens": ["Kolb", "met", "Thing"], "tags": ["I-PER", "O", "I-MISC"]},
    )
    world, wiki = entities.read([ours, theirs])
    assert world == File(
        "worldwide",
        [Row("a", ["Kolb", "left", "Lima", "Monday"], {(0, 1, "person"), (2, 3, "location")})],
    )
    assert wiki.rows[0].gold == {(0, 1, "person")}
    assert wiki.labels == {"person"}


def test_files_of_one_folder_have_names_of_their_own(tmp_path: Path) -> None:
    row = {"tokens": ["Kolb"], "tags": ["B-Person"]}
    paths = [written(tmp_path / "set" / name, row) for name in ("dev.jsonl", "train.jsonl")]
    assert [file.name for file in entities.read(paths)] == ["set", "set_train"]


@pytest.mark.parametrize(
    "row",
    [
        {"tokens": ["a", "b"], "tags": ["O"]},
        {"tokens": ["a"], "tags": ["Person"]},
        {"tokens": [1], "tags": ["O"]},
        {"tokens": [], "tags": []},
        {"words": ["a"], "tags": ["O"]},
    ],
)
def test_rows_that_do_not_fit_are_refused(tmp_path: Path, row: dict) -> None:
    with pytest.raises(InputError):
        entities.read([written(tmp_path / "set" / "dev.jsonl", row)])


def test_answers_are_held_to_what_a_file_knows() -> None:
    file = File("x", [Row(0, ["a", "b"], {(0, 1, "person")})])
    assert file.known([{(0, 1, "person"), (1, 2, "facility")}]) == [{(0, 1, "person")}]


def test_files_are_counted_together_over_the_labels_asked_for() -> None:
    files = [
        File("x", [Row(0, ["a"], {(0, 1, "person")})]),
        File("y", [Row(0, ["a", "b"], {(0, 1, "location"), (1, 2, "norp")})]),
    ]
    answers = [[{(0, 1, "person")}], [{(0, 2, "location"), (1, 2, "norp")}]]
    assert entities.of_labels(files, PLAIN)(answers).tolist() == [[1, 1, 1], [0, 1, 1]]
    assert entities.of_labels(files, frozenset({"norp"}))(answers).tolist() == [
        [0, 0, 0],
        [1, 1, 1],
    ]


class Saying:
    """A fake analyzer that finds every word with a capital."""

    def __init__(self, types: dict[str, str]) -> None:
        self.types = types
        self.heard: list[str] = []

    @property
    def analyzer(self) -> "Saying":
        return self

    def entities(self, text: str) -> list[Entity]:
        self.heard.append(text)
        return [
            Entity(
                id=f"name:{kind}:x",
                name=name,
                type=kind,
                salience=0.5,
                mentions=(Mention(field="body", start=at, end=at + len(name), text=name),),
            )
            for name, kind in self.types.items()
            for at in [text.find(name)]
            if at >= 0
        ]


def test_mentions_come_back_to_the_tokens_of_their_row() -> None:
    rows = [
        Row("a", ["🙂", "Kolb", "left"], set()),
        Row("b", ["Ruiz", "'s"], set()),
        Row("a", ["Peru", "at", "dawn"], set()),
    ]
    model = Saying({"Kolb": "person", "Peru": "country", "Ruiz 's": "place", "dawn": "event"})
    assert entities.piped(model, rows) == [
        {(1, 2, "person")},
        {(0, 2, "location")},
        {(0, 1, "location")},
    ]
    assert model.heard == ["🙂 Kolb left\nPeru at dawn", "Ruiz 's"]


def test_a_mention_that_cuts_a_token_is_one_that_nobody_marked() -> None:
    rows = [Row("a", ["Kolb-Ruiz", "left"], {(0, 1, "person")})]
    (said,) = entities.piped(Saying({"Kolb": "person"}), rows)
    counts = tallies.by_set([rows[0].gold], [said])
    assert counts.tolist() == [[0, 1, 1]]
