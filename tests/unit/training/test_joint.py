"""Training on tiny data: it learns, it resumes, and the exported graph is the same function."""

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch, which only the extra 'train' installs")
pytest.importorskip("onnx", reason="the export needs onnx, which only the extra 'train' installs")

import onnxruntime
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

from training import blind_reader, graph
from training.data.examples import Tagged, Topical
from training.dev_scores import dev_score
from training.encoder import HIDDEN
from training.joint import begin_with
from training.joint_plan import epoch_ends, plan
from training.joint_run import Run
from training.labels import MIRRORED, POLARITIES, RELATIONS, TOPICS
from training.model import OF_THE_TOWER, Joint, Size, features
from training.narrowing import narrow_layer, with_narrow_tower
from training.pieces import SPECIAL
from training.progress import descent
from training.questions import POLARITY, RELATION, Question, turned
from training.tasks import StanceTask, Task, TextTask, buckets, stance_loss

WORDS = ["kolb", "ruiz", "praised", "blamed", "peru", "won", "the", "."]


@pytest.fixture
def tokenizer() -> Tokenizer:
    vocabulary = {"[UNK]": 100} | {word: 200 + index for index, word in enumerate(WORDS)}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106
    made.pre_tokenizer = Whitespace()
    return made


@pytest.fixture
def tasks(tokenizer: Tokenizer) -> dict[str, Task]:
    words = ["kolb", "praised", "ruiz", "."]
    tagged = [Tagged(words, ["B-Person", "O", "B-Person", "O"])] * 6
    said = [Tagged(words, ["B-Source", "B-Cue", "B-Content", "O"])] * 6
    about = [Topical([words, ["peru", "won"]], frozenset(TOPICS[:1]), frozenset(TOPICS))] * 6
    toward = [Question(words, None, (2, 3), 2), Question(words, None, (0, 1), 1)] * 3
    pairs = [Question(words, (0, 1), (2, 3), 1)] * 6
    guessed = [Question(words, (0, 1), (2, 3), -1, (0.2, 0.8, 0.0, 0.0, 0.0))] * 6
    return {
        "entities": TextTask("entities", tagged, tokenizer),
        "attribution": TextTask("attribution", said, tokenizer),
        "topics": TextTask("topics", about, tokenizer),
        POLARITY: StanceTask(POLARITY, toward, tokenizer, POLARITY),
        RELATION: StanceTask(RELATION, pairs, tokenizer, RELATION),
        "taught_relation": StanceTask("taught_relation", guessed, tokenizer, RELATION),
    }


def make_run(layers: int = 1) -> Run:
    torch.manual_seed(3)
    model = Joint(Size(layers=layers, tower=1, inner=64, tower_inner=64))
    model.encoder.freeze_embeddings()
    model.train()
    return Run(model, seed=3, bf16=False)


def test_every_task_learns(tasks: dict[str, Task]) -> None:
    run = make_run()
    batches = plan(tasks, dict.fromkeys(tasks, 12.0), seed=3)
    losses: dict[str, list[float]] = {}
    for name, _, batch in batches:
        losses.setdefault(name, []).append(run.learn(tasks[name], batch, 1.0))
        run.step += 1
    for name, some in losses.items():
        assert some[-1] < some[0], name


def test_a_resumed_run_goes_on_as_if_never_stopped(tasks: dict[str, Task], tmp_path: Path) -> None:
    batches = plan(tasks, dict.fromkeys(tasks, 2.0), seed=3)

    def go(run: Run, until: int) -> None:
        while run.step < until:
            name, _, batch = batches[run.step]
            run.learn(tasks[name], batch, 1.0)
            run.step += 1

    straight = make_run()
    go(straight, 8)
    first = make_run()
    go(first, 4)
    first.save(tmp_path / "last.pt")
    second = make_run()
    second.resume(tmp_path / "last.pt")
    assert second.step == 4
    go(second, 8)
    for name, value in straight.model.state_dict().items():
        assert torch.equal(value, second.model.state_dict()[name]), name


def test_the_plan_spreads_and_repeats(tasks: dict[str, Task]) -> None:
    assert plan(tasks, dict.fromkeys(tasks, 3.0), 1) == plan(tasks, dict.fromkeys(tasks, 3.0), 1)
    batches = plan(tasks, dict.fromkeys(tasks, 3.0), 1)
    assert len(epoch_ends(batches)) == 3 * len(tasks)
    assert {name for name, _, _ in batches[: len(tasks) + 2]} == set(tasks)


def test_buckets_hold_every_example_once() -> None:
    lengths = [random.Random(1).randrange(3, 90) for _ in range(200)]
    batches = buckets(lengths, rows=8, budget=200, draw=random.Random(2))
    assert sorted(index for batch in batches for index in batch) == list(range(200))
    assert all(
        len(batch) == 1 or max(lengths[index] for index in batch) * len(batch) <= 200
        for batch in batches
    )


def test_rate_warms_up_and_comes_down() -> None:
    assert descent(0) == 0
    assert descent(0.06) == pytest.approx(1)
    assert descent(1) == 0


def test_every_kind_of_task_is_scored(tasks: dict[str, Task]) -> None:
    model = make_run().model
    for name, task in tasks.items():
        if not name.startswith("taught"):
            assert all(0 <= score <= 1 for score in dev_score(model, task).values()), name


def test_a_turned_question_has_the_turned_answer() -> None:
    assert [RELATIONS[index] for index in MIRRORED] == [
        "neutral",
        "q_favor_p",
        "q_against_p",
        "p_favor_q",
        "p_against_q",
    ]
    one = Question(["a", "b"], (0, 1), (1, 2), 2, (0.1, 0.2, 0.3, 0.4, 0.0))
    assert turned(one) == Question(["a", "b"], (1, 2), (0, 1), 4, (0.1, 0.4, 0.0, 0.2, 0.3))
    assert turned(turned(one)) == one
    toward = Question(["a"], None, (0, 1), POLARITIES.index("favor"))
    assert turned(toward) == toward


def test_marks_cover_the_pieces_of_the_spans(tasks: dict[str, Task]) -> None:
    task = tasks[RELATION]
    assert isinstance(task, StanceTask)
    batch, _ = task.asked.batch([0], SPECIAL)
    assert batch.pieces.tolist() == [[101, 200, 202, 201, 207, 102]]
    assert batch.p.tolist() == [[0, 1, 0, 0, 0, 0]]
    assert batch.q.tolist() == [[0, 0, 0, 1, 0, 0]]
    assert batch.inner.tolist() == [[0, 1, 1, 1, 1, 0]]
    hidden = torch.arange(6, dtype=torch.float32)[None, :, None].expand(1, 6, HIDDEN)
    read = features(hidden, batch, RELATION).view(5, HIDDEN)[:, 0]
    assert read.tolist() == [1.0, 3.0, 3.0, 0.0, 2.5]


def test_a_teacher_counts_as_much_as_people() -> None:
    logits = torch.tensor([[4.0, 0.0, 0.0]])
    words = ["a"]
    people = Question(words, None, (0, 1), 2)
    teacher = Question(words, None, (0, 1), -1, (1.0, 0.0, 0.0))
    both = Question(words, None, (0, 1), 2, (1.0, 0.0, 0.0))
    apart = [float(stance_loss(logits, [one])) for one in (people, teacher)]
    assert float(stance_loss(logits, [both])) == pytest.approx(sum(apart) / 2)


def test_narrowing_keeps_what_the_layer_says() -> None:
    torch.manual_seed(1)
    wide = Joint(Size(layers=1, tower=1, inner=64, tower_inner=64)).encoder.layers[0]
    narrow = Joint(Size(layers=1, tower=1, inner=32, tower_inner=64)).encoder.layers[0]
    with torch.no_grad():
        # Every second unit always says the same: what they add becomes part of the bias.
        wide.up.weight[::2] = 0
        wide.up.bias[::2] = 2
        hidden = torch.randn(50, 12, HIDDEN)
        inner = torch.nn.functional.gelu(wide.up(wide.attend(hidden, None))).flatten(0, 1)
        missed = narrow_layer(wide.eval(), narrow.eval(), inner)
        assert missed < 1e-3
        torch.testing.assert_close(narrow(hidden, None), wide(hidden, None), atol=0.05, rtol=0)


def test_padding_changes_nothing(tasks: dict[str, Task]) -> None:
    model = make_run().model.eval()
    ids = torch.tensor([[101, 200, 201, 102, 0, 0]])
    with torch.no_grad():
        padded = model.encoder(ids, ids > 0)[:, :4]
        plain = model.encoder(ids[:, :4], ids[:, :4] > 0)
    torch.testing.assert_close(padded, plain, atol=1e-5, rtol=0)


def test_the_graphs_are_the_same_functions() -> None:
    model = make_run(layers=2).model.eval()
    states = [
        {name: value.numpy() for name, value in part.state_dict().items()}
        for part in (model.encoder, model.tower)
    ]
    ids = np.array([[101, 200, 201, 205, 102]])
    with torch.no_grad():
        pieces = torch.from_numpy(ids)
        hidden = model.encoder(pieces, torch.ones_like(pieces, dtype=torch.bool))
        embedded = model.encoder.embed(pieces)
        read = model.tower.layers[0](embedded, None)
    for made, given, wanted in (
        (graph.embeddings_graph(states[0]), {"input_ids": ids}, [embedded]),
        (graph.encoder_graph(states[0], 2), {"embedded": embedded.numpy()}, [hidden]),
        (
            graph.reader_graph({**states[1], **blind_reader.graph_weights()}, 1),
            {"marked": embedded.numpy(), "states": np.ones_like(embedded)},
            [read],
        ),
    ):
        session = onnxruntime.InferenceSession(
            made.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        for one, other in zip(session.run(None, given)[: len(wanted)], wanted, strict=True):
            np.testing.assert_allclose(one, other.numpy(), atol=1e-4)


def test_only_who_learns_changes(tasks: dict[str, Task]) -> None:
    for reader, changes in (("tower", "tower."), ("glance", "encoder.layers.")):
        run = make_run()
        run.model.let_learn(reader)
        before = {name: value.clone() for name, value in run.model.state_dict().items()}
        task = tasks[RELATION]
        assert isinstance(task, StanceTask)
        task.reader = reader
        run.learn(task, [0, 1], 1.0)
        after = run.model.state_dict()
        changed = {name for name, value in after.items() if not torch.equal(value, before[name])}
        ours = {name for name in changed if name.startswith(OF_THE_TOWER)}
        assert any(name.startswith(changes) for name in changed)
        assert ours == (changed if reader == "tower" else set())


def test_a_narrow_tower_answers_as_the_wide_one(tasks: dict[str, Task]) -> None:
    torch.manual_seed(1)
    wide = Joint(Size(layers=1, tower=2, inner=32, tower_inner=64)).eval()
    with torch.no_grad():
        for layer in wide.tower.layers:
            # Every second unit always says the same: what they add becomes part of the bias.
            layer.up.weight[::2] = 0
            layer.up.bias[::2] = 2
    stances = [tasks[POLARITY], tasks[RELATION]]
    narrow = with_narrow_tower(wide, 32, stances)
    assert narrow.size == wide.size._replace(tower_inner=32)
    for task in stances:
        scores, _ = task.forward(wide, [0, 1], "tower")
        torch.testing.assert_close(
            task.forward(narrow, [0, 1], "tower")[0], scores, atol=0.05, rtol=0
        )


def test_a_tower_of_another_shape_begins_anew(tasks: dict[str, Task]) -> None:
    trained = Joint(Size(layers=1, tower=1, inner=32, tower_inner=32))
    saved = {"model": trained.state_dict(), "size": trained.size._asdict()}
    for layers, same in ((1, True), (2, False)):
        model = Joint(Size(layers=1, tower=layers, inner=32, tower_inner=32))
        begin_with(model, saved)
        assert torch.equal(model.encoder.word.weight, trained.encoder.word.weight)
        assert torch.equal(model.tower.roles, trained.tower.roles) == same
