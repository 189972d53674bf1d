"""The topic head: what it learns from, what it learns, and what of the weights it rewrites."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the head is fitted with scipy: the extra 'train'")
pytest.importorskip("onnx", reason="embeddings are read with onnx: the extra 'train'")

from scipy.sparse import csr_matrix

from training.data.topical import Article, codes_by_name, few_shot
from training.labels import TOPICS
from training.topic_fitting import Fitted, Lesson, fitted_on, left_out_logits
from training.topic_head import USUAL, Calibration, calibration, write
from training.topic_reading import counts_of, embeddings_of, kept_counts, word_scores
from worker.nlp.model import heads
from worker.nlp.model.encoder import WEIGHTS, Encoder
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE, Heads

POLITICS, SPORT, HEALTH = (codes_by_name()[name] for name in ("politics", "sport", "health"))
EVERYTHING = frozenset(TOPICS)


def articles(few: bool = False) -> list[Article]:
    """Thirty articles of two topics in turn."""
    judged = frozenset({POLITICS, SPORT}) if few else EVERYTHING
    return [Article("", (topic,), judged) for _ in range(15) for topic in (POLITICS, SPORT)]


def counts() -> csr_matrix:
    """Pieces 0 and 1 are of one topic each; 2 and 3 are in the first articles, of either topic."""
    pieces = [2 + number // 2 % 2 if number < UNCLEAR else number % 2 for number in range(30)]
    return csr_matrix(np.eye(4, dtype=np.float32)[pieces])


UNCLEAR = 8
EMBEDDINGS = np.array([[1, 0], [-1, 0], [1, 0.1], [-1, 0.1]], dtype=np.float32)


@pytest.fixture(scope="module")
def head() -> Fitted:
    return fitted_on(Lesson.of(articles(), counts()), EMBEDDINGS)


def test_it_learns_the_words_of_each_topic(head: Fitted) -> None:
    politics, sport = TOPICS.index(POLITICS), TOPICS.index(SPORT)
    logits = head.logits(counts())[UNCLEAR:]
    assert (logits[::2, politics] > logits[::2, sport] + 1).all()
    assert (logits[1::2, sport] > logits[1::2, politics] + 1).all()


def test_a_word_shares_what_its_embedding_says(head: Fitted) -> None:
    column = TOPICS.index(POLITICS)
    assert head.words[2, column] > head.words[3, column] + 1
    alone = fitted_on(Lesson.of(articles(), counts()), np.zeros_like(EMBEDDINGS))
    assert alone.words[2, column] == pytest.approx(alone.words[3, column], abs=0.1)


def test_nothing_is_learned_of_what_nobody_was_asked() -> None:
    lesson = Lesson.of([*articles(few=True), Article("", (HEALTH,), EVERYTHING)], counts())
    health = TOPICS.index(HEALTH)
    assert (lesson.weights[:-1, health] == 0).all()
    assert lesson.weights[-1, health] == 1
    assert lesson.weights[0, TOPICS.index(POLITICS)] > 1


def test_an_article_is_judged_by_a_head_that_did_not_see_it() -> None:
    lesson = Lesson.of(articles(), counts())
    odd = np.array(lesson.wanted)
    odd[0] = odd[1]
    seen = lesson._replace(wanted=odd)
    column = TOPICS.index(POLITICS)
    honest = left_out_logits(lesson, EMBEDDINGS)[0, column]
    # That this article alone is turned round does not reach its own answer.
    assert left_out_logits(seen, EMBEDDINGS)[0, column] == pytest.approx(honest, abs=1e-4)


def test_calibration_scales_what_is_too_sure_and_finds_thresholds() -> None:
    draw = np.random.default_rng(0)
    logits = draw.normal(size=(3000, len(TOPICS))).astype(np.float32)
    wanted = (draw.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(np.float32)
    wanted[:, 0] = 0
    lesson = Lesson(csr_matrix((3000, 1)), wanted, np.ones_like(wanted))
    found = calibration(3 * logits, lesson)
    assert found.temperature == pytest.approx(3, rel=0.15)
    assert found.cuts[f"topic:{TOPICS[0]}"] == USUAL
    assert all(0.2 <= cut <= 0.6 for cut in found.cuts.values())


def test_pieces_are_counted_as_the_worker_counts_them(tmp_path: Path) -> None:
    words = ["Strikers", "in", "Peru", "want", "more", ",", "and", "strikers", "wait", "."]
    (row,) = (counts_of([" ".join(words)], WEIGHTS),)
    known, times = np.unique(Encoder.load().encode(words).pieces, return_counts=True)
    assert row.indices.tolist() == known.tolist()
    assert row.data == pytest.approx(1 + np.log(times))
    first = kept_counts(["a b", "c"], WEIGHTS, tmp_path)
    assert (kept_counts(["a b", "c"], WEIGHTS, tmp_path) != first).nnz == 0
    assert len(list(tmp_path.iterdir())) == 1
    kept_counts(["a", "b c"], WEIGHTS, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_only_the_topics_are_rewritten(tmp_path: Path) -> None:
    for name in (HEADS_FILE, MODEL_FILE):
        shutil.copy(WEIGHTS / name, tmp_path)
    pieces = len(embeddings_of(WEIGHTS))
    words = np.zeros((pieces, len(TOPICS)), dtype=np.float32)
    words[700, TOPICS.index(SPORT)] = 4
    head = Fitted(np.full(len(TOPICS), -1, np.float32), words, np.ones(pieces, np.float32))
    write(tmp_path, head, Calibration(2.0, 0.0, {f"topic:{SPORT}": 0.33}))
    before, after = (json.loads((one / MODEL_FILE).read_text()) for one in (WEIGHTS, tmp_path))
    assert after["thresholds"].pop(f"topic:{SPORT}") == 0.33
    before["thresholds"].pop(f"topic:{SPORT}")
    for one in (before, after):
        del one["heads"]["topics"], one["sha256"][HEADS_FILE]
    assert after == before
    with np.load(WEIGHTS / HEADS_FILE) as old, np.load(tmp_path / HEADS_FILE) as new:
        assert set(old.files) == set(new.files)
        for name in old.files:
            assert name.startswith("topics.") or np.array_equal(old[name], new[name])
    nothing = np.zeros(384, dtype=np.float32)
    scores = Heads.load(tmp_path).topics(nothing, nothing, np.array([700, 700]))
    assert scores[SPORT] == pytest.approx(1 / (1 + np.exp(-1.5)), abs=1e-3)
    assert scores[POLITICS] == pytest.approx(1 / (1 + np.exp(0.5)), abs=1e-3)


def test_word_scores_are_those_of_the_heads() -> None:
    rarity = np.array([0.5, 2, 0, 1], dtype=np.float32)
    known, scores = heads.word_scores(np.array([0, 1, 1, 3]), rarity)
    row = csr_matrix(np.array([[1, 1 + np.log(2), 0, 1]], dtype=np.float32))
    assert word_scores(row, rarity).toarray()[0][known] == pytest.approx(scores)


def test_articles_of_the_held_out_set_are_not_learned_from(tmp_path: Path) -> None:
    for folder in ("stances", "topics"):
        (tmp_path / folder).mkdir()
    rows = [
        {"category": "sports", "headline": title, "text": "They won."} for title in ("One", "Two")
    ]
    held_out = {"title": "One", "body": "They won."}
    (tmp_path / "topics/masakhanews_fewshot.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "stances/dev.jsonl").write_text(json.dumps(held_out))
    (only,) = few_shot(tmp_path)
    assert only.text == "Two\nThey won."
    assert only.topics == (SPORT,)
    assert len(only.judged) == 6
