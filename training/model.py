"""The encoder and its heads in PyTorch, and how word pieces become token vectors."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.labels import (
    ATTRIBUTION_LABELS,
    ENTITY_LABELS,
    POLARITIES,
    RELATIONS,
    TOPICS,
    bio,
)
from worker.nlp.shapes import WIDTH as SHAPE_WIDTH

HIDDEN: Final = 384
ATTENTION_HEADS: Final = 12
INNER: Final = 1536
PIECES: Final = 30522
POSITIONS: Final = 512
EPSILON: Final = 1e-12


class Batch(NamedTuple):
    """Sentences padded to one length, and which word each piece belongs to."""

    pieces: Tensor
    """(sentences, length) int64, 0 where padded"""
    mask: Tensor
    """(sentences, length) bool, true where a piece, [CLS] or [SEP] stands"""
    owners: Tensor
    """(sentences, length) int64: index of the word, or `words` where none"""
    words: int
    """words in the longest sentence"""
    shapes: Tensor
    """(sentences, words, SHAPE_WIDTH) float32"""


class Encoded(NamedTuple):
    """What the heads read of a batch."""

    tokens: Tensor
    """(sentences, words, HIDDEN)"""
    cls: Tensor
    mean: Tensor


class Layer(nn.Module):
    """One post-norm transformer layer; query, key and value in one product."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = dropout

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(sentences, length, HIDDEN) to the same shape; mask is (sentences, 1, 1, length)."""
        rows, length, _ = hidden.shape
        qkv = self.qkv(hidden).view(rows, length, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        # No dropout on attention: it halves the speed on a CPU and bought nothing.
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.attended(mixed.transpose(1, 2).reshape(rows, length, HIDDEN))
        hidden = self.attended_norm(hidden + cheap_dropout(mixed, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(hidden)))
        norm: Tensor = self.norm(hidden + cheap_dropout(inner, self.dropout, self.training))
        return norm


def cheap_dropout(values: Tensor, rate: float, training: bool) -> Tensor:
    """Drop whole features per sentence: one small random draw instead of one per element."""
    if not training or rate == 0:
        return values
    keep = torch.rand(values.shape[0], 1, values.shape[2]) >= rate
    return values * (keep / (1 - rate))


class Encoder(nn.Module):
    """Embeddings and a number of layers of a BERT-shaped encoder."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(PIECES, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))

    def load_arrays(self, arrays: dict[str, npt.NDArray[np.float32]]) -> None:
        """Fill in what `training.from_jar.read_weights` returned."""
        tensors = {name: torch.from_numpy(value.copy()) for name, value in arrays.items()}
        embeddings = "embeddings."
        state = {
            "word.weight": tensors[f"{embeddings}word_embeddings.weight"],
            "position.weight": tensors[f"{embeddings}position_embeddings.weight"],
            "kind": tensors[f"{embeddings}token_type_embeddings.weight"][0],
            "norm.weight": tensors[f"{embeddings}LayerNorm.weight"],
            "norm.bias": tensors[f"{embeddings}LayerNorm.bias"],
        }
        for index in range(len(self.layers)):
            source, target = f"encoder.layer.{index}.", f"layers.{index}."
            names = [f"{source}attention.self.{name}" for name in ("query", "key", "value")]
            state[f"{target}qkv.weight"] = torch.cat(
                [tensors[f"{name}.weight"] for name in names], dim=1
            ).T
            state[f"{target}qkv.bias"] = torch.cat([tensors[f"{name}.bias"] for name in names])
            for ours, theirs in (
                ("attended", "attention.output.dense"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
            ):
                state[f"{target}{ours}.weight"] = tensors[f"{source}{theirs}.weight"].T
                state[f"{target}{ours}.bias"] = tensors[f"{source}{theirs}.bias"]
            for ours, theirs in (
                ("attended_norm", "attention.output.LayerNorm"),
                ("norm", "output.LayerNorm"),
            ):
                state[f"{target}{ours}.weight"] = tensors[f"{source}{theirs}.weight"]
                state[f"{target}{ours}.bias"] = tensors[f"{source}{theirs}.bias"]
        self.load_state_dict(state)

    def freeze_embeddings(self) -> None:
        """Half the parameters, rarely touched by small data: leave them as they came.

        Saves a third of a step, and words that training never saw keep their place.
        """
        for parameter in (self.word.weight, self.position.weight, self.kind):
            parameter.requires_grad_(False)
        self.norm.requires_grad_(False)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Last hidden states, (sentences, length, HIDDEN)."""
        embedded = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.kind
        hidden: Tensor = self.norm(embedded)
        attend = None if bool(mask.all()) else mask[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, attend)
        return hidden


class Joint(nn.Module):
    """One encoder, five heads."""

    def __init__(self, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(layers, dropout)
        tagged = HIDDEN + SHAPE_WIDTH
        self.heads = nn.ModuleDict(
            {
                "entities": _stack(tagged, 192, len(bio(ENTITY_LABELS))),
                "attribution": _stack(tagged, 192, len(bio(ATTRIBUTION_LABELS))),
                "polarity": _stack(3 * HIDDEN, None, len(POLARITIES)),
                "relation": _stack(5 * HIDDEN, 256, len(RELATIONS)),
                "topics": _stack(2 * HIDDEN, None, len(TOPICS)),
            }
        )

    def encode(self, batch: Batch) -> Encoded:
        """Token vectors as means of their pieces, [CLS], and the mean of all pieces."""
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

    def polarity(self, targets: Tensor, cls: Tensor, mean: Tensor) -> Tensor:
        """Scores toward each target, (targets, 3)."""
        scores: Tensor = self.heads["polarity"](torch.cat([targets, cls, mean], dim=1))
        return scores

    def relation(self, p: Tensor, q: Tensor, cls: Tensor, mean: Tensor) -> Tensor:
        """Scores of each pair, (pairs, 5)."""
        scores: Tensor = self.heads["relation"](torch.cat([p, q, p * q, cls, mean], dim=1))
        return scores

    def topics(self, cls: Tensor, mean: Tensor) -> Tensor:
        """Scores of each text, (texts, 17)."""
        scores: Tensor = self.heads["topics"](torch.cat([cls, mean], dim=1))
        return scores


def _stack(inputs: int, inner: int | None, outputs: int) -> nn.Sequential:
    if inner is None:
        return nn.Sequential(nn.Dropout(0.1), nn.Linear(inputs, outputs))
    return nn.Sequential(
        nn.Dropout(0.1), nn.Linear(inputs, inner), nn.ReLU(), nn.Linear(inner, outputs)
    )
