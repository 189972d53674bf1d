"""Frames of speech: quoted, reported, retold, in a letter, or as the author."""

import re
from typing import Final

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import Composer, Marked, capital, capitalised
from training.framed.inflection import addressed

AUTHOR: Final = Actor("author", "author", "")


def quoted(by: Composer) -> Marked:
    """A quotation with its speaker."""
    holder = by.cast.holder()
    side, target = by.aimed()
    return _quotation(by, holder, target, side)


def _quotation(by: Composer, holder: Actor, target: Actor, side: str) -> Marked:
    """What the holder says about the target, in one of several forms."""
    said = by.saying(side, target).replace("{T}", target.words)
    begin, end = by.quotes[:2]
    form = by.draw.random()
    if form < 0.6:
        speaker = by.says(holder, side)
        text = f"{begin}{capital(said)},{end} {speaker}."
        spoken = holder.words
    elif form < 0.85:
        text = f"{capital(holder.words)} said: {begin}{capital(said)}.{end}"
        spoken = capital(holder.words)
    else:
        if holder.kind in ("country", "organization"):
            return _quotation(by, by.cast.person(), target, side)
        spoken = holder.pronoun
        verb = by.draw.choice(["opened the session", "took the floor", "did not hesitate"])
        text = f"{capital(holder.words)} {verb}. {begin}{capital(said)},{end} {spoken} said."
    evidence = capital(said)
    begins = said.startswith(target.words)
    tw = capital(target.words) if begins else target.words
    return Marked(text, [by.mark(holder, target, side, evidence, "quote", hw=spoken, tw=tw)])


def indirect(by: Composer) -> Marked:
    """`said that Peru had cheated them`."""
    holder = by.cast.holder()
    side, target = by.aimed()
    text = by.told_of(side, target)
    that = by.draw.choice(["that ", "that ", ""])
    opening = by.draw.choice(
        ["said", "said", "told {other}", "told reporters", "insisted", "argued", "claimed"]
    )
    told = f"{capital(holder.words)} {by.filled(opening)} {that}{text}."
    return Marked(told, [by.mark(capitalised(holder), target, side, text, "reported")])


def nested(by: Composer) -> Marked:
    """Somebody tells what somebody else said: the side is the inner speaker's."""
    outer = by.cast.person(titled=True)
    side, target = by.aimed()
    inner = by.cast.holder()
    verb = by.verb(side, target, inner)
    begin, end, inner_begin, inner_end = by.quotes
    said = by.saying(side, target).replace("{T}", target.words)
    about = by.told_of(side, target)
    form = by.draw.randrange(6)
    how = "reported"
    if form == 0:
        evidence = by.had_done(verb, inner, target)
        told = by.filled(by.draw.choice(["noted", "recalled", "said", "told {other}"]))
        text = f"{outer.words} {told} that {inner.words} {evidence}."
    elif form == 1:
        text = f"{outer.words} quoted {inner.words} as saying that {about}."
        evidence = about
    elif form == 2:
        evidence, how = capital(said), "quote"
        told = f"{capital(inner.words)} told me, {inner_begin}{evidence},{inner_end} and walked out"
        text = f"{begin}{told},{end} said {outer.words}."
    elif form == 3:
        text = f"According to {outer.words}, {inner.words} said that {about}."
        evidence = about
    elif form == 4:
        evidence, how = capital(said), "quote"
        told = f"{capital(inner.words)} told us, {inner_begin}{evidence}{inner_end}"
        text = f"{begin}{told},{end} recalled {outer.words}."
    else:
        evidence = by.had_done(verb, inner, target)
        text = f"{outer.words} read out a report that {inner.words} {evidence}."
    if how == "quote":
        inner = capitalised(inner)
    begins = how == "quote" and said.startswith(target.words)
    tw = capital(target.words) if begins else target.words
    return Marked(text, [by.mark(inner, target, side, evidence, how, tw=tw)])


def regarded(by: Composer) -> Marked:
    """`According to Anna Kolb, Peru regards the fund as a threat`: only Peru takes a side."""
    outer, inner = by.cast.person(titled=True), by.cast.holder()
    side, target = by.side(), by.cast.target()
    pattern = by.draw.choice(WORDINGS["called"][side])
    done = pattern.replace("{C}", by.complement(side, target))
    done = by.clause(done, inner, target)
    text = by.draw.choice(
        [
            f"According to {outer.words}, {inner.words} {done}.",
            f"{outer.words} said that {inner.words} {done}.",
            f"{capital(inner.words)} {done}, according to {outer.words}.",
            f"{outer.words} told reporters that {inner.words} {done}.",
        ]
    )
    if text.startswith(capital(inner.words)):
        inner = capitalised(inner)
    return Marked(text, [by.mark(inner, target, side, done, "reported")])


def letter(by: Composer) -> Marked:
    """A remark to somebody: about them, or about something else."""
    holder, addressee = by.cast.person(titled=True), by.cast.agent()
    begin, end = by.quotes[:2]
    verb = by.draw.choice(["wrote to", "told", "said to", "shouted at", "had a word for"])
    if by.draw.random() < 0.5:
        side = by.side()
        said = by.saying(side, addressee._replace(pronoun="it", several=False), third=True)
        while re.search(r"\b(?:itself|it)\b", said):
            said = by.saying(side, addressee._replace(pronoun="it", several=False), third=True)
        said = addressed(said)
        text = f"{holder.words} {verb} {addressee.words}: {begin}{said}.{end}"
        return Marked(text, [by.mark(holder, addressee, side, said, "quote", tw="You")])
    issue, side = by.cast.issue(), by.side()
    said = by.told_of(side, issue)
    told = by.draw.choice(["wrote to", "told", "warned" if side == "-" else "assured", "reminded"])
    text = f"{holder.words} {told} {addressee.words} that {said}."
    return Marked(text, [by.mark(holder, issue, side, said, "reported")])


def lettered(by: Composer) -> Marked:
    """A remark to the bosses of a body about something else: the body is no target."""
    holder, body = by.cast.person(titled=True), by.cast.organization()
    side, target = by.aimed()
    said = capital(by.saying(side, target).replace("{T}", target.words))
    begin, end = by.quotes[:2]
    whom = by.draw.choice(WORDINGS["lettered"]).replace("{O}", body.words)
    verb = by.draw.choice(["told", "told", "wrote to", "said to", "said in a speech to"])
    text = f"{holder.words} {verb} {whom}: {begin}{said}.{end}"
    tw = capital(target.words) if said.startswith(capital(target.words)) else target.words
    return Marked(text, [by.mark(holder, target, side, said, "quote", tw=tw)])


def opinion(by: Composer) -> Marked:
    """The author's own view."""
    side, target = by.aimed()
    said = by.saying(side, target).replace("{T}", target.words)
    evidence = capital(said)
    begins = said.startswith(target.words)
    lead = by.draw.choice(["Let me be plain. ", "", "I have written it before. ", "Enough. "])
    tw = capital(target.words) if begins else target.words
    return Marked(f"{lead}{evidence}.", [by.mark(AUTHOR, target, side, evidence, "author", tw=tw)])
