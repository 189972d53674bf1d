"""Finds who said what, from quotation marks and a trained tagger.

The tagger reads one sentence at a time and finds sources, cues and contents. Quotation marks show
where a quotation begins and ends, even over several sentences. A content is linked to the nearest
cue, and a cue to the nearest source.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from topics.events import AttributionKind
from worker.nlp.attribution.bounds import apposed, cue_of, finished, trimmed, worded
from worker.nlp.attribution.headlines import announced
from worker.nlp.attribution.hearers import hears
from worker.nlp.attribution.parts import Content, Draft, Parts, Stretch, joined
from worker.nlp.documents import DocAttribution, findings, words_of
from worker.nlp.english.quotations import Quotation, quotations
from worker.nlp.english.verbs import REPORTING_VERBS
from worker.nlp.english.windows import begins_word, end_of_run, start_of_run, tokens_before
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.model.attribution_confidence import BY_RULE, PartScores, Signals

MIN_QUOTED_WORDS: Final = 3
"""Fewer words in quotation marks are a title or scare quotes, not somebody's speech."""

MAX_GAP: Final = 40
"""The most tokens between a content and its cue; farther apart, they are unrelated."""

MAX_RULE_GAP: Final = 8
"""The same for a quotation that only the marks show, not the tagger."""


class AttributionHead(Protocol):
    """What this component needs of the heads."""

    thresholds: Mapping[str, float]

    def attribution(
        self, tokens: npt.NDArray[np.float32], words: Sequence[str]
    ) -> list[tuple[int, int, str, float]]:
        """Spans labelled source, cue or content, in token offsets of the sentence."""

    def attributed(self, parts: PartScores, cue: Sequence[str]) -> tuple[Signals, float]:
        """The signals of an attribution, and its probability."""


class _Found(NamedTuple):
    """What the attributions of an article have in common."""

    quoted: list[Quotation]
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
            parts = self._parts(doc)
            drafts = _Linker(doc, parts, quoted).drafts()
            index = MentionIndex(doc)
            scores = {key: score for part in parts for key, score in part.scores.items()}
            found.attributions = [
                self._attribution(doc, draft, _Found(quoted, index, scores)) for draft in drafts
            ]
        return doc

    def _attribution(self, doc: Doc, draft: Draft, found: _Found) -> DocAttribution:
        contents = tuple(doc[stretch.start : stretch.end] for stretch in draft.contents)
        cue = doc[draft.cue.start : draft.cue.end]
        source = None
        if draft.source is not None and not hears(doc, draft.source, draft.cue):
            whole = apposed(doc, draft.source)
            source = doc[whole.start : whole.end]
        entity = None if source is None else found.entities.source_entity(source)
        parts = PartScores(
            None if source is None else found.scores.get(("source", source.start), BY_RULE),
            found.scores.get(("cue", cue.start), BY_RULE),
            _of_contents(contents, found.scores),
        )
        signals, confidence = self._heads.attributed(parts, [token.lower_ for token in cue])
        return DocAttribution(
            kind=_kind(contents, found.quoted),
            content=contents,
            cue=cue,
            source=source,
            source_entity=None if entity is None else entity.id,
            confidence=confidence,
            sure=confidence >= self._heads.thresholds["attribution"],
            signals=signals,
        )

    def _parts(self, doc: Doc) -> list[Parts]:
        """The parts of each sentence, in text order."""
        inside_names = {
            token
            for entity in findings(doc).entities
            for mention in entity.mentions
            for token in range(mention.start + 1, mention.end)
        }
        return [self._parts_of(doc, sentence, inside_names) for sentence in doc.sents]

    def _parts_of(self, doc: Doc, sentence: TokenSpan, inside_names: Container[int]) -> Parts:
        part = Parts(Stretch(sentence.start, sentence.end))
        words = words_of(sentence)
        if not words:
            return part
        self._tag(doc, words, part)
        if not part.cues and (headline := announced(doc, part.sentence)) is not None:
            part.sources[:] = [headline.source]
            part.cues.append(headline.cue)
            part.contents[:] = [headline.content]
        part.contents[:] = [finished(doc, part, content, inside_names) for content in part.contents]
        part.settle(doc)
        return part

    def _tag(self, doc: Doc, words: Sequence[Token], part: Parts) -> None:
        """Add the parts that the tagger finds in a sentence."""
        vectors = np.asarray(doc.tensor[[word.i for word in words]], dtype=np.float32)
        spans = self._heads.attribution(vectors, [word.text for word in words])
        for start, end, label, confidence in spans:
            bounds = cue_of if label == "cue" else worded
            stretch = bounds(doc, words[start].i, words[end - 1].i + 1)
            if stretch is not None:
                part.add(label, stretch, confidence)


class _Linker:
    """Links contents to cues and cues to sources."""

    def __init__(self, doc: Doc, parts: list[Parts], quoted: list[Quotation]) -> None:
        self._doc = doc
        self._parts = parts
        self._starts = [part.sentence.start for part in parts]
        speech = [quotation for quotation in quoted if _spoken(quotation)]
        self._contents = joined(parts, speech)
        _drop_quoted_parts(parts, speech)

    def drafts(self) -> list[Draft]:
        """One draft for each cue or rule that has a content, in text order."""
        by_cue: dict[int, Draft] = {}
        before: tuple[Content, Draft] | None = None
        drafts: list[Draft] = []
        for content in self._contents:
            draft = self._by_cue(content, by_cue)
            if draft is None and content.quotation is not None:
                draft = self._by_rule(content, by_cue) or self._continuing(content, before)
            if draft is None:
                before = None
                continue
            if not draft.contents:
                drafts.append(draft)
            draft.contents.append(content.stretch)
            before = (content, draft)
        return sorted(drafts, key=lambda draft: draft.start)

    def _by_cue(self, content: Content, by_cue: dict[int, Draft]) -> Draft | None:
        """The draft of the nearest cue outside the content, or None if no cue is near enough.

        The cue is in the sentence where the content begins or ends, or in the one before if that
        announces the content.
        """
        near = min(
            (
                (_distance(part, cue, content.stretch), order, cue, part)
                for order, (part, cue) in enumerate(self._cues_near(content.stretch))
            ),
            default=None,
        )
        if near is None or near[0] > (MAX_RULE_GAP if content.only_marks else MAX_GAP):
            return None
        *_, cue, part = near
        if cue.start not in by_cue:
            by_cue[cue.start] = Draft(cue, part.nearest_source(cue))
        return by_cue[cue.start]

    def _cues_near(self, stretch: Stretch) -> Iterator[tuple[Parts, Stretch]]:
        """The cues of these sentences that are outside the content."""
        for part in self._edges(stretch):
            for cue in part.cues:
                if not cue.touches(stretch):
                    yield part, cue

    def _by_rule(self, content: Content, by_cue: dict[int, Draft]) -> Draft | None:
        """The draft of a reporting verb shortly after or before the quotation."""
        stretch = content.stretch
        last = self._sentence(stretch.end - 1)
        after = range(stretch.end, self._spill(last, stretch.end))
        first = self._parts[self._sentence(stretch.start)].sentence
        ahead = reversed(tokens_before(stretch.start, MAX_RULE_GAP, first.start))
        for reach in (after[:MAX_RULE_GAP], ahead):
            for token in reach:
                if self._doc[token].lower_ in REPORTING_VERBS:
                    cue = Stretch(token, token + 1)
                    if token not in by_cue:
                        by_cue[token] = Draft(cue, self._source_beside(cue, stretch))
                    return by_cue[token]
        return None

    def _spill(self, sentence: int, end: int) -> int:
        """Where the search ends: a sentence may have been cut between "…?" and "he asked"."""
        bound = self._parts[sentence].sentence.end
        if end < bound or sentence + 1 >= len(self._parts):
            return bound
        following = self._parts[sentence + 1].sentence
        return following.end if self._doc[following.start].is_lower else bound

    def _source_beside(self, cue: Stretch, content: Stretch) -> Stretch | None:
        """The source of a verb: the words between it and the quotation, or those after it."""
        doc = self._doc
        if cue.start >= content.end:
            between = trimmed(doc, content.end, cue.start)
            if between is not None:
                return between
            last = min(len(doc), cue.end + MAX_RULE_GAP)
            end = end_of_run(doc, cue.end, last, lambda token: token.is_alpha)
            return trimmed(doc, cue.end, end)
        first = max(0, cue.start - MAX_RULE_GAP)
        start = start_of_run(doc, first, cue.start, lambda token: token.is_alpha)
        return trimmed(doc, start, cue.start)

    def _continuing(self, content: Content, before: tuple[Content, Draft] | None) -> Draft | None:
        """The draft before, if the same speaker goes on after it."""
        if before is None or before[0].quotation is None:
            return None
        previous, draft = before
        gap = self._doc[previous.stretch.end : content.stretch.start]
        new_paragraph = any("\n" in token.text for token in gap)
        if new_paragraph:
            open_still = previous.quotation is not None and previous.quotation.continues
            return draft if open_still else None
        sentences = self._sentence(content.stretch.start) - self._sentence(previous.stretch.end - 1)
        return draft if sentences <= 1 else None

    def _edges(self, stretch: Stretch) -> list[Parts]:
        first, last = self._sentence(stretch.start), self._sentence(stretch.end - 1)
        before = [first - 1] if first and self._announces(first - 1) else []
        return [self._parts[index] for index in dict.fromkeys((first, last, *before))]

    def _announces(self, sentence: int) -> bool:
        """Whether a sentence ends with a colon: "Kolb added:", and a new paragraph quotes her."""
        span = self._parts[sentence].sentence
        words = (self._doc[at].text for at in range(span.end - 1, span.start - 1, -1))
        return next((word for word in words if not word.isspace()), "") == ":"

    def _sentence(self, token: int) -> int:
        return bisect_right(self._starts, token) - 1


def _distance(part: Parts, cue: Stretch, content: Stretch) -> int:
    """The tokens between a content and a cue, or the cue's source if that is nearer."""
    return min(part.hull(cue).gap(content), cue.gap(content))


def _spoken(quotation: Quotation) -> bool:
    """Whether it is speech: long enough, or ended by a comma before a cue: "Chile," she said."""
    return quotation.words >= MIN_QUOTED_WORDS or (
        quotation.closed and quotation.span[-2].text == ","
    )


def _drop_quoted_parts(parts: list[Parts], speech: list[Quotation]) -> None:
    """Drop sources and cues inside a quotation: the speaker cites them, not the article."""
    starts = [quotation.span.start for quotation in speech]
    for part in parts:
        for found in (part.sources, part.cues):
            found[:] = [
                stretch
                for stretch in found
                if not _inside(stretch, speech, bisect_right(starts, stretch.start) - 1)
            ]


def _inside(stretch: Stretch, speech: list[Quotation], index: int) -> bool:
    return index >= 0 and stretch.end <= speech[index].span.end


def _of_contents(contents: Sequence[TokenSpan], scores: Mapping[tuple[str, int], float]) -> float:
    """The tagger's best score of the contents, or ``BY_RULE`` if it found none of them."""
    begun = (scores.get(("content", token.i)) for content in contents for token in content)
    return max((score for score in begun if score is not None), default=BY_RULE)


def _kind(contents: Sequence[TokenSpan], quoted: list[Quotation]) -> AttributionKind:
    starts = [quotation.span.start for quotation in quoted]
    inside = outside = 0
    for content in contents:
        for token in content:
            if begins_word(token):
                at = bisect_right(starts, token.i) - 1
                if at >= 0 and token.i < quoted[at].span.end:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
