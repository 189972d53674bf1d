"""A trained verifier among the weights: the worker answers as PyTorch does."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.export import WEIGHT_FILES  # noqa: E402
from training.stance_reader.network import Reader  # noqa: E402
from training.stance_verifier.examples import Gathered, example  # noqa: E402
from training.stance_verifier.export import export  # noqa: E402
from training.stance_verifier.network import Verifier, batch_of  # noqa: E402
from worker.nlp.model.encoder import WEIGHTS  # noqa: E402
from worker.nlp.model.heads import MODEL_FILE, Heads  # noqa: E402
from worker.nlp.model.verifier import Question, StanceVerifier  # noqa: E402
from worker.nlp.read_passage import ReadPassage  # noqa: E402


def test_the_worker_answers_as_pytorch_does(tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    shutil.copytree(WEIGHTS, weights)
    torch.manual_seed(0)
    verifier = Verifier(Reader.from_shipped(weights)).eval()
    torch.save({"verifier": verifier.state_dict(), "steps": 7}, tmp_path / "final.pt")
    told = export(tmp_path / "final.pt", weights, weights, "new")
    assert (told["model"], told["recipe"]["verifier"]) == ("new", {"steps": 7})
    assert told["int8_cosine"]["verifier"] > 0.98
    described = json.loads((weights / MODEL_FILE).read_text("utf-8"))
    assert set(described["sha256"]) == set(WEIGHT_FILES)

    states = np.random.default_rng(1).normal(size=(40, 384)).astype(np.float32)
    passage = ReadPassage((None, *range(38), None), states)
    worker = StanceVerifier.load(Heads.load(weights).verifier, weights)
    assert worker is not None
    for holder, polarity in (([3, 4], "favor"), ([], "against")):
        asked = Question([12], holder, [20], [30], "entity", polarity)  # type: ignore[arg-type]
        one = example(passage, asked, 0)
        with torch.no_grad():
            scores = verifier(batch_of([one], Gathered([one], states.astype(np.float16))))
        shares = scores.softmax(1)[0].numpy()
        side = 1 if polarity == "favor" else 2
        answer = worker.answer(passage, asked)
        # int8 in place of floats.
        assert answer.agreed == pytest.approx(shares[side], abs=0.05)
        assert answer.opposite == pytest.approx(shares[3 - side], abs=0.05)
