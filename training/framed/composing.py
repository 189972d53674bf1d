"""Composes sentences in which the holder, the target and the side are known."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from training.framed.cast import WORDINGS, Actor, Cast
from training.framed.inflection import addressed, present, progressive, reported

SIDES: Final = ("-", "+")
DEEDS: Final = re.compile(
    r"(?:vot|veto|su|block|ban|sign|march|boycott|donat|scrap|repeal|abolish|outlaw|struck|threw|"
    r"ratif|adopt|approv|uph|walk|rall|demonstrat|sponsor|cut|nominat|shot|offer|snub|heckl|boo)"
)
CURLY: Final = ("\u201c", "\u201d", "\u2018", "\u2019")
STRAIGHT: Final = ('"', '"', "'", "'")
EVIL: Final = 0.06
AUTHOR: Final = Actor("author", "author", "")


class Marked(NamedTuple):
    """Some sentences and what they show."""

    text: str
    marks: Sequence[dict[str, Any]] = ()


class Composer:
    """Draws the sentences of one text."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.cast = Cast(draw)
        self.quotes = STRAIGHT if draw.random() < 0.3 else CURLY

    def text(self) -> dict[str, Any]:
        """A row of the written marks."""
        frames = [frame for frame, _ in FRAMES]
        weights = [weight for _, weight in FRAMES]
        count = self.draw.choices([1, 2, 3, 4, 6], [5, 5, 4, 3, 2])[0]
        parts = [_begun(frame(self)) for frame in self.draw.choices(frames, weights, k=count)]
        if self.draw.random() < 0.3:
            parts.insert(self.draw.randrange(len(parts) + 1), self.neutral())
        title = ""
        marks = [mark for part in parts for mark in part.marks]
        if self.draw.random() < 0.25:
            head = self.headline()
            title, marks = head.text, [*head.marks, *marks]
        gap = self.draw.choice([" ", " ", "\n\n"])
        return {"title": title, "text": gap.join(part.text for part in parts), "stances": marks}

    # What the frames share.

    def filled(self, pattern: str) -> str:
        """A pattern with its places, days and people; braces that are none of these stay."""

        def one(found: re.Match[str]) -> str:
            name = found[1]
            if name == "other":
                return self.cast.person().name
            return self.cast.one_of({"subject": "subjects"}.get(name, f"{name}s"))

        return re.sub(r"\{(place|day|month|subject|issue|other)\}", one, pattern)

    def verb(self, side: str, kind: str) -> tuple[str, str]:
        """Infinitive and past of a verb that takes such a target."""
        words: str = self.draw.choice(
            [*WORDINGS["verbs"][side]["any"], *WORDINGS["verbs"][side][kind]]
        )
        infinitive, past = words.split("|") if "|" in words else words.rsplit(" ", 1)
        return infinitive, past

    def saying(self, side: str, target: Actor, kind: str, *, third: bool = False) -> str:
        """What somebody says of {T}; with `third`, {T} is its subject."""
        lists = WORDINGS["said"][side]
        every = [*lists["any"], *lists[kind], *(lists["person"] if target.kind == "person" else ())]
        if target.pronoun == "she":
            every = [one for one in every if not re.search(r"\b(?:he|man)\b", one)]
        if third:
            every = [one for one in every if one.startswith("{T} ")]
        chosen: str = self.draw.choice(every)
        if target.pronoun in ("he", "she"):
            chosen = re.sub(r"\bits\b", "her" if target.pronoun == "she" else "his", chosen)
        return chosen

    def side(self) -> str:
        """For or against."""
        return self.draw.choice(SIDES)

    def aimed(self) -> tuple[str, Actor, str]:
        """A side, and a target that somebody may take that side of."""
        if self.draw.random() < EVIL:
            return "-", self.cast.evil(), "issue"
        return self.side(), *self.cast.target()

    def mark(
        self, holder: Actor, target: Actor, side: str, evidence: str, how: str, **words: str
    ) -> dict[str, Any]:
        """A row of marks."""
        return {
            "h": holder.name,
            "hk": holder.kind,
            "hw": words.get("hw", holder.words),
            "t": target.name,
            "tk": target.kind,
            "tw": words.get("tw", target.words),
            "p": side,
            "e": evidence,
            "c": 2,
            "how": how,
        }

    def adjunct(self) -> str:
        """When, where, over what."""
        found = self.filled(self.draw.choice(WORDINGS["adjuncts"]))
        return f" {found}" if found else ""

    def says(self, holder: Actor) -> str:
        """`Anna Kolb told reporters`, or the other way round."""
        said = self.filled(self.draw.choice(WORDINGS["says"]))
        if said == "said" and self.draw.random() < 0.6:
            return f"said {holder.words}"
        return f"{holder.words} {said}"

    # The frames.

    def plain(self) -> Marked:
        """Holder, verb, target."""
        holder = self.cast.holder()
        side, target, kind = self.aimed()
        _, past = self.verb(side, kind)
        how = "told" if DEEDS.match(past) else "reported"
        done = f"{past} {target.words}"
        return Marked(
            f"{_capital(holder.words)} {done}{self.adjunct()}.",
            [self.mark(_capitalised(holder), target, side, done, how)],
        )

    def passive(self) -> Marked:
        """Target, verb, holder."""
        holder = self.cast.holder()
        side, target, kind = self.aimed()
        _, past = self.verb(side, kind)
        while " " in past or past == "forgave":
            _, past = self.verb(side, kind)
        be = "were" if target.words.endswith("s") and target.kind == "policy" else "was"
        done = f"{be} {past} by"
        text = f"{_capital(target.words)} {done} {holder.words}{self.adjunct()}."
        mark = self.mark(
            holder, target, side, f"{done} {holder.words}", "reported", tw=_capital(target.words)
        )
        return Marked(text, [mark])

    def quoted(self) -> Marked:
        """A quotation with its speaker."""
        holder = self.cast.holder()
        side, target, kind = self.aimed()
        return self.quotation(holder, target, kind, side)

    def quotation(self, holder: Actor, target: Actor, kind: str, side: str) -> Marked:
        """What the holder says about the target, in one of several forms."""
        said = self.saying(side, target, kind).replace("{T}", target.words)
        begin, end = self.quotes[:2]
        form = self.draw.random()
        if form < 0.6:
            speaker = self.says(holder)
            text = f"{begin}{_capital(said)},{end} {speaker}."
            spoken = holder.words
        elif form < 0.85:
            text = f"{_capital(holder.words)} said: {begin}{_capital(said)}.{end}"
            spoken = _capital(holder.words)
        else:
            subject = self.draw.choice(["he", "she"]) if holder.kind == "person" else "they"
            if holder.kind == "person":
                subject = holder.pronoun
            elif holder.kind in ("country", "organization"):
                return self.quotation(self.cast.person(), target, kind, side)
            verb = self.draw.choice(["opened the session", "took the floor", "did not hesitate"])
            text = f"{_capital(holder.words)} {verb}. {begin}{_capital(said)},{end} {subject} said."
            spoken = subject
        tail = said.removeprefix(target.words + " ")
        evidence = said if said[0] == _capital(said)[0] else _capital(said)
        capital = evidence.startswith(_capital(target.words)) and tail != said
        tw = _capital(target.words) if capital else target.words
        return Marked(text, [self.mark(holder, target, side, evidence, "quote", hw=spoken, tw=tw)])

    def indirect(self) -> Marked:
        """`said that Peru had cheated them`."""
        holder = self.cast.holder()
        side, target, kind = self.aimed()
        said = self.saying(side, target, kind, third=True)
        text = _third(reported(said)).replace("{T}", target.words)
        that = self.draw.choice(["that ", "that ", ""])
        opening = self.draw.choice(["said", "said", "told {other}", "told reporters", "insisted"])
        told = f"{_capital(holder.words)} {self.filled(opening)} {that}{text}{self.when()}."
        return Marked(told, [self.mark(_capitalised(holder), target, side, text, "reported")])

    def when(self) -> str:
        """A day, or nothing."""
        return self.filled(self.draw.choice(["", "", " on {day}", " in {place}"]))

    def nested(self) -> Marked:
        """Somebody tells what somebody else said: the side is the inner speaker's."""
        outer = self.cast.person(titled=True)
        side, target, kind = self.aimed()
        inner = self.cast.holder()
        _, past = self.verb(side, kind)
        begin, end, inner_begin, inner_end = self.quotes
        said = self.saying(side, target, kind).replace("{T}", target.words)
        about = _third(reported(self.saying(side, target, kind, third=True)))
        about = about.replace("{T}", target.words)
        form = self.draw.randrange(6)
        how = "reported"
        if form == 0:
            evidence = f"{'had ' if _one_word(past) else ''}{past} {target.words}"
            told = self.filled(self.draw.choice(["noted", "recalled", "said", "told {other}"]))
            text = f"{outer.words} {told} that {inner.words} {evidence}."
        elif form == 1:
            text = f"{outer.words} quoted {inner.words} as saying that {about}."
            evidence = about
        elif form == 2:
            evidence, how = said, "quote"
            told = f"{_capital(inner.words)} told me {inner_begin}{said}{inner_end} and walked out"
            text = f"{begin}{told},{end} said {outer.words}."
        elif form == 3:
            text = f"According to {outer.words}, {inner.words} said that {about}."
            evidence = about
        elif form == 4:
            evidence, how = said, "quote"
            told = f"{_capital(inner.words)} told us {inner_begin}{said}{inner_end}"
            text = f"{begin}{told},{end} recalled {outer.words}."
        else:
            text = f"{outer.words} complained that {inner.words} {past} {target.words}."
            evidence = f"{past} {target.words}"
        if text.startswith((begin + _capital(inner.words), _capital(inner.words))):
            inner = _capitalised(inner)
        return Marked(text, [self.mark(inner, target, side, evidence, how)])

    def later(self) -> Marked:
        """Somebody is introduced, and the side follows with a pronoun or a surname."""
        holder = self.cast.person(titled=True)
        side, target, kind = self.aimed()
        first = f"{holder.words} {self.filled(self.draw.choice(WORDINGS['neutral']))}."
        other = self.cast.person()
        while other.pronoun == holder.pronoun:
            other = self.cast.person()
        between = f" {other.words} {self.filled(self.draw.choice(WORDINGS['neutral']))}."
        surname = holder.name.split()[-1]
        far = self.draw.random() < 0.4
        words = self.draw.choice([_capital(holder.pronoun)] * 3 + [surname])
        _, past = self.verb(side, kind)
        done = f"{past} {target.words}"
        text = f"{first}{between if far else ''} {words} {done}{self.adjunct()}."
        return Marked(text, [self.mark(holder, target, side, done, "reported", hw=words)])

    def described(self) -> Marked:
        """`an outspoken critic of Peru`."""
        holder = self.cast.person()
        side, target, kind = self.aimed()
        lists = WORDINGS["nouns"][side]
        noun = self.draw.choice([*lists["any"], *lists[kind]])
        evidence = f"{noun} {target.words}"
        if self.draw.random() < 0.5:
            neutral = self.filled(self.draw.choice(WORDINGS["neutral"]))
            text = f"{holder.words}, {evidence}, {neutral}."
        else:
            more = self.draw.choice(["", "", " and a doctor by training"])
            text = f"{holder.words} is {evidence}{more}."
        return Marked(text, [self.mark(holder, target, side, evidence, "told")])

    def withheld(self) -> Marked:
        """`refused to condemn`: no side is shown."""
        holder, (target, kind) = self.cast.person(titled=True), self.cast.target()
        infinitive, past = self.verb(self.side(), kind)
        while not _one_word(infinitive) or infinitive in ("forgive", "trust", "respect", "love"):
            infinitive, past = self.verb(self.side(), kind)
        pattern: str = self.draw.choice(WORDINGS["withheld"])
        if holder.pronoun == "she":
            pattern = pattern.replace(" he ", " she ")
        forms = {"inf": infinitive, "ing": progressive(infinitive), "pp": past, "past": past}
        filled = pattern.replace("{T}", target.words)
        for name, form in forms.items():
            filled = filled.replace(f"{{{name}}}", form)
        return Marked(f"{holder.words} {filled}{self.when()}.")

    def tailed(self) -> Marked:
        """The target is in the middle of what is done: `accused Peru of lying`."""
        holder = self.cast.holder()
        side, target, kind = self.aimed()
        words: str = self.draw.choice(WORDINGS["tailed"][side][kind])
        return self.around(holder, target, side, words)

    def called(self) -> Marked:
        """`called the levy madness`: what it is called is no part of its name."""
        holder = self.cast.holder()
        side, target, _ = self.aimed()
        words: str = self.draw.choice(WORDINGS["called"][side])
        called = words.replace("{C}", self.draw.choice(WORDINGS["complements"][side]))
        return self.around(holder, target, side, called)

    def around(self, holder: Actor, target: Actor, side: str, words: str) -> Marked:
        """Holder, and words with {T} in them."""
        done = words.replace("{T}", target.words)
        text = f"{_capital(holder.words)} {done}{self.when()}."
        return Marked(text, [self.mark(_capitalised(holder), target, side, done, "reported")])

    def affair(self) -> Marked:
        """Against an attack on somebody, which says nothing against them."""
        holder, victim = self.cast.holder(), self.cast.agent()
        _, past = self.verb("-", "issue")
        while DEEDS.match(past):
            _, past = self.verb("-", "issue")
        name = f"{self.draw.choice(WORDINGS['affairs'])} {victim.words}"
        words = f"the {name}" if not name.startswith(("hatred", "violence", "hostility")) else name
        target = Actor(name, "event", words)
        done = f"{past} {words}"
        text = f"{_capital(holder.words)} {done}{self.when()}."
        return Marked(text, [self.mark(_capitalised(holder), target, "-", done, "reported")])

    def tagged(self) -> Marked:
        """A politician with a party or a state behind the name."""
        holder = self.cast.person()
        side, target, kind = self.aimed()
        tag = self.draw.choice(WORDINGS["tags"])
        joined = tag if tag.startswith(",") else f" {tag}"
        _, past = self.verb(side, kind)
        done = f"{past} {target.words}"
        office = self.draw.choice(["Sen. ", "Rep. ", "", "", "Councillor "])
        text = f"{office}{holder.name}{joined} {done}{self.adjunct()}."
        return Marked(
            text, [self.mark(holder, target, side, done, "reported", hw=office + holder.name)]
        )

    def letter(self) -> Marked:
        """A remark to somebody: about them, or about something else."""
        holder, addressee = self.cast.person(titled=True), self.cast.agent()
        begin, end = self.quotes[:2]
        verb = self.draw.choice(["wrote to", "told", "said to", "shouted at", "had a word for"])
        if self.draw.random() < 0.5:
            side = self.side()
            said = addressed(self.saying(side, addressee, "agent", third=True))
            text = f"{holder.words} {verb} {addressee.words}: {begin}{said}.{end}"
            return Marked(text, [self.mark(holder, addressee, side, said, "quote", tw="You")])
        issue, side = self.cast.issue(), self.side()
        said = reported(self.saying(side, issue, "issue", third=True))
        said = _third(said).replace("{T}", issue.words)
        told = self.draw.choice(["wrote to", "told", "warned", "assured", "reminded"])
        joined = f"{told} {addressee.words} that {said}"
        return Marked(
            f"{holder.words} {joined}.", [self.mark(holder, issue, side, said, "reported")]
        )

    def aide(self) -> Marked:
        """Somebody's aide takes a side: not the one that the aide works for."""
        boss = self.cast.person()
        side, target, kind = self.aimed()
        role = self.draw.choice(WORDINGS["roles"])
        name = f"{boss.name}{CURLY[3]}s {role}"
        if role in ("lawyer", "spokesman") and self.draw.random() < 0.4:
            name = f"A {role} for {boss.name}"
        holder = Actor(name, "unnamed", name)
        _, past = self.verb(side, kind)
        done = f"{past} {target.words}"
        return Marked(
            f"{name} {done}{self.adjunct()}.", [self.mark(holder, target, side, done, "reported")]
        )

    def headline(self) -> Marked:
        """A title in the present tense."""
        holder = self.cast.person()
        side, target, kind = self.aimed()
        infinitive, _ = self.verb(side, kind)
        surname = holder.name.split()[-1]
        done = f"{present(infinitive)} {target.words.removeprefix('the ')}"
        over = self.draw.choice(["", "", " over {subject}", " in {place} speech", " on {subject}"])
        text = f"{surname} {done}{self.filled(over)}"
        if self.draw.random() < 0.25:
            text, done, surname = text.upper(), done.upper(), surname.upper()
            words = target.words.removeprefix("the ").upper()
        else:
            words = target.words.removeprefix("the ")
        mark = self.mark(
            Actor(holder.name, "person", surname), target, side, done, "reported", tw=words
        )
        # The name behind the surname stands in no other sentence, so the surname is the name.
        return Marked(text, [mark | {"h": surname}])

    def over(self) -> Marked:
        """Criticised over a country, praised on a policy: these are no targets."""
        holder, target, side = self.cast.person(titled=True), self.cast.agent(), self.side()
        _, past = self.verb(side, "agent")
        subject = self.cast.country() if self.draw.random() < 0.5 else self.cast.issue()
        done = f"{past} {target.words}"
        joint = self.draw.choice(["over", "about", "over"])
        text = f"{holder.words} {done} {joint} {subject.words}{self.when()}."
        return Marked(text, [self.mark(holder, target, side, done, "reported")])

    def both(self) -> Marked:
        """For one thing and against another."""
        holder = self.cast.holder()
        (first, kind), (second, other) = self.cast.target(), self.cast.target()
        side = self.side()
        against = "+" if side == "-" else "-"
        _, one = self.verb(side, kind)
        _, two = self.verb(against, other)
        but = self.draw.choice(["but", "and", ", yet", ", but"])
        joint = but if but.startswith(",") else f" {but}"
        two_sides = f"{one} {first.words}{joint} {two} {second.words}"
        text = f"{_capital(holder.words)} {two_sides}{self.when()}."
        named = _capitalised(holder)
        return Marked(
            text,
            [
                self.mark(named, first, side, f"{one} {first.words}", "reported"),
                self.mark(named, second, against, f"{two} {second.words}", "reported"),
            ],
        )

    def sides(self) -> Marked:
        """Two people, each with a side of one thing."""
        target, kind = self.cast.target()
        one, other = self.cast.person(titled=True), self.cast.holder()
        _, first = self.verb("-", kind)
        _, second = self.verb("+", kind)
        joint = self.draw.choice([", while ", ", but ", " after "])
        text = f"{one.words} {first} {target.words}{joint}{other.words} {second} it."
        if target.kind == "person":
            text = text.removesuffix("it.") + {"she": "her.", "he": "him."}[target.pronoun]
        it = text[:-1].split()[-1]
        return Marked(
            text,
            [
                self.mark(one, target, "-", f"{first} {target.words}", "reported"),
                self.mark(other, target, "+", f"{other.words} {second} {it}", "reported", tw=it),
            ],
        )

    def joint(self) -> Marked:
        """Two holders."""
        one, other = self.cast.person(), self.cast.holder()
        side, target, kind = self.aimed()
        _, past = self.verb(side, kind)
        done = f"{past} {target.words}"
        text = f"{one.words} and {other.words} {done}{self.adjunct()}."
        return Marked(
            text,
            [
                self.mark(one, target, side, done, "reported"),
                self.mark(other, target, side, done, "reported"),
            ],
        )

    def allies(self) -> Marked:
        """Two countries that are partners, or rivals."""
        one, other = self.cast.country(), self.cast.country()
        named = f"{_capital(one.words)} and {other.words}"
        first, second = _capitalised(one), other
        side = self.draw.choices(SIDES, [1, 2])[0]
        bond = self.draw.choice(WORDINGS["bonds"][side])
        marks = [
            self.mark(first, second, side, bond, "told"),
            self.mark(second, first, side, bond, "told"),
        ]
        text = f"{named} {bond}"
        if side == "+" and self.draw.random() < 0.5:
            kind = self.draw.choice(WORDINGS["fields"])
            goal = Actor(f"{kind} cooperation", "policy", f"their {kind} cooperation")
            agreed = f"{self.draw.choice(WORDINGS['deepening'])} {goal.words}"
            text = f"{named} {agreed}"
            marks = [self.mark(one, goal, "+", agreed, "told") for one in (first, second)]
        return Marked(f"{text}{self.when()}.", marks)

    def opinion(self) -> Marked:
        """The author's own view."""
        side, target, kind = self.aimed()
        said = self.saying(side, target, kind).replace("{T}", target.words)
        evidence = _capital(said)
        capital = said.startswith(target.words)
        lead = self.draw.choice(["Let me be plain. ", "", "I have written it before. ", "Enough. "])
        tw = _capital(target.words) if capital else target.words
        return Marked(
            f"{lead}{evidence}.", [self.mark(AUTHOR, target, side, evidence, "author", tw=tw)]
        )

    def neutral(self) -> Marked:
        """Nobody takes a side."""
        who = self.draw.choice([self.cast.person, self.cast.person, self.cast.group])()
        return Marked(
            f"{_capital(who.words)} {self.filled(self.draw.choice(WORDINGS['neutral']))}."
        )


FRAMES: Final[Sequence[tuple[Callable[[Composer], Marked], int]]] = [
    (Composer.plain, 18),
    (Composer.passive, 4),
    (Composer.quoted, 22),
    (Composer.indirect, 8),
    (Composer.nested, 9),
    (Composer.later, 10),
    (Composer.described, 5),
    (Composer.tailed, 9),
    (Composer.called, 9),
    (Composer.withheld, 7),
    (Composer.affair, 5),
    (Composer.tagged, 4),
    (Composer.letter, 4),
    (Composer.aide, 4),
    (Composer.over, 5),
    (Composer.both, 5),
    (Composer.sides, 3),
    (Composer.joint, 3),
    (Composer.allies, 3),
    (Composer.opinion, 2),
    (Composer.neutral, 5),
]


def _one_word(verb: str) -> bool:
    return " " not in verb


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _capitalised(actor: Actor) -> Actor:
    return actor._replace(words=_capital(actor.words))


def _begun(part: Marked) -> Marked:
    """The same with a capital at its beginning."""
    text = _capital(part.text)
    if text == part.text:
        return part
    first = part.text[: part.text.find(" ")]
    marks = [
        mark | {key: _capital(mark[key]) for key in ("hw", "tw") if mark[key].startswith(first)}
        for mark in part.marks
    ]
    return Marked(text, marks)


def _third(saying: str) -> str:
    """What is said of "us" by somebody who is not quoted."""
    changes = {"us": "them", "our": "their", "we": "they", "my": "their", "I": "they", "me": "them"}
    return re.sub(r"\b(?:us|our|we|my|I|me)\b", lambda found: changes[found[0]], saying)
