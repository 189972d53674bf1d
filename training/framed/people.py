"""Frames about who it is, and about those who take no side."""

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import CURLY, Composer, Marked, capital, one_word
from training.framed.inflection import present, progressive


def later(by: Composer) -> Marked:
    """Somebody is introduced, and the side follows with a pronoun or a surname."""
    holder = by.cast.person(titled=True)
    side, target, kind = by.aimed()
    first = f"{holder.words} {by.filled(by.draw.choice(WORDINGS['neutral']))}."
    other = by.cast.person()
    while other.pronoun == holder.pronoun:
        other = by.cast.person()
    between = f" {other.words} {by.filled(by.draw.choice(WORDINGS['neutral']))}."
    surname = holder.name.split()[-1]
    far = by.draw.random() < 0.4
    words = by.draw.choice([capital(holder.pronoun)] * 3 + [surname])
    _, past = by.verb(side, kind)
    done = f"{past} {target.words}"
    text = f"{first}{between if far else ''} {words} {done}{by.adjunct()}."
    return Marked(text, [by.mark(holder, target, side, done, "reported", hw=words)])


def described(by: Composer) -> Marked:
    """`an outspoken critic of Peru`."""
    holder = by.cast.person()
    side, target, kind = by.aimed()
    lists = WORDINGS["nouns"][side]
    noun = by.draw.choice([*lists["any"], *lists[kind]])
    evidence = f"{noun} {target.words}"
    if by.draw.random() < 0.5:
        neutral = by.filled(by.draw.choice(WORDINGS["neutral"]))
        text = f"{holder.words}, {evidence}, {neutral}."
    else:
        more = by.draw.choice(["", "", " and a doctor by training"])
        text = f"{holder.words} is {evidence}{more}."
    return Marked(text, [by.mark(holder, target, side, evidence, "told")])


def tagged(by: Composer) -> Marked:
    """A politician with a party or a state behind the name."""
    holder = by.cast.person()
    side, target, kind = by.aimed()
    tag = by.draw.choice(WORDINGS["tags"])
    joined = tag if tag.startswith(",") else f" {tag}"
    _, past = by.verb(side, kind)
    done = f"{past} {target.words}"
    office = by.draw.choice(["Sen. ", "Rep. ", "", "", "Councillor "])
    text = f"{office}{holder.name}{joined} {done}{by.adjunct()}."
    return Marked(text, [by.mark(holder, target, side, done, "reported", hw=office + holder.name)])


def aide(by: Composer) -> Marked:
    """Somebody's aide takes a side: not the one that the aide works for."""
    boss = by.cast.person()
    side, target, kind = by.aimed()
    role = by.draw.choice(WORDINGS["roles"])
    name = f"{boss.name}{CURLY[3]}s {role}"
    if role in ("lawyer", "spokesman") and by.draw.random() < 0.4:
        name = f"A {role} for {boss.name}"
    holder = Actor(name, "unnamed", name)
    _, past = by.verb(side, kind)
    done = f"{past} {target.words}"
    return Marked(
        f"{name} {done}{by.adjunct()}.", [by.mark(holder, target, side, done, "reported")]
    )


def headline(by: Composer) -> Marked:
    """A title in the present tense."""
    holder = by.cast.person()
    side, target, kind = by.aimed()
    infinitive, _ = by.verb(side, kind)
    surname = holder.name.split()[-1]
    done = f"{present(infinitive)} {target.words.removeprefix('the ')}"
    over = by.draw.choice(["", "", " over {subject}", " in {place} speech", " on {subject}"])
    text = f"{surname} {done}{by.filled(over)}"
    if by.draw.random() < 0.25:
        text, done, surname = text.upper(), done.upper(), surname.upper()
        words = target.words.removeprefix("the ").upper()
    else:
        words = target.words.removeprefix("the ")
    mark = by.mark(Actor(holder.name, "person", surname), target, side, done, "reported", tw=words)
    # The name behind the surname stands in no other sentence, so the surname is the name.
    return Marked(text, [mark | {"h": surname}])


def withheld(by: Composer) -> Marked:
    """`refused to condemn`: no side is shown."""
    holder, (target, kind) = by.cast.person(titled=True), by.cast.target()
    infinitive, past = by.verb(by.side(), kind)
    while not one_word(infinitive) or infinitive in ("forgive", "trust", "respect", "love"):
        infinitive, past = by.verb(by.side(), kind)
    pattern: str = by.draw.choice(WORDINGS["withheld"])
    if holder.pronoun == "she":
        pattern = pattern.replace(" he ", " she ")
    forms = {"inf": infinitive, "ing": progressive(infinitive), "pp": past, "past": past}
    filled = pattern.replace("{T}", target.words)
    for name, form in forms.items():
        filled = filled.replace(f"{{{name}}}", form)
    return Marked(f"{holder.words} {filled}{by.when()}.")


def neutral(by: Composer) -> Marked:
    """Nobody takes a side."""
    who = by.draw.choice([by.cast.person, by.cast.person, by.cast.group])()
    return Marked(f"{capital(who.words)} {by.filled(by.draw.choice(WORDINGS['neutral']))}.")
