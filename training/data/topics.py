"""Three sources of labels for the 17 top-level IPTC topics; none was made for them.

The tables below map HuffPost's sections and BBC's classes. The taxonomy's own names and definitions
cover what no newspaper section does. Four topics (conflict, disaster, labour, weather) have no
section anywhere: the patterns below label headlines that plainly name one. This is weak
supervision, and the model card says so.
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
"""HuffPost's sections, each with its top-level topic. U.S. NEWS, WORLD NEWS and IMPACT mix
everything: their headlines count only if a pattern below matches."""

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
"""A HuffPost headline that matches has this topic, besides any others."""

_COMPILED: Final = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in PATTERNS.items()}


def read_huffpost(path: Path) -> list[Topical]:
    """Headline and description, with the section's topic and the topics whose pattern matches."""
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
            # Nobody judged the other topics of these, but a pattern that does not match says a
            # little.
            known = frozenset(_COMPILED) | {SPORT, LIFESTYLE, ARTS}
        else:
            continue
        sentences = [words.texts for words in sentences_of(text)]
        if sentences:
            examples.append(Topical(sentences[:6], frozenset(present), known))
    return examples


def read_masakhanews(path: Path, sentences: int = 8) -> list[Topical]:
    """Headline and first sentences of each BBC article, with its one class."""
    examples = []
    mapped = frozenset(MASAKHANEWS.values())
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        split = [words.texts for words in sentences_of(f"{row['headline']}\n{row['text']}")]
        topic = MASAKHANEWS[row["category"]]
        examples.append(Topical(split[:sentences], frozenset({topic}), mapped))
    return examples


def read_concepts(path: Path) -> list[Topical]:
    """Name and definition of every live concept, with its top-level topic."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["retired"]:
            continue
        text = f"{row['name']}\n{row['definition'] or ''}"
        sentences = [words.texts for words in sentences_of(text)]
        examples.append(Topical(sentences, frozenset({row["path"][0]}), frozenset(TOPICS)))
    return examples
