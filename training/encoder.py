"""The encoder and the tower in PyTorch, and the layer that both are made of."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.questions import Asked

HIDDEN: Final = 384
ATTENTION_HEADS: Final = 12
INNER: Final = 1536
PIECES: Final = 30522
POSITIONS: Final = 512
EPSILON: Final = 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer; query, key and value are one matrix product."""

    def __init__(self, dropout: float, inner: int = INNER) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up = nn.Linear(HIDDEN, inner)
        self.down = nn.Linear(inner, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = dropout

    def load_arrays(self, arrays: dict[str, npt.NDArray[np.float32]], index: int) -> None:
        """Load layer `index` of what `training.base_encoder.read_weights` returned."""
        source = f"encoder.layer.{index}."
        tensors = {
            name.removeprefix(source): torch.from_numpy(value.copy())
            for name, value in arrays.items()
            if name.startswith(source)
        }
        names = [f"attention.self.{name}" for name in ("query", "key", "value")]
        state = {
            "qkv.weight": torch.cat([tensors[f"{name}.weight"] for name in names], dim=1).T,
            "qkv.bias": torch.cat([tensors[f"{name}.bias"] for name in names]),
        }
        for ours, theirs in (
            ("attended", "attention.output.dense"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
        ):
            state[f"{ours}.weight"] = tensors[f"{theirs}.weight"].T
            state[f"{ours}.bias"] = tensors[f"{theirs}.bias"]
        for ours, theirs in (
            ("attended_norm", "attention.output.LayerNorm"),
            ("norm", "output.LayerNorm"),
        ):
            state[f"{ours}.weight"] = tensors[f"{theirs}.weight"]
            state[f"{ours}.bias"] = tensors[f"{theirs}.bias"]
        self.load_state_dict(state)

    def attend(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """The first half of the layer: attention and its norm."""
        rows, length, _ = hidden.shape
        qkv = self.qkv(hidden).view(rows, length, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        # No dropout on attention: it halves the speed and did not improve the scores.
        mixed = self.attended(RowByRow.apply(qkv, mask))
        norm: Tensor = self.attended_norm(
            hidden + cheap_dropout(mixed, self.dropout, self.training)
        )
        return norm

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(sentences, length, HIDDEN) to the same shape; mask is added to the attention scores."""
        hidden = self.attend(hidden, mask)
        inner = self.down(functional.gelu(self.up(hidden)))
        norm: Tensor = self.norm(hidden + cheap_dropout(inner, self.dropout, self.training))
        return norm


class RowByRow(torch.autograd.Function):
    """Attention of one row after the other, so that a row's scores stay in the processor's cache.

    On a CPU it takes two thirds of the time of attention over all rows at once. The backward pass
    of PyTorch's fused kernel takes longer than everything else there.
    """

    @staticmethod
    def forward(context: Any, qkv: Tensor, mask: Tensor | None) -> Tensor:
        """Mix the values.

        Args:
            context: remembers what the backward pass needs.
            qkv: queries, keys and values, (rows, length, 3, heads, width).
            mask: is added to the scores, (rows, 1, 1, length); None for nothing.

        Returns:
            (rows, length, heads * width).

        """
        rows, length, _, heads, width = qkv.shape
        mixed = qkv.new_empty(rows, length, heads, width)
        shares = qkv.new_empty(rows, heads, length, length)
        for row in range(rows):
            query, key, value = qkv[row].permute(1, 2, 0, 3).unbind(0)
            scores = torch.bmm(query * width**-0.5, key.transpose(1, 2)).float()
            if mask is not None:
                scores += mask[row]
            shares[row] = torch.softmax(scores, -1)
            mixed[row] = torch.bmm(shares[row], value).transpose(0, 1)
        context.save_for_backward(qkv, shares)
        return mixed.view(rows, length, heads * width)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, None]:
        """The gradient of queries, keys and values; none of the mask."""
        qkv, shares = context.saved_tensors
        rows, length, _, heads, width = qkv.shape
        found = torch.empty_like(qkv)
        for row in range(rows):
            query, key, value = qkv[row].permute(1, 2, 0, 3).unbind(0)
            given = gradient[row].view(length, heads, width).transpose(0, 1)
            share = shares[row]
            through = torch.bmm(given, value.transpose(1, 2)).float()
            toward = share.float()
            inner = toward * (through - (toward * through).sum(-1, keepdim=True))
            scores = (inner * width**-0.5).to(qkv.dtype)
            parts = found[row].permute(1, 2, 0, 3)
            parts[0] = torch.bmm(scores, key)
            parts[1] = torch.bmm(scores.transpose(1, 2), query)
            parts[2] = torch.bmm(share.transpose(1, 2), given)
        return found, None


def cheap_dropout(values: Tensor, rate: float, training: bool) -> Tensor:
    """Drop whole features per sentence: far fewer random numbers than one per element."""
    if not training or rate == 0:
        return values
    keep = torch.rand(values.shape[0], 1, values.shape[2]) >= rate
    return values * (keep / (1 - rate))


def attention_mask(mask: Tensor) -> Tensor | None:
    """Large negative scores for padding, to add to the attention scores; None without padding."""
    return None if bool(mask.all()) else (~mask)[:, None, None, :] * -1e4


class Encoder(nn.Module):
    """Embeddings and a number of layers of a BERT-shaped encoder."""

    def __init__(self, layers: int, dropout: float = 0.1, inner: int = INNER) -> None:
        super().__init__()
        self.word = nn.Embedding(PIECES, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))

    def load_arrays(self, arrays: dict[str, npt.NDArray[np.float32]]) -> None:
        """Fill in what `training.base_encoder.read_weights` returned."""
        with torch.no_grad():
            for ours, theirs in (
                (self.word.weight, "word_embeddings.weight"),
                (self.position.weight, "position_embeddings.weight"),
                (self.norm.weight, "LayerNorm.weight"),
                (self.norm.bias, "LayerNorm.bias"),
            ):
                ours.copy_(torch.from_numpy(arrays[f"embeddings.{theirs}"].copy()))
            kind = arrays["embeddings.token_type_embeddings.weight"][0]
            self.kind.copy_(torch.from_numpy(kind.copy()))
        for index, layer in enumerate(self.layers):
            assert isinstance(layer, Layer)
            layer.load_arrays(arrays, index)

    def freeze_embeddings(self) -> None:
        """Exclude the embeddings from training: half the parameters, rarely used by small data.

        This saves a third of each step, and words that training never sees keep their vectors.
        """
        for parameter in (self.word.weight, self.position.weight, self.kind):
            parameter.requires_grad_(False)
        self.norm.requires_grad_(False)

    def embed(self, pieces: Tensor) -> Tensor:
        """The first layer's input, (sentences, length, HIDDEN)."""
        embedded = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.kind
        hidden: Tensor = self.norm(embedded)
        return hidden

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Last hidden states, (sentences, length, HIDDEN)."""
        hidden = self.embed(pieces)
        attend = attention_mask(mask)
        for layer in self.layers:
            hidden = layer(hidden, attend)
        return hidden


class Tower(nn.Module):
    """A second encoder over the same embeddings, run once per question with its spans marked."""

    def __init__(self, layers: int, dropout: float = 0.1, inner: int = INNER) -> None:
        super().__init__()
        self.roles = nn.Parameter(torch.randn(2, HIDDEN) * 0.02)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))

    def load_arrays(self, arrays: dict[str, npt.NDArray[np.float32]]) -> None:
        """Fill in what `training.base_encoder.read_weights` returned."""
        for index, layer in enumerate(self.layers):
            assert isinstance(layer, Layer)
            layer.load_arrays(arrays, index)

    def marked(self, hidden: Tensor, batch: Asked) -> Tensor:
        """Embedded pieces with each role's vector added over its span; the same shape."""
        return hidden + batch.p[:, :, None] * self.roles[0] + batch.q[:, :, None] * self.roles[1]

    def forward(self, hidden: Tensor, batch: Asked) -> Tensor:
        """Mark the spans and return the last hidden states; the same shape."""
        hidden = self.marked(hidden, batch)
        attend = attention_mask(batch.mask)
        for layer in self.layers:
            hidden = layer(hidden, attend)
        return hidden
