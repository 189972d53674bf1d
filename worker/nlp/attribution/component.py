"""Who said what: quotation marks and a trained tagger, put together.

The tagger reads one sentence at a time and finds sources, cues and contents; the marks know where
a quotation begins and ends, over as many sentences as it runs. A content is joined to the nearest
cue, a cue to the nearest source.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import AttributionKind
from worker.nlp.attribution.bounds import apposed, cue_of, finished, trimmed, worded
from worker.nlp.attribution.headlines import announced
from worker.nlp.attribution.hearers import hears
from worker.nlp.attribution.parts import Content, Draft, Parts, Stretch, joined
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.english.quotations import Quotation, quotations
from worker.nlp.english.verbs import REPORTING_VERBS
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.model.attribution_confidence import BY_RULE, PartScores, Signals

MIN_QUOTED_WORDS: Final = 3
"""Fewer words in quotation marks are a title or a word held with tongs, not somebody speaking."""

MAX_GAP: Final = 40
"""Tokens between a content and its cue; beyond that they have nothing to do with each other."""

MAX_RULE_GAP: Final = 8
"""The same where only a reporting verb beside a quotation speaks for it."""


class AttributionHead(Protocol):
    """What is asked of the trained heads here."""

    thresholds: Mapping[str, float]

    def attribution(
        self, tokens: npt.NDArray[np.float32], words: Sequence[str]
    ) -> list[tuple[int, int, str, float]]:
        """Spans labelled source, cue or content, in token offsets of the sentence."""

    def attributed(self, parts: PartScores, cue: Sequence[str]) -> tuple[Signals, float]:
        """What speaks for an attribution, and how sure it is."""


class _Found(NamedTuple):
    """What of an article all its attributions are made with."""

    quoted: list[Quotation]
    entities: MentionIndex
    scores: Mapping[tuple[str, int], float]


class AttributionComponent:
    """Fills ``findings(doc).attributions``."""

    def __init__(self, heads: AttributionHead) -> None:
        self._heads = heads

    def __call__(self, doc: Doc) -> Doc:
        """Find who said what in an article that is not skipped."""
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
        parts: list[Parts] = []
        inside_names = {
            token
            for entity in findings(doc).entities
            for mention in entity.mentions
            for token in range(mention.start + 1, mention.end)
        }
        for sentence in doc.sents:
            words = [token for token in sentence if not token.is_space]
            part = Parts(Stretch(sentence.start, sentence.end))
            if words:
                vectors = np.asarray(doc.tensor[[word.i for word in words]], dtype=np.float32)
                spans = self._heads.attribution(vectors, [word.text for word in words])
                for start, end, label, confidence in spans:
                    bounds = cue_of if label == "cue" else worded
                    stretch = bounds(doc, words[start].i, words[end - 1].i + 1)
                    if stretch is not None:
                        part.add(label, stretch, confidence)
                if not part.cues and (headline := announced(doc, part.sentence)) is not None:
                    part.sources[:] = [headline.source]
                    part.cues.append(headline.cue)
                    part.contents[:] = [headline.content]
                part.contents[:] = [
                    finished(doc, part, content, inside_names) for content in part.contents
                ]
                part.settle(doc)
            parts.append(part)
        return parts


class _Linker:
    """Joins contents to cues and cues to sources."""

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
        """The nearest cue outside the content, in the sentences that it begins and ends in.

        The sentence before counts where it announces the content.
        """
        best: tuple[int, Stretch, Parts] | None = None
        for part in self._edges(content.stretch):
            for cue in part.cues:
                if cue.touches(content.stretch):
                    continue
                hull = part.hull(cue)
                gap = min(hull.gap(content.stretch), cue.gap(content.stretch))
                if gap <= MAX_GAP and (best is None or gap < best[0]):
                    best = (gap, cue, part)
        if best is None or (content.only_marks and best[0] > MAX_RULE_GAP):
            return None
        _, cue, part = best
        if cue.start not in by_cue:
            by_cue[cue.start] = Draft(cue, part.nearest_source(cue))
        return by_cue[cue.start]

    def _by_rule(self, content: Content, by_cue: dict[int, Draft]) -> Draft | None:
        """A reporting verb right after or right before the marks."""
        stretch = content.stretch
        last = self._sentence(stretch.end - 1)
        after = range(stretch.end, self._spill(last, stretch.end))
        first = self._parts[self._sentence(stretch.start)].sentence
        ahead = range(stretch.start - 1, max(first.start, stretch.start - MAX_RULE_GAP) - 1, -1)
        for reach in (after[:MAX_RULE_GAP], ahead):
            for token in reach:
                if self._doc[token].lower_ in REPORTING_VERBS:
                    cue = Stretch(token, token + 1)
                    if token not in by_cue:
                        by_cue[token] = Draft(cue, self._source_beside(cue, stretch))
                    return by_cue[token]
        return None

    def _spill(self, sentence: int, end: int) -> int:
        """Where to stop looking: after "…?" the splitter may have cut before a small "he asked"."""
        bound = self._parts[sentence].sentence.end
        if end < bound or sentence + 1 >= len(self._parts):
            return bound
        following = self._parts[sentence + 1].sentence
        return following.end if self._doc[following.start].is_lower else bound

    def _source_beside(self, cue: Stretch, content: Stretch) -> Stretch | None:
        """The words between the quotation and the verb, else the few after the verb."""
        doc = self._doc
        if cue.start >= content.end:
            between = trimmed(doc, content.end, cue.start)
            if between is not None:
                return between
            end = cue.end
            while end < min(len(doc), cue.end + MAX_RULE_GAP) and doc[end].is_alpha:
                end += 1
            return trimmed(doc, cue.end, end)
        start = cue.start
        while start > max(0, cue.start - MAX_RULE_GAP) and doc[start - 1].is_alpha:
            start -= 1
        return trimmed(doc, start, cue.start)

    def _continuing(self, content: Content, before: tuple[Content, Draft] | None) -> Draft | None:
        """The same speaker goes on: nothing but their cue stands between the two quotations."""
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
        """Whether it ends in a colon: "Kolb added:", and her words are the next paragraph."""
        span = self._parts[sentence].sentence
        words = (self._doc[at].text for at in range(span.end - 1, span.start - 1, -1))
        return next((word for word in words if not word.isspace()), "") == ":"

    def _sentence(self, token: int) -> int:
        return bisect_right(self._starts, token) - 1


def _spoken(quotation: Quotation) -> bool:
    """Long enough to be speech, or broken off by a comma for the cue: "Chile," she said, …."""
    return quotation.words >= MIN_QUOTED_WORDS or (
        quotation.closed and quotation.span[-2].text == ","
    )


def _drop_quoted_parts(parts: list[Parts], speech: list[Quotation]) -> None:
    """Who is cited inside a quotation is the speaker's affair, not the article's."""
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
    """The surest of what the tagger found in the contents; a quotation's, where it found none."""
    begun = (scores.get(("content", token.i)) for content in contents for token in content)
    return max((score for score in begun if score is not None), default=BY_RULE)


def _kind(contents: Sequence[TokenSpan], quoted: list[Quotation]) -> AttributionKind:
    starts = [quotation.span.start for quotation in quoted]
    inside = outside = 0
    for content in contents:
        for token in content:
            if token.text[0].isalnum():
                at = bisect_right(starts, token.i) - 1
                if at >= 0 and token.i < quoted[at].span.end:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
