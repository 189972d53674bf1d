"""Make layers narrower without training: keep fewer inner units and refit their outputs.

On news, half of the 1,536 inner units of a layer of e5-small-v2 carry nearly all of what its
feed-forward block adds. The other units are removed, and the output matrix is refitted by least
squares on real sentences. The layer's output hardly changes (0.2 to 3 % of its variance is lost),
at two thirds of the cost.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from training import base_encoder
from training.encoder import INNER, Encoder, Layer, Tower, attention_mask
from training.model import Joint, Size
from training.pieces import SPECIAL
from training.tasks import StanceTask, TextTask, buckets, collate, sentences_in

SENTENCES: Final = 1500
PIECES: Final = 30_000
RIDGE: Final = 1e-3
QUESTION_BATCHES: Final = 30
"""batches of each task"""


def from_e5(onnx_path: Path, size: Size, sentences: TextTask) -> Joint:
    """A model initialised from e5-small-v2.

    Args:
        onnx_path: what `training.base_encoder.unpack` wrote.
        size: of the model; an `inner` of 1,536 keeps the layers unchanged.
        sentences: where real sentences come from.

    """
    arrays = base_encoder.read_weights(onnx_path, max(size.layers, size.tower))
    wide = Joint(size._replace(inner=INNER, tower_inner=INNER))
    wide.encoder.load_arrays(arrays)
    wide.tower.load_arrays(arrays)
    if size.tower_inner != INNER:
        raise ValueError(
            "the tower starts at its full width, and is made narrower after it is trained"
        )
    if size.inner == INNER:
        return wide
    narrow = Joint(size)
    narrow.tower.load_state_dict(wide.tower.state_dict())
    narrow.encoder.load_state_dict(
        {k: v for k, v in wide.encoder.state_dict().items() if not k.startswith("layers.")},
        strict=False,
    )
    with torch.no_grad():
        _refit(wide, narrow, sentences)
    return narrow


def _refit(wide: Joint, narrow: Joint, sentences: TextTask) -> None:
    wide.eval()
    narrow.eval()
    chosen = random.Random(0).sample(
        range(len(sentences.examples)), min(SENTENCES, len(sentences.examples))
    )
    lengths = [sentences.lengths[index] for index in chosen]
    states: list[tuple[Tensor, Tensor]] = []
    for batch in buckets(lengths, 64, 4000, random.Random(0)):
        indices = [chosen[one] for one in batch]
        words = [line for index in indices for line in sentences_in(sentences.examples[index])]
        pieces = [piece for index in indices for piece in sentences.pieces[index]]
        collated = collate(words, pieces, shaped=False)
        states.append((narrow.encoder.embed(collated.pieces), collated.mask))
    _refit_layers(wide.encoder, narrow.encoder, states)


def with_narrow_tower(wide: Joint, inner: int, tasks: Sequence[StanceTask]) -> Joint:
    """The same model with fewer inner units in its tower, refitted.

    Args:
        wide: a trained model.
        inner: units to keep in each layer of the tower.
        tasks: questions for the refit.

    """
    narrow = Joint(wide.size._replace(tower_inner=inner))
    kept = {k: v for k, v in wide.state_dict().items() if not k.startswith("tower.layers.")}
    narrow.load_state_dict(kept, strict=False)
    wide.eval()
    narrow.eval()
    with torch.no_grad():
        states: list[tuple[Tensor, Tensor]] = []
        for task in tasks:
            batches = buckets(task.lengths, 64, 4000, random.Random(0))
            for indices in random.Random(0).sample(batches, min(QUESTION_BATCHES, len(batches))):
                batch, _ = task.asked.batch(indices, SPECIAL)
                states.append(
                    (wide.tower.marked(wide.encoder.embed(batch.pieces), batch), batch.mask)
                )
        _refit_layers(wide.tower, narrow.tower, states)
    return narrow


def _refit_layers(
    wide: Encoder | Tower, narrow: Encoder | Tower, states: list[tuple[Tensor, Tensor]]
) -> None:
    """Fill every narrow layer from its wide one; `states`: the first layer's inputs and masks."""
    for old, new in zip(wide.layers, narrow.layers, strict=True):
        assert isinstance(old, Layer)
        assert isinstance(new, Layer)
        half = [(old.attend(hidden, attention_mask(mask)), mask) for hidden, mask in states]
        inner = torch.cat([functional.gelu(old.up(hidden))[mask] for hidden, mask in half])
        narrow_layer(old, new, inner[:PIECES])
        states = [(new(hidden, attention_mask(mask)), mask) for hidden, mask in states]


def narrow_layer(old: Layer, new: Layer, inner: Tensor) -> float:
    """Fill a layer with the most informative inner units of another, refitted.

    Args:
        old: the wide layer.
        new: the narrow one.
        inner: (pieces, width of old) float32, activations of the inner units on real text.

    Returns:
        The share of the variance of the feed-forward output of `old` that `new` misses.

    """
    values = inner.double()
    weight = old.down.weight.double()
    wanted = values @ weight.T
    telling = values.var(0) * weight.square().sum(0)
    kept = telling.argsort(descending=True)[: new.up.out_features].sort().values
    ones = torch.ones(len(values), 1, dtype=torch.double)
    given = torch.cat([values[:, kept], ones], 1)
    square = given.T @ given
    square += torch.eye(len(square), dtype=torch.double) * RIDGE * square.diagonal().mean()
    fitted = torch.linalg.solve(square, given.T @ wanted)
    state = old.state_dict()
    state["up.weight"], state["up.bias"] = state["up.weight"][kept], state["up.bias"][kept]
    state["down.weight"] = fitted[:-1].T.float()
    state["down.bias"] = state["down.bias"] + fitted[-1].float()
    new.load_state_dict(state)
    missed = (given @ fitted - wanted).square().mean()
    return float(missed / (wanted - wanted.mean(0)).square().mean())
