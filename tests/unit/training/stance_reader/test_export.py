"""A trained reader as the worker reads it: the same targets, holders, names and plainness."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.stance_reader.export import export, mixed  # noqa: E402 - torch may not be there
from training.stance_reader.network import Reader, Rows  # noqa: E402
from worker.nlp.model.encoder import WEIGHTS, Encoder  # noqa: E402
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE  # noqa: E402
from worker.nlp.model.model import Model  # noqa: E402
from worker.nlp.model.reader import ReadRow  # noqa: E402
from worker.nlp.model.reader_rows import ReaderRow  # noqa: E402
from worker.nlp.model.verifier import VERIFIER_FILE  # noqa: E402

BEFORE, OWN = [900, 901, 902, 903], [1000, 1001, 1002, 1003, 1004, 1005]
TOKENS = (None, *range(4), None, *range(4, 10), None)
STATES = np.zeros((len(TOKENS), 384), dtype=np.float32)
STATES[1:5], STATES[6:12] = (Encoder.load().read_pieces(one)[0][1:-1] for one in (BEFORE, OWN))
GIVEN = ReaderRow(tuple(BEFORE), tuple(OWN), TOKENS, (1,) * len(OWN), STATES)
PLACES = 8, 10


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The shipped reader, but for how it marks a passage's own pieces."""
    torch.manual_seed(0)
    made = Reader.from_shipped(WEIGHTS)
    made.current.data.normal_(std=0.2)
    return made.eval()


@pytest.fixture(scope="module")
def exported(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    checkpoint = folder / "final.pt"
    torch.save({"reader": reader.state_dict(), "steps": 70}, checkpoint)
    export(checkpoint, WEIGHTS, folder / "weights", "reader-x")
    return folder / "weights"


@pytest.fixture(scope="module")
def row(exported: Path) -> ReadRow:
    return Model.load(exported).reader().read(GIVEN)


def network_rows(exported: Path) -> Rows:
    """The same row as PyTorch takes it."""
    encoder = Model.load(exported).encoder
    row = [encoder._cls, *BEFORE, encoder._sep, *OWN, encoder._sep]
    base = len(BEFORE) + 1
    current = torch.tensor([[0.0] * base + [1.0] * (len(row) - base)])
    states = torch.from_numpy(STATES)[None]
    return Rows(torch.tensor([row]), torch.ones(1, len(row), dtype=torch.bool), current, states)


@pytest.fixture(scope="module")
def hidden(reader: Reader, exported: Path) -> torch.Tensor:
    """What PyTorch reads in the same row."""
    with torch.no_grad():
        return reader(network_rows(exported))


def test_the_tags_are_those_of_the_network(reader, row, hidden) -> None:
    with torch.no_grad():
        wanted = reader.tags(hidden)[0].softmax(1).numpy()
    found = torch.from_numpy(row._outputs.tags).softmax(1).numpy()
    np.testing.assert_allclose(found, wanted, atol=0.06)
    assert wanted.std() > 0.01


def test_the_holders_are_those_of_the_network(reader, row, hidden) -> None:
    with torch.no_grad():
        mask = torch.ones(hidden.shape[:2], dtype=torch.bool)
        wanted = reader.holders(hidden, mask, [(0, range(*PLACES))])[0].softmax(0).numpy()
    holder = row.holder(PLACES)
    np.testing.assert_allclose(holder.places, wanted[:-2], atol=0.03)
    np.testing.assert_allclose([holder.author, holder.elsewhere], wanted[-2:], atol=0.035)


def test_the_names_are_those_of_the_network(reader, row, hidden) -> None:
    with torch.no_grad():
        mask = torch.ones(hidden.shape[:2], dtype=torch.bool)
        wanted = reader.names(hidden, mask, [(0, range(*PLACES))])[0].softmax(0).numpy()
    name = row.name(PLACES)
    np.testing.assert_allclose([*name.places, name.nowhere], wanted, atol=0.05)


def test_the_plainness_is_that_of_the_network(reader, row, hidden) -> None:
    target = hidden[0, slice(*PLACES)].mean(0)
    with torch.no_grad():
        wanted = reader.plain(torch.cat([target, hidden[0, 0]])).softmax(0)[1]
    assert row.plain(PLACES) == pytest.approx(float(wanted), abs=0.03)


def test_the_description_says_what_was_exported(exported: Path) -> None:
    described = json.loads((exported / MODEL_FILE).read_text(encoding="utf-8"))
    assert described["model"] == "reader-x"
    assert described["recipe"]["reader"] == {"steps": 70}
    assert described["int8_cosine"]["tower"] > 0.98


def test_what_was_kept_of_the_weights_before_has_its_share() -> None:
    before, after = {"one": torch.tensor([0.0, 8.0])}, {"one": torch.tensor([4.0, 0.0])}
    assert mixed(before, after, 0.0)["one"].tolist() == [4, 0]
    assert mixed(before, after, 0.25)["one"].tolist() == [3, 2]


def test_only_what_the_reader_has_is_replaced(exported: Path) -> None:
    replaced = ("reader.", "tower.", "polarity.", "relation.", "verifier.")
    with np.load(WEIGHTS / HEADS_FILE) as old, np.load(exported / HEADS_FILE) as new:
        for name in old.files:
            if not name.startswith(replaced):
                np.testing.assert_array_equal(new[name], old[name], err_msg=name)
        assert new["reader.current"].any()
        assert new["reader.nowhere.weight"].shape == (768, 2)


def test_the_verifier_of_another_reader_goes(exported: Path) -> None:
    described = json.loads((exported / MODEL_FILE).read_text("utf-8"))
    assert not (exported / VERIFIER_FILE).exists()
    assert VERIFIER_FILE not in described["sha256"]
    assert "verifier" not in described["recipe"]
    assert Model.load(exported).verifier is None


def test_a_reader_that_was_exported_can_be_trained_further(reader, exported: Path) -> None:
    again = Reader.from_shipped(exported)
    wanted = reader.state_dict()
    for name, value in again.state_dict().items():
        if name.startswith(("layers.", "word")):
            spread = float(wanted[name].abs().max())
            torch.testing.assert_close(value, wanted[name], atol=0.02 * spread + 1e-4, rtol=0)
    spread = float(reader.lift.weight.abs().max())
    torch.testing.assert_close(again.lift.weight, reader.lift.weight, atol=0.02 * spread, rtol=0)
    for head in (
        "tags.1",
        "tags.3",
        "asks",
        "answers",
        "nowhere",
        "kind",
        "plain",
        "means",
        "named",
    ):
        weight, bias = (f"{head}.{part}" for part in ("weight", "bias"))
        found, spread = again.state_dict(), float(wanted[weight].abs().max())
        torch.testing.assert_close(found[weight], wanted[weight], atol=0.02 * spread, rtol=0)
        torch.testing.assert_close(found[bias], wanted[bias], atol=0.01, rtol=0)
    torch.testing.assert_close(again.current, reader.current, atol=0.01, rtol=0)
