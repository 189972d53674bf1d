"""What the topic head reads of an article: which word pieces it has, and how often."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper
from scipy.sparse import csr_matrix, diags, load_npz, save_npz
from tokenizers import Tokenizer

from worker.nlp.english.letters import in_english_letters
from worker.nlp.model.encoder import EMBEDDINGS_FILE, TOKENIZER_FILE
from worker.nlp.model.sessions import graph_in

RARE: Final = 3
"""A word piece counts only if this many articles contain it."""

FloatArray = npt.NDArray[np.float32]


def kept_counts(texts: Sequence[str], weights: Path, cache: Path) -> csr_matrix:
    """The result of ``counts_of``, kept in a file for the same texts and the same pieces."""
    mark = hashlib.sha256((weights / TOKENIZER_FILE).read_bytes())
    for text in texts:
        mark.update(f"{len(text)} {text}".encode())
    file = cache / f"pieces-{mark.hexdigest()[:20]}.npz"
    if not file.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".partial.npz")
        save_npz(unfinished, counts_of(texts, weights))
        unfinished.rename(file)
    return load_npz(file).tocsr()


def counts_of(texts: Sequence[str], weights: Path) -> csr_matrix:
    """(texts, pieces): the damped counts of each text's word pieces."""
    tokenizer = Tokenizer.from_file(str(weights / TOKENIZER_FILE))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        ids = tokenizer.encode(in_english_letters(text), add_special_tokens=False).ids
        known, counts = np.unique(np.asarray(ids, dtype=np.int64), return_counts=True)
        rows.append(np.full(len(known), row))
        columns.append(known)
        values.append(1 + np.log(counts))
    shape = (len(texts), tokenizer.get_vocab_size())
    places = (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix((np.concatenate(values), places), shape, np.float32)


def embeddings_of(weights: Path) -> FloatArray:
    """(pieces, width): the vector of each word piece, before the encoder's first layer."""
    graph = onnx.load_from_string(graph_in(weights / EMBEDDINGS_FILE)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    table = held["word_quantized"].astype(np.float32) - held["word_zero_point"].astype(np.float32)
    vectors = table * held["word_scale"]
    return np.asarray(vectors - vectors.mean(axis=0), dtype=np.float32)


def rarity_of(counts: csr_matrix) -> FloatArray:
    """The inverse document frequency of each word piece; 0 for pieces in too few articles."""
    having = np.asarray((counts > 0).sum(axis=0))[0]
    rarity = np.log(counts.shape[0] / np.maximum(having, 1))
    return np.where(having >= RARE, rarity, 0).astype(np.float16).astype(np.float32)


def word_scores(counts: csr_matrix, rarity: FloatArray) -> csr_matrix:
    """Counts times rarity, each row of length 1: `word_scores` of the heads, for many texts."""
    scores = counts.multiply(rarity[None, :]).tocsr()
    norms = np.sqrt(np.asarray(scores.multiply(scores).sum(axis=1)))[:, 0]
    return (diags(1 / np.maximum(norms, 1e-6)) @ scores).tocsr().astype(np.float32)
