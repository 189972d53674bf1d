"""Readers: the peculiarities of each data set, on made-up text."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.data import dse, newsmtsc, polnear, topics, worldwide
from training.data.words import sentences_of, words_of


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_sentences_keep_their_offsets() -> None:
    text = "Kolb spoke.\r\n\r\n“We won,” she said. Nobody cheered."
    for words in sentences_of(text):
        for word, start, end in zip(words.texts, words.starts, words.ends, strict=True):
            assert text[start:end] == word
    assert [words.texts[0] for words in sentences_of(text)] == ["Kolb", "“", "Nobody"]


def test_a_span_covers_the_words_it_touches() -> None:
    words = words_of("It was Peru's day")
    assert words.covering(8, 9) == (2, 3)
    assert words.covering(3, 13) == (1, 4)
    assert words.covering(2, 3) is None


def test_newsmtsc(tmp_path: Path) -> None:
    row = {
        "text": "Kolb praised Peru.",
        "targets": [{"start": 13, "end": 17, "text": "Peru", "polarity": "favor"}],
    }
    (example,) = newsmtsc.read(jsonl(tmp_path / "f.jsonl", row))
    assert example.words == ["Kolb", "praised", "Peru", "."]
    assert example.targets == [(2, 3, "favor")]


@pytest.mark.parametrize(
    ("text", "p", "q", "plain"),
    [
        ("[Kolb] met [Ruiz].", "Kolb", "Ruiz", ("Kolb met Ruiz.", (0, 4), (9, 13))),
        ("[Ruiz] met [Kolb].", "Kolb", "Ruiz", ("Ruiz met Kolb.", (9, 13), (0, 4))),
        ("[Peru] and [Peru]", "Peru", "Peru", ("Peru and Peru", (0, 4), (9, 13))),
        ("[sic] [Kolb] met [Ruiz]", "Kolb", "Ruiz", ("[sic] Kolb met Ruiz", (6, 10), (15, 19))),
    ],
)
def test_brackets_come_off(text: str, p: str, q: str, plain: object) -> None:
    assert dse.unbracketed(text, p, q) == plain


def test_a_missing_bracket_is_no_example() -> None:
    assert dse.unbracketed("[Kolb] met Ruiz.", "Kolb", "Ruiz") is None


def test_dse_spans_are_whole_words_and_the_direction_counts(tmp_path: Path) -> None:
    rows = [
        {
            "text": "[Democrat]s blame [the Senat]e.",
            "p": "Democrat",
            "q": "the Senat",
            "polarity": "against",
            "direction": direction,
        }
        for direction in ("p>q", "q>p")
    ]
    rows.append(rows[0] | {"polarity": "neutral", "direction": None})
    examples = dse.read(jsonl(tmp_path / "f.jsonl", *rows))
    assert [one.relation for one in examples] == ["p_against_q", "q_against_p", "neutral"]
    assert examples[0].p == (0, 1)
    assert examples[0].q == (2, 4)


def test_worldwide_drops_dates_and_cuts_long_runs(tmp_path: Path) -> None:
    row = {"tokens": ["May", "1"] * 100, "tags": ["B-Date", "I-Date"] * 99 + ["B-Person", "O"]}
    examples = worldwide.read(jsonl(tmp_path / "f.jsonl", row))
    assert [len(one.words) for one in examples] == [160, 40]
    assert [tag for one in examples for tag in one.tags if tag != "O"] == ["B-Person"]


def article(folder: Path, text: str, **annotations: str) -> Path:
    (folder / "text").mkdir(exist_ok=True)
    (folder / "attributions").mkdir(exist_ok=True)
    (folder / "text" / "paper_kolb.txt").write_text(text, encoding="utf-8", newline="")
    for annotator, lines in annotations.items():
        path = folder / "attributions" / f"paper_kolb_{annotator}.ann"
        path.write_text(lines, encoding="utf-8")
    return folder


SIMPLE = "T1\tSource 0 4\tKolb\nT2\tCue 5 9\tsaid\nT3\tContent 10 16\tRuiz won\n"
EVENT = "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"


def test_polnear_becomes_tags(tmp_path: Path) -> None:
    (example,) = polnear.read(article(tmp_path, "Kolb said we won.", a1b2=SIMPLE + EVENT))
    assert example.words == ["Kolb", "said", "we", "won", "."]
    assert example.tags == ["B-Source", "B-Cue", "B-Content", "I-Content", "O"]


def test_polnear_reads_an_article_once(tmp_path: Path) -> None:
    folder = article(tmp_path, "Kolb said we won.", a1b2="", b2c3=SIMPLE + EVENT, c3d4=SIMPLE)
    (example,) = polnear.read(folder)
    assert example.tags[0] == "B-Source"


def test_polnear_offsets_count_carriage_returns(tmp_path: Path) -> None:
    moved = SIMPLE.replace("0 4", "4 8").replace("5 9", "9 13").replace("10 16", "14 20")
    folder = article(tmp_path, "Hm\r\nKolb said we won.", a1b2=moved + EVENT)
    assert polnear.read(folder)[1].tags == ["B-Source", "B-Cue", "B-Content", "I-Content", "O"]


def test_nested_attributions_leave_only_the_outermost() -> None:
    lines = (
        "T1\tSource 0 4\tx\nT2\tCue 5 9\tx\nT3\tContent 10 40\tx\n"
        "T5\tSource 10 14\tx\nT6\tCue 15 19\tx\nT7\tContent 20 40\tx\n"
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
        "E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5\n"
    )
    spans = polnear.outermost(lines)
    assert {span.fragments[0] for span in spans} == {(0, 4), (5, 9), (10, 40)}


def test_huffpost_maps_sections_and_skips_what_mixes(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "f.jsonl",
        {"category": "POLITICS", "headline": "Kolb wins", "short_description": "A vote."},
        {"category": "WORLD NEWS", "headline": "A quiet day", "short_description": ""},
        {"category": "WORLD NEWS", "headline": "Troops near Lima", "short_description": ""},
    )
    politics, conflict = topics.read_huffpost(path)
    assert politics.present == {topics.POLITICS}
    assert len(politics.known) == 17
    assert conflict.present == {topics.CONFLICT}
    assert topics.POLITICS not in conflict.known


def test_concepts_teach_their_top_topic(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "f.jsonl",
        {"name": "snow", "definition": "It.", "path": ["medtop:17000000", "x"], "retired": None},
        {"name": "old", "definition": "", "path": ["medtop:17000000"], "retired": "2020-01-01"},
    )
    (example,) = topics.read_concepts(path)
    assert example.present == {"medtop:17000000"}
    assert example.sentences == [["snow"], ["It", "."]]


def test_every_mapped_topic_exists() -> None:
    codes = {*topics.HUFFPOST.values(), *topics.MASAKHANEWS.values(), *topics.PATTERNS}
    assert codes <= set(topics.TOPICS)
