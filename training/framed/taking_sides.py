"""Frames in which somebody is for or against somebody or something, by word or deed."""

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import SIDES, Composer, Marked, capital, capitalised, one_word
from training.framed.inflection import participle


def plain(by: Composer) -> Marked:
    """Holder, verb, target."""
    holder = by.cast.holder()
    side, target = by.aimed()
    verb = by.verb(side, target, holder)
    done = by.done(verb, holder, target.words)
    return Marked(
        f"{capital(holder.words)} {done}{by.adjunct(verb, target)}.",
        [by.mark(capitalised(holder), target, side, done, verb.how)],
    )


def passive(by: Composer) -> Marked:
    """Target, verb, holder."""
    holder = by.cast.holder()
    side, target = by.aimed()
    verb = by.verb(side, target, holder)
    while not one_word(verb.infinitive):
        verb = by.verb(side, target, holder)
    done = f"{'were' if target.several else 'was'} {participle(verb.infinitive)} by"
    text = f"{capital(target.words)} {done} {holder.words}{by.when()}."
    mark = by.mark(
        holder, target, side, f"{done} {holder.words}", verb.how, tw=capital(target.words)
    )
    return Marked(text, [mark])


def tailed(by: Composer) -> Marked:
    """The target is in the middle of what is done: `accused Peru of lying`."""
    holder = by.cast.holder()
    side, target = by.aimed()
    return around(by, holder, target, side, by.tail("tailed", side, target))


def called(by: Composer) -> Marked:
    """`called the levy madness`: what it is called is no part of its name."""
    holder = by.cast.holder()
    side, target = by.side(), by.cast.target()
    words: str = by.draw.choice(WORDINGS["called"][side])
    return around(by, holder, target, side, words.replace("{C}", by.complement(side, target)))


def around(by: Composer, holder: Actor, target: Actor, side: str, words: str) -> Marked:
    """Holder, and words with {T} in them."""
    done = by.clause(words, holder, target)
    text = f"{capital(holder.words)} {done}."
    return Marked(text, [by.mark(capitalised(holder), target, side, done, "reported")])


def both(by: Composer) -> Marked:
    """For one thing and against another."""
    holder = by.cast.holder()
    first, second = by.cast.target(), by.cast.target()
    side = by.side()
    against = "+" if side == "-" else "-"
    one = by.done(by.verb(side, first, holder), holder, first.words)
    two = by.done(by.verb(against, second, holder), holder, second.words)
    but = by.draw.choice([" but", " and", ", yet", ", but"])
    text = f"{capital(holder.words)} {one}{but} {two}{by.when()}."
    named = capitalised(holder)
    return Marked(
        text,
        [
            by.mark(named, first, side, one, "reported"),
            by.mark(named, second, against, two, "reported"),
        ],
    )


def sides(by: Composer) -> Marked:
    """Two holders, each with a side of one thing."""
    target = by.cast.target()
    one, other = by.cast.person(titled=True), by.cast.holder()
    first_side, second_side = by.draw.choice([SIDES, SIDES[::-1]])
    first = by.done(by.bare_verb(first_side, target), one, target.words)
    joint = by.draw.choice([", while ", ", but ", ", and "])
    second = by.done(by.short_verb(second_side, target, other), other, target.object)
    return Marked(
        f"{one.words} {first}{joint}{other.words} {second}.",
        [
            by.mark(one, target, first_side, first, "reported"),
            by.mark(
                other,
                target,
                second_side,
                f"{other.words} {second}",
                "reported",
                tw=target.object,
            ),
        ],
    )


def joint(by: Composer) -> Marked:
    """Two holders."""
    one, other = by.cast.person(), by.cast.holder()
    side, target = by.aimed()
    verb = by.verb(side, target)
    both = Actor("", "", "", "they", several=True)
    done = by.done(verb, both, target.words)
    text = f"{one.words} and {other.words} {done}{by.adjunct(verb, target)}."
    return Marked(
        text,
        [
            by.mark(one, target, side, done, verb.how),
            by.mark(other, target, side, done, verb.how),
        ],
    )


def allies(by: Composer) -> Marked:
    """Two countries that are partners, or rivals."""
    one, other = by.cast.country(), by.cast.country()
    named = f"{capital(one.words)} and {other.words}"
    first, second = capitalised(one), other
    side = by.draw.choices(SIDES, [1, 2])[0]
    bond = by.filled(by.draw.choice(WORDINGS["bonds"][side]))
    marks = [
        by.mark(first, second, side, bond, "told"),
        by.mark(second, first, side, bond, "told"),
    ]
    text = f"{named} {bond}"
    if side == "+" and by.draw.random() < 0.4:
        kind = by.draw.choice(WORDINGS["fields"])
        goal = Actor(f"{kind} cooperation", "policy", f"their {kind} cooperation")
        agreed = f"{by.draw.choice(WORDINGS['deepening'])} {goal.words}"
        text = f"{named} {agreed}"
        marks = [by.mark(one, goal, "+", agreed, "told") for one in (first, second)]
    return Marked(f"{text}.", marks)


def affair(by: Composer) -> Marked:
    """Against an attack on somebody, which says nothing against them."""
    holder, victim = by.cast.holder(), by.cast.agent()
    kind = by.draw.choice(["any", victim.kind if victim.kind in WORDINGS["affairs"] else "any"])
    name = f"{by.draw.choice(WORDINGS['affairs'][kind])} {victim.words}"
    bare = name.split(maxsplit=1)[0] in WORDINGS["affairs without an article"]
    words = name if bare else f"the {name}"
    target = Actor(name, "event", words, fits="affair")
    done = by.done(by.verb("-", target), holder, words)
    text = f"{capital(holder.words)} {done}{by.when()}."
    return Marked(text, [by.mark(capitalised(holder), target, "-", done, "reported")])


def over(by: Composer) -> Marked:
    """Criticised over a country, praised at a debate on a policy: these are no targets."""
    holder, target, side = by.cast.person(titled=True), by.cast.agent(), by.side()
    verb = by.verb(side, target)
    while verb.sort != "verbs":
        verb = by.verb(side, target)
    subject = by.cast.country() if by.draw.random() < 0.5 else by.cast.issue()
    done = by.done(verb, holder, target.words)
    joint = {"-": ["over", "in a row over"], "+": ["in a debate on", "in a speech about"]}[side]
    text = f"{holder.words} {done} {by.draw.choice(joint)} {subject.words}{by.when()}."
    return Marked(text, [by.mark(holder, target, side, done, "reported")])
