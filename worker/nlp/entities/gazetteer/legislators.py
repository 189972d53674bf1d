"""What the words beside a legislator's name say: the title, the state, the party.

"Rep. Mike Rogers, R-Ala." and "Rep. Mike Rogers (R-Mich.)" are two people, and "state Sen. Mike
Lee" is not the senator.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.entities.gazetteer.records import Congress, Record
from worker.nlp.tokens import tokens_of

_REACH: Final = 120
"""Characters of the sentence that are read before and after the name."""

_SENATE: Final = (
    r"S(?:ens?|EN)\b\.?|S(?:enators?|ENATOR)|Senate (?:Majority |Minority )?(?:Leader|Whip)"
)
_HOUSE: Final = (
    r"R(?:eps?|EP)\b\.?|Representatives?|Congress(?:man|woman|men|women)"
    r"|(?:House )?Speaker|House (?:Majority |Minority )?(?:Leader|Whip)"
)
_LEADER: Final = re.compile(r"Speaker|Leader|Whip")
"""A former leader of a chamber may still be a member of it."""

_PARTY: Final = r"Republicans?|Democrats?|Democratic|GOP|Independent"
_LIST: Final = r"(?:(?:[A-Z][\w.'\u2019-]*|and|of|de|\([^)]*\)),?\s+)*?"
"""The others of "Sens. Ann Lee, Bob Roe (D-Ohio) and Cy Poe"."""


class Verdict(Enum):
    """Whether the words beside a name say that it is a legislator, or that it is not."""

    FOR = "for"
    AGAINST = "against"
    SILENT = "silent"


@dataclass(frozen=True)
class _Facts:
    chamber: str | None = None
    state: str | None = None
    party: str | None = None
    lower: bool = False
    """Whether it is a state's legislature."""

    former: bool = False

    def contradicts(self, congress: Congress) -> bool:
        """Whether somebody of whom this is said never was such a member of Congress."""
        wrong_state = self.state is not None and self.state not in congress.states
        wrong_party = self.party in {"D", "R"} and self.party not in congress.parties
        wrong_chamber = self.chamber is not None and self.chamber not in congress.chambers
        # Everybody listed is in office: a "former senator" was in the Senate and is elsewhere now.
        has_left = self.former and congress.chambers == {self.chamber}
        return self.lower or wrong_state or wrong_party or wrong_chamber or has_left


class Context:
    """Reads the words around names; knows the states by their names and abbreviations."""

    def __init__(self, states: Mapping[str, str]) -> None:
        self._states = states
        names = "|".join(re.escape(name) for name in sorted(states, key=len, reverse=True))
        state = rf"(?P<state>{names})(?![a-z])"
        self._state = re.compile(rf"\b{state}")
        title = rf"(?:(?P<sen>{_SENATE})|(?P<rep>{_HOUSE}))"
        self._titled = re.compile(
            rf"(?:\b{state}(?:['\u2019]s)?\s+)?(?:(?P<party>{_PARTY})\s+)?"
            rf"(?P<former>\b(?:[Ff]ormer|ex)[\s-]+)?(?:U\.?S\.? )?(?P<lower>\b[Ss]tate\s+)?"
            rf"\b{title}\s+{_LIST}$"
        )
        self._of_party = re.compile(rf"(?:\b{state}\s+)?\b(?P<party>{_PARTY})\s+$")
        self._tag = re.compile(
            rf"^\s*(?:,\s*(?:an?\s+)?|\(\s*)(?P<party>[DRI](?=\s?[-\u2013\u2014)]|\.,)|{_PARTY})\.?\)?"
            rf"\s*(?:[-\u2013\u2014,/]|of|from)?\s*(?:{state})?"
        )
        self._from = re.compile(rf"^,?\s+(?:of|from)\s+{state}")
        self._apposition = re.compile(
            r"^,\s+(?:the|an?)\s+(?P<phrase>[^,.;]{0,60}?\b(?:senator|representative|lawmaker"
            r"|congressman|congresswoman|Republican|Democrat)\b)"
        )

    def verdict(self, record: Record, span: TokenSpan) -> Verdict:
        """What the words beside one mention say of the record's legislator."""
        congress = record.congress
        facts = self._facts(span)
        if congress is None or not facts:
            return Verdict.SILENT
        if any(fact.contradicts(congress) for fact in facts):
            return Verdict.AGAINST
        if record.near == "state" and all(fact.state is None for fact in facts):
            return Verdict.SILENT
        return Verdict.FOR

    def _facts(self, span: TokenSpan) -> list[_Facts]:
        sentence = sentence_of(span)
        text = tokens_of(sentence.doc).text
        before = text[max(sentence.start_char, span.start_char - _REACH) : span.start_char]
        after = text[span.end_char : min(sentence.end_char, span.end_char + _REACH)]
        found = [self._before(before), self._after(after)]
        return [fact for fact in found if fact is not None]

    def _before(self, text: str) -> _Facts | None:
        titled = self._titled.search(text)
        if titled is None:
            party = self._of_party.search(text)
            if party is None:
                return None
            return _Facts(state=self._code(party["state"]), party=_letter(party["party"]))
        return _Facts(
            "sen" if titled["sen"] else "rep",
            self._code(titled["state"]),
            _letter(titled["party"]),
            lower=titled["lower"] is not None,
            former=titled["former"] is not None and _LEADER.search(titled[0]) is None,
        )

    def _after(self, text: str) -> _Facts | None:
        tag = self._tag.match(text)
        if tag is not None:
            return _Facts(state=self._code(tag["state"]), party=_letter(tag["party"]))
        place = self._from.match(text)
        if place is not None:
            return _Facts(state=self._code(place["state"]))
        said = self._apposition.match(text)
        if said is None:
            return None
        state = self._state.search(said["phrase"])
        return _Facts(state=None if state is None else self._code(state["state"]))

    def _code(self, state: str | None) -> str | None:
        return None if state is None else self._states[state]


def _letter(party: str | None) -> str | None:
    if party is None:
        return None
    return "R" if party.startswith(("R", "GOP")) else party[0]
