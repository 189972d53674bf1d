"""A pipeline that a command can load at once: ``tiny_pipeline:load`` in the folder given."""

from pathlib import Path

_SOURCE = """
from topics.events import Enrichment
def load(entities=""):
    def enrich(article):
        if "explode" in article.body:
            raise RuntimeError("boom\\x1b[31m\\nand more")
        return Enrichment(language="en")
    return enrich, "tiny-1"
def broken(entities=""):
    raise OSError("no weights")
"""


def write_tiny_pipeline(folder: Path) -> None:
    (folder / "tiny_pipeline.py").write_text(_SOURCE)
