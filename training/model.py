"""The whole model in PyTorch, and how word pieces become token vectors."""

from typing import Final, Literal, NamedTuple, TypeAlias

import torch
from torch import Tensor, nn

from training.encoder import HIDDEN, INNER, Encoder, Tower
from training.labels import (
    ATTRIBUTION_LABELS,
    ENTITY_LABELS,
    POLARITIES,
    RELATIONS,
    TOPICS,
    bio,
)
from training.questions import POLARITY, Asked, mean_over
from worker.nlp.english.shapes import WIDTH as SHAPE_WIDTH

Reader: TypeAlias = Literal["glance", "tower"]
"""Which part of the model answers a stance question."""

OF_THE_TOWER: Final = ("tower.", "heads.polarity.", "heads.relation.")
"""Prefixes of the names of the tower's parameters."""


class Batch(NamedTuple):
    """Sentences padded to one length, with the word that each piece belongs to."""

    pieces: Tensor
    """(sentences, length) int64, 0 where padded"""
    mask: Tensor
    """(sentences, length) bool, true for pieces, [CLS] and [SEP]"""
    owners: Tensor
    """(sentences, length) int64: index of the word, or `words` if none"""
    words: int
    """words in the longest sentence"""
    shapes: Tensor
    """(sentences, words, SHAPE_WIDTH) float32"""


class Encoded(NamedTuple):
    """What the heads read from a batch."""

    tokens: Tensor
    """(sentences, words, HIDDEN)"""
    cls: Tensor
    mean: Tensor


class Size(NamedTuple):
    """The size of a model."""

    layers: int = 6
    """layers of the shared encoder"""
    tower: int = 6
    """layers of the tower"""
    inner: int = 768
    """inner width of the encoder's feed-forward blocks"""
    tower_inner: int = INNER
    """inner width of the tower's feed-forward blocks"""


class Joint(nn.Module):
    """One encoder, the tower over it, and the heads."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.encoder = Encoder(size.layers, dropout, size.inner)
        self.tower = Tower(size.tower, dropout, size.tower_inner)
        tagged = HIDDEN + SHAPE_WIDTH
        self.heads = nn.ModuleDict(
            {
                "entities": _stack(tagged, 192, len(bio(ENTITY_LABELS))),
                "attribution": _stack(tagged, 192, len(bio(ATTRIBUTION_LABELS))),
                "polarity_glance": _stack(3 * HIDDEN, None, len(POLARITIES)),
                "relation_glance": _stack(5 * HIDDEN, 128, len(RELATIONS)),
                "polarity": _stack(3 * HIDDEN, 128, len(POLARITIES)),
                "relation": _stack(5 * HIDDEN, 128, len(RELATIONS)),
                "topics": _stack(2 * HIDDEN, None, len(TOPICS)),
            }
        )

    def encode(self, batch: Batch) -> Encoded:
        """Token vectors (means of their pieces), [CLS], and the mean of all pieces."""
        hidden = self.encoder(batch.pieces, batch.mask).float()
        rows, length, _ = hidden.shape
        slots = batch.words + 1
        flat = (batch.owners + torch.arange(rows)[:, None] * slots).reshape(-1)
        sums = torch.zeros(rows * slots, HIDDEN).index_add(0, flat, hidden.reshape(-1, HIDDEN))
        counts = torch.zeros(rows * slots).index_add(0, flat, torch.ones(rows * length))
        sums = sums.view(rows, slots, HIDDEN)[:, :-1]
        counts = counts.view(rows, slots)[:, :-1]
        mean = sums.sum(1) / counts.sum(1).clamp(min=1)[:, None]
        return Encoded(sums / counts.clamp(min=1)[:, :, None], hidden[:, 0], mean)

    def tag(self, name: str, encoded: Encoded, batch: Batch) -> Tensor:
        """Scores of every tag for every word, (sentences, words, labels)."""
        scores: Tensor = self.heads[name](torch.cat([encoded.tokens, batch.shapes], dim=2))
        return scores

    def let_learn(self, reader: Reader) -> None:
        """Train either the tower with its heads, or everything else except the embeddings."""
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(name.startswith(OF_THE_TOWER) == (reader == "tower"))
        self.encoder.freeze_embeddings()

    def ask(self, batch: Asked, task: str, reader: Reader) -> Tensor:
        """Scores of each question, (questions, labels).

        The glance reads the encoder's output, which is needed anyway. Where it sees no stance, the
        pipeline need not run the tower.
        """
        if reader == "tower":
            hidden = self.tower(self.encoder.embed(batch.pieces), batch)
            head = self.heads[task]
        else:
            hidden = self.encoder(batch.pieces, batch.mask)
            head = self.heads[f"{task}_glance"]
        scores: Tensor = head(features(hidden.float(), batch, task))
        return scores

    def topics(self, cls: Tensor, mean: Tensor) -> Tensor:
        """Scores of each text, (texts, 17)."""
        scores: Tensor = self.heads["topics"](torch.cat([cls, mean], dim=1))
        return scores


def features(hidden: Tensor, batch: Asked, task: str) -> Tensor:
    """A stance head's input: means over the marked spans and the sentence, and [CLS]."""
    q, cls = mean_over(hidden, batch.q), hidden[:, 0]
    mean = mean_over(hidden, batch.inner)
    if task == POLARITY:
        return torch.cat([q, cls, mean], 1)
    p = mean_over(hidden, batch.p)
    return torch.cat([p, q, p * q, cls, mean], 1)


def _stack(inputs: int, inner: int | None, outputs: int) -> nn.Sequential:
    if inner is None:
        return nn.Sequential(nn.Dropout(0.1), nn.Linear(inputs, outputs))
    return nn.Sequential(
        nn.Dropout(0.1), nn.Linear(inputs, inner), nn.ReLU(), nn.Linear(inner, outputs)
    )
