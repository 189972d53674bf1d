"""A text of several frames, as a row of the written marks."""

import random
from collections.abc import Callable, Sequence
from typing import Any, Final

from training.framed import mentions, people, several, speech, taking_sides, turns
from training.framed.composer import Composer, Marked, capital

FRAMES: Final[Sequence[tuple[Callable[[Composer], Marked], int]]] = [
    (taking_sides.plain, 20),
    (taking_sides.passive, 4),
    (speech.quoted, 24),
    (speech.indirect, 8),
    (speech.nested, 8),
    (speech.regarded, 3),
    (people.later, 8),
    (people.described, 6),
    (taking_sides.tailed, 14),
    (taking_sides.called, 9),
    (turns.turned, 6),
    (turns.undone, 4),
    (people.withheld, 9),
    (taking_sides.affair, 5),
    (people.tagged, 3),
    (speech.letter, 4),
    (speech.lettered, 3),
    (people.aide, 4),
    (mentions.hired, 3),
    (mentions.apposed, 4),
    (mentions.meant, 6),
    (mentions.titled, 4),
    (mentions.followed, 5),
    (mentions.again, 3),
    (taking_sides.over, 4),
    (taking_sides.both, 5),
    (taking_sides.sides, 4),
    (taking_sides.joint, 3),
    (taking_sides.allies, 3),
    (several.gapped, 5),
    (several.likewise, 3),
    (several.neither, 2),
    (several.contrasted, 3),
    (several.together, 4),
    (several.some_and_others, 3),
    (speech.opinion, 2),
    (people.neutral, 6),
]


def text(draw: random.Random) -> dict[str, Any]:
    """A row of the written marks."""
    by = Composer(draw)
    frames = [frame for frame, _ in FRAMES]
    weights = [weight for _, weight in FRAMES]
    count = draw.choices([1, 2, 3, 4, 6], [5, 5, 4, 3, 2])[0]
    parts = [_begun(frame(by)) for frame in draw.choices(frames, weights, k=count)]
    if draw.random() < 0.3:
        parts.insert(draw.randrange(len(parts) + 1), people.neutral(by))
    title = ""
    marks = [mark for part in parts for mark in part.marks]
    if draw.random() < 0.25:
        head = people.headline(by)
        title, marks = head.text, [*head.marks, *marks]
    gap = draw.choice([" ", " ", "\n\n"])
    return {"title": title, "text": gap.join(part.text for part in parts), "stances": marks}


def _begun(part: Marked) -> Marked:
    """The same with a capital at its beginning."""
    text = capital(part.text)
    if text == part.text:
        return part
    first = part.text[: part.text.find(" ")]
    marks = [
        mark | {key: capital(mark[key]) for key in ("hw", "tw") if mark[key].startswith(first)}
        for mark in part.marks
    ]
    return Marked(text, marks)
