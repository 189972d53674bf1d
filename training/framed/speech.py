"""Frames in which somebody says it: quoted, reported, retold, in a letter, or as the author."""

import re
from typing import Final

from training.framed.cast import Actor
from training.framed.composer import Composer, Marked, capital, capitalised, one_word
from training.framed.inflection import addressed, reported

AUTHOR: Final = Actor("author", "author", "")


def quoted(by: Composer) -> Marked:
    """A quotation with its speaker."""
    holder = by.cast.holder()
    side, target, kind = by.aimed()
    return _quotation(by, holder, target, kind, side)


def _quotation(by: Composer, holder: Actor, target: Actor, kind: str, side: str) -> Marked:
    """What the holder says about the target, in one of several forms."""
    said = by.saying(side, target, kind).replace("{T}", target.words)
    begin, end = by.quotes[:2]
    form = by.draw.random()
    if form < 0.6:
        speaker = by.says(holder)
        text = f"{begin}{capital(said)},{end} {speaker}."
        spoken = holder.words
    elif form < 0.85:
        text = f"{capital(holder.words)} said: {begin}{capital(said)}.{end}"
        spoken = capital(holder.words)
    else:
        subject = by.draw.choice(["he", "she"]) if holder.kind == "person" else "they"
        if holder.kind == "person":
            subject = holder.pronoun
        elif holder.kind in ("country", "organization"):
            return _quotation(by, by.cast.person(), target, kind, side)
        verb = by.draw.choice(["opened the session", "took the floor", "did not hesitate"])
        text = f"{capital(holder.words)} {verb}. {begin}{capital(said)},{end} {subject} said."
        spoken = subject
    tail = said.removeprefix(target.words + " ")
    evidence = said if said[0] == capital(said)[0] else capital(said)
    begins = evidence.startswith(capital(target.words)) and tail != said
    tw = capital(target.words) if begins else target.words
    return Marked(text, [by.mark(holder, target, side, evidence, "quote", hw=spoken, tw=tw)])


def indirect(by: Composer) -> Marked:
    """`said that Peru had cheated them`."""
    holder = by.cast.holder()
    side, target, kind = by.aimed()
    said = by.saying(side, target, kind, third=True)
    text = _third(reported(said)).replace("{T}", target.words)
    that = by.draw.choice(["that ", "that ", ""])
    opening = by.draw.choice(["said", "said", "told {other}", "told reporters", "insisted"])
    told = f"{capital(holder.words)} {by.filled(opening)} {that}{text}{by.when()}."
    return Marked(told, [by.mark(capitalised(holder), target, side, text, "reported")])


def nested(by: Composer) -> Marked:
    """Somebody tells what somebody else said: the side is the inner speaker's."""
    outer = by.cast.person(titled=True)
    side, target, kind = by.aimed()
    inner = by.cast.holder()
    _, past = by.verb(side, kind)
    begin, end, inner_begin, inner_end = by.quotes
    said = by.saying(side, target, kind).replace("{T}", target.words)
    about = _third(reported(by.saying(side, target, kind, third=True)))
    about = about.replace("{T}", target.words)
    form = by.draw.randrange(6)
    how = "reported"
    if form == 0:
        evidence = f"{'had ' if one_word(past) else ''}{past} {target.words}"
        told = by.filled(by.draw.choice(["noted", "recalled", "said", "told {other}"]))
        text = f"{outer.words} {told} that {inner.words} {evidence}."
    elif form == 1:
        text = f"{outer.words} quoted {inner.words} as saying that {about}."
        evidence = about
    elif form == 2:
        evidence, how = said, "quote"
        told = f"{capital(inner.words)} told me {inner_begin}{said}{inner_end} and walked out"
        text = f"{begin}{told},{end} said {outer.words}."
    elif form == 3:
        text = f"According to {outer.words}, {inner.words} said that {about}."
        evidence = about
    elif form == 4:
        evidence, how = said, "quote"
        told = f"{capital(inner.words)} told us {inner_begin}{said}{inner_end}"
        text = f"{begin}{told},{end} recalled {outer.words}."
    else:
        text = f"{outer.words} complained that {inner.words} {past} {target.words}."
        evidence = f"{past} {target.words}"
    if text.startswith((begin + capital(inner.words), capital(inner.words))):
        inner = capitalised(inner)
    return Marked(text, [by.mark(inner, target, side, evidence, how)])


def letter(by: Composer) -> Marked:
    """A remark to somebody: about them, or about something else."""
    holder, addressee = by.cast.person(titled=True), by.cast.agent()
    begin, end = by.quotes[:2]
    verb = by.draw.choice(["wrote to", "told", "said to", "shouted at", "had a word for"])
    if by.draw.random() < 0.5:
        side = by.side()
        said = addressed(by.saying(side, addressee, "agent", third=True))
        text = f"{holder.words} {verb} {addressee.words}: {begin}{said}.{end}"
        return Marked(text, [by.mark(holder, addressee, side, said, "quote", tw="You")])
    issue, side = by.cast.issue(), by.side()
    said = reported(by.saying(side, issue, "issue", third=True))
    said = _third(said).replace("{T}", issue.words)
    told = by.draw.choice(["wrote to", "told", "warned", "assured", "reminded"])
    joined = f"{told} {addressee.words} that {said}"
    return Marked(f"{holder.words} {joined}.", [by.mark(holder, issue, side, said, "reported")])


def opinion(by: Composer) -> Marked:
    """The author's own view."""
    side, target, kind = by.aimed()
    said = by.saying(side, target, kind).replace("{T}", target.words)
    evidence = capital(said)
    begins = said.startswith(target.words)
    lead = by.draw.choice(["Let me be plain. ", "", "I have written it before. ", "Enough. "])
    tw = capital(target.words) if begins else target.words
    return Marked(f"{lead}{evidence}.", [by.mark(AUTHOR, target, side, evidence, "author", tw=tw)])


def _third(saying: str) -> str:
    """What is said of "us" by somebody who is not quoted."""
    changes = {"us": "them", "our": "their", "we": "they", "my": "their", "I": "they", "me": "them"}
    return re.sub(r"\b(?:us|our|we|my|I|me)\b", lambda found: changes[found[0]], saying)
