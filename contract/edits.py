"""Copies of an article as they are met in the news: the stated set of edits, each seeded.

New text is always the text of another article, so it is news prose that the original has not.
"""

import random
import re
from collections.abc import Callable

from contract.collection import Story

Edit = Callable[[Story, Story, random.Random], Story]

_RUN = 25


def exact(story: Story, _: Story, __: random.Random) -> Story:
    """The same text under another id."""
    return story


def laid_out_anew(story: Story, _: Story, __: random.Random) -> Story:
    """Same words: headline in capitals, other quotation marks and dashes, one space, no lines."""
    plain = story.body.translate(str.maketrans("\u201c\u201d\u2018\u2019\u2013\u2014", "\"\"''--"))
    return Story(story.id, story.title.upper(), " ".join(plain.split()), story.day)


def head_replaced(story: Story, other: Story, chance: random.Random) -> Story:
    """Another headline, and the first 10 to 25 % of the words are others."""
    words, new = story.body.split(" "), other.body.split(" ")
    at = _part(words, chance, 0.10, 0.25)
    return Story(story.id, other.title, " ".join([*new[:at], *words[at:]]), story.day)


def tail_replaced(story: Story, other: Story, chance: random.Random) -> Story:
    """The last 10 to 25 % of the words are others."""
    words, new = story.body.split(" "), other.body.split(" ")
    at = _part(words, chance, 0.10, 0.25)
    return Story(story.id, story.title, " ".join([*words[:-at], *new[-at:]]), story.day)


def tail_cut(story: Story, _: Story, chance: random.Random) -> Story:
    """The last 20 to 40 % of the words are gone: a shorter page."""
    words = story.body.split(" ")
    at = _part(words, chance, 0.20, 0.40)
    return Story(story.id, story.title, " ".join(words[:-at]), story.day)


def cut_to_half(story: Story, other: Story, _: random.Random) -> Story:
    """Another headline and only the first half of the words."""
    words = story.body.split(" ")
    return Story(story.id, other.title, " ".join(words[: len(words) // 2 + 1]), story.day)


def paragraph_dropped(story: Story, _: Story, chance: random.Random) -> Story:
    """One paragraph, anywhere, is gone."""
    paragraphs = _paragraphs(story.body)
    if len(paragraphs) > 1:
        del paragraphs[chance.randrange(len(paragraphs))]
    return Story(story.id, story.title, "\n\n".join(paragraphs), story.day)


def paragraph_added(story: Story, other: Story, chance: random.Random) -> Story:
    """One paragraph of other text, anywhere."""
    paragraphs = _paragraphs(story.body)
    new = chance.choice(_paragraphs(other.body))
    paragraphs.insert(chance.randrange(len(paragraphs) + 1), new)
    return Story(story.id, story.title, "\n\n".join(paragraphs), story.day)


def words_corrected(story: Story, other: Story, chance: random.Random) -> Story:
    """Three words in a hundred are others, spread over the text."""
    words, new = story.body.split(" "), other.body.split(" ")
    for at in chance.sample(range(len(words)), k=max(1, round(0.03 * len(words)))):
        words[at] = chance.choice(new)
    return Story(story.id, story.title, " ".join(words), story.day)


def updated(story: Story, other: Story, chance: random.Random) -> Story:
    """Another headline and a new lead; 20 to 40 % of the words new, in place of old ones."""
    return _rewritten(story, other, chance, chance.uniform(0.20, 0.40))


def mostly_new(story: Story, other: Story, chance: random.Random) -> Story:
    """As an update, but with 60 to 80 % of the words new."""
    return _rewritten(story, other, chance, chance.uniform(0.60, 0.80))


def in_a_longer_page(story: Story, other: Story, chance: random.Random) -> Story:
    """The whole story, with as much other text before and once more behind it."""
    words = story.body.split()
    new = _as_long(other.body.split(), 2 * len(words), chance)
    body = " ".join([*new[: len(words)], *words, *new[len(words) :]])
    return Story(story.id, other.title, body, story.day)


def teaser(story: Story, _: Story, __: random.Random) -> Story:
    """The headline and the first 15 % of the words."""
    words = story.body.split(" ")
    return Story(story.id, story.title, " ".join(words[: len(words) * 15 // 100 + 1]), story.day)


EDITS: tuple[Edit, ...] = (
    exact,
    laid_out_anew,
    head_replaced,
    tail_replaced,
    tail_cut,
    cut_to_half,
    paragraph_dropped,
    paragraph_added,
    words_corrected,
    updated,
)
# What a fingerprint of the whole text is not promised to find.
BEYOND: tuple[Edit, ...] = (in_a_longer_page, mostly_new, teaser)


def _rewritten(story: Story, other: Story, chance: random.Random, share: float) -> Story:
    paragraphs = _paragraphs(story.body)
    left = round(share * len(story.body.split()))
    spare = iter(_as_long(other.body.split(), left, chance))
    for place in [0, *chance.sample(range(1, len(paragraphs)), k=len(paragraphs) - 1)]:
        old = paragraphs[place].split()
        new = [word for word, _ in zip(spare, old, strict=False)]
        paragraphs[place] = " ".join([*new, *old[len(new) :]])
    return Story(story.id, other.title, "\n\n".join(paragraphs), story.day)


def _as_long(words: list[str], length: int, chance: random.Random) -> list[str]:
    """So many words; where there are too few, they come again in another order."""
    long = [*words]
    while len(long) < length:
        long += chance.sample(words, k=len(words))
    return long[:length]


def _part(words: list[str], chance: random.Random, least: float, most: float) -> int:
    return max(1, round(chance.uniform(least, most) * len(words)))


def _paragraphs(body: str) -> list[str]:
    """Its paragraphs; its sentences or runs of words, where one would be over a fifth of it."""
    for parts in (body.split("\n"), re.split(r"(?<=[.!?])\s+", body)):
        paragraphs = [part.strip() for part in parts if part.strip()]
        if max(map(len, paragraphs)) <= len(body) / 5:
            return paragraphs
    words = body.split()
    return [" ".join(words[at : at + _RUN]) for at in range(0, len(words), _RUN)]
