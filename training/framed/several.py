"""Frames with two holders: where one takes no side, where both do, where each has another."""

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import SIDES, Composer, Marked, capital, capitalised
from training.framed.people import STATES

BOTH = Actor("", "", "", "they", several=True)


def gapped(by: Composer) -> Marked:
    """`Peru thanked the fund; Ecuador did not`: Ecuador shows no side."""
    one, other = by.cast.holder(), by.cast.holder()
    side, target = by.aimed()
    verb = by.verb(side, target, one)
    while verb.infinitive.startswith(("be ", "have ")):
        verb = by.verb(side, target, one)
    done = by.done(verb, one, target.words)
    if by.draw.random() < 0.25:
        text = f"Unlike {other.words}, {one.words} {done}{by.when()}."
        return Marked(text, [by.mark(one, target, side, done, verb.how)])
    rest = by.draw.choice(
        ["; {O} did not", ", but {O} did not", ". {O} did not", ", and {O} said nothing"]
    )
    words = capital(other.words) if rest.startswith(".") else other.words
    text = f"{capital(one.words)} {done}{rest.replace('{O}', words)}."
    return Marked(text, [by.mark(capitalised(one), target, side, done, verb.how)])


def likewise(by: Composer) -> Marked:
    """`Peru thanked the fund, as did Ecuador`: both are for it."""
    one, other = by.cast.holder(), by.cast.holder()
    side, target = by.aimed()
    verb = by.verb(side, target, one)
    while verb.infinitive.startswith(("be ", "have ")):
        verb = by.verb(side, target, one)
    done = by.done(verb, one, target.words)
    so = by.draw.choice(["as did {O}", "and so did {O}", "and {O} did the same", "as did {O}"])
    so = so.replace("{O}", other.words)
    text = f"{capital(one.words)} {done}, {so}."
    return Marked(
        text,
        [
            by.mark(capitalised(one), target, side, done, verb.how),
            by.mark(other, target, side, so, verb.how),
        ],
    )


def neither(by: Composer) -> Marked:
    """`Neither Peru nor Ecuador thanked the fund`: no side is shown."""
    one, other, target = by.cast.person(titled=True), by.cast.holder(), by.cast.target()
    verb = by.verb(by.side(), target)
    while verb.sort == "feelings" or verb.infinitive.startswith(STATES):
        verb = by.verb(by.side(), target)
    done = by.done(verb, BOTH, target.words)
    return Marked(f"Neither {one.words} nor {other.words} {done}{by.when()}.")


def contrasted(by: Composer) -> Marked:
    """`Peru spoke in favour of the deal, Ecuador against`."""
    one, other, target = by.cast.holder(), by.cast.holder(), by.cast.issue()
    first, second = by.draw.choice([SIDES, SIDES[::-1]])
    lists = WORDINGS["sided"]
    done = by.clause(by.draw.choice(lists[first]), one, target)
    short = f"{other.words} {'for' if second == '+' else 'against'}"
    words = target.words
    if second == "-" and by.draw.random() < 0.5:
        short, words = f"{short} {target.object}", target.object
    text = f"{capital(one.words)} {done}, {short}."
    return Marked(
        text,
        [
            by.mark(capitalised(one), target, first, done, "reported"),
            by.mark(other, target, second, short, "reported", tw=words),
        ],
    )


def together(by: Composer) -> Marked:
    """Two people who met, and what both did."""
    one, other = by.cast.person(titled=True), by.cast.person()
    side, target = by.aimed()
    verb = by.verb(side, target)
    done = by.done(verb, BOTH, target.words)
    if by.draw.random() < 0.4 and not verb.infinitive.startswith("be "):
        text = f"{one.words} and {other.words} both {done}{by.adjunct(verb, target)}."
        marks = [by.mark(who, target, side, done, verb.how) for who in (one, other)]
        return Marked(text, marks)
    met = by.filled(
        by.draw.choice(
            ["met {other} in {place}", "sat next to {other}", "spoke after {other}"]
        ).replace("{other}", other.words)
    )
    both = by.draw.choice(["Both", "They both", "They", "Both of them", "The two"])
    text = f"{one.words} {met}. {both} {done}{by.adjunct(verb, target)}."
    marks = [by.mark(who, target, side, done, verb.how, hw=both) for who in (one, other)]
    return Marked(text, marks)


def some_and_others(by: Composer) -> Marked:
    """`Some residents back the dam; others oppose it`."""
    target = by.cast.target()
    who = by.draw.choice(WORDINGS["some"])
    first, second = by.draw.choice([SIDES, SIDES[::-1]])
    some = Actor(f"some {who}", "unnamed", f"Some {who}", "they", several=True)
    others = Actor("others", "unnamed", "others", "they", several=True)
    one = by.done(by.bare_verb(first, target), some, target.words)
    two = by.done(by.short_verb(second, target), others, target.object)
    joint = by.draw.choice(["; ", ", while ", ", but ", ". "])
    if joint == ". ":
        others = others._replace(words="Others")
    more = f"{others.words} {two}"
    return Marked(
        f"{some.words} {one}{joint}{more}.",
        [
            by.mark(some, target, first, one, "reported"),
            by.mark(others, target, second, more, "reported", tw=target.object),
        ],
    )
