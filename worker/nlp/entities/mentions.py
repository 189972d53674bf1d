"""Which entity a token belongs to: names, references, and the heads of source phrases."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import MentionKind
from worker.nlp.documents import DocEntity, findings
from worker.nlp.english.windows import end_of_run, start_of_run
from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.kinds import HOLDER_TYPES
from worker.nlp.entities.offices import holds_office, is_apposed, is_joined
from worker.nlp.entities.titles import after_post_nominals, is_title
from worker.nlp.tokens import span_of, text_of, tokens_of

_PHRASE_ENDS: Final = word_list("phrase_ends")
_POSSESSIVES: Final = word_list("possessives")
_ONE: Final = frozenset({"a", "an", "another", "every", "one", "that", "the", "this"})
_OFFICES: Final = word_list("offices")
_PERSONS_OFFICES: Final = word_list("offices_of_persons")
_SPEAKERS: Final = word_list("speakers")
_STATE_BODIES: Final = frozenset(word_pairs("state_bodies"))
"""A people is not its government: “the Scottish government” is not the Scots."""

_JOINS_ANOTHER: Final = word_list("joins_another")
"""Before a name, these say that somebody else is spoken of too: “friends of Kolb”."""


@dataclass(frozen=True)
class Mention:
    """One span that means an entity; ``entity`` is its position in ``findings.entities``."""

    entity: int
    span: TokenSpan
    kind: MentionKind = "name"

    @property
    def pronoun(self) -> bool:
        """Whether it is a pronoun that stands for the entity."""
        return self.kind == "pronoun"

    @property
    def start(self) -> int:
        """The first token."""
        return int(self.span.start)

    @property
    def end(self) -> int:
        """The token after the last."""
        return int(self.span.end)


class MentionIndex:
    """All mentions of a doc in text order, and which of them each token is part of.

    A description may hold a name or a pronoun, as "his wife" does: its tokens all belong to it.
    """

    def __init__(self, doc: Doc) -> None:
        self.entities: list[DocEntity] = findings(doc).entities
        mentions = [
            Mention(index, span, "name" if entity.named else "description")
            for index, entity in enumerate(self.entities)
            for span in entity.mentions
        ] + [
            Mention(index, reference.span, reference.kind)
            for index, entity in enumerate(self.entities)
            for reference in entity.references
        ]
        self.all = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self._covering: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.all:
            for token in range(mention.start, mention.end):
                self._covering[token].append(mention)

    def at(self, token: int) -> Mention | None:
        """The mention that the token is part of."""
        return next(iter(self._covering.get(token, ())), None)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin between the two tokens, in text order, none overlapping."""
        found: list[Mention] = []
        past = start
        for token in range(start, end):
            mention = self.at(token)
            if mention is not None and mention.start >= past:
                found.append(mention)
                past = mention.end
        return found

    def inside(self, start: int, end: int) -> list[Mention]:
        """Every mention between the two tokens, those inside longer ones too, in text order."""
        return [
            mention
            for token in range(start, end)
            for mention in self._covering.get(token, ())
            if mention.start == token and mention.end <= end
        ]

    def meant_by(self, span: TokenSpan) -> int | None:
        """The entity that a phrase means by its head; None where its head is another noun.

        "President Kolb" means Kolb and "the Peruvian government" means Peru; "Kolb's plan" and
        "the attack on Peru" mean neither. "A Democrat" is not the Democrats.
        """
        doc, end = span.doc, self._before_honours(span.doc, int(span.start), int(span.end))
        span = span_of(doc, int(span.start), end)
        head = self.headed(span)
        if head is None and doc[end - 1].lower_ in _OFFICES:
            end = start_of_run(doc, span.start, end, lambda token: token.lower_ in _OFFICES)
            head = self.headed(span_of(doc, span.start, end)) if end > span.start else None
            if head is not None and not self._has_office(head, doc[end : span.end]):
                head = None
        head = head or self._apposed(span)
        return None if head is None or self._is_one_of_many(head, span) else head.entity

    def _before_honours(self, doc: Doc, start: int, end: int) -> int:
        """The end of a phrase without the letters behind a person's name: “Dr Anna Kolb MBE”."""
        if end - 1 < start or self.at(end - 1) is not None:
            return end
        names = [mention for mention in self.within(start, end) if mention.kind == "name"]
        if not names or self.entities[names[-1].entity].type != "person":
            return end
        last = names[-1].end
        return last if after_post_nominals(doc, last) >= end else end

    def _apposed(self, span: TokenSpan) -> Mention | None:
        """The person named at the end of a description: "its health director, Anna Kolb"."""
        doc, end = span.doc, int(span.end)
        for mention in self._covering.get(end - 1, ()):
            person = mention.kind == "name" and self.entities[mention.entity].type == "person"
            if not person or mention.end != end or mention.start <= span.start:
                continue
            comma = start_of_run(
                doc,
                span.start,
                mention.start,
                lambda token: is_title(token.text) or token.text == ".",
            )
            noun = comma - 2
            if noun < span.start or doc[comma - 1].text != ",":
                continue
            # "Tom Roe, Anna Kolb" are two.
            before = self.at(noun)
            if doc[noun].is_lower and (before is None or before.kind != "name"):
                return mention
        return None

    def _is_one_of_many(self, head: Mention, span: TokenSpan) -> bool:
        """Whether a phrase means a member of a group: "the Colorado Democrat" is not Democrats."""
        entity = self.entities[head.entity]
        singular = head.kind == "name" and f"{text_of(head.span)}s" == entity.name
        return entity.type == "group" and singular and span[0].lower_ in _ONE

    def _has_office(self, mention: Mention, office: TokenSpan) -> bool:
        """Whether such an entity stands for an office: a person for few, a people for no body."""
        kind = self.entities[mention.entity].type
        if kind == "person":
            return office[0].lower_ in _PERSONS_OFFICES
        return kind != "group" or office[-1].lower_ not in _STATE_BODIES

    def headed(self, span: TokenSpan) -> Mention | None:
        """The mention at the end of a phrase, if only titles or the like stand before it.

        A few words of a longer name mean its entity too. But the words inside "Kolb's plan" do not
        mean the plan, and "the tax" in "the repeal of the tax", if it is a mention itself, does not
        mean the repeal.
        """
        start, end = int(span.start), int(span.end)
        covering = self._covering.get(end - 1)
        if covering is None:
            return None
        tokens = tokens_of(span.doc)

        def is_wider_phrase(one: Mention) -> bool:
            names = one.kind == "name" and self.entities[one.entity].type != "issue"
            return one.start < start and not names

        for mention in sorted(covering, key=is_wider_phrase) if len(covering) > 1 else covering:
            inside_name = mention.kind == "name" and mention.start <= start
            named = self.entities[mention.entity].type != "issue"
            if mention.end != end and not (inside_name and named):
                continue
            before = slice(start, max(mention.start, start))
            if _PHRASE_ENDS.isdisjoint(tokens.lowers[before]) and _POSSESSIVES.isdisjoint(
                tokens.texts[before]
            ):
                return mention
        return None

    def source_entity(self, source: TokenSpan) -> DocEntity | None:
        """The entity that a source phrase names, by the head of the phrase.

        "Putin's spokesman" names nobody, "the Peruvian government" names Peru, and "who" is the
        person named right before it. None as well where the entity can hold no stance.
        """
        doc = source.doc
        if source.text.lower() == "who":
            return self._meant_by_who(doc, source.start)
        end = end_of_run(
            doc, source.start + 1, source.end, lambda token: token.lower_ not in _PHRASE_ENDS
        )
        head = self._head(doc, source.start, self._before_honours(doc, source.start, end))
        if head is None and end < source.end:
            head = self._holder(doc, source.start, end, source.end) or self._spoken_for(
                doc, end, source.end
            )
        if head is None or self._is_one_of_many(head, source):
            return None
        entity = self.entities[head.entity]
        return entity if entity.type in HOLDER_TYPES else None

    def _meant_by_who(self, doc: Doc, token: int) -> DocEntity | None:
        """Anna Kolb in "the mayor, Anna Kolb, who"; None in "friends of Kolb, who": the friends."""
        person = self.at(token - 2 if doc[token - 1].text == "," else token - 1)
        if person is None or person.pronoun or self.entities[person.entity].type != "person":
            return None
        titles = start_of_run(
            doc, 0, person.start, lambda token: token.is_title and not token.is_sent_start
        )
        before = titles - 1
        of_another = before >= 0 and (
            doc[before].lower_ in _JOINS_ANOTHER or doc[before].text in _POSSESSIVES
        )
        return None if of_another else self.entities[person.entity]

    def _head(self, doc: Doc, start: int, end: int) -> Mention | None:
        mentions = self.within(start, end)
        if not mentions:
            return None
        last = mentions[-1]
        rest = [doc[token] for token in range(last.end, end)]
        if rest and rest[0].text in _POSSESSIVES:
            return None
        if all(not token.is_alpha for token in rest):
            return last
        kind = self.entities[last.entity].type
        offices = _PERSONS_OFFICES if kind == "person" else _OFFICES
        if kind == "group":
            offices -= _STATE_BODIES
        return last if rest[-1].lower_ in offices else None

    def _holder(self, doc: Doc, first: int, start: int, end: int) -> Mention | None:
        """Who has the office that ends at ``start``: “ambassador to Peru, Anna Kolb”."""
        for mention in self.within(start, end):
            person = self.entities[mention.entity].type == "person" and not mention.pronoun
            if not person or _owns(doc, mention.end):
                continue
            if is_joined(doc, first, mention.start) and mention.end == end:
                return mention
            if is_apposed(doc, mention.start) or holds_office(doc, start - 1, mention.start):
                return mention
        return None

    def _spoken_for(self, doc: Doc, start: int, end: int) -> Mention | None:
        """For whom a spokesman speaks who has no name: “a spokesman for Shell”."""
        if doc[start - 1].lower_ not in _SPEAKERS:
            return None
        kinds = (
            (mention, self.entities[mention.entity].type) for mention in self.within(start, end)
        )
        return next((mention for mention, kind in kinds if kind != "person"), None)


def _owns(doc: Doc, end: int) -> bool:
    """Whether what ends before the token owns what follows: “Kolb's rival”."""
    return end < len(doc) and doc[end].text in _POSSESSIVES
