"""PolNeAR: who said what in US political news; reads brat standoff into BIO tags per sentence."""

import re
from pathlib import Path
from typing import NamedTuple

from training.data.examples import Tagged
from training.data.words import Words, sentences_of

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
_ROLES = ("Source", "Cue", "Content")
MAX_WORDS = 160


class _Span(NamedTuple):
    role: str
    fragments: list[tuple[int, int]]


def read(directory: Path) -> list[Tagged]:
    """Read a split: `text/*.txt` and `attributions/*.ann` beside it.

    If several people annotated an article, the first in alphabetical order who marked anything
    counts.
    """
    by_article: dict[str, list[Path]] = {}
    for path in sorted((directory / "attributions").glob("*.ann")):
        by_article.setdefault(_ANNOTATOR.sub("", path.stem), []).append(path)
    examples: list[Tagged] = []
    for article in sorted(by_article):
        text_path = directory / "text" / f"{article}.txt"
        annotated = [path for path in by_article[article] if path.stat().st_size > 0]
        if not annotated or not text_path.is_file():
            continue
        # Offsets count characters, so newlines must not be translated.
        with text_path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        spans = outermost(annotated[0].read_text(encoding="utf-8"))
        for words in sentences_of(text):
            tags = _tags(words, spans)
            examples.extend(
                Tagged(words.texts[start : start + MAX_WORDS], tags[start : start + MAX_WORDS])
                for start in range(0, len(tags), MAX_WORDS)
            )
    return examples


def outermost(annotation: str) -> list[_Span]:
    """Sources, cues and contents of one article, except those nested in another's content.

    Args:
        annotation: brat standoff; spans are `T` lines, relations `E` lines.

    """
    spans, events = _spans_and_events(annotation)
    kept: list[_Span] = []
    contents = [
        (index, fragment)
        for index, event in enumerate(events)
        for name in event
        if name in spans and spans[name].role == "Content"
        for fragment in spans[name].fragments
    ]
    for index, event in enumerate(events):
        own = [spans[name] for name in event if name in spans and spans[name].role in _ROLES]
        cues = [fragment for span in own if span.role == "Cue" for fragment in span.fragments]
        nested = any(
            other != index and start <= cue[0] and cue[1] <= end
            for cue in cues
            for other, (start, end) in contents
        )
        if not nested:
            kept.extend(own)
    return kept


def _spans_and_events(annotation: str) -> tuple[dict[str, _Span], list[list[str]]]:
    """The spans by name, and for each event the names of its spans."""
    spans: dict[str, _Span] = {}
    events: list[list[str]] = []
    for line in annotation.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            role, _, offsets = fields[1].partition(" ")
            fragments = [
                (int(start), int(end))
                for start, end in (fragment.split() for fragment in offsets.split(";"))
            ]
            spans[fields[0]] = _Span(role, fragments)
        elif line.startswith("E") and len(fields) >= 2:
            events.append([part.partition(":")[2] for part in fields[1].split()])
    return spans, events


def _tags(words: Words, spans: list[_Span]) -> list[str]:
    tags = ["O"] * len(words.texts)
    first, last = words.starts[0], words.ends[-1]
    # Sources and cues are short, so where spans share a word they override contents.
    for role in ("Content", "Source", "Cue"):
        for span in spans:
            if span.role != role:
                continue
            for start, end in span.fragments:
                if start >= last or end <= first:
                    continue
                covered = words.covering(start, end)
                if covered is None:
                    continue
                for index in range(*covered):
                    tags[index] = f"{'B' if index == covered[0] else 'I'}-{role}"
    _begin_each_run(tags)
    return tags


def _begin_each_run(tags: list[str]) -> None:
    """Change an I tag in place to B where a run of its role begins."""
    previous = "O"
    for index, tag in enumerate(tags):
        if tag.startswith("I-") and previous[2:] != tag[2:]:
            tags[index] = "B" + tag[1:]
        previous = tags[index]
