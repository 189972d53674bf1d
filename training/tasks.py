"""Turn examples into batches (pieces, shapes, augmentation, length buckets); the tasks' losses."""

import random
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.data.examples import Tagged, Topical
from training.labels import ATTRIBUTION_LABELS, ENTITY_LABELS, TOPICS, bio
from training.model import Batch, Encoded, Joint, Reader
from training.pieces import CLS, PAD, SEP, SPECIAL, Pieces, pieces_of
from training.questions import RELATION, Question, Questions
from worker.nlp.english.shapes import WIDTH, shape_features

IGNORED: Final = -100

LABELS: Final = {"entities": bio(ENTITY_LABELS), "attribution": bio(ATTRIBUTION_LABELS)}
RELATION_WEIGHTS: Final = (0.62, 2.16, 1.64, 2.16, 1.64)
"""Square root of the inverse share of each class in DSE, counted in both directions, and scaled to
a mean weight of 1."""

Example = Tagged | Topical


def sentences_in(example: Example) -> list[list[str]]:
    """An example's sentences as words; only a topical text has several."""
    return example.sentences if isinstance(example, Topical) else [example.words]


def recased(words: list[str], draw: random.Random) -> list[str]:
    """Occasionally convert a sentence to capitals, title case or lower case.

    Titles are written so, and the tag heads read case.
    """
    choice = draw.random()
    if choice < 0.06:
        return [word.upper() for word in words]
    if choice < 0.16:
        return [word[:1].upper() + word[1:] for word in words]
    if choice < 0.19:
        return [word.lower() for word in words]
    return words


def collate(sentences: Sequence[list[str]], pieces: Sequence[Pieces], shaped: bool) -> Batch:
    """Pad sentences into one batch.

    Args:
        sentences: words, for their shapes.
        pieces: the same sentences' pieces.
        shaped: whether the task reads shapes.

    """
    length = max(len(one.ids) for one in pieces) + 2
    words = max(len(sentence) for sentence in sentences)
    ids = np.full((len(pieces), length), PAD, dtype=np.int64)
    mask = np.zeros((len(pieces), length), dtype=bool)
    owners = np.full((len(pieces), length), words, dtype=np.int64)
    shapes = np.zeros((len(pieces), words if shaped else 0, WIDTH), dtype=np.float32)
    for row, (sentence, one) in enumerate(zip(sentences, pieces, strict=True)):
        end = len(one.ids) + 1
        ids[row, 0], ids[row, 1:end], ids[row, end] = CLS, one.ids, SEP
        mask[row, : end + 1] = True
        owners[row, 1:end] = one.owners
        if shaped:
            shapes[row, : len(sentence)] = shape_features(sentence)
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(owners),
        words,
        torch.from_numpy(shapes),
    )


def buckets(lengths: Sequence[int], rows: int, budget: int, draw: random.Random) -> list[list[int]]:
    """Batches of indices, each of similar length, in random order.

    Args:
        lengths: pieces of each example.
        rows: maximum examples in a batch.
        budget: maximum padded pieces in a batch.
        draw: randomness of the order.

    """
    order = list(range(len(lengths)))
    draw.shuffle(order)
    batches: list[list[int]] = []
    pool = rows * 24
    for start in range(0, len(order), pool):
        batch: list[int] = []
        for index in sorted(order[start : start + pool], key=lambda one: lengths[one]):
            if batch and (len(batch) == rows or lengths[index] * (len(batch) + 1) > budget):
                batches.append(batch)
                batch = []
            batch.append(index)
        batches.append(batch)
    draw.shuffle(batches)
    return batches


class Task(Protocol):
    """A training task: examples by index, and the loss of a batch of them."""

    name: str
    lengths: list[int]

    def loss(self, model: Joint, indices: Sequence[int], draw: random.Random) -> Tensor:
        """The loss to minimise; `draw` is the randomness of the augmentation."""


class TextTask:
    """Tags or topics of sentences, tokenised once."""

    def __init__(self, name: str, examples: Sequence[Example], tokenizer: Tokenizer) -> None:
        self.name = name
        self.examples = list(examples)
        flat = [sentence for example in examples for sentence in sentences_in(example)]
        encoded = iter(pieces_of(tokenizer, flat))
        self.pieces = [[next(encoded) for _ in sentences_in(one)] for one in self.examples]
        self.lengths = [sum(len(one.ids) + 2 for one in pieces) for pieces in self.pieces]

    def loss(self, model: Joint, indices: Sequence[int], draw: random.Random) -> Tensor:
        """See `Task`."""
        logits, gold = self.forward(model, indices, draw)
        logits = logits.float()
        if self.name == "topics":
            return topic_loss(logits, gold)
        # A tag's mean loss is small because most tokens are outside: let it count beside the
        # others.
        return 2 * functional.cross_entropy(logits, gold, ignore_index=IGNORED)

    def forward(
        self, model: Joint, indices: Sequence[int], draw: random.Random | None
    ) -> tuple[Tensor, Tensor]:
        """Scores and gold answers of some examples.

        Args:
            model: scores them.
            indices: which examples.
            draw: randomness of the augmentation; None leaves the text unchanged.

        Returns:
            Logits (decisions, classes) and gold: class numbers, or for topics (texts, 17) with -1
            where unknown.

        """
        chosen = [self.examples[index] for index in indices]
        sentences = [sentence for one in chosen for sentence in sentences_in(one)]
        pieces = [piece for index in indices for piece in self.pieces[index]]
        tagging = self.name in LABELS
        if tagging and draw is not None:
            # Pieces are uncased, so case changes only the shapes.
            sentences = [recased(sentence, draw) for sentence in sentences]
        batch = collate(sentences, pieces, shaped=tagging)
        encoded = model.encode(batch)
        if tagging:
            return self._tags(model, chosen, encoded, batch)
        return _topics(model, chosen, encoded)

    def _tags(
        self, model: Joint, chosen: Sequence[Example], encoded: Encoded, batch: Batch
    ) -> tuple[Tensor, Tensor]:
        number = {label: index for index, label in enumerate(LABELS[self.name])}
        gold = torch.full((len(chosen), batch.words), IGNORED)
        for row, example in enumerate(chosen):
            assert isinstance(example, Tagged)
            gold[row, : len(example.tags)] = torch.tensor([number[tag] for tag in example.tags])
        return model.tag(self.name, encoded, batch).flatten(0, 1), gold.flatten()


class StanceTask:
    """Stance questions of one kind, answered by people, by a teacher, or by both."""

    def __init__(
        self,
        name: str,
        questions: Sequence[Question],
        tokenizer: Tokenizer,
        kind: str,
        reader: Reader = "glance",
    ) -> None:
        self.name = name
        self.kind = kind
        """POLARITY or RELATION"""
        self.reader: Reader = reader
        """the reader that learns from it"""
        self.asked = Questions(questions, tokenizer)
        self.lengths = self.asked.lengths

    def loss(self, model: Joint, indices: Sequence[int], draw: random.Random) -> Tensor:
        """See `Task`."""
        turning = draw if self.kind == RELATION else None
        batch, questions = self.asked.batch(indices, SPECIAL, turning)
        return stance_loss(model.ask(batch, self.kind, self.reader), questions)

    def forward(
        self, model: Joint, indices: Sequence[int], reader: Reader | None = None
    ) -> tuple[Tensor, Tensor]:
        """Scores by `reader` (by default the task's own), and the gold labels."""
        batch, questions = self.asked.batch(indices, SPECIAL)
        scores = model.ask(batch, self.kind, reader or self.reader)
        return scores.float(), torch.tensor([one.gold for one in questions])


def stance_loss(logits: Tensor, questions: Sequence[Question]) -> Tensor:
    """Cross-entropy with people's answers, the teacher's, or half of each."""
    logits = logits.float()
    kind = questions[0].task
    losses = []
    weights = []
    known = [row for row, one in enumerate(questions) if one.gold >= 0]
    taught = [row for row, one in enumerate(questions) if one.soft]
    if known:
        gold = torch.tensor([questions[row].gold for row in known])
        weight = torch.tensor(RELATION_WEIGHTS) if kind == RELATION else None
        losses.append(
            functional.cross_entropy(logits[known], gold, weight=weight, label_smoothing=0.05)
        )
        weights.append(len(known))
    if taught:
        soft = torch.tensor([questions[row].soft for row in taught])
        losses.append(functional.cross_entropy(logits[taught], soft))
        weights.append(len(taught))
    total = sum(weights)
    return torch.stack([loss * (w / total) for loss, w in zip(losses, weights, strict=True)]).sum()


def topic_loss(logits: Tensor, gold: Tensor) -> Tensor:
    """Binary cross-entropy over the judged topics; gold is -1 for the others."""
    known = gold >= 0
    loss = functional.binary_cross_entropy_with_logits(logits, gold.clamp(min=0), reduction="none")
    return (loss * known).sum() / known.sum().clamp(min=1) * 3


def _topics(model: Joint, chosen: Sequence[Example], encoded: Encoded) -> tuple[Tensor, Tensor]:
    cls, mean = [], []
    gold = torch.zeros(len(chosen), len(TOPICS))
    row = 0
    for index, example in enumerate(chosen):
        assert isinstance(example, Topical)
        end = row + len(example.sentences)
        cls.append(encoded.cls[row:end].mean(0))
        mean.append(encoded.mean[row:end].mean(0))
        row = end
        for column, code in enumerate(TOPICS):
            gold[index, column] = (code in example.present) if code in example.known else -1
    return model.topics(torch.stack(cls), torch.stack(mean)), gold
