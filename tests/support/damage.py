# ruff: noqa: RUF001 - the damage itself
"""The damage that crawled articles have, done to articles that have none."""

import html
import re
from collections.abc import Callable

import ftfy.bad_codecs  # names the code page

assert ftfy.bad_codecs

CODE_PAGE = "sloppy-windows-1252"

Damage = Callable[[str], str]


def inside_words(mark: str) -> Damage:
    """A mark in the middle of each long word."""

    def damaged(text: str) -> str:
        return re.sub(r"([^\W\d_]{3})(?=[^\W\d_]{3})", rf"\1{mark}", text)

    return damaged


def before_words(mark: str) -> Damage:
    """A mark before each third word."""

    def damaged(text: str) -> str:
        words = re.split(r"(\s+)", text)
        return "".join(mark + one if at % 6 == 0 else one for at, one in enumerate(words))

    return damaged


def controls(text: str) -> str:
    """Windows-1252 that was taken for Latin-1: curly marks and dashes are control characters."""
    return "".join(
        one.encode("cp1252").decode("latin-1") if one in "“”‘’–—…" else one for one in text
    )


def coded(text: str) -> str:
    """Each character that is not ASCII as an HTML code, and each fifth space as well."""
    numbers = "".join(one if one.isascii() else f"&#{ord(one)};" for one in html.escape(text))
    return re.sub(r"((?: [^ ]+){4}) ", r"\1&nbsp;", numbers)


def coded_twice(text: str) -> str:
    """The codes themselves coded."""
    return coded(text).replace("&", "&amp;")


def misread(text: str) -> str:
    """UTF-8 that was taken for Windows-1252."""
    return text.encode().decode(CODE_PAGE)


def misread_twice(text: str) -> str:
    """The same once more."""
    return misread(misread(text))


def fixed_spaces(text: str) -> str:
    """A space that does not break after each capitalised word."""
    return re.sub(r"(\b[A-Z]\w+) ", "\\1\u00a0", text)


def glued(text: str) -> str:
    """Paragraphs that end in a full stop, without the break after them."""
    return re.sub(r"(?<=[a-z]\.)\n\n(?=[A-Z][a-z])", "", text)


def between_paragraphs(*lines: str) -> Damage:
    """Lines of the page between any two paragraphs."""

    def damaged(text: str) -> str:
        first, *others = text.split("\n\n")
        found = [first]
        for at, paragraph in enumerate(others):
            found += [lines[at % len(lines)], paragraph]
        return "\n\n".join(found)

    return damaged


def links_glued(text: str) -> str:
    """Paragraphs that end in a link to share them."""
    return text.replace(".\n\n", ".Share this article\n\n")


def symbols(text: str) -> str:
    """The symbol of a share behind the first names."""
    return re.sub(r"((?: [A-Z]\w+)+)(?= said)", r"\1 (NYSE: VLY)", text, count=2)


KINDS: dict[str, Damage] = {
    "soft hyphens": inside_words("\u00ad"),
    "zero-width spaces": inside_words("\u200b"),
    "zero-width joiners": inside_words("\u200d"),
    "byte order marks": before_words("\ufeff"),
    "marks of direction": before_words("\u200e"),
    "Windows-1252 controls": controls,
    "HTML codes": coded,
    "HTML codes coded again": coded_twice,
    "misread UTF-8": misread,
    "UTF-8 misread twice": misread_twice,
    "fixed spaces": fixed_spaces,
    "glued paragraphs": glued,
    "glued links": links_glued,
    "captions": between_paragraphs(
        "Senator Mary Brook speaks in Pittsburgh, Pa. (AP Photo/Jo Low)",
        "Image copyright Reuters Image caption Mr Lind has attacked Chile",
        "Mary Brook hates the plan. Photograph: Jo Low/PA",
    ),
    "credits": between_paragraphs("Photograph: PA", "Jo Low/Getty Images", "(Jo Low/Reuters)"),
    "related links": between_paragraphs(
        "Read more: Senator Mary Brook slams the miners of Chile",
        "( Also on VALLEY POST: Chile condemns Mary Brook)",
        "Read more:\n\nMary Brook attacks Chile over miners\n\nChile hates the plan",
    ),
    "bylines": between_paragraphs("By Mary Brook, Valley Post correspondent"),
    "newsletters": between_paragraphs("Sign up for Mary Brook's daily Chile newsletter"),
    "prices": between_paragraphs("VLY 24.10 +1.2% BRK 13.05 -0.4%"),
    "symbols of shares": symbols,
}
"""What can happen to the body of an article."""


def everything(text: str) -> str:
    """A body with damage of most kinds at once, in the order in which it happens to a page."""
    for kind in ("symbols of shares", "related links", "soft hyphens", "fixed spaces"):
        text = KINDS[kind](text)
    text = f"By Mary Brook\n\n{text}\n\nPhotograph: PA\n\nSign up for our newsletter"
    return KINDS["HTML codes coded again"](misread(text))
