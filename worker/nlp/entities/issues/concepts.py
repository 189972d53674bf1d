"""The IPTC Media Topics that somebody can be for or against, by the wordings that mean just them.

A concept is found only by its whole wording: "gun control" is one, "gun control activists" is not.
Events and institutions ("election", "school") are left out: an article that says "the election"
means one election and not the concept.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from worker.nlp.entities.issues.normal_words import Words
from worker.nlp.entities.issues.wordings import wording

FILE: Final = Path(__file__).parent / "data" / "concepts.json"


@cache
def _concepts() -> dict[Words, str]:
    listed: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    forms: dict[Words, str] = {}
    for code, texts in listed.items():
        for text in texts:
            read = wording(text)
            if read is None:
                raise ValueError(f"{FILE.name}: {text!r} has no clear noun")
            if forms.setdefault(read.form, code) != code:
                raise ValueError(f"{FILE.name}: {text!r} means two concepts")
    return forms


def concept(form: Words) -> str | None:
    """The code of the concept that a normal form means, or None."""
    return _concepts().get(form)
