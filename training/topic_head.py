"""The topic head: two linear readings of a text, added.

    python -m training.topic_head --data DATA --base FOLDER --weights FOLDER

One reads the encoder's vectors, averaged over the text's sentences; the encoder is trained for who
says what of whom, and such an average is blunt. The other reads which word pieces the text has,
whatever their order. Both are fitted together, on what is labelled and on the answers that a
teacher gives to articles that nobody labelled (`training.topic_teacher`). The encoder stays as it
is, so this comes last.

The files of the weights folder are written anew; what the teacher and the encoder made of the
texts is kept in ``--cache``, for the next time.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from scipy.sparse import csr_matrix, diags, vstack
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.calibrate import fit_scalar
from training.data.examples import Topical
from training.data.topical import Texts, gold, labelled, unlabelled
from training.data.topics import MASAKHANEWS
from training.labels import TOPICS
from training.scores import f1
from training.topic_teacher import TopicTeacher, vectors
from worker.nlp.encoder import ENCODER_FILE, TOKENIZER_FILE, Encoder
from worker.nlp.heads import HEADS_FILE, MODEL_FILE
from worker.nlp.media_topics import LEAD_SENTENCES, LEAD_WEIGHT, TITLE_WEIGHT

ARTICLE_GOLD: Final = 30.0
"""What the class of a whole article counts beside one answer of the teacher."""

NO_ARTICLE: Final = 0.3
"""What a headline or a definition counts."""

CLASSES: Final = [TOPICS.index(code) for code in sorted(set(MASAKHANEWS.values()))]
"""The topics that whole articles have as their class."""

BESIDE_GOLD: Final = 0.3
"""What an unlabelled article counts for those."""

BESIDE_GOLD: Final = 0.1
"""What all this counts for the six topics that whole articles have as their class, beside those."""

DENSE_PENALTY: Final = 3e-5
WORDS_PENALTY: Final = 3e-6
DENSE_SCALE: Final = 0.14
WORDS_SCALE: Final = 5.0
"""How far the two readings spread; what spreads further is penalised less."""

LIKELIEST: Final = 10
"""How often an article's likeliest topic counts in the calibration."""

UNMEASURED: Final = 0.6
"""Where a topic begins to be emitted for which no article says where it should."""

STEPS: Final = 60
FOLDS: Final = 5
RARE: Final = 3
"""Articles that must have a word piece."""

NEGLIGIBLE: Final = 0.02
"""Weights of word pieces below this share of the largest do not ship."""

FloatArray = npt.NDArray[np.float32]


class Read(NamedTuple):
    """What the encoder makes of some texts: both averages, and damped counts of word pieces."""

    plain: FloatArray
    weighted: FloatArray
    """as the worker averages an article: title and lead count more"""
    counts: csr_matrix

    def rows(self, chosen: npt.NDArray[np.int64]) -> "Read":
        """Some of the texts."""
        return Read(self.plain[chosen], self.weighted[chosen], self.counts[chosen])


class Fitted(NamedTuple):
    """The head as the worker applies it: vectors @ dense + bias + word scores @ words."""

    dense: FloatArray
    bias: FloatArray
    words: FloatArray

    def logits(self, averaged: FloatArray, scores: csr_matrix) -> FloatArray:
        """(texts, topics), not calibrated."""
        return np.asarray(averaged @ self.dense + self.bias + scores @ self.words)


def read(encoder: Encoder, pieces: int, examples: Sequence[Topical]) -> Read:
    """Encode each text sentence by sentence; ``pieces`` is how many the vocabulary has."""
    plain, weighted, rows, columns, values = [], [], [], [], []
    for row, example in enumerate(examples):
        encoded = [encoder.encode(words) for words in example.sentences]
        both = np.stack([np.concatenate([one.cls, one.mean]) for one in encoded])
        weights = np.ones(len(encoded))
        weights[: LEAD_SENTENCES + 1] = LEAD_WEIGHT
        weights[0] = TITLE_WEIGHT
        plain.append(both.mean(axis=0))
        weighted.append(np.average(both, axis=0, weights=weights))
        known, counts = np.unique(
            np.concatenate([one.pieces for one in encoded]), return_counts=True
        )
        rows += [row] * len(known)
        columns += known.tolist()
        values += (1 + np.log(counts)).tolist()
    return Read(
        np.asarray(plain, dtype=np.float32),
        np.asarray(weighted, dtype=np.float32),
        csr_matrix((values, (rows, columns)), (len(examples), pieces), np.float32),
    )


def rarity_of(counts: csr_matrix) -> FloatArray:
    """The inverse document frequency of each word piece; 0 for those that few articles have."""
    having = np.asarray((counts > 0).sum(axis=0))[0]
    rarity = np.log(counts.shape[0] / np.maximum(having, 1))
    return np.where(having >= RARE, rarity, 0).astype(np.float16).astype(np.float32)


def word_scores(counts: csr_matrix, rarity: FloatArray) -> csr_matrix:
    """Counts times rarity, each text's of length 1: `worker.nlp.heads.word_scores` for many."""
    scores = counts.multiply(rarity[None, :]).tocsr()
    norms = np.sqrt(np.asarray(scores.multiply(scores).sum(axis=1)))[:, 0]
    return (diags(1 / np.maximum(norms, 1e-6)) @ scores).tocsr().astype(np.float32)


def fit(
    averaged: FloatArray, scores: csr_matrix, wanted: FloatArray, weights: FloatArray
) -> Fitted:
    """Both readings together, by penalised binary cross-entropy.

    Args:
        averaged: (texts, 768).
        scores: (texts, word pieces).
        wanted: (texts, topics): what the probabilities should be.
        weights: (texts, topics): what each of those counts.

    """
    middle, spread = averaged.mean(axis=0), averaged.std(axis=0) + 1e-6
    dense_rows = torch.from_numpy((averaged - middle) / spread * DENSE_SCALE)
    word_rows = _sparse(scores * WORDS_SCALE)
    truth, counting = torch.from_numpy(wanted), torch.from_numpy(weights)
    dense = torch.zeros(averaged.shape[1], wanted.shape[1], requires_grad=True)
    words = torch.zeros(scores.shape[1], wanted.shape[1], requires_grad=True)
    bias = torch.full((wanted.shape[1],), -2.0, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [dense, words, bias], max_iter=STEPS, history_size=8, line_search_fn="strong_wolfe"
    )
    shares = counting / counting.sum(dim=0)

    def closure() -> Tensor:
        optimizer.zero_grad()
        logits = dense_rows @ dense + word_rows @ words + bias
        losses = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
        penalty = DENSE_PENALTY * dense.square().sum() + WORDS_PENALTY * words.square().sum()
        loss: Tensor = (losses * shares).sum() + penalty
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    applied = dense.detach().numpy() * (DENSE_SCALE / spread)[:, None]
    heavy = words.detach().numpy() * WORDS_SCALE
    heavy[np.abs(heavy) < NEGLIGIBLE * np.abs(heavy).max()] = 0
    return Fitted(
        np.asarray(applied, dtype=np.float32),
        np.asarray(bias.detach().numpy() - middle @ applied, dtype=np.float32),
        np.asarray(heavy, dtype=np.float32),
    )


def _sparse(matrix: csr_matrix) -> Tensor:
    matrix.sort_indices()
    return torch.sparse_csr_tensor(
        torch.from_numpy(matrix.indptr.astype(np.int64)),
        torch.from_numpy(matrix.indices.astype(np.int64)),
        torch.from_numpy(matrix.data.astype(np.float32)),
        matrix.shape,
        check_invariants=True,
    )


class Lesson(NamedTuple):
    """One set of texts as the head sees it."""

    texts: Texts
    read: Read
    answers: FloatArray
    """the teacher's"""

    def without(self, left_out: npt.NDArray[np.int64]) -> "Lesson":
        """The same without some of its texts."""
        kept = np.setdiff1d(np.arange(len(self.texts.examples)), left_out)
        examples = [self.texts.examples[index] for index in kept]
        return Lesson(
            self.texts._replace(examples=examples), self.read.rows(kept), self.answers[kept]
        )


def fitted_on(lessons: Sequence[Lesson], rarity: FloatArray) -> Fitted:
    """The head, in two rounds.

    For the six topics that whole articles have as their class, a head that has seen nothing but
    those articles agrees better with such classes than the teacher does, and the teacher knows
    better what other newspapers write of. So the second round learns from the mean of both.
    """
    first = _round(lessons, rarity, beside_gold=0.0)
    second = []
    for lesson in lessons:
        own = first.logits(lesson.read.plain, word_scores(lesson.read.counts, rarity))
        mean = (_log_odds(lesson.answers) + own) / 2
        answers = lesson.answers.copy()
        answers[:, CLASSES] = 1 / (1 + np.exp(-mean[:, CLASSES]))
        second.append(lesson._replace(answers=answers))
    return _round(second, rarity, BESIDE_GOLD)


def _log_odds(probabilities: FloatArray) -> FloatArray:
    bounded = np.clip(probabilities, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)), dtype=np.float32)


def _round(lessons: Sequence[Lesson], rarity: FloatArray, beside_gold: float) -> Fitted:
    """Whole articles are read in both averages; where nobody judged, the teacher's word counts."""
    averaged, scores, wanted, weights = [], [], [], []
    for lesson in lessons:
        truth = gold(lesson.texts.examples)
        judged = ~np.isnan(truth)
        whole = lesson.texts.name in ("fewshot", "articles")
        sure = judged & whole
        believed = truth if whole else (truth + lesson.answers) / 2
        counting = np.where(sure, ARTICLE_GOLD, 1.0 if whole else NO_ARTICLE)
        # A newspaper's section is no class of an article, and six topics have better.
        others = np.where(sure, 1.0, beside_gold if whole else 0.0)
        counting[:, CLASSES] *= others[:, CLASSES]
        views = (lesson.read.plain, lesson.read.weighted) if whole else (lesson.read.plain,)
        for view in views:
            averaged.append(view)
            scores.append(word_scores(lesson.read.counts, rarity))
            wanted.append(np.where(judged, believed, lesson.answers))
            weights.append(counting / len(views))
    return fit(
        np.concatenate(averaged),
        vstack(scores).tocsr(),
        np.concatenate(wanted).astype(np.float32),
        np.concatenate(weights).astype(np.float32),
    )


def left_out_logits(lessons: Sequence[Lesson], rarity: FloatArray) -> FloatArray:
    """What heads that never saw them say of the articles that have a class, fold by fold."""
    articles = lessons[0]
    count = len(articles.texts.examples)
    order = np.random.default_rng(1).permutation(count)
    logits = np.zeros((count, len(TOPICS)), dtype=np.float32)
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        head = fitted_on([articles.without(out), *lessons[1:]], rarity)
        seen = articles.read.rows(out)
        logits[out] = head.logits(seen.plain, word_scores(seen.counts, rarity))
    return logits


def calibration(
    logits: FloatArray, examples: Sequence[Topical]
) -> tuple[float, float, dict[str, float]]:
    """Temperature, bias and the threshold of each topic, from articles that were left out.

    They have six of the 17 topics; the others get the same calibration and a cut of their own. The
    likeliest of an article counts more than the five others, most of which are easy.
    """
    truth = gold(examples)
    known, holds = logits[:, CLASSES], truth[:, CLASSES] > 0
    first = (np.arange(len(known)), known.argmax(axis=1))
    scores = np.concatenate([known.ravel(), np.repeat(known[first], LIKELIEST)])
    right = np.concatenate([holds.ravel(), np.repeat(holds[first], LIKELIEST)])
    temperature, bias = fit_scalar(scores.tolist(), right.tolist())
    cuts = dict.fromkeys((f"topic:{code}" for code in TOPICS), UNMEASURED)
    for column in CLASSES:
        sure = 1 / (1 + np.exp(-(logits[:, column] / temperature + bias)))
        cuts[f"topic:{TOPICS[column]}"] = _best_cut(sure, truth[:, column] > 0)
    return temperature, bias, cuts


def _best_cut(sure: FloatArray, right: npt.NDArray[np.bool_]) -> float:
    """The threshold of best F1 between 0.4 and 0.8; of several that are as good, the middlemost."""

    def quality(cut: float) -> tuple[float, float]:
        found = sure >= cut
        best = f1(int((found & right).sum()), int(found.sum()), int(right.sum()))
        return best, -abs(cut - 0.5)

    return float(max((step / 100 for step in range(40, 81, 5)), key=quality))


def no_words(pieces: int) -> dict[str, npt.NDArray[np.float16]]:
    """Stands for the second reading until `add` puts it there."""
    return {
        "topics.rarity": np.zeros(pieces, dtype=np.float16),
        "topics.words": np.zeros((pieces, len(TOPICS)), dtype=np.float16),
    }


def add(weights: Path, data: Path, base: Path, cache: Path) -> dict[str, Any]:
    """Fit the head for the encoder of a weights folder, and put it there.

    Returns:
        What model.json says now.

    """
    torch.set_num_threads(1)
    encoder = Encoder.load(weights)
    pieces = Tokenizer.from_file(str(weights / TOKENIZER_FILE)).get_vocab_size()
    mark = hashlib.sha256((weights / ENCODER_FILE).read_bytes()).hexdigest()[:12]
    sets = labelled(data)
    everything = [*sets, unlabelled(data)]
    seen = [
        _kept(cache / f"teacher-{one.name}.npy", lambda one=one: vectors(one.examples, base))
        for one in everything
    ]
    teacher = TopicTeacher(sets, seen[: len(sets)])
    lessons = [
        Lesson(
            one,
            _kept_read(cache / f"{mark}-{one.name}.npz", encoder, pieces, one),
            teacher.answers(rows),
        )
        for one, rows in zip(everything, seen, strict=True)
    ]
    rarity = rarity_of(vstack([lessons[0].read.counts, lessons[-1].read.counts]).tocsr())
    temperature, bias, cuts = calibration(left_out_logits(lessons, rarity), sets[0].examples)
    head = fitted_on(lessons, rarity)
    return _write(weights, head, rarity, (temperature, bias, cuts))


def _kept(path: Path, made: Callable[[], FloatArray]) -> FloatArray:
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, made())
    return np.asarray(np.load(path), dtype=np.float32)


def _kept_read(file: Path, encoder: Encoder, pieces: int, texts: Texts) -> Read:
    if not file.is_file():
        made = read(encoder, pieces, texts.examples)
        counts = made.counts
        np.savez(
            file,
            plain=made.plain,
            weighted=made.weighted,
            data=counts.data,
            indices=counts.indices,
            indptr=counts.indptr,
        )
    with np.load(file) as held:
        shape = (len(held["plain"]), pieces)
        counts = csr_matrix((held["data"], held["indices"], held["indptr"]), shape)
        return Read(held["plain"], held["weighted"], counts)


def _write(
    weights: Path,
    head: Fitted,
    rarity: FloatArray,
    calibrated: tuple[float, float, dict[str, float]],
) -> dict[str, Any]:
    with np.load(weights / HEADS_FILE) as archive:
        arrays = {name: archive[name] for name in archive.files if not name.startswith("topics.")}
    arrays |= {
        "topics.0.weight": head.dense.astype(np.float16),
        "topics.0.bias": head.bias.astype(np.float16),
        "topics.rarity": rarity.astype(np.float16),
        "topics.words": head.words.astype(np.float16),
    }
    np.savez_compressed(weights / HEADS_FILE, **arrays)
    temperature, bias, cuts = calibrated
    description: dict[str, Any] = json.loads((weights / MODEL_FILE).read_text("utf-8"))
    description["heads"]["topics"] = {
        "labels": list(TOPICS),
        "layers": 1,
        "temperature": temperature,
        "bias": [bias] * len(TOPICS),
        "calibrated_on": "the few-shot articles of MasakhaNEWS, each left out once: "
        "six of the 17 topics",
    }
    description["thresholds"] |= cuts
    description["sha256"][HEADS_FILE] = hashlib.sha256(
        (weights / HEADS_FILE).read_bytes()
    ).hexdigest()
    text = json.dumps(description, indent=2) + "\n"
    (weights / MODEL_FILE).write_text(text, encoding="utf-8")
    return description


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help="where all-mpnet-base-v2 lies")
    parser.add_argument("--weights", type=Path, required=True, help="what export wrote")
    parser.add_argument("--cache", type=Path, required=True, help="for what texts become")
    arguments = parser.parse_args()
    description = add(arguments.weights, arguments.data, arguments.base, arguments.cache)
    print(json.dumps(description["heads"]["topics"]))


if __name__ == "__main__":
    main()
