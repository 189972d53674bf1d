"""Frames in which somebody is for or against somebody or something, by word or deed."""

import re
from typing import Final

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import SIDES, Composer, Marked, capital, capitalised

DEEDS: Final = re.compile(
    r"(?:vot|veto|su|block|ban|sign|march|boycott|donat|scrap|repeal|abolish|outlaw|struck|threw|"
    r"ratif|adopt|approv|uph|walk|rall|demonstrat|sponsor|cut|nominat|shot|offer|snub|heckl|boo)"
)
"""Beginnings of verbs for deeds, which the reporter tells."""


def plain(by: Composer) -> Marked:
    """Holder, verb, target."""
    holder = by.cast.holder()
    side, target, kind = by.aimed()
    _, past = by.verb(side, kind)
    how = "told" if DEEDS.match(past) else "reported"
    done = f"{past} {target.words}"
    return Marked(
        f"{capital(holder.words)} {done}{by.adjunct()}.",
        [by.mark(capitalised(holder), target, side, done, how)],
    )


def passive(by: Composer) -> Marked:
    """Target, verb, holder."""
    holder = by.cast.holder()
    side, target, kind = by.aimed()
    _, past = by.verb(side, kind)
    while " " in past or past == "forgave":
        _, past = by.verb(side, kind)
    be = "were" if target.words.endswith("s") and target.kind == "policy" else "was"
    done = f"{be} {past} by"
    text = f"{capital(target.words)} {done} {holder.words}{by.adjunct()}."
    mark = by.mark(
        holder, target, side, f"{done} {holder.words}", "reported", tw=capital(target.words)
    )
    return Marked(text, [mark])


def tailed(by: Composer) -> Marked:
    """The target is in the middle of what is done: `accused Peru of lying`."""
    holder = by.cast.holder()
    side, target, kind = by.aimed()
    words: str = by.draw.choice(WORDINGS["tailed"][side][kind])
    return _around(by, holder, target, side, words)


def called(by: Composer) -> Marked:
    """`called the levy madness`: what it is called is no part of its name."""
    holder = by.cast.holder()
    side, target, _ = by.aimed()
    words: str = by.draw.choice(WORDINGS["called"][side])
    called = words.replace("{C}", by.draw.choice(WORDINGS["complements"][side]))
    return _around(by, holder, target, side, called)


def _around(by: Composer, holder: Actor, target: Actor, side: str, words: str) -> Marked:
    """Holder, and words with {T} in them."""
    done = words.replace("{T}", target.words)
    text = f"{capital(holder.words)} {done}{by.when()}."
    return Marked(text, [by.mark(capitalised(holder), target, side, done, "reported")])


def both(by: Composer) -> Marked:
    """For one thing and against another."""
    holder = by.cast.holder()
    (first, kind), (second, other) = by.cast.target(), by.cast.target()
    side = by.side()
    against = "+" if side == "-" else "-"
    _, one = by.verb(side, kind)
    _, two = by.verb(against, other)
    but = by.draw.choice(["but", "and", ", yet", ", but"])
    joint = but if but.startswith(",") else f" {but}"
    two_sides = f"{one} {first.words}{joint} {two} {second.words}"
    text = f"{capital(holder.words)} {two_sides}{by.when()}."
    named = capitalised(holder)
    return Marked(
        text,
        [
            by.mark(named, first, side, f"{one} {first.words}", "reported"),
            by.mark(named, second, against, f"{two} {second.words}", "reported"),
        ],
    )


def sides(by: Composer) -> Marked:
    """Two people, each with a side of one thing."""
    target, kind = by.cast.target()
    one, other = by.cast.person(titled=True), by.cast.holder()
    _, first = by.verb("-", kind)
    _, second = by.verb("+", kind)
    joint = by.draw.choice([", while ", ", but ", " after "])
    text = f"{one.words} {first} {target.words}{joint}{other.words} {second} it."
    if target.kind == "person":
        text = text.removesuffix("it.") + {"she": "her.", "he": "him."}[target.pronoun]
    it = text[:-1].split()[-1]
    return Marked(
        text,
        [
            by.mark(one, target, "-", f"{first} {target.words}", "reported"),
            by.mark(other, target, "+", f"{other.words} {second} {it}", "reported", tw=it),
        ],
    )


def joint(by: Composer) -> Marked:
    """Two holders."""
    one, other = by.cast.person(), by.cast.holder()
    side, target, kind = by.aimed()
    _, past = by.verb(side, kind)
    done = f"{past} {target.words}"
    text = f"{one.words} and {other.words} {done}{by.adjunct()}."
    return Marked(
        text,
        [
            by.mark(one, target, side, done, "reported"),
            by.mark(other, target, side, done, "reported"),
        ],
    )


def allies(by: Composer) -> Marked:
    """Two countries that are partners, or rivals."""
    one, other = by.cast.country(), by.cast.country()
    named = f"{capital(one.words)} and {other.words}"
    first, second = capitalised(one), other
    side = by.draw.choices(SIDES, [1, 2])[0]
    bond = by.draw.choice(WORDINGS["bonds"][side])
    marks = [
        by.mark(first, second, side, bond, "told"),
        by.mark(second, first, side, bond, "told"),
    ]
    text = f"{named} {bond}"
    if side == "+" and by.draw.random() < 0.5:
        kind = by.draw.choice(WORDINGS["fields"])
        goal = Actor(f"{kind} cooperation", "policy", f"their {kind} cooperation")
        agreed = f"{by.draw.choice(WORDINGS['deepening'])} {goal.words}"
        text = f"{named} {agreed}"
        marks = [by.mark(one, goal, "+", agreed, "told") for one in (first, second)]
    return Marked(f"{text}{by.when()}.", marks)


def affair(by: Composer) -> Marked:
    """Against an attack on somebody, which says nothing against them."""
    holder, victim = by.cast.holder(), by.cast.agent()
    _, past = by.verb("-", "issue")
    while DEEDS.match(past):
        _, past = by.verb("-", "issue")
    name = f"{by.draw.choice(WORDINGS['affairs'])} {victim.words}"
    words = f"the {name}" if not name.startswith(("hatred", "violence", "hostility")) else name
    target = Actor(name, "event", words)
    done = f"{past} {words}"
    text = f"{capital(holder.words)} {done}{by.when()}."
    return Marked(text, [by.mark(capitalised(holder), target, "-", done, "reported")])


def over(by: Composer) -> Marked:
    """Criticised over a country, praised on a policy: these are no targets."""
    holder, target, side = by.cast.person(titled=True), by.cast.agent(), by.side()
    _, past = by.verb(side, "agent")
    subject = by.cast.country() if by.draw.random() < 0.5 else by.cast.issue()
    done = f"{past} {target.words}"
    joint = by.draw.choice(["over", "about", "over"])
    text = f"{holder.words} {done} {joint} {subject.words}{by.when()}."
    return Marked(text, [by.mark(holder, target, side, done, "reported")])
