"""Three sources for 17 top-level IPTC topics, none of which was made for them.

HuffPost's sections and BBC's classes are mapped by the tables below; the taxonomy's own names
and definitions cover what no newspaper section does. Four topics have no section anywhere
(conflict, disaster, labour, weather): headlines that plainly name one are taken as such by
the patterns below, which is weak supervision and said so in the model card.
"""

import json
import re
from pathlib import Path
from typing import Final

from training.data.examples import Topical
from training.data.words import sentences_of
from training.labels import TOPICS

ARTS, CRIME, DISASTER, ECONOMY, EDUCATION, ENVIRONMENT, HEALTH, HUMAN, LABOUR, LIFESTYLE = TOPICS[
    :10
]
POLITICS, RELIGION, SCIENCE, SOCIETY, SPORT, CONFLICT, WEATHER = TOPICS[10:]

HUFFPOST: Final = {
    "POLITICS": POLITICS,
    "ENTERTAINMENT": ARTS,
    "COMEDY": ARTS,
    "MEDIA": ARTS,
    "CULTURE & ARTS": ARTS,
    "SPORTS": SPORT,
    "CRIME": CRIME,
    "STYLE & BEAUTY": LIFESTYLE,
    "HOME & LIVING": LIFESTYLE,
    "FOOD & DRINK": LIFESTYLE,
    "TRAVEL": LIFESTYLE,
    "WEIRD NEWS": HUMAN,
    "BLACK VOICES": SOCIETY,
    "WOMEN": SOCIETY,
    "QUEER VOICES": SOCIETY,
    "LATINO VOICES": SOCIETY,
    "PARENTING": SOCIETY,
    "WEDDINGS": SOCIETY,
    "ENVIRONMENT": ENVIRONMENT,
    "WELLNESS": HEALTH,
    "BUSINESS": ECONOMY,
    "MONEY": ECONOMY,
    "TECH": SCIENCE,
    "SCIENCE": SCIENCE,
    "RELIGION": RELIGION,
    "EDUCATION": EDUCATION,
}
"""HuffPost's section to a top-level topic. U.S. NEWS, WORLD NEWS and IMPACT mix everything:
they count only where a pattern below matches."""

MASAKHANEWS: Final = {
    "business": ECONOMY,
    "entertainment": ARTS,
    "health": HEALTH,
    "politics": POLITICS,
    "sports": SPORT,
    "technology": SCIENCE,
}

PATTERNS: Final = {
    CONFLICT: r"\bwar\b|warfare|airstrike|air strike|missile|troops|cease-?fire|shelling|invasion"
    r"|militants?\b|insurgen|peace (?:talks|deal)|taliban|islamic state|\bisis\b|coup\b",
    DISASTER: r"earthquake|tsunami|wildfire|hurricane|tornado|flood|landslide|mudslide|volcano"
    r"|plane crash|derail|capsiz|building collapse|explosion|stampede|death toll|evacuat",
    LABOUR: r"\bunions?\b|unionize|\blayoffs?\b|laid off|minimum wage|workers? strike|on strike"
    r"|labor (?:dispute|union|department|shortage)|unemploy|jobless|employees\b|overtime pay",
    WEATHER: r"heat ?wave|snowstorm|blizzard|hurricane|tornado|tropical storm|storm\b|forecast"
    r"|record (?:heat|cold|temperatures)|winter weather|drought|freezing|snowfall|rainfall",
    CRIME: r"murder|gunman|shooting|shot dead|arrest|charged with|sentenced|prison|convicted"
    r"|police|lawsuit|sued\b|trial\b|prosecutor|supreme court|judge\b",
    HEALTH: r"covid|coronavirus|vaccin|pandemic|hospital|opioid|abortion|monkeypox|cancer",
    EDUCATION: r"\bschools?\b|teachers?\b|universit|college|students?\b",
    RELIGION: r"\bpope\b|vatican|church|mosque|rabbi|bishop|synagogue|evangelical",
    ENVIRONMENT: r"climate|pollution|emissions|endangered|wildlife|fossil fuel|oil spill",
}
"""Words that make a headline of HuffPost about a topic, whatever else it is about."""

_COMPILED: Final = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in PATTERNS.items()}


def read_huffpost(path: Path) -> list[Topical]:
    """Headline and description; the section's topic, and topics whose pattern matches."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = f"{row['headline']}\n{row['short_description']}"
        present = {code for code, pattern in _COMPILED.items() if pattern.search(row["headline"])}
        section = HUFFPOST.get(row["category"])
        if section is not None:
            known = frozenset(TOPICS)
            present.add(section)
        elif present:
            # Nobody judged the rest of these, but the patterns' silence counts for a little.
            known = frozenset(_COMPILED) | {SPORT, LIFESTYLE, ARTS}
        else:
            continue
        sentences = [words.texts for words in sentences_of(text)]
        if sentences:
            examples.append(Topical(sentences[:6], frozenset(present), known))
    return examples


def read_masakhanews(path: Path, sentences: int = 8) -> list[Topical]:
    """Headline and the first sentences of a BBC article, under its one class."""
    examples = []
    mapped = frozenset(MASAKHANEWS.values())
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        split = [words.texts for words in sentences_of(f"{row['headline']}\n{row['text']}")]
        topic = MASAKHANEWS[row["category"]]
        examples.append(Topical(split[:sentences], frozenset({topic}), mapped))
    return examples


def read_concepts(path: Path) -> list[Topical]:
    """Name and definition of every live concept, under its top-level topic."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["retired"]:
            continue
        text = f"{row['name']}\n{row['definition'] or ''}"
        sentences = [words.texts for words in sentences_of(text)]
        examples.append(Topical(sentences, frozenset({row["path"][0]}), frozenset(TOPICS)))
    return examples
