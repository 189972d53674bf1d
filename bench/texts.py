"""What is read: articles, and twenty kinds of text of any length."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"

_SPELT: Final = "bcdfghjklmnprst"
_GIVEN: Final = [
    "Anna",
    "Ben",
    "Cara",
    "Dan",
    "Eva",
    "Finn",
    "Gita",
    "Hal",
    "Ida",
    "Jon",
    "Kim",
    "Lea",
    "Max",
    "Nina",
    "Omar",
    "Pia",
]
_VERBS: Final = [
    "praised",
    "condemned",
    "criticized",
    "backed",
    "opposed",
    "welcomed",
    "attacked",
    "rejected",
]
_ISSUES: Final = [
    "the tax plan",
    "the deal",
    "the strike",
    "Peru",
    "the court",
    "the new law",
    "the ban",
]
_BODIES: Final = ["Bank", "Council", "Agency", "Committee", "Institute", "Union", "Trust", "Court"]


class Text(NamedTuple):
    """An article."""

    title: str
    body: str


def articles(source: Path | None) -> list[Text]:
    """The articles of a JSON Lines file; those in ``samples/`` that are in English if None."""
    if source is not None:
        rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
        return [Text(row["title"], row["body"]) for row in rows]
    parts = (path.read_text(encoding="utf-8").partition("\n") for path in _english_samples())
    return [Text(title, body.strip()) for title, _, body in parts]


def _english_samples() -> list[Path]:
    return [path for path in sorted(SAMPLES.glob("*.txt")) if "-es-" not in path.name]


def _name(chosen: random.Random) -> str:
    parts = (chosen.choice(_SPELT) + chosen.choice("aeiou") for _ in range(3))
    return "".join(parts).capitalize()


def _news(_: random.Random) -> Iterator[str]:
    while True:
        yield from (f"{text.body}\n\n" for text in articles(None))


def _names(chosen: random.Random) -> Iterator[str]:
    while True:
        yield f"{chosen.choice(_GIVEN)} {_name(chosen)} and {chosen.choice(_GIVEN)} "
        yield f"{_name(chosen)} sued, v. {_name(chosen)}; "


def _bodies(chosen: random.Random) -> Iterator[str]:
    while True:
        kind, what = chosen.choice(_BODIES), _name(chosen)
        letters = "".join(chosen.choice("ABCDEFG") for _ in range(3))
        yield f"The {_name(chosen)} {what} {kind} of {_name(chosen)} ({letters}) sued the {kind}. "


def _stances(chosen: random.Random) -> Iterator[str]:
    people = [_name(chosen) for _ in range(12)]
    while True:
        first, second = chosen.sample(people, 2)
        yield f"{first} {chosen.choice(_VERBS)} {chosen.choice(_ISSUES)}, and {second} "
        yield f"{chosen.choice(_VERBS)} {chosen.choice(_ISSUES)}. "


def _bans(chosen: random.Random) -> Iterator[str]:
    while True:
        yield f"Kolb condemned the ban on {_name(chosen).lower()}. "


def _law(_: random.Random) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"SEC. {number}. The Secretary of the Interior shall, under section {number}(a)(1) "
        yield f"of the Land Policy Act of 1976 (43 U.S.C. {number}), notify the Committee; "


def _capitals(chosen: random.Random) -> Iterator[str]:
    return (part.upper() for part in _news(chosen))


def _words(chosen: random.Random) -> Iterator[str]:
    while True:
        yield _name(chosen).lower() + " "


def _characters(chosen: random.Random) -> Iterator[str]:
    while True:
        yield chr(chosen.choice([chosen.randint(32, 126), chosen.randint(0xA0, 0x2FF)]))


def _again(unit: str) -> Callable[[random.Random], Iterator[str]]:
    def units(_: random.Random) -> Iterator[str]:
        while True:
            yield unit

    return units


KINDS: Final[dict[str, Callable[[random.Random], Iterator[str]]]] = {
    "news": _news,
    "news in capitals": _capitals,
    "names": _names,
    "organizations": _bodies,
    "stances": _stances,
    "bans": _bans,
    "a law": _law,
    "a transcript": _again("ANNA KOLB, MAYOR: Nobody asked us about Peru.\n\n"),
    "short speech": _again("“No,” said he. "),
    "quotations": _again("Kolb was late. “Nobody asked any of us.” "),
    "pronouns": _again("She said he told her that they blamed him for it. "),
    "descriptions": _again("The mayor of Lima met the senator and his lawyer. "),
    "one name": _again("Anna Kolb "),
    "acronyms": _again("UN EU WHO "),
    "words": _words,
    "random characters": _characters,
    "one letter": _again("a"),
    "opening marks": _again("“( "),
    "emoji": _again("😀👍🏽 "),
    "links": _again("Read more: Kolb\n"),
}


def text_of(kind: str, length: int) -> str:
    """The same text for a kind and a length every time."""
    found, size = [], 0
    for part in KINDS[kind](random.Random(1)):
        found.append(part)
        size += len(part)
        if size >= length:
            break
    return "".join(found)[:length]
