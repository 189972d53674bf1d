"""The pipeline that a pool process loads, as a function from Article to Enrichment."""

from topics.events import Article, Enrichment
from worker.pool.child import Enricher


def load_enricher(entities: str = "") -> tuple[Enricher, str]:
    """The language pipeline and its model's name.

    Imports spaCy, which takes seconds and much memory: the worker's main process never calls it.
    ``entities`` names an installed spaCy pipeline to find the names; empty means our own head.
    """
    from worker import nlp as language_side  # noqa: PLC0415 - the worker's main process stays light

    pipeline = language_side.Renewed(lambda: language_side.load(entities or None))
    model = language_side.model_version()
    if entities:
        model = f"{model}+{entities}"

    def enrich(article: Article) -> Enrichment:
        return language_side.enrich(pipeline(), article)

    return enrich, model
