"""The reader in PyTorch: the shipped tower's layers, with heads that read a passage once."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import torch
from torch import Tensor, nn

from training.encoder import EPSILON, HIDDEN, Layer, attention_mask
from training.model import features
from training.questions import POLARITY, Asked
from training.stance_reader.examples import HOLDER_TAGS, HOWS, TAGS
from training.stance_reader.shipped import Arrays, float_constants
from worker.nlp.model.encoder import EMBEDDINGS_FILE
from worker.nlp.model.heads import HEADS_FILE
from worker.nlp.model.reader import KINDS
from worker.nlp.model.tower import TOWER_FILE

_TURNED: Final = frozenset({"qkv.weight", "attended.weight", "up.weight", "down.weight"})
"""Matrices that the graph has as (in, out)."""

_IN_GRAPH: Final = ("tags.1", "tags.3", "asks", "answers")
_BESIDE_GRAPH: Final = ("nowhere", "kind", "plain", "means", "named", "unnamed")
"""The heads that are shipped; the others only help to learn."""

NO_SCORE: Final = -1e4
NAMES: Final = 64
"""Width in which the reader matches references with names."""

Spans: TypeAlias = Sequence[tuple[int, Sequence[int]]]
"""Of each span its row, and the places of its pieces in the row."""


class Rows(NamedTuple):
    """Passages with what comes before them, padded to one length."""

    pieces: Tensor
    """(rows, length) int64"""
    mask: Tensor
    """(rows, length) bool, true where anything stands"""
    current: Tensor
    """(rows, length) float32, 1 over the own sentences and the marks around them"""
    states: Tensor
    """(rows, length, HIDDEN) float32, what the encoder makes of each piece in its sentence"""


class Heads(nn.Module):
    """What is read off an encoder's last hidden states; a subclass has the encoder."""

    smoothing = 0.0
    """Share of the target's tags that is spread over all: even careful readers disagree."""

    def __init__(self, width: int, names: int) -> None:
        """Make untrained heads.

        Args:
            width: of the hidden states.
            names: width in which references are matched with names.

        """
        super().__init__()
        self.tags = _stack(width, HIDDEN, len(TAGS))
        self.holder_tags = nn.Linear(width, len(HOLDER_TAGS))
        self.asks = nn.Linear(width, HIDDEN)
        self.answers = nn.Linear(width, HIDDEN)
        self.nowhere = nn.Linear(2 * width, 2)
        self.kind = nn.Linear(width, len(KINDS))
        self.how = nn.Linear(2 * width, len(HOWS))
        self.plain = nn.Linear(2 * width, 2)
        self.means = nn.Linear(width, names)
        self.named = nn.Linear(width, names)
        self.unnamed = nn.Linear(width, 1)

    def names(self, hidden: Tensor, mask: Tensor, spans: Spans) -> Tensor:
        """Where the name of what each span means stands.

        Args:
            hidden: last hidden states.
            mask: of the rows.
            spans: pronouns and descriptions.

        Returns:
            Scores (spans, length + 1): each place of the row, nowhere in it.

        """
        given, rows = mean_of(hidden, spans), torch.tensor([row for row, _ in spans])
        scores = torch.einsum("nd,nld->nl", self.means(given), self.named(hidden)[rows])
        scores = (scores / math.sqrt(self.means.out_features)).masked_fill(~mask[rows], NO_SCORE)
        return torch.cat([scores, self.unnamed(given)], 1)

    def holders(self, hidden: Tensor, mask: Tensor, spans: Spans) -> Tensor:
        """Who holds the stance toward each target.

        Args:
            hidden: last hidden states.
            mask: of the rows.
            spans: the targets.

        Returns:
            Scores (targets, length + 2): each place of the row, the author, somebody elsewhere.

        """
        targets, rows = mean_of(hidden, spans), torch.tensor([row for row, _ in spans])
        scores = torch.einsum("nd,nld->nl", self.asks(targets), self.answers(hidden)[rows])
        scores = (scores / math.sqrt(HIDDEN)).masked_fill(~mask[rows], NO_SCORE)
        beside = self.nowhere(torch.cat([targets, hidden[rows, 0]], 1))
        return torch.cat([scores, beside], 1)


class Reader(Heads):
    """Six layers over frozen embeddings and the encoder's states; answers marked questions too."""

    def __init__(self, layers: int, inner: int, pieces: int, positions: int) -> None:
        super().__init__(HIDDEN, NAMES)
        self.register_buffer("word", torch.zeros(pieces, HIDDEN))
        self.register_buffer("position", torch.zeros(positions, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON).requires_grad_(False)
        self.layers = nn.ModuleList(Layer(0.1, inner) for _ in range(layers))
        self.roles = nn.Parameter(torch.zeros(2, HIDDEN))
        self.current = nn.Parameter(torch.zeros(HIDDEN))
        self.lift = nn.Linear(HIDDEN, HIDDEN, bias=False)
        nn.init.zeros_(self.lift.weight)
        self.polarity = _stack(3 * HIDDEN, 128, 3)
        self.relation = _stack(5 * HIDDEN, 128, 5)

    blanks = 0.0
    """Share of the pieces that are blanked in training, so that names are not learned by heart."""

    frozen = 0
    """The first so many layers, and the marks before them, are not trained."""

    def freeze(self, layers: int) -> None:
        """Train only what comes after the first so many layers: a step takes two thirds as long."""
        self.frozen = layers
        for layer in self.layers[:layers]:
            layer.requires_grad_(False)

    @classmethod
    def from_shipped(cls, weights: Path) -> "Reader":
        """Begin with what an exported folder has: embeddings, tower, and the heads of a reader."""
        encoder = float_constants(weights / EMBEDDINGS_FILE)
        tower = float_constants(weights / TOWER_FILE)
        layers = 1 + max(int(name.split(".")[0]) for name in tower if name[0].isdigit())
        inner = len(tower["0.up.bias"])
        reader = cls(layers, inner, len(encoder["word"]), len(encoder["position"]))
        reader.word.copy_(torch.from_numpy(encoder["word"]))
        reader.position.copy_(torch.from_numpy(encoder["position"].copy()))
        with torch.no_grad():
            reader.norm.weight.copy_(torch.from_numpy(encoder["norm.w"].copy()))
            reader.norm.bias.copy_(torch.from_numpy(encoder["norm.b"].copy()))
        for index, layer in enumerate(reader.layers):
            layer.load_state_dict(_layer_state(tower, index))
        with np.load(weights / HEADS_FILE) as heads:
            arrays = {name: heads[name].astype(np.float32) for name in heads.files}
        reader.roles.data.copy_(torch.from_numpy(arrays["tower.roles"]))
        for name, head in (("polarity", reader.polarity), ("relation", reader.relation)):
            linear = [one for one in head if isinstance(one, nn.Linear)]
            for index, one in enumerate(linear):
                one.weight.data.copy_(torch.from_numpy(arrays[f"{name}.{index}.weight"].T.copy()))
                one.bias.data.copy_(torch.from_numpy(arrays[f"{name}.{index}.bias"]))
        if "tags.1.weight" in tower:
            reader._read_on(tower, arrays)
        if "lift.weight" in tower:
            with torch.no_grad():
                reader.lift.weight.copy_(torch.from_numpy(tower["lift.weight"].T.copy()))
        return reader

    def _read_on(self, tower: Arrays, arrays: Arrays) -> None:
        """Take the heads of a reader that was shipped, to go on training it."""
        shipped = {name: (tower, name) for name in _IN_GRAPH}
        shipped |= {name: (arrays, f"reader.{name}") for name in _BESIDE_GRAPH}
        with torch.no_grad():
            for name, (given, known) in shipped.items():
                layer = self.get_submodule(name)
                assert isinstance(layer, nn.Linear)
                weight = np.ascontiguousarray(given[f"{known}.weight"].T, dtype=np.float32)
                layer.weight.copy_(torch.from_numpy(weight))
                bias = np.array(given[f"{known}.bias"], dtype=np.float32)
                layer.bias.copy_(torch.from_numpy(bias))
            current = np.array(arrays["reader.current"], dtype=np.float32)
            self.current.copy_(torch.from_numpy(current))

    def embed(self, pieces: Tensor) -> Tensor:
        """What the first layer reads, (rows, length, HIDDEN)."""
        hidden: Tensor = self.norm(self.word[pieces] + self.position[: pieces.shape[1]])
        return hidden

    def run(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Embedded pieces through all layers, the same shape."""
        attend = attention_mask(mask)
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            for layer in self.layers[: self.frozen]:
                hidden = layer(hidden, attend)
        for layer in self.layers[self.frozen :]:
            hidden = layer(hidden, attend)
        return hidden

    def forward(self, rows: Rows) -> Tensor:
        """Last hidden states of passages with what comes before, (rows, length, HIDDEN)."""
        marked = self.embed(rows.pieces)
        if self.training and self.blanks:
            marked = marked * (torch.rand(rows.pieces.shape) >= self.blanks)[:, :, None]
        marked = marked + rows.current[:, :, None] * self.current
        return self.run(marked + self.lift(rows.states), rows.mask)

    def ask(self, batch: Asked, states: Tensor, task: str) -> Tensor:
        """Scores of each marked question, (questions, labels).

        Args:
            batch: the questions.
            states: of the encoder, (questions, length, HIDDEN).
            task: whose head answers.

        """
        marked = self.embed(batch.pieces) + self.lift(states)
        marked = marked + batch.p[:, :, None] * self.roles[0] + batch.q[:, :, None] * self.roles[1]
        head = self.polarity if task == POLARITY else self.relation
        scores: Tensor = head(features(self.run(marked, batch.mask), batch, task))
        return scores


def mean_of(hidden: Tensor, spans: Spans) -> Tensor:
    """The mean of the hidden states of each span, (spans, HIDDEN)."""
    return torch.stack([hidden[row, list(places)].mean(0) for row, places in spans])


def _layer_state(tower: Arrays, index: int) -> dict[str, Tensor]:
    prefix = f"{index}."
    state = {}
    for name, value in tower.items():
        if name.startswith(prefix):
            own = name.removeprefix(prefix)
            tensor = torch.from_numpy(np.asarray(value, dtype=np.float32).copy())
            state[own] = tensor.T.contiguous() if own in _TURNED else tensor
    return state


def _stack(inputs: int, inner: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(0.1), nn.Linear(inputs, inner), nn.ReLU(), nn.Linear(inner, outputs)
    )
