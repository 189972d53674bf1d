"""The marks of English news: quotation marks, apostrophes, brackets, hyphens, dashes.

Each mark is spelled out here and nowhere else. A string holds characters to look for in a text. A
frozenset holds whole tokens, as the tokeniser makes them.
"""

from typing import Final

APOSTROPHES: Final = "'\N{RIGHT SINGLE QUOTATION MARK}"

STRAIGHT_DOUBLE: Final = '"'
LEFT_DOUBLE: Final = "“"
DOUBLE_OPENERS: Final = f"{LEFT_DOUBLE}„«"
DOUBLE_CLOSERS: Final = "”»"
DOUBLE_QUOTES: Final = f"{DOUBLE_OPENERS}{DOUBLE_CLOSERS}{STRAIGHT_DOUBLE}"

LEFT_SINGLE: Final = "\N{LEFT SINGLE QUOTATION MARK}"
SINGLE_OPENERS: Final = f"{LEFT_SINGLE}'"
SINGLE_CLOSERS: Final = APOSTROPHES

TYPED_OPENER: Final = "``"
TYPED_CLOSER: Final = "''"
"""Quotation marks of texts that have only ASCII."""

STRAIGHT_QUOTES: Final = frozenset({STRAIGHT_DOUBLE, "'"})
"""The same mark opens and closes; only its place tells which it does."""

OPENING_BRACKETS: Final = "([{"
CLOSING_BRACKETS: Final = ")]}"

HYPHENS: Final = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
EN_DASH: Final = "\N{EN DASH}"
DASHES: Final = f"{EN_DASH}\N{EM DASH}"
TYPED_DASH: Final = "--"

OPENING_MARKS: Final = frozenset(
    {*DOUBLE_OPENERS, *SINGLE_OPENERS, *OPENING_BRACKETS, STRAIGHT_DOUBLE, TYPED_OPENER}
)
"""What may stand before the first word of a sentence."""

CLOSING_MARKS: Final = frozenset(
    {*DOUBLE_CLOSERS, *SINGLE_CLOSERS, *CLOSING_BRACKETS, STRAIGHT_DOUBLE, TYPED_CLOSER}
)
"""What may follow the full stop of a sentence."""

PAUSES: Final = frozenset({*",;:", *DASHES})
"""Where a sentence pauses."""

STOPS: Final = PAUSES | {"|"}
"""Where a clause stops; the bar divides headlines."""

CLAUSE_MARKS: Final = STOPS | frozenset("()[]")
"""Where a clause begins or ends."""

ASIDES: Final = frozenset({",", *DASHES, TYPED_DASH})
"""What opens and closes an aside: "Kolb, who won, left"."""
