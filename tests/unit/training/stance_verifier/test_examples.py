"""What the verifier learns from: stances that the reader found, held against the marks."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="only where models are trained")
pytest.importorskip("sklearn", reason="only where models are trained")

from tests.unit.training.marked_pair import row
from training.scorecard import marked
from training.stance_verifier.__main__ import unlimited
from training.stance_verifier.examples import Gathered, gather
from worker.nlp.model.encoder import WEIGHTS
from worker.nlp.model.verifier import SIDES


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Gathered, Path]:
    folder = tmp_path_factory.mktemp("gathered")
    (folder / "marks.jsonl").write_text(row("a", "-") + "\n" + row("b", "+") + "\n", "utf-8")
    analyzer = unlimited(WEIGHTS, folder / "weights")
    articles, found = marked.read(folder / "marks.jsonl"), folder / "found"
    return gather(analyzer, articles, found, "one"), found


def test_a_stance_is_labelled_by_its_mark(gathered: tuple[Gathered, Path]) -> None:
    found, _ = gathered
    half = len(found.examples) // 2
    labels = [one.label for one in found.examples]
    against = 1 + SIDES.index("against")
    # The first article marks the stance as the text has it, the second with the other side.
    assert labels[:half].count(against) == 1
    at = labels[:half].index(against)
    assert found.examples[half + at].label == 1 + SIDES.index("favor")
    assert labels.count(0) == len(labels) - 2


def test_the_passages_states_can_be_looked_up(gathered: tuple[Gathered, Path]) -> None:
    found, _ = gathered
    for one in found.examples:
        assert one.places[0] == 0
        assert one.begin + one.places[-1] < len(found.states)
        assert one.roles[0]
        assert max(place for role in one.roles for place in role) < len(one.places)
    assert len({one.begin for one in found.examples}) == 2


def test_what_was_found_is_kept_for_the_next_run(
    gathered: tuple[Gathered, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, folder = gathered
    articles = marked.read(folder.parent / "marks.jsonl")
    monkeypatch.setattr("training.stance_verifier.examples._found", None)
    again = gather(None, articles, folder, "one")  # type: ignore[arg-type]
    assert [list(one) for one in again.examples] == [list(one) for one in found.examples]


def test_what_another_reader_found_is_not_used(
    gathered: tuple[Gathered, Path], tmp_path: Path
) -> None:
    _, folder = gathered
    shutil.copytree(folder, tmp_path / "found")
    (tmp_path / "found/last.pt").write_text("of the first reader")
    articles = marked.read(folder.parent / "marks.jsonl")[:1]
    analyzer = unlimited(WEIGHTS, tmp_path / "weights")
    again = gather(analyzer, articles, tmp_path / "found", "other")
    assert len({one.begin for one in again.examples}) == 1
    assert not (tmp_path / "found/last.pt").exists()
