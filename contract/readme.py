"""What the README shows of outputs and figures: taken from what was written by other commands.

Nothing here runs the model: an article's tags come from the committed examples, figures from the
pages on which a command or a person put what was measured.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from contract import paths
from contract.paths import Json
from topics.events import Enriched
from worker.cli.articles import Readable, read_articles
from worker.cli.views import enriched_lines

EXAMPLE: Final = "news.enriched.v1/labour-dockworkers-strike.json"
SAMPLE: Final = "samples/labour-dockworkers-strike.txt"
# Of the table of thresholds: enough to see what a threshold costs.
_SHOWN_THRESHOLDS: Final = ("0.5", "0.7", "0.8")
_SHOWN_ENTITIES: Final = 5
_BLOCK: Final = re.compile(
    r"(<!-- (\w+): from here to the next mark, python -m contract -->\n)(.*?)(<!-- mark -->\n)",
    re.DOTALL,
)
_ROW: Final = re.compile(
    r"^\| (\*\*)?(0\.\d+)(?:\*\*)? \| ([\d.]+) \| (\d+) % \| (\d+) % \| \d+ \| [\d.]+ % \|$",
    re.MULTILINE,
)
_MARKED: Final = re.compile(r"whole articles: (\d+) articles")
# Of the table headed "articles a second of one core": the median of some rounds.
_SPEED: Final = re.compile(r"^\| Stancewire \| ([\d.]+) \(", re.MULTILINE)


@dataclass(frozen=True)
class Threshold:
    """A row of the table in docs/stances.md; ``published`` marks the one in force."""

    published: bool
    least: str
    per_article: str
    right: str
    found: str


@dataclass(frozen=True)
class Measured:
    """What the README says was measured, as the pages have it."""

    thresholds: tuple[Threshold, ...]
    marked_articles: str
    articles_a_second: str | None

    @property
    def published(self) -> Threshold:
        """At the threshold from which stances are published."""
        return next(row for row in self.thresholds if row.published)


def measured(stances: str, quality: str, performance: str) -> Measured:
    """The figures in the texts of docs/stances.md, docs/quality.md and docs/performance.md.

    The last one may be empty: nobody ran `make bench` yet.

    Raises:
        ValueError: a figure is missing, or there are two.

    """
    rows = tuple(Threshold(bool(row[1]), *row.groups()[1:]) for row in _ROW.finditer(stances))
    if sum(row.published for row in rows) != 1:
        raise ValueError("docs/stances.md has no table of thresholds with one row in bold")
    if len(speed := _SPEED.findall(performance)) != bool(performance):
        raise ValueError("docs/performance.md has no one row that begins with | Stancewire |")
    if len(marked := set(_MARKED.findall(quality))) != 1:
        raise ValueError("docs/quality.md does not say 'whole articles: N articles'")
    return Measured(rows, marked.pop(), speed[0] if speed else None)


def readme_text(text: str, examples: Mapping[str, Json], figures: Measured) -> str:
    """The README's text with outputs and figures in it.

    Args:
        text: of README.md, with its marks.
        examples: the committed example records, by their paths.
        figures: what was measured.

    Raises:
        ValueError: marks are missing, or name a block that is not known.

    """
    blocks: dict[str, Callable[[], str]] = {
        "precision": lambda: _filled("readme_precision.md", figures),
        "why": lambda: _filled("readme_why.md", figures),
        "output": lambda: _output(examples),
        "thresholds": lambda: _thresholds(figures),
    }
    named = [found[2] for found in _BLOCK.finditer(text)]
    if sorted(named) != sorted(blocks):
        raise ValueError(f"README.md needs marks around {sorted(blocks)}, and has {sorted(named)}")
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found[2]]()}\n{found[4]}", text)


def current(examples: Mapping[str, Json]) -> str:
    """README.md as it should be now."""
    docs = paths.ROOT / "docs"
    performance = docs / "performance.md"
    figures = measured(
        (docs / "stances.md").read_text("utf-8"),
        (docs / "quality.md").read_text("utf-8"),
        performance.read_text("utf-8") if performance.is_file() else "",
    )
    return readme_text(paths.README.read_text("utf-8"), examples, figures)


def _filled(name: str, figures: Measured) -> str:
    """A template with the figures in it: its prose is for people to change."""
    text = (paths.TEMPLATES / name).read_text("utf-8").rstrip("\n")
    row = figures.published
    return text.format(
        right=row.right,
        found=row.found,
        articles=figures.marked_articles,
        speed=figures.articles_a_second or "not measured yet",
    )


def _output(examples: Mapping[str, Json]) -> str:
    """What ``stancewire enrich --pretty`` prints for the sample, fewer entities.

    The tags are those of the committed example; only the article's id is another.
    """
    event = Enriched.model_validate_json(paths.json_text(examples[EXAMPLE]["value"]))
    (entry,) = read_articles([str(paths.ROOT / SAMPLE)])
    assert isinstance(entry, Readable), entry
    assert (entry.article.title, entry.article.body) == (event.article.title, event.article.body)
    article = event.article.model_copy(update={"id": entry.article.id})
    shown = event.model_copy(update={"article": article})
    lines = [line.plain for line in enriched_lines(shown)]
    first = lines.index("  entities") + 1
    left_out = len(event.entities) - _SHOWN_ENTITIES
    if left_out > 0:
        lines[first + _SHOWN_ENTITIES : first + len(event.entities)] = [f"    … {left_out} more"]
    return "\n".join(("```", *lines, "```"))


def _thresholds(figures: Measured) -> str:
    rows = [
        f"| {row.least}{' (published)' if row.published else ''} | {row.per_article} "
        f"| {row.right} % | {row.found} % |"
        for row in figures.thresholds
        if row.published or row.least in _SHOWN_THRESHOLDS
    ]
    head = "| `confidence` from | stances per article | right | found, of those plainly shown |"
    return "\n".join((head, "|---|---|---|---|", *rows))
