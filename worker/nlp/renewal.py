"""A pipeline for a process that reads news for weeks.

spaCy forgets the words of an article (see `worker.nlp.pipeline.enrich`), but not their places: its
tables keep a used cell for each word that ever was, and double when most are used. There is no
way to empty them. News brings some twenty new words an article, so they would grow for ever.
"""

from collections.abc import Callable
from typing import Final

from spacy.language import Language

MOST_WORDS: Final = 200_000
"""Words that articles may add before the pipeline is built anew: those of some 1,600 articles.

Its tables have grown by three MiB then, and building it takes as long as reading a few articles."""


class Renewed:
    """A pipeline that is built anew before its tables have grown much."""

    def __init__(self, load: Callable[[], Language], most: int = MOST_WORDS) -> None:
        """Build it for the first time.

        Args:
            load: builds it; each must find the same in a text.
            most: words that articles may add to one.

        """
        self._load = load
        self._most = most
        self._nlp = load()
        self._at_first = len(self._nlp.vocab)

    def __call__(self) -> Language:
        """The pipeline for the next text."""
        # spaCy counts here what was added, and not what is still there.
        if len(self._nlp.vocab) - self._at_first >= self._most:
            self._nlp = self._load()
            self._at_first = len(self._nlp.vocab)
        return self._nlp
