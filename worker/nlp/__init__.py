"""Article text to entities, attributions, stances and topics: a spaCy pipeline.

    import worker.nlp

    nlp = worker.nlp.load()
    for doc in nlp.pipe(["Anna Kolb praised Peru's miners."]):
        for entity in doc._.entities:
            print(entity.id, [mention.text for mention in entity.mentions])

What a component found is on the Doc: ``doc._.entities``, ``doc._.attributions``, ``doc._.stances``
and ``doc._.topics``. ``doc._.enrichment`` has all of it in the form of the contract. Nothing here
uses Kafka, a clock or random numbers: the same text always gives the same findings, whatever else
is in the batch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worker.nlp.documents import article_doc as article_doc
    from worker.nlp.model.packaged import model_version as model_version
    from worker.nlp.pipeline import enrich as enrich
    from worker.nlp.pipeline import load as load
    from worker.nlp.renewal import Renewed as Renewed

_HOMES = {
    "Renewed": "worker.nlp.renewal",
    "article_doc": "worker.nlp.documents",
    "enrich": "worker.nlp.pipeline",
    "load": "worker.nlp.pipeline",
    "model_version": "worker.nlp.model.packaged",
}

__all__ = ["Renewed", "article_doc", "enrich", "load", "model_version"]


def __getattr__(name: str) -> Any:
    # Reading the model's name and training the weights must not import all of spaCy.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
