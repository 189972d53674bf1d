"""The command: figures from small files of every kind, and a one-line error for a bad file."""

import json
import sys
from pathlib import Path

import pytest

from training.scorecard.__main__ import main

NEWSMTSC = {
    "text": "Kolb praised Peru.",
    "targets": [{"start": 13, "end": 17, "text": "Peru", "polarity": "favor"}],
}
DSE = {
    "text": "[Anna Kolb] blamed [Omar Ruiz].",
    "p": "Anna Kolb",
    "q": "Omar Ruiz",
    "polarity": "against",
    "direction": "p>q",
}
ENTITIES = {"tokens": ["Anna", "Kolb", "left", "."], "tags": ["B-Person", "I-Person", "O", "O"]}
TOPICS = {"category": "sports", "headline": "Kolb scores", "text": "The match was won at Lima."}
STANCES = {
    "id": "a",
    "title": "Port row",
    "topics": ["politics", "labour"],
    "body": "Anna Kolb condemned Omar Ruiz on Monday.",
    "sentences": [
        {"field": "title", "start": 0, "end": 8},
        {"field": "body", "start": 0, "end": 40},
    ],
    "stances": [
        {
            "s": 1,
            "h": "Anna Kolb",
            "hk": "person",
            "hw": "Anna Kolb",
            "t": "Omar Ruiz",
            "tk": "person",
            "tw": "Omar Ruiz",
            "p": "-",
            "c": 2,
            "how": "told",
        }
    ],
}
ROWS = {
    "newsmtsc": NEWSMTSC,
    "dse": DSE,
    "entities": ENTITIES,
    "topics": TOPICS,
    "stances": STANCES,
}
ANNOTATION = (
    "T1\tSource 0 4\tKolb\nT2\tCue 5 9\tsaid\nT3\tContent 10 16\tRuiz won\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["scorecard", *map(str, arguments)])
    try:
        return main()
    except SystemExit as stop:
        return int(stop.code)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    written = {}
    for name, row in ROWS.items():
        written[name] = tmp_path / f"{name}.jsonl"
        written[name].write_text(f"{json.dumps(row)}\n\n{json.dumps(row)}\n", encoding="utf-8")
    written["polnear"] = tmp_path / "polnear"
    for folder, end, text in (
        ("text", "n.txt", "Kolb said we won."),
        ("attributions", "n_a1b2.ann", ANNOTATION),
        ("attributions", "n_b2c3.ann", ANNOTATION),
    ):
        (written["polnear"] / folder).mkdir(parents=True, exist_ok=True)
        (written["polnear"] / folder / f"paper_{end}").write_text(text, encoding="utf-8")
    return written


def test_every_kind_of_file_is_scored(files, tmp_path, monkeypatch, capsys) -> None:
    named = [part for name, path in files.items() for part in (f"--{name}", path)]
    out, page = tmp_path / "out.json", tmp_path / "page.md"
    outputs = ["--json", out, "--markdown", page]
    assert run(monkeypatch, *named, *outputs, "--bootstrap", 20) == 0
    found = json.loads(out.read_text())
    printed = capsys.readouterr().out
    for name in (
        "newsmtsc.macro_f1",
        "newsmtsc.accuracy",
        "newsmtsc.emitted_precision",
        "dse.micro_f1",
        "dse.macro_f1",
        "dse.emitted_recall",
        "dse.end_to_end_precision",
        "dse.end_to_end_recall",
        "polnear.source_f1",
        "polnear.cue_f1",
        "polnear.content_f1",
        "polnear.triple_f1",
        "polnear.content_token_f1",
        "polnear.human_triple_f1",
        "entities.f1",
        f"entities.{tmp_path.name}.f1",
        "topics.macro_f1",
        "stances.precision",
        "stances.recall",
        "calibration.stance_ece",
        "calibration.polarity_ece",
        "calibration.topic_ece",
        "topics.marked_micro_f1",
        "topics.marked_macro_f1",
        "topics.marked_main_accuracy",
        "calibration.marked_topic_ece",
    ):
        assert found[f"{name}.low"] <= found[f"{name}.high"]
        assert name in printed
        assert name in page.read_text()
    assert found["newsmtsc.macro_f1.majority"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["polnear.human_triple_f1"] == 1
    assert found["polnear.content_f1.quotes"] == 0
    assert found["dse.end_to_end_recall.majority"] == 0
    assert "keywords" in printed
    assert "What each stance rule does: 2 articles" in printed
    counts = ("of", "spoke", "alone", "opposite")
    scores = {
        name: value
        for name, value in found.items()
        if name != "model" and (name == "stances.opposite" or name.split(".")[-1] not in counts)
    }
    assert all(isinstance(value, float | int) and 0 <= value <= 1 for value in scores.values())
    assert str(tmp_path) not in page.read_text()


def test_tfidf_is_fitted_where_there_is_something_to_fit_it_on(
    files, tmp_path, monkeypatch
) -> None:
    pytest.importorskip("sklearn")
    out = tmp_path / "out.json"
    given = ["--newsmtsc", files["newsmtsc"], "--json", out, "--bootstrap", 0]
    assert run(monkeypatch, *given) == 0
    assert "newsmtsc.macro_f1.tfidf_cv" in out.read_text()
    train = tmp_path / "data" / "stance" / "newsmtsc"
    train.mkdir(parents=True)
    other = json.dumps(NEWSMTSC).replace("praised", "blamed").replace("favor", "against")
    (train / "train.jsonl").write_text(json.dumps(NEWSMTSC) + "\n" + other + "\n")
    assert run(monkeypatch, *given, "--train", tmp_path / "data") == 0
    assert json.loads(out.read_text())["newsmtsc.accuracy.tfidf"] == 1


def test_the_same_run_gives_the_same_figures(files, tmp_path, monkeypatch) -> None:
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    for out in outs:
        run(monkeypatch, "--newsmtsc", files["newsmtsc"], "--json", out, "--bootstrap", 30)
    assert outs[0].read_text() == outs[1].read_text()


def refused(monkeypatch, capsys, *arguments: object) -> str:
    status = run(monkeypatch, *arguments)
    error = capsys.readouterr().err
    assert status != 0
    assert "Traceback" not in error
    last = error.splitlines()
    assert len(last) == 1, error
    assert last[0].startswith("error: ")
    return last[0]


@pytest.mark.parametrize("name", [*ROWS, "polnear", "weights", "train"])
def test_a_missing_file_is_one_line(name, files, tmp_path, monkeypatch, capsys) -> None:
    given = ["--newsmtsc", files["newsmtsc"]] if name in {"weights", "train"} else []
    nowhere = tmp_path / "nowhere"
    assert "nowhere" in refused(monkeypatch, capsys, f"--{name}", nowhere, *given)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"not json\n",
        b"[1, 2]\n",
        b"null\n",
        b"{}\n",
        b'"text"\n',
        b"\xff\xfe\x00\n",
        b'{"text": 3, "targets": 4, "p": 5, "q": 6, "direction": "p<q", "polarity": "odd"}\n',
        b'{"tokens": "ab", "tags": 7, "category": "weather", "headline": "", "text": ""}\n',
        b'{"text": "Kolb won.", "targets": [{"start": 5, "end": 99, "polarity": "favor"}]}\n',
    ],
)
def test_a_file_of_another_kind_is_one_line(name, content, tmp_path, monkeypatch, capsys) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes(content)
    assert "odd.jsonl" in refused(monkeypatch, capsys, f"--{name}", path)


def test_a_folder_is_no_file(files, monkeypatch, capsys) -> None:
    assert "polnear" in refused(monkeypatch, capsys, "--dse", files["polnear"])
    assert "no such folder" in refused(monkeypatch, capsys, "--polnear", files["dse"])


def test_the_line_is_named_that_is_wrong(tmp_path, monkeypatch, capsys) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(json.dumps(DSE) + "\n" + json.dumps(NEWSMTSC) + "\n")
    assert "line 2: not a row of DSE" in refused(monkeypatch, capsys, "--dse", path)


def test_outputs_are_looked_at_before_the_work(files, tmp_path, monkeypatch, capsys) -> None:
    page = tmp_path / "page.md"
    page.write_text("no marks")
    for outputs in (["--json", tmp_path / "no" / "x.json"], ["--markdown", page]):
        refused(monkeypatch, capsys, "--newsmtsc", files["newsmtsc"], *outputs)


def test_nothing_to_score_and_a_bad_number_are_usage_errors(files, monkeypatch, capsys) -> None:
    assert run(monkeypatch) == 2
    assert run(monkeypatch, "--newsmtsc", files["newsmtsc"], "--bootstrap", "-3") == 2
    assert "Traceback" not in capsys.readouterr().err
