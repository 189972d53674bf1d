import itertools
from collections.abc import Iterator

import spacy
from spacy.language import Language

from topics.events import Article
from worker import nlp as language_side
from worker.nlp.pipeline import build
from worker.nlp.renewal import Renewed

ARTICLE = Article(
    id="a-1",
    title="Kolb praises Peru's miners",
    body="Anna Kolb praised Peru's miners. “Peru is great,” Kolb said. She left for Lima.",
)


def new_words() -> Iterator[str]:
    """Texts of a hundred words that no text before had."""
    for number in itertools.count():
        yield " ".join(f"w{number}x{word}" for word in range(100))


def cells(nlp: Language) -> int:
    """How many words the table of strings has places for."""
    return int(nlp.vocab.strings._map.capacity)


def read(nlp: Language, text: str) -> None:
    with nlp.memory_zone():
        nlp.make_doc(text)


def test_its_tables_do_not_grow_with_the_words_that_it_has_read() -> None:
    pipeline = Renewed(lambda: spacy.blank("en"), most=5_000)
    seen = []
    for text in itertools.islice(new_words(), 400):
        nlp = pipeline()
        read(nlp, text)
        seen.append(cells(nlp))
    assert max(seen[100:]) <= max(seen[:100])


def test_spacy_s_own_do() -> None:
    """If this fails, spaCy forgets the places of words too, and nothing need be renewed."""
    nlp = spacy.blank("en")
    before = cells(nlp)
    for text in itertools.islice(new_words(), 400):
        read(nlp, text)
    assert cells(nlp) >= 8 * before


def test_it_is_kept_for_as_long_as_it_may_be() -> None:
    loaded = []

    def load() -> Language:
        loaded.append(spacy.blank("en"))
        return loaded[-1]

    pipeline = Renewed(load, most=1_000)
    for text in itertools.islice(new_words(), 100):
        read(pipeline(), text)
    assert len(loaded) == 10


def test_what_it_finds_stays_the_same(model) -> None:
    pipeline = Renewed(lambda: build(model), most=1)
    first, second = pipeline(), pipeline()
    assert first is second
    found = [language_side.enrich(pipeline(), ARTICLE) for _ in range(2)]
    assert pipeline() is not first
    assert found[0] == found[1]
    assert found[0].stances
