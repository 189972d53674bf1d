"""Finds who said what, from quotation marks and a trained tagger.

The tagger reads one sentence at a time and finds sources, cues and contents. Quotation marks show
where a quotation begins and ends, even over several sentences. A content is linked to the nearest
cue, and a cue to the nearest source.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import AttributionKind
from worker.nlp.attribution.bounds import apposed, cue_of, finished, worded
from worker.nlp.attribution.headlines import announced
from worker.nlp.attribution.hearers import hears
from worker.nlp.attribution.linking import Linker
from worker.nlp.attribution.parts import Draft, Parts, Stretch
from worker.nlp.attribution.quoted_as import inner
from worker.nlp.attribution.transcripts import Turn, turns
from worker.nlp.attribution.unsaid import reports_nothing
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.english.quotations import Quotation, quotations
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.model.attribution_confidence import BY_RULE, PartScores, Signals
from worker.nlp.model.read_sentences import read_sentences, vectors_and_words
from worker.nlp.tokens import span_of, tokens_of

_Tagged: TypeAlias = tuple[int, int, str, float]
"""First token, the one after the last, label and confidence."""


class AttributionHead(Protocol):
    """What this component needs of the heads."""

    thresholds: Mapping[str, float]

    def tagged(
        self, name: str, sentences: Sequence[tuple[npt.NDArray[np.float32], Sequence[str]]]
    ) -> list[list[tuple[int, int, str, float]]]:
        """Spans of each sentence labelled source, cue or content, in token offsets of it."""

    def attributed(self, parts: PartScores, cue: Sequence[str]) -> tuple[Signals, float]:
        """The signals of an attribution, and its probability."""


class _Found(NamedTuple):
    """What all attributions of an article need to know of it."""

    quoted: list[Quotation]
    quoted_from: list[int]
    """the first token of each quotation"""
    entities: MentionIndex
    scores: Mapping[tuple[str, int], float]


class AttributionComponent:
    """Fills ``findings(doc).attributions``."""

    def __init__(self, heads: AttributionHead) -> None:
        self._heads = heads

    def __call__(self, doc: Doc) -> Doc:
        """Find who said what, unless the article is skipped."""
        found = findings(doc)
        if not found.skipped:
            quoted = quotations(doc)
            index = MentionIndex(doc)
            parts = self._parts(doc, list(turns(doc, index)))
            drafts = Linker(doc, parts, quoted, index).drafts()
            scores = {key: score for part in parts for key, score in part.scores.items()}
            common = _Found(quoted, [one.span.start for one in quoted], index, scores)
            found.attributions = [
                self._attribution(doc, inner(doc, draft), common)
                for draft in drafts
                if not reports_nothing(doc, draft)
            ]
        return doc

    def _attribution(self, doc: Doc, draft: Draft, found: _Found) -> DocAttribution:
        contents = tuple(span_of(doc, stretch.start, stretch.end) for stretch in draft.contents)
        cue = None if draft.cue is None else span_of(doc, draft.cue.start, draft.cue.end)
        source = None
        if draft.source is not None and not hears(doc, draft.source, draft.cue):
            whole = apposed(doc, draft.source)
            source = doc[whole.start : whole.end]
        entity = None if source is None else found.entities.source_entity(source)
        heard = draft if source is not None else replace(draft, source=None)
        parts = _scores(heard, contents, found.scores)
        signals, confidence = self._heads.attributed(parts, [token.lower_ for token in cue or ()])
        return DocAttribution(
            kind=_kind(contents, found),
            content=contents,
            cue=cue,
            source=source,
            source_entity=None if entity is None else entity.id,
            confidence=confidence,
            sure=confidence >= self._heads.thresholds["attribution"],
            signals=signals,
        )

    def _parts(self, doc: Doc, spoken: Sequence[Turn]) -> list[Parts]:
        """The parts of each sentence, in text order; a transcript's are those of its turns."""
        inside_names = {
            token
            for entity in findings(doc).entities
            for mention in entity.mentions
            for token in range(mention.start + 1, mention.end)
        }
        bounds = [Stretch(sentence.start, sentence.end) for sentence in doc.sents]
        parts = [
            _parts_of(doc, sentence, tagged, inside_names)
            for sentence, tagged in zip(bounds, self._tagged(doc), strict=True)
        ]
        starts = [part.sentence.start for part in parts]
        for turn in spoken:
            first = bisect_right(starts, turn.whole.start) - 1
            taken = parts[first : bisect_left(starts, turn.whole.end)]
            for part in taken:
                part.clear()
            taken[0].sources, taken[0].cues = [turn.label], [turn.colon]
            taken[0].contents = [turn.said]
        return parts

    def _tagged(self, doc: Doc) -> Iterator[list[_Tagged]]:
        """What the tagger finds in each sentence, in tokens of the doc."""
        tagged = self._heads.tagged("attribution", vectors_and_words(doc))
        for sentence, spans in zip(read_sentences(doc), tagged, strict=True):
            words = sentence.words
            yield [
                (words[start], words[end - 1] + 1, label, confidence)
                for start, end, label, confidence in spans
            ]


def _parts_of(
    doc: Doc, sentence: Stretch, tagged: Sequence[_Tagged], inside_names: Container[int]
) -> Parts:
    """The parts of one sentence."""
    part = Parts(sentence)
    if not tokens_of(doc).words(sentence.start, sentence.end):
        return part
    for start, end, label, confidence in tagged:
        stretch = (cue_of if label == "cue" else worded)(doc, start, end)
        if stretch is not None:
            part.add(label, stretch, confidence)
    if not part.cues and (headline := announced(doc, part.sentence)) is not None:
        part.sources[:] = [headline.source]
        part.cues.append(headline.cue)
        part.contents[:] = [headline.content]
    part.contents[:] = [finished(doc, part, content, inside_names) for content in part.contents]
    part.settle(doc)
    return part


def _scores(
    draft: Draft, contents: Sequence[TokenSpan], scores: Mapping[tuple[str, int], float]
) -> PartScores:
    """The tagger's score of each part; it does not know what marks alone make an attribution."""
    known = {} if draft.by_marks else scores
    return PartScores(
        None if draft.source is None else known.get(("source", draft.source.start), BY_RULE),
        BY_RULE if draft.cue is None else known.get(("cue", draft.cue.start), BY_RULE),
        _of_contents(contents, known),
    )


def _of_contents(contents: Sequence[TokenSpan], scores: Mapping[tuple[str, int], float]) -> float:
    """The tagger's best score of the contents, or ``BY_RULE`` if it found none of them."""
    begun = (scores.get(("content", at)) for one in contents for at in range(one.start, one.end))
    return max((score for score in begun if score is not None), default=BY_RULE)


def _kind(contents: Sequence[TokenSpan], found: _Found) -> AttributionKind:
    inside = outside = 0
    for content in contents:
        texts = tokens_of(content.doc).texts
        for token in range(content.start, content.end):
            if texts[token][0].isalnum():
                at = bisect_right(found.quoted_from, token) - 1
                if at >= 0 and token < found.quoted[at].span.end:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
