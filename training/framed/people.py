"""Frames about who it is, and about those who take no side."""

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import CURLY, Composer, Marked, capital
from training.framed.inflection import participle, past, present, progressive

STATES = ("be ", "have ", "refuse ", "try ", "do ", "help ", "lose ", "seek ", "make plain")
"""Beginnings of verbs that nobody declines or is urged to do."""


def later(by: Composer) -> Marked:
    """Somebody is introduced, and the side follows with a pronoun or a surname."""
    holder = by.cast.person(titled=True)
    side, target = by.aimed()
    first = f"{holder.words} {by.neutral(holder)}."
    other = by.cast.person()
    while other.pronoun == holder.pronoun:
        other = by.cast.person()
    between = f" {other.words} {by.neutral(other)}."
    surname = holder.name.split(maxsplit=1)[1]
    far = by.draw.random() < 0.4
    words = by.draw.choice([capital(holder.pronoun)] * 3 + [surname])
    verb = by.verb(side, target, holder)
    done = by.done(verb, holder, target.words)
    text = f"{first}{between if far else ''} {words} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(holder, target, side, done, verb.how, hw=words)])


def described(by: Composer) -> Marked:
    """`an outspoken critic of Peru`."""
    holder = by.cast.person()
    side, target = by.aimed()
    noun = by.tail("nouns", side, target)
    evidence = f"{noun} {target.words}"
    if by.draw.random() < 0.5:
        text = f"{holder.words}, {evidence}, {by.neutral(holder)}."
    else:
        be = by.draw.choice(["is", "was", "has long been", "is known as"])
        if not noun.startswith(("a ", "an ", "one ")):
            be = "is"
        text = f"{holder.words} {be} {evidence}."
    return Marked(text, [by.mark(holder, target, side, evidence, "told")])


def tagged(by: Composer) -> Marked:
    """A politician with a party or a state behind the name."""
    holder = by.cast.person()
    side, target = by.aimed()
    tag = by.draw.choice(WORDINGS["tags"])
    joined = tag if tag.startswith(",") else f" {tag}"
    verb = by.verb(side, target)
    done = by.done(verb, holder, target.words)
    office = by.draw.choice(["Sen. ", "Rep. ", "", "", "Councillor ", "Senator "])
    text = f"{office}{holder.name}{joined} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(holder, target, side, done, verb.how, hw=office + holder.name)])


def aide(by: Composer) -> Marked:
    """Somebody's aide takes a side: not the one that the aide works for."""
    boss = by.cast.person()
    side, target = by.aimed()
    role = by.draw.choice(WORDINGS["roles"])
    name = f"{boss.name}{CURLY[3]}s {role}"
    if role in ("lawyer", "spokesman") and by.draw.random() < 0.4:
        name = f"A {role} for {boss.name}"
    holder = Actor(name, "unnamed", name, "they", several=role.endswith("s"))
    verb = by.verb(side, target)
    done = by.done(verb, holder, target.words)
    return Marked(
        f"{name} {done}{by.adjunct(verb, target)}.",
        [by.mark(holder, target, side, done, verb.how)],
    )


def headline(by: Composer) -> Marked:
    """A title in the present tense."""
    holder = by.cast.person()
    side, target = by.aimed()
    verb = by.verb(side, target)
    surname = holder.name.split(maxsplit=1)[1]
    words = target.words.removeprefix("the ")
    third = present(verb.infinitive)
    done = f"{third} {words}".replace("{its}", holder.its).replace("{itself}", holder.itself)
    over = by.draw.choice(["", "", " in {place}", " in {place} speech"])
    text = f"{surname} {done}{by.filled(over) if verb.sort != 'feelings' else ''}"
    if by.draw.random() < 0.25:
        text, done, surname = text.upper(), done.upper(), surname.upper()
        words = words.upper()
    mark = by.mark(Actor(holder.name, "person", surname), target, side, done, verb.how, tw=words)
    # The name behind the surname stands in no other sentence, so the surname is the name.
    return Marked(text, [mark | {"h": surname}])


def withheld(by: Composer) -> Marked:
    """`stopped short of condemning`: no side is shown."""
    holder, target = by.cast.person(titled=True), by.cast.target()
    side = by.side()
    verb = by.verb(side, target, holder)
    while verb.sort == "feelings" or verb.infinitive.startswith(STATES):
        verb = by.verb(side, target, holder)
    lists = WORDINGS["withheld"]
    # Who refuses to back a bill may well be against it; who refuses to condemn it is not for it.
    every = [*lists["any"], *lists["past"], *(lists["against"] if side == "-" else ())]
    pattern: str = by.draw.choice(every).replace("{T}", target.words)
    forms = {"inf": lambda verb: verb, "ing": progressive, "pp": participle, "past": past}
    for name, form in forms.items():
        pattern = pattern.replace(f"{{{name}}}", form(verb.infinitive))
    pattern = pattern.replace("{its}", holder.its).replace("{itself}", holder.itself)
    return Marked(f"{holder.words} {by.filled(pattern)}.")


def neutral(by: Composer) -> Marked:
    """Nobody takes a side."""
    cast = by.cast
    makers = [cast.person, cast.person, cast.group, cast.organization, cast.country, cast.issue]
    who = by.draw.choice(makers)()
    return Marked(f"{capital(who.words)} {by.neutral(who)}.")
