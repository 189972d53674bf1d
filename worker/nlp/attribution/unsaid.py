"""Cues that report nothing: “has not said whether”, “experience says”, “filed a lawsuit”."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Draft, Stretch
from worker.nlp.english.verbs import REPORTING_VERBS, predicates
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list

_TELLING: Final = word_list("telling")
_NOT: Final = word_list("negations")
_WITHHOLDING: Final = word_list("withholding")
_NOBODY: Final = word_list("nobody")
_NOT_ONLY: Final = word_list("only")
_SOMETHING: Final = word_list("said_a_little")
_REQUESTS: Final = word_list("claims_and_requests")
_MUTE: Final = word_list("mute_things")
_PHRASE_ENDS: Final = word_list("phrase_ends")
_SUIT_VERBS: Final = word_list("suit_verbs")
_SUITS: Final = word_list("suits")
_DECLARING: Final = frozenset({"declare", "declares", "declared", "declaring"})
_DECLARED: Final = word_list("declared_things")
_ALLEGING: Final = word_list("alleging")
_TELL: Final = frozenset({"tell", "tells", "told", "telling"})
_STORIES: Final = frozenset({"story", "stories", "tale", "tales"})
_ARTICLES: Final = frozenset({"a", "an", "the", "its", "his", "her", "their"})
_ASKING: Final = frozenset({"ask", "asked", "asking", "asks", "requested"})
_NOT_TO_BE: Final = ["not", "to", "be"]
_NAMED: Final = frozenset({"identified", "named", "photographed", "quoted"})
_CHARGING: Final = frozenset({"charge", "charged", "charges", "charging"})
_REACH_OF_WITH: Final = 8
"""Words of whoever is charged, and “with”."""

_REACH: Final = 4
"""How far before a verb its “not” may stand."""


def reports_nothing(doc: Doc, draft: Draft) -> bool:
    """Whether the words that were taken for an attribution say that nothing was said.

    A source that kept silent, a thing that cannot speak, and a deed before a court.
    """
    if draft.cue is None:
        return False
    return (
        _is_withheld(doc, draft, draft.cue)
        or _is_mute(doc, draft.source)
        or _is_suit(doc, draft, draft.cue)
        or _is_empty(doc, draft, draft.cue)
        or _is_declared(doc, draft, draft.cue)
        or _is_request(doc, draft, draft.cue)
        or _is_charge(doc, draft, draft.cue)
    )


def _is_withheld(doc: Doc, draft: Draft, cue: Stretch) -> bool:
    """“has yet to say”, “declined to tell reporters”, “nobody said”."""
    source = draft.source
    nobody = source is not None and doc[source.start].lower_ in _NOBODY
    first = cue.start if source is None or source.start > cue.start else source.end
    after = [content.start for content in draft.contents if content.start >= cue.end]
    # The verb is in the content where the cue is only “refused”: “refused / to say why”.
    last = max(cue.end, min([*after, cue.end]) + 2) if after else cue.end
    for verb in range(cue.start, min(last, len(doc))):
        if doc[verb].lower_ not in _TELLING:
            continue
        before = [token.lower_ for token in doc[max(first, verb - _REACH) : verb]]
        something = verb + 1 < len(doc) and doc[verb + 1].lower_ in _SOMETHING
        if not something and (nobody or _negates(before)):
            return True
    return False


def _negates(before: list[str]) -> bool:
    """Whether the words before a verb say that it does not happen; “not only” does not."""
    if not _NOT_ONLY.isdisjoint(before):
        return False
    to = before[-1:] == ["to"] and ("yet" in before or not _WITHHOLDING.isdisjoint(before))
    return to or not _NOT.isdisjoint(before)


def _is_mute(doc: Doc, source: Stretch | None) -> bool:
    """Whether the head of the source is a thing without words: a photo, experience, silence."""
    if source is None:
        return False
    head = end_of_run(
        doc, source.start + 1, source.end, lambda token: token.lower_ not in _PHRASE_ENDS
    )
    return doc[head - 1].lower_ in _MUTE


def _is_empty(doc: Doc, draft: Draft, cue: Stretch) -> bool:
    """“announced nothing this spring”, “tell a different story”: no words are reported.

    But “said nothing had changed” reports some.
    """
    if len(draft.contents) != 1 or draft.contents[0].start != cue.end:
        return False
    words = doc[draft.contents[0].start : draft.contents[0].end]
    if words[0].lower_ == "nothing":
        return not any(predicates(token) for token in words)
    tells = any(token.lower_ in _TELL for token in doc[cue.start : cue.end])
    head = end_of_run(doc, words.start, words.end, lambda token: token.lower_ not in _PHRASE_ENDS)
    return tells and doc[head - 1].lower_ in _STORIES


def _is_declared(doc: Doc, draft: Draft, cue: Stretch) -> bool:
    """“declared a dividend of two cents”: a deed; “declared that war was near” is none."""
    if doc[cue.end - 1].lower_ not in _DECLARING or len(draft.contents) != 1:
        return False
    content = draft.contents[0]
    first = content.start + (doc[content.start].lower_ in _ARTICLES)
    head = end_of_run(doc, first, content.end, lambda token: token.lower_ not in _PHRASE_ENDS)
    return first < head and content.start == cue.end and doc[head - 1].lower_ in _DECLARED


def _is_request(doc: Doc, draft: Draft, cue: Stretch) -> bool:
    """“who asked not to be named”."""
    if doc[cue.end - 1].lower_ not in _ASKING or not draft.contents:
        return False
    first = draft.contents[0].start
    words = [token.lower_ for token in doc[first : first + len(_NOT_TO_BE) + 1]]
    return words[:-1] == _NOT_TO_BE and words[-1] in _NAMED


def _is_charge(doc: Doc, draft: Draft, cue: Stretch) -> bool:
    """“charged Anna Kolb with theft”; but “charged that she stole” says something."""
    if doc[cue.end - 1].lower_ not in _CHARGING or len(draft.contents) != 1:
        return False
    words = [token.lower_ for token in doc[draft.contents[0].start : draft.contents[0].end]]
    return draft.contents[0].start == cue.end and "with" in words[:_REACH_OF_WITH]


def _is_suit(doc: Doc, draft: Draft, cue: Stretch) -> bool:
    """“sued”, “filed a lawsuit against”; but “filed a lawsuit alleging that” says something."""
    if any(doc[content.start].lower_ in _REQUESTS for content in draft.contents):
        return False
    words = {token.lower_ for token in doc[cue.start : cue.end]}
    if not words.isdisjoint(_ALLEGING | REPORTING_VERBS):
        return False
    return "sued" in words or not (words.isdisjoint(_SUIT_VERBS) or words.isdisjoint(_SUITS))
