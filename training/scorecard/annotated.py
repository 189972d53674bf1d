"""PolNeAR's articles with whole attributions: the source, cue and content of each."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from training.data.polnear import outermost
from training.scorecard.inputs import InputError, read_text, refusing

Part: TypeAlias = frozenset[tuple[int, int]]
"""The characters of a source, cue or content, in one or more fragments."""

_ANNOTATOR: Final = re.compile(r"_[0-9a-f]{4}$")


class Attributed(NamedTuple):
    """Who said what; a missing part is None."""

    source: Part | None
    cue: Part | None
    content: Part | None


class Article(NamedTuple):
    """A text and what each of its annotators marked."""

    text: str
    annotations: list[list[Attributed]]


def read(directory: Path) -> list[Article]:
    """The articles of a folder with `text/` and `attributions/`.

    An article's annotations come in alphabetical order, without empty ones. An article without text
    or marks is left out.
    """
    if not directory.is_dir():
        raise InputError(f"{directory}: no such folder")
    by_article: dict[str, list[Path]] = {}
    for path in sorted((directory / "attributions").glob("*.ann")):
        by_article.setdefault(_ANNOTATOR.sub("", path.stem), []).append(path)
    articles = []
    for name in sorted(by_article):
        text_path = directory / "text" / f"{name}.txt"
        marked = [path for path in by_article[name] if path.stat().st_size > 0]
        if marked and text_path.is_file():
            text = read_text(text_path)
            articles.append(Article(text, [_annotation(path, text) for path in marked]))
    if not articles:
        raise InputError(f"{directory}: has no annotated article (text/*.txt, attributions/*.ann)")
    return articles


def _annotation(path: Path, text: str) -> list[Attributed]:
    with refusing(f"{path}: not brat standoff"):
        return attributions(read_text(path), text)


def attributions(annotation: str, text: str) -> list[Attributed]:
    """The attributions of one article, except those nested in another's content."""
    lines = annotation.splitlines()
    spans = [line for line in lines if line.startswith("T")]
    kept = outermost(annotation)
    found = []
    for event in (line for line in lines if line.startswith("E")):
        # On its own, an event is nested in no other, so it is returned whole.
        own = outermost("\n".join([*spans, event]))
        if own and all(span in kept for span in own):
            parts = {
                role: part_of(
                    (place for span in own if span.role == role for place in span.fragments), text
                )
                for role in ("Source", "Cue", "Content")
            }
            found.append(Attributed(parts["Source"], parts["Cue"], parts["Content"]))
    return found


def part_of(fragments: Iterable[tuple[int, int]], text: str) -> Part | None:
    """Fragments without white space at their edges and between them; None if nothing is left.

    Fragments separated only by white space become one: standoff splits a span at every line break.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(fragments):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first == last:
            continue
        if joined and not text[joined[-1][1] : first].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return frozenset(joined) or None
