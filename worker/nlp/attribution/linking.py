"""Links what was said (content) to the words that report it (cue), and to who said it (source)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.bounds import trimmed
from worker.nlp.attribution.introductions import introduction
from worker.nlp.attribution.parts import Content, Draft, Parts, Stretch, contents_of
from worker.nlp.attribution.phrasal import free, spoken
from worker.nlp.attribution.signatures import signature
from worker.nlp.attribution.standing import speaker, stands_alone
from worker.nlp.attribution.unsaid import reports_nothing
from worker.nlp.english.quotations import Quotation
from worker.nlp.english.verbs import reporting_words
from worker.nlp.english.windows import end_of_run, start_of_run, tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import MentionIndex

MIN_QUOTED_WORDS: Final = 3
"""Fewer words in quotation marks are a title or scare quotes, not somebody's speech."""

MAX_GAP: Final = 40
"""The most tokens between a content and its cue; farther apart, they are unrelated."""

MAX_RULE_GAP: Final = 8
"""The same for a quotation that only the marks show, not the tagger."""

_RELATIVES: Final = word_list("relative_pronouns")


class Linker:
    """Links the parts found in one article. Parts that are cited inside a quotation are dropped."""

    def __init__(
        self, doc: Doc, parts: list[Parts], quoted: list[Quotation], index: MentionIndex
    ) -> None:
        self._doc = doc
        self._index = index
        self._parts = parts
        self._starts = [part.sentence.start for part in parts]
        speech = [quotation for quotation in quoted if _spoken(quotation)]
        _end_before_cues(doc, parts, speech)
        # All quotations, as “Never,” is one too where such a cue is beside it.
        self._spoken = {
            one.span.start: said for one in quoted if (said := spoken(doc, one, index)) is not None
        }
        free(parts, self._spoken.values())
        speech += [one for one in quoted if one.span.start in self._spoken and one not in speech]
        self._contents = contents_of(parts, speech)
        _drop_quoted_parts(parts, speech)

    def drafts(self) -> list[Draft]:
        """Drafts of attributions in text order, one for each cue or rule that has a content."""
        by_cue: dict[int, Draft] = {}
        before: tuple[Content, Draft] | None = None
        drafts: list[Draft] = []
        said_in: dict[int, list[Draft]] = defaultdict(list)
        for content in self._contents:
            draft = (
                self._signed(content)
                or self._phrasal(content, by_cue)
                or self._by_cue(content, by_cue)
            )
            if draft is None and content.quotation is not None:
                draft = (
                    self._by_rule(content, by_cue)
                    or self._continuing(content, before)
                    or self._standing(content, said_in)
                )
            if draft is None:
                before = None
                continue
            if not draft.contents:
                drafts.append(draft)
                for sentence in self._sentences(draft.cue):
                    said_in[sentence].append(draft)
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
                words = reporting_words(self._doc, token)
                if words:
                    cue = Stretch(token, token + words)
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

    def _signed(self, content: Content) -> Draft | None:
        """The draft of a quotation with a name under it, or in a line before it."""
        if content.quotation is None:
            return None
        signed = signature(self._doc, content.quotation, self._index)
        signed = signed or introduction(self._doc, content.quotation, self._index)
        return None if signed is None else Draft(signed.mark, signed.source, by_marks=True)

    def _phrasal(self, content: Content, by_cue: dict[int, Draft]) -> Draft | None:
        """The draft of a quotation with a cue of two words and a person right behind it."""
        if content.quotation is None:
            return None
        said = self._spoken.get(int(content.quotation.span.start))
        if said is None:
            return None
        return by_cue.setdefault(said.cue.start, Draft(said.cue, said.source, by_marks=True))

    def _standing(self, content: Content, said_in: Mapping[int, list[Draft]]) -> Draft | None:
        """The draft of a quotation that is a sentence by itself: it goes on from the one before.

        Where that sentence says nothing, its subject is the speaker, and there is no cue.

        Args:
            content: the quotation.
            said_in: the drafts until now by the sentences that their cues touch.

        """
        first = self._sentence(content.stretch.start)
        if content.quotation is None or first == 0:
            return None
        sentence = self._parts[self._sentence(content.stretch.end - 1)].sentence
        if not stands_alone(self._doc, content.quotation, sentence.end):
            return None
        before = self._parts[first - 1].sentence
        said = [
            draft
            for draft in said_in.get(first - 1, ())
            if not self._is_relative(draft.source) and not reports_nothing(self._doc, draft)
        ]
        if said:
            return said[-1] if said[-1].source is not None else None
        source = speaker(self._doc, before, self._index)
        return None if source is None else Draft(None, source, by_marks=True)

    def _is_relative(self, source: Stretch | None) -> bool:
        """Whether the source is the “who” of a clause inside the sentence."""
        return source is not None and self._doc[source.start].lower_ in _RELATIVES

    def _edges(self, stretch: Stretch) -> list[Parts]:
        first, last = self._sentence(stretch.start), self._sentence(stretch.end - 1)
        before = [first - 1] if first and self._announces(first - 1) else []
        return [self._parts[index] for index in dict.fromkeys((first, last, *before))]

    def _announces(self, sentence: int) -> bool:
        """Whether a sentence ends with a colon: "Kolb added:", and a new paragraph quotes her."""
        span = self._parts[sentence].sentence
        words = (self._doc[at].text for at in range(span.end - 1, span.start - 1, -1))
        return next((word for word in words if not word.isspace()), "") == ":"

    def _sentences(self, cue: Stretch | None) -> range:
        """The sentences that a cue touches."""
        if cue is None:
            return range(0)
        return range(self._sentence(cue.start), self._sentence(cue.end - 1) + 1)

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


def _end_before_cues(doc: Doc, parts: list[Parts], speech: list[Quotation]) -> None:
    """End a content with its quotation where the rest says whose it is: “We won,” Kolb cut in."""
    ends = {int(one.span.start): int(one.span.end) for one in speech if one.span[-2].text == ","}
    for part in parts:
        for at, content in enumerate(part.contents):
            end = ends.get(content.start, content.end)
            if any(reporting_words(doc, token) for token in range(end, content.end)):
                part.contents[at] = Stretch(content.start, end)


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
