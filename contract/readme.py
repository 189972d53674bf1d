"""The article in the README: a committed example, as the demo prints it."""

import re
from typing import Final

from contract import paths
from contract.paths import Json
from topics.events import Enriched
from worker.cli.views import enriched_lines

EXAMPLE: Final = "news.enriched.v1/labour-dockworkers-strike.json"
_BLOCK: Final = re.compile(
    r"(<!-- From here to the next mark: python -m contract -->\n)(.*?)(<!-- mark -->\n)", re.DOTALL
)


def readme_text(text: str, examples: dict[str, Json]) -> str:
    """The README's text with the example in it.

    Args:
        text: of README.md, with the two marks.
        examples: the committed example records, by their paths.

    Raises:
        ValueError: the marks are missing.

    """
    event = Enriched.model_validate_json(paths.json_text(examples[EXAMPLE]["value"]))
    lines = "\n".join(line.plain for line in enriched_lines(event))
    if _BLOCK.search(text) is None:
        raise ValueError("README.md has no marks around its example")
    return _BLOCK.sub(lambda found: f"{found[1]}```\n{lines}\n```\n{found[3]}", text)
