"""The forms of English verbs that the composed texts need."""

import re
from typing import Final

_DOUBLED: Final = {
    "rip": "ripping",
    "slam": "slamming",
    "ban": "banning",
    "shun": "shunning",
    "snub": "snubbing",
    "scrap": "scrapping",
    "get": "getting",
    "stop": "stopping",
    "hit": "hitting",
    "cut": "cutting",
    "knock": "knocking",
}
_PAST: Final = {
    "is": "was",
    "has": "had",
    "does": "did",
    "will": "would",
    "are": "were",
    "cannot": "could not",
    "keeps": "kept",
    "makes": "made",
    "treats": "treated",
    "deserves": "deserved",
    "owes": "owed",
    "hurts": "hurt",
    "punishes": "punished",
    "goes": "went",
    "belongs": "belonged",
    "knows": "knew",
    "tells": "told",
    "works": "worked",
    "gives": "gave",
    "leaves": "left",
    "scares": "scared",
    "only": "only",
    "protects": "protected",
    "brings": "brought",
}
_YOURS: Final = {"is": "are", "has": "have", "does": "do", "was": "were"}


def present(infinitive: str) -> str:
    """The third person: `lash out at` gives `lashes out at`."""
    verb, *rest = infinitive.split()
    if verb in ("have", "be"):
        form = {"have": "has", "be": "is"}[verb]
    elif verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        form = f"{verb}es"
    elif re.search(r"[^aeiou]y$", verb):
        form = f"{verb[:-1]}ies"
    else:
        form = f"{verb}s"
    return " ".join([form, *rest])


def progressive(infinitive: str) -> str:
    """The form in -ing."""
    verb, *rest = infinitive.split()
    if verb in _DOUBLED:
        form = _DOUBLED[verb]
    elif verb.endswith("e") and verb not in ("be", "see"):
        form = f"{verb[:-1]}ing"
    else:
        form = f"{verb}ing"
    return " ".join([form, *rest])


def reported(saying: str) -> str:
    """A saying about {T} in indirect speech: its verb is in the past."""
    before, _, after = saying.partition("{T} ")
    verb, _, rest = after.partition(" ")
    return f"{before}{{T}} {_PAST.get(verb, verb)} {rest}".rstrip()


def addressed(saying: str) -> str:
    """A saying about {T} as it is said to {T}: `You have cheated us`."""
    _, _, after = saying.partition("{T} ")
    verb, _, rest = after.partition(" ")
    if verb in _YOURS:
        verb = _YOURS[verb]
    elif verb in _PAST and verb not in ("will", "are", "cannot", "only"):
        verb = re.sub(r"(?<=ch|sh|go)es$|s$", "", verb)
    rest = re.sub(r"\bits\b", "your", rest)
    return f"You {verb} {rest}".rstrip()
