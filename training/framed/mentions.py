"""Frames in which a later sentence has a pronoun or a description for holder or target."""

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import Composer, Marked, capital, capitalised


def meant(by: Composer) -> Marked:
    """The target is introduced, and somebody takes a side of `it` or `the retailer`."""
    holder, target, side = by.cast.holder(), _introduced(by), by.side()
    first = f"{capital(target.words)} {by.neutral(target, alone=True)}."
    words = target.description or target.object
    if target.description and by.draw.random() < 0.4 and holder.pronoun != target.pronoun:
        words = target.object
    verb = by.short_verb(side, target, holder)
    done = by.done(verb, holder, words)
    text = f"{first} {capital(holder.words)} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(capitalised(holder), target, side, done, verb.how, tw=words)])


def _introduced(by: Composer) -> Actor:
    """A target that a sentence of its own can introduce."""
    return by.cast.person(titled=True) if by.draw.random() < 0.25 else by.cast.target()


def titled(by: Composer) -> Marked:
    """`The senator` of the second sentence is the one of the first."""
    holder = by.cast.person(titled=True)
    side, target = by.aimed()
    words = capital(holder.description)
    verb = by.verb(side, target, holder)
    done = by.done(verb, holder, target.words)
    text = f"{holder.words} {by.neutral(holder)}. {words} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(holder, target, side, done, verb.how, hw=words)])


def followed(by: Composer) -> Marked:
    """A side, and a second sentence with two pronouns that shows it again."""
    holder, target, side = by.cast.person(titled=True), by.cast.target(), by.side()
    while target.pronoun == holder.pronoun:
        target = by.cast.target()
    verb = by.verb(side, target, holder)
    done = by.done(verb, holder, target.words)
    first = f"{holder.words} {done}{by.adjunct(verb, target)}."
    saying = by.saying(side, target, third=True)
    about = capital(target.description) if by.draw.random() < 0.5 else ""
    about = about or capital(target.pronoun)
    said = saying.replace("{T}", about)
    begin, end = by.quotes[:2]
    told = by.draw.choice(["said", "added", "told reporters", "said in an interview"])
    text = f"{first} {begin}{said},{end} {holder.pronoun} {told}."
    return Marked(
        text,
        [
            by.mark(holder, target, side, done, verb.how),
            by.mark(holder, target, side, said, "quote", hw=holder.pronoun, tw=about),
        ],
    )


def again(by: Composer) -> Marked:
    """A body introduced with what it is, which then takes a side under that name."""
    holder = by.cast.organization()
    while not holder.description:
        holder = by.cast.organization()
    side, target = by.aimed()
    words = by.draw.choice([capital(holder.description)] * 2 + ["It"])
    verb = by.verb(side, target)
    done = by.done(verb, holder, target.words)
    first = f"{capital(holder.words)} {by.neutral(holder, alone=True)}."
    text = f"{first} {words} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(holder, target, side, done, verb.how, hw=words)])


def apposed(by: Composer) -> Marked:
    """A job before the name: `A soprano, Anna Kolb, condemned the ruling`."""
    holder = by.cast.person()
    side, target = by.aimed()
    job = by.cast.one_of("jobs")
    article = "An" if job[0] in "aeio" or job.startswith("usher") else "A"
    verb = by.verb(side, target)
    done = by.done(verb, holder, target.words)
    form = by.draw.randrange(4)
    lead = [
        f"{article} {job}, {holder.name},",
        f"{holder.name}, {article.lower()} {job},",
        f"The {job} {holder.name}",
        f"{article} {job} named {holder.name}",
    ][form]
    words = lead if form == 2 else holder.name
    text = f"{lead} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(holder, target, side, done, verb.how, hw=words)])


def hired(by: Composer) -> Marked:
    """`The trainer whom Anna Kolb had hired` takes a side, and Anna Kolb does not."""
    boss = by.cast.person()
    side, target = by.aimed()
    who: str = by.draw.choice(WORDINGS["hired"])
    words = f"the {who.replace('{boss}', boss.name)}"
    core = "the " + who.split(maxsplit=1)[0]
    holder = Actor(core, "unnamed", core, "they")
    verb = by.verb(side, target)
    done = by.done(verb, holder, target.words)
    text = f"{capital(words)} {done}{by.adjunct(verb, target)}."
    return Marked(text, [by.mark(holder, target, side, done, verb.how, hw=capital(core))])
