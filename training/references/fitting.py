"""A two-layer network over rows of features, fitted with numpy: a softmax over a phrase's rows.

The loss of a phrase is minus the log of the probability on the rows that are right together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from worker.nlp.entities.references.scene import FloatArray
from worker.nlp.entities.references.scorer import Network

_NEVER = -1e9
_LEAST = 1e-9
_CONSTANT = 1e-4
"""A feature that varies less is none."""

_LARGEST_SCALE = 8.0
"""A feature that is seldom set would otherwise count for too much where it is."""


@dataclass(frozen=True)
class Example:
    """One phrase: its rows, which may be the answer, and which are right."""

    rows: FloatArray
    allowed: FloatArray
    right: FloatArray


def fit(
    examples: Sequence[Example],
    *,
    units: int = 48,
    epochs: int = 16,
    rate: float = 3e-3,
    decay: float = 1e-2,
    dropout: float = 0.2,
    batch: int = 48,
    seed: int = 0,
) -> Network:
    """Fit a network with Adam, decoupled weight decay and a linearly falling rate."""
    rng = np.random.default_rng(seed)
    everything = np.concatenate([one.rows for one in examples])
    mean = everything.mean(axis=0)
    spread = everything.std(axis=0)
    scale = np.where(spread > _CONSTANT, 1.0 / np.maximum(spread, _CONSTANT), 0.0)
    scale = np.minimum(scale, _LARGEST_SCALE)
    width = everything.shape[1]
    parameters = [
        rng.normal(0, np.sqrt(1.0 / width), (width, units)).astype(np.float32),
        np.zeros(units, dtype=np.float32),
        rng.normal(0, np.sqrt(1.0 / units), units).astype(np.float32),
    ]
    inputs = [((one.rows - mean) * scale).astype(np.float32) for one in examples]
    moments = [np.zeros_like(one) for one in parameters]
    squares = [np.zeros_like(one) for one in parameters]
    step, steps = 0, epochs * ((len(examples) + batch - 1) // batch)
    for _ in range(epochs):
        order = rng.permutation(len(examples))
        for begin in range(0, len(order), batch):
            chosen = order[begin : begin + batch]
            gradients = _gradients(
                parameters, [inputs[i] for i in chosen], [examples[i] for i in chosen], rng, dropout
            )
            step += 1
            now = rate * (1 - step / (steps + 1))
            for number, gradient in enumerate(gradients):
                moments[number] = 0.9 * moments[number] + 0.1 * gradient
                squares[number] = 0.999 * squares[number] + 0.001 * gradient**2
                change = (moments[number] / (1 - 0.9**step)) / (
                    np.sqrt(squares[number] / (1 - 0.999**step)) + 1e-8
                )
                parameters[number] -= now * (change + decay * parameters[number])
    return Network(
        mean.astype(np.float32),
        scale.astype(np.float32),
        *(one[None].astype(np.float32) for one in parameters),
    )


def _gradients(
    parameters: Sequence[FloatArray],
    inputs: Sequence[FloatArray],
    examples: Sequence[Example],
    rng: np.random.Generator,
    dropout: float,
) -> list[FloatArray]:
    first, bias, second = parameters
    rows = np.concatenate(inputs)
    hidden = np.maximum(rows @ first + bias, 0.0)
    kept = (rng.random(hidden.shape) >= dropout).astype(np.float32) / (1 - dropout)
    hidden = hidden * kept
    starts = np.cumsum([0, *(len(one.rows) for one in examples[:-1])])
    owner = np.repeat(np.arange(len(examples)), [len(one.rows) for one in examples])
    allowed = np.concatenate([one.allowed for one in examples]) > 0
    right = np.concatenate([one.right for one in examples])
    scores = np.where(allowed, hidden @ second, _NEVER)
    weights = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    shares = weights / np.add.reduceat(weights, starts)[owner]
    known = shares * right
    errors = shares - known / np.maximum(np.add.reduceat(known, starts), _LEAST)[owner]
    errors /= len(examples)
    back = np.outer(errors, second) * (hidden > 0) * kept
    return [
        np.asarray(rows.T @ back, dtype=np.float32),
        np.asarray(back.sum(axis=0), dtype=np.float32),
        np.asarray(hidden.T @ errors, dtype=np.float32),
    ]
