"""The pipeline's components by the names under which spaCy finds them.

Installed, spaCy reads the names from the package's entry points; in a source checkout it is enough
to import this module. Each component is imported when it is made, so that finding the names costs
nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from worker.nlp.model.packaged import shared_encoder, shared_heads, shared_judge

if TYPE_CHECKING:
    from worker.nlp.attribution.component import AttributionTagger
    from worker.nlp.entities.component import EntityComponent
    from worker.nlp.model.component import EncoderComponent
    from worker.nlp.stance.component import StanceTagger
    from worker.nlp.topics.component import TopicTagger

# ruff: noqa: PLC0415


@Language.factory("stancewire_language")
def make_language(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy's signature
    """Tells English from what later components should leave alone."""
    from worker.nlp.english.language import mark_language

    return mark_language


@Language.factory("stancewire_encoder")
def make_encoder(nlp: Language, name: str) -> "EncoderComponent":  # noqa: ARG001
    """Splits sentences and leaves their vectors on the doc."""
    from worker.nlp.model.component import EncoderComponent

    return EncoderComponent(shared_encoder())


@Language.factory("stancewire_entities", default_config={"spacy_pipeline": None})
def make_entities(nlp: Language, name: str, spacy_pipeline: str | None) -> "EntityComponent":  # noqa: ARG001
    """Finds entities; by an installed spaCy pipeline where one is named, else by our own head."""
    from worker.nlp.entities.component import EntityComponent
    from worker.nlp.entities.finding.finders import HeadSeat, SpacySeat

    if spacy_pipeline is not None:
        return EntityComponent(SpacySeat.load(spacy_pipeline))
    return EntityComponent(HeadSeat(shared_heads()))


@Language.factory("stancewire_attribution")
def make_attribution(nlp: Language, name: str) -> "AttributionTagger":  # noqa: ARG001
    """Finds who said what."""
    from worker.nlp.attribution.component import AttributionTagger

    return AttributionTagger(shared_heads())


@Language.factory("stancewire_stance")
def make_stance(nlp: Language, name: str) -> "StanceTagger":  # noqa: ARG001
    """Finds who is for or against whom, and how the author stands toward each entity."""
    from worker.nlp.stance.component import StanceTagger

    return StanceTagger(shared_judge())


@Language.factory("stancewire_topics")
def make_topics(nlp: Language, name: str) -> "TopicTagger":  # noqa: ARG001
    """Finds the article's IPTC Media Topics."""
    from worker.nlp.topics.component import TopicTagger

    return TopicTagger(shared_heads())
