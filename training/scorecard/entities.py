"""Entities: the tagger on given tokens, and the whole pipeline on the text they form."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from topics.events import Entity
from training.baselines import spacy_entities
from training.data.worldwide import DROPPED, MAX_WORDS
from training.labels import ENTITY_LABELS
from training.scorecard.figures import Figure, Ruler, Section, those_installed
from training.scorecard.inputs import InputError, read_rows, text_of
from training.scorecard.model import Model
from training.scorecard.tallies import Counts, by_set, f1
from worker.nlp.entities.kinds import TABLE
from worker.nlp.model.decoding import spans_of

Labelled = tuple[int, int, str]
"""First token, last token (exclusive), and a label in lower case."""

PLAIN: Final = frozenset({"person", "organization", "location"})
"""Labels that every data set has; a place counts as a location."""

WIKIGOLD: Final = {"PER": "Person", "ORG": "Organization", "LOC": "Location"}
"""Labels of other data sets, mapped to ours; unlisted labels are not scored."""

_TYPES: Final = {type_: label for type_, label in TABLE.label_of.items() if label in PLAIN}


class Row(NamedTuple):
    """Some sentences of an article, by token."""

    article: object
    tokens: list[str]
    gold: set[Labelled]


class File(NamedTuple):
    """One file: its name, its rows and its labels."""

    name: str
    rows: list[Row]

    @property
    def labels(self) -> set[str]:
        """The labels that occur in the file."""
        return {label for row in self.rows for _, _, label in row.gold}

    def known(self, said: Sequence[set[Labelled]]) -> list[set[Labelled]]:
        """Answers without labels that do not occur in the file."""
        return [{span for span in spans if span[2] in self.labels} for spans in said]


def read(paths: Sequence[Path]) -> list[File]:
    """Files of tokens and BIO tags, named after their folder (and the file if that is taken)."""
    files: list[File] = []
    for path in paths:
        name = path.resolve().parent.name
        if name in {file.name for file in files}:
            name = f"{name}_{path.stem}"
        parsed = read_rows(path, "a row of tokens and as many BIO tags", _row)
        foreign = any(tag[2:] in WIKIGOLD for _, _, tags in parsed for tag in tags)
        rows = []
        for number, (article, tokens, tags) in enumerate(parsed):
            rows += _pieces(number if article is None else article, tokens, tags, foreign)
        if not rows:
            raise InputError(f"{path}: has no tokens")
        files.append(File(name, rows))
    return files


def _row(row: Mapping[str, Any]) -> tuple[object, list[str], list[str]]:
    tokens, tags = list(map(text_of, row["tokens"])), list(map(text_of, row["tags"]))
    if len(tokens) != len(tags) or not all(tag == "O" or tag[:2] in {"B-", "I-"} for tag in tags):
        raise ValueError(tags)
    return row.get("article"), tokens, tags


def _pieces(article: object, tokens: list[str], tags: list[str], foreign: bool) -> list[Row]:
    """A row, split if it is longer than the tagger's training sentences."""
    named = [_named(tag, foreign) for tag in tags]
    rows = []
    for start in range(0, len(tokens), MAX_WORDS):
        piece = named[start : start + MAX_WORDS]
        gold = {span[:3] for span in spans_of(piece, [1.0] * len(piece))}
        rows.append(Row(article, tokens[start : start + MAX_WORDS], gold))
    return rows


def _named(tag: str, foreign: bool) -> str:
    label = WIKIGOLD.get(tag[2:]) if foreign else tag[2:]
    return f"{tag[:2]}{label}" if label and label not in DROPPED else "O"


def tagged(model: Model, row: Row) -> set[Labelled]:
    """The tagger's answers on given tokens."""
    vectors = model.encoder.encode(row.tokens).tokens
    return {span[:3] for span in model.heads.entities(vectors, row.tokens)}


def piped(model: Model, rows: Sequence[Row]) -> list[set[Labelled]]:
    """What the pipeline emits on the articles that the rows form, as token spans of the rows.

    Spaces separate the tokens, and line breaks the rows.
    """
    said: list[set[Labelled]] = [set() for _ in rows]
    for article in dict.fromkeys(row.article for row in rows):
        starts: dict[int, tuple[int, int]] = {}
        ends: dict[int, tuple[int, int]] = {}
        position = 0
        own = [at for at, row in enumerate(rows) if row.article == article]
        for at in own:
            for index, token in enumerate(rows[at].tokens):
                starts[position] = (at, index)
                ends[position + len(token)] = (at, index + 1)
                position += len(token) + 1
        text = "\n".join(" ".join(rows[at].tokens) for at in own)
        for start, end, label in mentions(model.analyzer.entities(text)):
            at, first = starts.get(start, (own[0], -1 - start))
            _, last = ends.get(end, (at, -1 - end))
            # A mention that cuts a token in two keeps offsets that match no true span.
            said[at].add((first, last, label))
    return said


def mentions(entities: Sequence[Entity]) -> set[Labelled]:
    """The names of people, organisations and places, including countries."""
    return {
        (mention.start, mention.end, _TYPES[entity.type])
        for entity in entities
        if entity.type in _TYPES
        for mention in entity.mentions
        if mention.kind == "name"
    }


def of_labels(
    files: Sequence[File], labels: frozenset[str]
) -> Callable[[Sequence[Sequence[set[Labelled]]]], Counts]:
    """Rows of right, found and wanted spans with these labels, for each file's answers."""

    def only(spans: set[Labelled]) -> set[Labelled]:
        return {span for span in spans if span[2] in labels}

    def counted(answers: Sequence[Sequence[set[Labelled]]]) -> Counts:
        return np.concatenate(
            [
                by_set(map(only, [row.gold for row in file.rows]), map(only, said))
                for file, said in zip(files, answers, strict=True)
            ]
        )

    return counted


def measure(model: Model, files: Sequence[File], ruler: Ruler) -> Section:
    """F1 over people, organisations and places, per file and overall, and for each label."""
    rows = sum(len(file.rows) for file in files)
    spans = sum(len(row.gold) for file in files for row in file.rows)
    section = Section(f"Entities: {', '.join(f.name for f in files)}, {rows} rows, {spans} names")
    head = [file.known([tagged(model, row) for row in file.rows]) for file in files]
    pipeline = [file.known(piped(model, file.rows)) for file in files]
    baselines = {"majority": [[set[Labelled]() for _ in file.rows] for file in files]}
    baselines |= those_installed(
        {
            "spacy": lambda: [
                file.known([spacy_entities(row.tokens) for row in file.rows]) for file in files
            ]
        },
        section,
    )

    def figure(name: str, labels: frozenset[str], answer: Any, which: Sequence[int]) -> Figure:
        chosen = [files[at] for at in which]
        return ruler.figure(
            f"entities.{name}",
            f1,
            of_labels(chosen, labels),
            [answer[at] for at in which],
            baselines={other: [given[at] for at in which] for other, given in baselines.items()},
            units=[(file.name, row.article) for file in chosen for row in file.rows],
        )

    every = range(len(files))
    known = {label for file in files for label in file.labels}
    section.figures = [figure("f1", PLAIN, pipeline, every)]
    section.figures += [
        figure(f"{file.name}.f1", PLAIN, pipeline, [at]) for at, file in enumerate(files)
    ]
    section.figures.append(figure("tagger_f1", PLAIN, head, every))
    section.figures += [
        figure(f"{file.name}.tagger_f1", PLAIN, head, [at]) for at, file in enumerate(files)
    ]
    section.figures += [
        figure(f"{label}_f1", frozenset({label}), head, every)
        for label in map(str.lower, ENTITY_LABELS)
        if label in known
    ]
    section.notes.append(
        "entities.f1 is over person, organisation and place: it compares the mentions that the "
        "whole pipeline emits, on the text that the given tokens make, with the exact spans. "
        "tagger_f1 and the figures of single labels are for the tagger alone, sentence by "
        "sentence, without gazetteers and rules. Leading articles and possessives are cut from "
        "spaCy's spans, because these sets do not count them as part of a name. The majority "
        "baseline finds no names."
    )
    return section
