"""One ONNX pass per sentence, aligned to the caller's tokens.

The int8 products take their scales from the tensor at hand, so the other sentences of a batch would
change the last digits of a sentence's vectors. Therefore each sentence is encoded alone and without
padding: the same sentence always gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from worker.nlp.model.sessions import open_session
from worker.nlp.model.word_means import word_means
from worker.nlp.model.word_pieces import WordPieces

FloatArray: TypeAlias = npt.NDArray[np.float32]
IntArray: TypeAlias = npt.NDArray[np.int64]

WEIGHTS: Final = Path(__file__).parent / "weights"
"""The folder of the packaged model."""

EMBEDDINGS_FILE: Final = "embeddings.int8.onnx.gz"
ENCODER_FILE: Final = "encoder.int8.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
MAX_PIECES: Final = 510
"""Word pieces in one pass: the model has 512 positions, and [CLS] and [SEP] take two."""


_PLACES: Final = 4_096
"""Places of a run of the embeddings, those that only fill up a row included: 6 MiB."""


class EncoderError(RuntimeError):
    """The model's files are missing or cannot be read."""


class Window(NamedTuple):
    """What one pass over at most 510 word pieces gives, with a row for each piece."""

    hidden: FloatArray
    """(n_pieces + 2, 384): [CLS], the pieces, [SEP]"""
    embedded: FloatArray
    """the same rows before the first layer; the spans of a question are marked in these"""
    owners: IntArray
    """(n_pieces,): the index of the word that each piece belongs to, in ascending order"""
    pieces: IntArray
    """(n_pieces,): the pieces' numbers in the vocabulary"""


class EncodedSentence(NamedTuple):
    """One sentence as the heads read it."""

    tokens: FloatArray
    """(n_tokens, 384): the mean of each token's pieces; zeros for a token without pieces."""
    cls: FloatArray
    """(384,): the [CLS] vector, averaged over the windows if there are several."""
    mean: FloatArray
    """(384,): the mean over all pieces without [CLS] and [SEP]."""
    windows: tuple[Window, ...] = ()
    """the passes that the sentence needed, nearly always one"""

    @property
    def pieces(self) -> IntArray:
        """The vocabulary ids of all its word pieces."""
        if len(self.windows) == 1:
            return self.windows[0].pieces
        return np.concatenate([np.zeros(0, np.int64), *(one.pieces for one in self.windows)])

    @property
    def states(self) -> FloatArray:
        """The hidden states of all its word pieces, (n_pieces, 384)."""
        if len(self.windows) == 1:
            return self.windows[0].hidden[1:-1]
        nothing = np.zeros((0, len(self.cls)), dtype=np.float32)
        return np.concatenate([nothing, *(one.hidden[1:-1] for one in self.windows)])


class _Pieces(NamedTuple):
    ids: list[int]
    words: list[int]


class Encoder:
    """The shared encoder: word embeddings and six transformer layers behind onnxruntime."""

    def __init__(
        self,
        embeddings: onnxruntime.InferenceSession,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
    ) -> None:
        self._embeddings = embeddings
        self._session = session
        self._pieces = WordPieces(tokenizer)
        self._cls = _special(tokenizer, "[CLS]")
        self._sep = _special(tokenizer, "[SEP]")
        self._width = int(session.get_outputs()[0].shape[-1])

    @classmethod
    def load(cls, directory: Path | None = None, threads: int = 1) -> "Encoder":
        """Load the encoder and its tokenizer.

        Args:
            directory: holds both graphs and tokenizer.json; the packaged weights if None.
            threads: threads of one pass; use one if several processes share the cores.

        Raises:
            EncoderError: a file is missing or onnxruntime cannot read it.

        """
        folder = WEIGHTS if directory is None else directory
        for name in (EMBEDDINGS_FILE, ENCODER_FILE, TOKENIZER_FILE):
            if not (folder / name).is_file():
                raise EncoderError(
                    f"no {name} in {folder}: the weights are part of the package; "
                    "install it whole, or point at a folder written by training.export"
                )
        try:
            embeddings = open_session(folder / EMBEDDINGS_FILE, threads, any_batch=True)
            session = open_session(folder / ENCODER_FILE, threads)
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        except Exception as error:  # onnxruntime and tokenizers raise types of their own
            raise EncoderError(f"cannot read the encoder in {folder}: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(embeddings, session, tokenizer)

    def common_words(self, count: int) -> list[str]:
        """The most frequent words of English news, in lower case."""
        return self._pieces.common(count)

    def count(self, words: Sequence[str]) -> int:
        """How many word pieces some words have."""
        return self._pieces.count(words)

    def encode(self, words: Sequence[str]) -> EncodedSentence:
        """Encode one sentence; see `encode_all`."""
        return self.encode_all([words])[0]

    def encode_all(self, sentences: Sequence[Sequence[str]]) -> list[EncodedSentence]:
        """Encode the sentences of a text, each by itself.

        A sentence of more than 510 pieces is cut at word boundaries into windows. They are encoded
        one by one and put together again. A single word of more than 510 pieces is truncated.

        Args:
            sentences: the tokens of each, in order; any strings, even none.

        Returns:
            Of each sentence, vectors aligned to its words, one row a word.

        """
        cut = [list(self._windows(words)) for words in sentences]
        rows = [self._row([window.ids]) for windows in cut for window in windows]
        embedded = iter(self._embedded(rows))
        read = [[self._window(window, next(embedded)) for window in windows] for windows in cut]
        every = [(one.hidden[1:-1], one.owners) for windows in read for one in windows]
        means = word_means(every)
        return [
            self._sentence(len(words), windows, list(islice(means, len(windows))))
            for words, windows in zip(sentences, read, strict=True)
        ]

    def read_pieces(self, ids: list[int]) -> tuple[FloatArray, FloatArray]:
        """Run the layers over some word pieces, at most 510.

        Returns:
            The hidden states after the last layer and the input of the first, (pieces + 2, 384)
            each: [CLS], the pieces, [SEP].

        """
        embedded = self.embedded([ids])
        return self._layers(embedded), embedded

    def embedded(self, parts: Sequence[Sequence[int]]) -> FloatArray:
        """What the first layer of an encoder reads.

        Args:
            parts: word pieces of one or more stretches of text, in text order.

        Returns:
            (pieces + parts + 1, 384): a row for [CLS], then each part's rows and one for [SEP].

        """
        return self._embedded([self._row(parts)])[0]

    def _row(self, parts: Sequence[Sequence[int]]) -> list[int]:
        row = [self._cls]
        for part in parts:
            row += [*part, self._sep]
        return row

    def _embedded(self, rows: Sequence[list[int]]) -> list[FloatArray]:
        """What the first layer reads of each row, many rows in one run."""
        found: list[FloatArray] = [np.zeros((0, 0), np.float32)] * len(rows)
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        while order:
            longest = len(rows[order[-1]])
            some = order[-max(1, _PLACES // longest) :]
            del order[-len(some) :]
            ids = np.full((len(some), longest), self._sep, dtype=np.int64)
            for number, at in enumerate(some):
                ids[number, : len(rows[at])] = rows[at]
            (embedded,) = self._embeddings.run(["embedded"], {"input_ids": ids})
            for number, at in enumerate(some):
                found[at] = embedded[number, : len(rows[at])]
        return found

    def _window(self, pieces: _Pieces, embedded: FloatArray) -> Window:
        owners = np.asarray(pieces.words, dtype=np.int64)
        ids = np.asarray(pieces.ids, dtype=np.int64)
        return Window(self._layers(embedded), embedded, owners, ids)

    def _layers(self, embedded: FloatArray) -> FloatArray:
        (hidden,) = self._session.run(["last_hidden"], {"embedded": embedded[None, :, :]})
        return np.asarray(hidden[0])

    def _sentence(
        self, words: int, windows: Sequence[Window], means: Sequence[tuple[IntArray, FloatArray]]
    ) -> EncodedSentence:
        """Put the windows of one sentence together; ``means`` has the words of each of them."""
        if len(windows) == 1:
            (window,), ((whose, rows),) = windows, means
            inner = window.hidden[1:-1]
            total, pieces, cls = np.add.reduce(inner, axis=0), len(inner), window.hidden[0]
            if len(whose) == words:
                return EncodedSentence(rows, cls, _share(total, pieces), tuple(windows))
        else:
            cls_sum, total = np.zeros((2, self._width), dtype=np.float32)
            for window in windows:
                cls_sum += window.hidden[0]
                total += np.add.reduce(window.hidden[1:-1], axis=0)
            pieces, cls = sum(len(one.pieces) for one in windows), _share(cls_sum, len(windows))
        tokens = np.zeros((words, self._width), dtype=np.float32)
        for whose, rows in means:
            tokens[whose] = rows
        return EncodedSentence(tokens, cls, _share(total, pieces), tuple(windows))

    def _windows(self, words: Sequence[str]) -> Iterator[_Pieces]:
        """At least one window, so that an empty sentence still has a [CLS]."""
        ids, owners = self._pieces(words)
        if len(ids) <= MAX_PIECES:
            yield _Pieces(ids, owners)
            return
        window = _Pieces([], [])
        for start, end in _runs(owners):
            length = min(end - start, MAX_PIECES)
            if window.ids and len(window.ids) + length > MAX_PIECES:
                yield window
                window = _Pieces([], [])
            window.ids.extend(ids[start : start + length])
            window.words.extend(owners[start : start + length])
        yield window


def _share(total: FloatArray, count: int) -> FloatArray:
    """The mean of what was added up; of nothing, zeros."""
    return np.asarray(total / np.float32(max(count, 1)))


def mean_of(rows: FloatArray) -> FloatArray:
    """The mean of some rows: the bits of ``rows.mean(axis=0)`` at half its price."""
    return np.asarray(np.add.reduce(rows, axis=0) / np.float32(len(rows)))


def _runs(owners: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(owners) + 1):
        if index == len(owners) or owners[index] != owners[start]:
            yield start, index
            start = index


def _special(tokenizer: Tokenizer, token: str) -> int:
    identifier = tokenizer.token_to_id(token)
    if identifier is None:
        raise EncoderError(f"the tokenizer has no {token}")
    return int(identifier)
