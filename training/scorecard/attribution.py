"""PolNeAR: who said what, from the text of whole articles, compared by exact characters."""

from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from topics.events import Attribution, Span
from training.baselines import quoted
from training.data import polnear
from training.data.words import words_of
from training.scorecard.annotated import Article, Attributed, Part, part_of
from training.scorecard.decisions import Decision
from training.scorecard.figures import Figure, Ruler, Section
from training.scorecard.inputs import refusing
from training.scorecard.model import Model
from training.scorecard.tallies import (
    Counts,
    by_answer,
    by_confidence,
    by_set,
    calibration_error,
    f1,
    precision,
    rows_of,
)
from worker.nlp.model.decoding import spans_of

_SHARED: Final = "shared"
_ALONE: Final = "alone"
ROLES: Final = ("source", "cue", "content")


class Pair(NamedTuple):
    """One article's attributions: the reference and the ones that are judged."""

    text: str
    gold: list[Attributed]
    said: list[Attributed]


def emitted(attributions: Sequence[Attribution], text: str) -> list[Attributed]:
    """The pipeline's attributions, as characters."""

    def part(*spans: Span | None) -> Any:
        return part_of(((span.start, span.end) for span in spans if span is not None), text)

    return [
        Attributed(part(one.source.span), part(one.cue), part(*one.content)) for one in attributions
    ]


def by_role(role: str) -> Callable[[Sequence[Pair]], Counts]:
    """Exact parts of one role: all fragments and no others."""

    def parts(attributions: Sequence[Attributed]) -> set[object]:
        return {getattr(one, role) for one in attributions} - {None}

    def counted(pairs: Sequence[Pair]) -> Counts:
        return by_set([parts(one.gold) for one in pairs], [parts(one.said) for one in pairs])

    return counted


def by_triple(pairs: Sequence[Pair]) -> Counts:
    """Whole attributions: source, cue and content all exact."""
    return by_set([set(one.gold) for one in pairs], [set(one.said) for one in pairs])


def by_content_token(pairs: Sequence[Pair]) -> Counts:
    """Tokens that are in any content."""
    rows = []
    for text, gold, said in pairs:
        words = words_of(text)
        truth, answer = (
            np.array(
                [
                    marked[start:end].any()
                    for start, end in zip(words.starts, words.ends, strict=True)
                ],
                dtype=bool,
            )
            for marked in (_marked(text, gold), _marked(text, said))
        )
        rows.append([(truth & answer).sum(), answer.sum(), truth.sum()])
    return rows_of(rows)


def shares_words(one: Part | None, other: Part | None) -> bool:
    """Whether two parts overlap."""
    return any(
        start < last and first < end for start, end in one or () for first, last in other or ()
    )


def _marked(text: str, attributions: Sequence[Attributed]) -> npt.NDArray[np.bool_]:
    marked = np.zeros(len(text), dtype=bool)
    for one in attributions:
        for start, end in one.content or ():
            marked[start:end] = True
    return marked


MEASURES: Final[dict[str, Callable[[Sequence[Pair]], Counts]]] = {
    **{f"{role}_f1": by_role(role) for role in ROLES},
    "triple_f1": by_triple,
    "content_token_f1": by_content_token,
}


def sureness(confidence: float, said: Attributed, gold: Sequence[Attributed]) -> Decision:
    """The confidence of an attribution, and whether the annotator marked one there too."""
    shared = any(
        shares_words(said.cue, one.cue) and shares_words(said.content, one.content) for one in gold
    )
    return Decision(_SHARED if shared else _ALONE, {_SHARED: confidence})


def agreement(articles: Sequence[Article]) -> tuple[list[Pair], list[int]]:
    """Every pair of annotators of the same article, with the article's number."""
    pairs, units = [], []
    for number, article in enumerate(articles):
        for one, other in combinations(article.annotations, 2):
            pairs.append(Pair(article.text, one, other))
            units.append(number)
    return pairs, units


def tagged(model: Model, directory: Path, ruler: Ruler) -> list[Figure]:
    """The tagger alone: spans in single sentences, before they become attributions."""
    with refusing(f"{directory}: not brat standoff"):
        sentences = polnear.read(directory)
    said = [
        {
            span[:3]
            for span in model.heads.attribution(model.encoder.encode(one.words).tokens, one.words)
        }
        for one in sentences
    ]
    gold = [{span[:3] for span in spans_of(one.tags, [1.0] * len(one.tags))} for one in sentences]

    def counted(role: str) -> Callable[[list[set[Any]]], Counts]:
        return lambda given: by_set(
            [{span for span in spans if span[2] == role} for spans in gold],
            [{span for span in spans if span[2] == role} for spans in given],
        )

    return [ruler.figure(f"polnear.tagged_{role}_f1", f1, counted(role), said) for role in ROLES]


def measure(
    model: Model,
    directory: Path,
    articles: Sequence[Article],
    train: Sequence[Article] | None,
    ruler: Ruler,
) -> Section:
    """Every figure of PolNeAR; an article's first annotator is the reference.

    Args:
        model: the model to judge.
        directory: the articles' folder.
        articles: the articles read from it.
        train: further articles for comparing annotators.
        ruler: computes the figures.

    """
    wanted = sum(len(article.annotations[0]) for article in articles)
    section = Section(
        f"Who said what, end to end: PolNeAR, {len(articles)} articles, {wanted} attributions"
    )
    believed = [(article.text, article.annotations[0]) for article in articles]
    pairs, surenesses, owners = [], [], []
    for number, (text, gold) in enumerate(believed):
        found = model.analyzer.attributions(text)
        said = emitted(found, text)
        pairs.append(Pair(text, gold, said))
        surenesses += [
            sureness(one.confidence or 0.0, it, gold) for one, it in zip(found, said, strict=True)
        ]
        owners += [number] * len(said)
    baselines = {
        "majority": [Pair(text, gold, []) for text, gold in believed],
        "quotes": [Pair(text, gold, _quotes(text)) for text, gold in believed],
    }
    section.figures = [
        ruler.figure(f"polnear.{name}", f1, counted, pairs, baselines=baselines)
        for name, counted in MEASURES.items()
    ]
    section.figures += tagged(model, directory, ruler)
    if surenesses:
        section.figures += [
            ruler.figure(
                "polnear.shared_precision", precision, by_answer, surenesses, units=owners
            ),
            ruler.figure(
                "calibration.attribution_ece",
                calibration_error,
                by_confidence,
                surenesses,
                units=owners,
            ),
        ]
        section.add_reliability("calibration.attribution_ece", surenesses)
    section.notes.append(
        "The figure shared_precision is the share of the emitted attributions whose cue and "
        "content share words with the cue and content of one that the annotator marked. The "
        "confidence of an attribution is the probability of this."
    )
    section.notes.append(
        "Characters must match exactly, except for white space at the edges; a content in several "
        "pieces counts as the set of them. The baseline of quotation marks takes whatever is in "
        "double quotation marks as a content. The majority baseline finds no attributions."
    )
    section.notes.append(
        "The figures tagged_* are for the tagger alone, on single sentences: a content of three "
        "sentences counts as three there, and as one in the figures above."
    )
    people, units = agreement([*articles, *(train or [])])
    if people:
        section.figures += [
            ruler.figure(f"polnear.human_{name}", f1, counted, people, units=units)
            for name, counted in MEASURES.items()
        ]
        section.notes.append(
            "The figures human_* say how far annotators agree, which is as high as a score can "
            f"get: {len(people)} pairs of people who marked the same article, in "
            f"{len(set(units))} articles{', most of them from the train split' if train else ''}."
        )
    return section


def _quotes(text: str) -> list[Attributed]:
    return [Attributed(None, None, part_of([span], text)) for span in quoted(text)]
