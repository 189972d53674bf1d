"""Names that the tagger found in pieces, put together.

The tagger may mark a long name whole in one sentence and in pieces in the next, and only Iran in
“Iran nuclear deal”. Pieces are replaced by a whole name where that is in the gazetteer, or was
found whole elsewhere in the article. And no name ends in the middle of one in the gazetteer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.known_forms import MAX_WORDS, form_of, words_as_form
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.tokens import span_of, text_of, tokens_of


def whole(doc: Doc, findings: list[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, with whole names in place of pieces."""
    findings = list(_with_given_names(findings))
    known = _Known(doc, findings, gazetteer)
    at = {token: finding for finding in findings for token in _tokens(finding.span)}
    made: list[Finding] = []
    replaced: set[int] = set()
    reach = 0
    for finding in findings:
        for start in range(max(reach, finding.span.start - MAX_WORDS + 1), finding.span.end):
            name = known.longest(start)
            if name is None or name.span.end <= finding.span.start:
                continue
            pieces = {id(at[token]): at[token] for token in _tokens(name.span) if token in at}
            merged = _merged(name, list(pieces.values()))
            if merged is not None and reach <= merged.span.start:
                made.append(merged)
                replaced |= pieces.keys()
                reach = merged.span.end
                break
        reach = max(reach, finding.span.end)
    kept = [finding for finding in findings if id(finding) not in replaced]
    return sorted([*kept, *made], key=lambda finding: int(finding.span.start))


def _with_given_names(findings: list[Finding]) -> Iterator[Finding]:
    """“Melania”, a place, right before “Trump”, a person, is one person."""
    taken = False
    for finding, after in zip_longest(findings, findings[1:]):
        span = finding.span
        given = len(span) == 1 and usual_gender(text_of(span).lower()) is not None
        is_first = (
            given
            and after is not None
            and after.label == "person"
            and after.span.start == span.end
            and not after.span[0].is_sent_start
        )
        if is_first:
            yield Finding(span.doc[span.start : after.span.end], "person")
        elif not taken:
            yield finding
        taken = is_first


def _merged(name: Finding, pieces: list[Finding]) -> Finding | None:
    """What replaces the pieces: the whole name, or the piece that runs into it, with its end."""
    first, last = name.span.start, name.span.end
    if all(first <= piece.span.start and piece.span.end <= last for piece in pieces):
        longer = len(name.span) > max(len(piece.span) for piece in pieces)
        return name if longer else None
    crossing = [piece for piece in pieces if piece.span.start < first < piece.span.end < last]
    if len(crossing) == 1 and all(
        piece is crossing[0] or piece.span.end <= last for piece in pieces
    ):
        return Finding(name.span.doc[crossing[0].span.start : last], crossing[0].label)
    return None


class _Known:
    def __init__(self, doc: Doc, findings: list[Finding], gazetteer: Gazetteer) -> None:
        self._doc = doc
        self._texts = words_as_form(tokens_of(doc).texts)
        self._gazetteer = gazetteer
        votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for finding in findings:
            form = form_of(finding.span)
            if 1 < len(form) <= MAX_WORDS:
                votes[form][finding.label] += 1
            if finding.label == "person":
                for ending in (form[cut:] for cut in range(1, len(form) - 1)):
                    votes[ending]["person"] += ending[0][0].isupper()
        self._forms = {form: counted.most_common(1)[0][0] for form, counted in votes.items()}
        self._begins = {form[0] for form in self._forms}

    def longest(self, start: int) -> Finding | None:
        """The longest known name of several words that begins at a token."""
        doc, texts = self._doc, self._texts
        word = texts[start]
        listed = word[0].isupper() and self._gazetteer.may_begin(word)
        if not listed and word not in self._begins:
            return None
        last = min(len(doc), start + MAX_WORDS, sentence_of(doc[start]).end)
        for end in range(last, start + 1, -1):
            if not any(letter.isalnum() for letter in texts[end - 1]):
                continue
            label = self._forms.get(texts[start:end])
            if label is None and listed:
                label = self._listed(tokens_of(doc).text_of(start, end))
            if label is not None:
                return Finding(span_of(doc, start, end), label)
        return None

    def _listed(self, text: str) -> str | None:
        if not self._gazetteer.knows(text):
            return None
        listed = (type_ for type_ in TABLE.look_up_order if self._gazetteer.look_up(type_, text))
        return next((TABLE.label_of[type_] for type_ in listed), None)


def _tokens(span: TokenSpan) -> range:
    return range(span.start, span.end)
