"""Frames whose words look like one side and show the other."""

from training.framed.cast import WORDINGS, Actor
from training.framed.composer import Composer, Marked, capital, capitalised
from training.framed.taking_sides import around


def turned(by: Composer) -> Marked:
    """`dropped its opposition to Peru`."""
    holder, target, side = by.cast.holder(), by.cast.target(), by.side()
    return around(by, holder, target, side, by.tail("turned", side, target))


def undone(by: Composer) -> Marked:
    """`voted down the repeal of the farm bill`: against the repeal, and for the bill."""
    holder, target, side = by.cast.holder(), by.cast.issue(), by.side()
    while target.fits not in WORDINGS["undoings"]:
        target = by.cast.issue()
    undoing = f"{by.draw.choice(WORDINGS['undoings'][target.fits])} {target.words}"
    tried = Actor(undoing.removeprefix("the ").removeprefix("a "), "policy", undoing)
    done = f"{by.draw.choice(WORDINGS['undoers'][side])} {undoing}"
    named = capitalised(holder)
    marks = [by.mark(named, tried, side, done, "reported")]
    # To be against a ban on something is not always to be for the thing.
    if side == "+" or target.fits != "practice":
        other = "-" if side == "+" else "+"
        marks.append(by.mark(named, target, other, done, "reported"))
    return Marked(f"{capital(holder.words)} {done}{by.when()}.", marks)
