"""Small training data: every file that `make train` reads, with made-up sentences."""

import json
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from training.data.topics import HUFFPOST, MASAKHANEWS
from training.labels import TOPICS

PEOPLE = ("Anna Kolb", "Omar Lind", "Rosa Vidal", "Piet Maas", "Lena Brandt", "Hugo Ferrer")
PLACES = ("Peru", "Chile", "Norway", "Ghana", "Oslo", "Lima")
KIND = ("praised", "thanked", "welcomed", "defended")
UNKIND = ("blamed", "condemned", "mocked", "attacked")
PLAIN = ("met", "called", "followed", "saw")
SUBJECTS = {
    "business": "The bank raised its rates and shares fell on the exchange",
    "entertainment": "The band played its new album and the film won a prize",
    "health": "The clinic gave vaccines and doctors fought the disease",
    "politics": "The minister lost the vote and parliament will elect another",
    "sports": "The team scored twice and won the final of the cup",
    "technology": "The software learned to read and phones got a new chip",
}


def write(folder: Path, sentences: int = 60) -> None:
    """Fill a folder with the layout that training/README.md describes."""
    pairs = list(islice(zip(cycle(PEOPLE), cycle(PLACES[:5]), strict=False), sentences))
    for split, some in (("train", pairs), ("dev", pairs[: sentences // 3])):
        _lines(folder / f"stance/newsmtsc/{split}.jsonl", map(_toward, range(len(some)), some))
        _lines(folder / f"stance/dse/{split}.jsonl", map(_between, range(len(some)), some))
        _lines(folder / f"entities/worldwide/{split}.jsonl", map(_tagged, range(len(some)), some))
        _polnear(folder / f"quotes/polnear/{split}", some)
    _topics(folder / "topics")
    for split, some in (("train", pairs), ("dev", pairs[: sentences // 3])):
        _lines(folder / f"stances/{split}.jsonl", map(_marked, range(len(some)), some))
    bodies = [f"{one} praised {other} on Monday. {other} thanked {one}." for one, other in pairs]
    _lines(
        folder / "articles/news_2000.jsonl",
        (
            {"id": f"news-{number}", "title": "News", "body": body}
            for number, body in enumerate(bodies)
        ),
    )


def _verb(number: int) -> tuple[str, str]:
    verbs, polarity = ((KIND, "favor"), (UNKIND, "against"), (PLAIN, "neutral"))[number % 3]
    return verbs[number // 3 % len(verbs)], polarity


def _toward(number: int, pair: tuple[str, str]) -> object:
    verb, polarity = _verb(number)
    text = f"The paper {verb} {pair[0]} again."
    start = text.index(pair[0])
    target = {"start": start, "end": start + len(pair[0]), "text": pair[0], "polarity": polarity}
    return {"text": text, "targets": [target]}


def _between(number: int, pair: tuple[str, str]) -> object:
    verb, polarity = _verb(number)
    text = f"On Monday [{pair[0]}] {verb} [{pair[1]}] in a speech."
    direction = None if polarity == "neutral" else "p>q"
    return {"text": text, "p": pair[0], "q": pair[1], "polarity": polarity, "direction": direction}


def _tagged(number: int, pair: tuple[str, str]) -> object:
    first, last = pair[0].split()
    tokens = [first, last, _verb(number)[0], pair[1], "."]
    tags = ["B-Person", "I-Person", "O", "B-Location", "O"]
    return {"article": f"article-{number // 5}", "tokens": tokens, "tags": tags}


def _marked(number: int, pair: tuple[str, str]) -> object:
    verb, polarity = _verb(number)
    title, plain = f"News {number}", "It rained all day. "
    body = f"{plain}{pair[0]} {verb} {pair[1]} in a speech."
    mark = {
        "s": 2,
        "h": pair[0],
        "hk": "person",
        "hw": pair[0],
        "t": pair[1],
        "tk": "country",
        "tw": pair[1],
        "p": "+" if polarity == "favor" else "-",
        "e": f"{verb} {pair[1]}",
        "c": 2,
        "how": "told",
    }
    return {
        "id": f"marked-{number}",
        "title": title,
        "body": body,
        "sentences": [
            {"field": "title", "start": 0, "end": len(title)},
            {"field": "body", "start": 0, "end": len(plain) - 1},
            {"field": "body", "start": len(plain), "end": len(body)},
        ],
        "topics": ["politics"],
        "stances": [] if polarity == "neutral" else [mark],
    }


def _polnear(folder: Path, pairs: list[tuple[str, str]]) -> None:
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    for number in range(0, len(pairs), 5):
        text, marks = "", []
        for source, place in pairs[number : number + 5]:
            content = f"the bridge in {place} was closed"
            for role, words in (("Source", source), ("Cue", "said"), ("Content", content)):
                marks.append((role, len(text), len(text) + len(words), words))
                text += f"{words} "
            text = text[:-1] + ".\n"
        lines = [
            f"T{at}\t{role} {start} {end}\t{words}"
            for at, (role, start, end, words) in enumerate(marks, 1)
        ]
        for at in range(1, len(marks), 3):
            parts = f"Attribution:T{at + 1} Content:T{at + 2} Cue:T{at + 1} Source:T{at}"
            lines.append(f"E{at // 3 + 1}\t{parts}")
        (folder / f"text/article{number}.txt").write_text(text, "utf-8")
        (folder / f"attributions/article{number}_aaaa.ann").write_text("\n".join(lines), "utf-8")


def _topics(folder: Path) -> None:
    articles = [
        {"category": name, "headline": words, "text": f"{words}. {words}, {who} said."}
        for who in PEOPLE
        for name, words in SUBJECTS.items()
    ]
    assert set(SUBJECTS) == set(MASAKHANEWS)
    _lines(folder / "masakhanews_fewshot.jsonl", articles)
    _lines(folder / "masakhanews_dev.jsonl", articles[:12])
    headlines = [
        {"category": section, "headline": f"{section} in {place}", "short_description": "More."}
        for section in HUFFPOST
        for place in PLACES
    ]
    _lines(folder / "huffpost.jsonl", headlines)
    concepts = [
        {
            "code": code,
            "name": f"subject {code}",
            "definition": None,
            "path": [code],
            "retired": None,
        }
        for code in TOPICS
    ]
    _lines(folder / "iptc_media_topics.jsonl", concepts)


def _lines(path: Path, rows: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
