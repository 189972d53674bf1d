"""The pipeline's components by the names under which spaCy finds them.

In an installed package spaCy reads the names from the entry points. In a source checkout it is
enough to import this module. A component's module is imported only when the component is made, so
that looking up the names is cheap.

``pipeline.build`` calls ``supply`` to say which model the components of its Language use. On any
other Language they use the packaged model.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from spacy.language import Language

from worker.nlp.model.packaged import packaged

if TYPE_CHECKING:
    from worker.nlp.attribution.component import AttributionComponent
    from worker.nlp.english.component import LanguageComponent
    from worker.nlp.entities.component import EntityComponent
    from worker.nlp.entities.finding.finders import NameFinder
    from worker.nlp.entities.issues.component import IssueComponent
    from worker.nlp.entities.references.component import ReferenceComponent
    from worker.nlp.model.component import EncoderComponent
    from worker.nlp.model.model import Model
    from worker.nlp.stance.component import StanceComponent
    from worker.nlp.stance.targets import TargetComponent
    from worker.nlp.topics.component import TopicComponent

# ruff: noqa: PLC0415


@dataclass(frozen=True)
class _Supply:
    """What the components of one Language use."""

    model: "Model"
    finder: "NameFinder | None" = None


_SUPPLIES: Final[WeakKeyDictionary[Language, _Supply]] = WeakKeyDictionary()


def supply(nlp: Language, model: "Model", finder: "NameFinder | None") -> None:
    """Set what the components of a Language use.

    Args:
        nlp: the Language, before components are added to it.
        model: the weights.
        finder: finds the names in a text; the model's own head if None.

    """
    _SUPPLIES[nlp] = _Supply(model, finder)


def _supply_of(nlp: Language) -> _Supply:
    return _SUPPLIES.get(nlp) or _Supply(packaged())


@Language.factory("stancewire_language")
def make_language(nlp: Language, name: str) -> "LanguageComponent":  # noqa: ARG001 - spaCy's signature
    """Recognises the language, so that later components skip articles that are not English."""
    from worker.nlp.english.component import LanguageComponent

    return LanguageComponent()


@Language.factory("stancewire_encoder")
def make_encoder(nlp: Language, name: str) -> "EncoderComponent":  # noqa: ARG001
    """Splits the text into sentences and puts their vectors on the doc."""
    from worker.nlp.model.component import EncoderComponent

    return EncoderComponent(_supply_of(nlp).model.encoder)


@Language.factory("stancewire_entities", default_config={"spacy_pipeline": None})
def make_entities(nlp: Language, name: str, spacy_pipeline: str | None) -> "EntityComponent":  # noqa: ARG001
    """Finds entities; ``spacy_pipeline`` names an installed pipeline to find their names."""
    from worker.nlp.entities.component import EntityComponent
    from worker.nlp.entities.finding.finders import HeadFinder, SpacyFinder

    if spacy_pipeline is not None:
        return EntityComponent(SpacyFinder.load(spacy_pipeline))
    given = _supply_of(nlp)
    if given.finder is not None:
        return EntityComponent(given.finder)
    return EntityComponent(HeadFinder(given.model.heads))


@Language.factory("stancewire_attribution")
def make_attribution(nlp: Language, name: str) -> "AttributionComponent":  # noqa: ARG001
    """Finds who said what."""
    from worker.nlp.attribution.component import AttributionComponent

    return AttributionComponent(_supply_of(nlp).model.heads)


@Language.factory("stancewire_references")
def make_references(nlp: Language, name: str) -> "ReferenceComponent":  # noqa: ARG001
    """Finds the pronouns and descriptions that stand for an entity."""
    from worker.nlp.entities.references.component import ReferenceComponent

    return ReferenceComponent()


@Language.factory("stancewire_targets")
def make_targets(nlp: Language, name: str) -> "TargetComponent":  # noqa: ARG001
    """Reads each passage for what it takes a side toward, and for what its pronouns mean."""
    from worker.nlp.entities.references.scorer import packaged_scorer
    from worker.nlp.stance.targets import TargetComponent

    return TargetComponent(_supply_of(nlp).model.reader(), packaged_scorer().nouns)


@Language.factory("stancewire_issues")
def make_issues(nlp: Language, name: str) -> "IssueComponent":  # noqa: ARG001
    """Makes entities of the issues that somebody is for or against."""
    from worker.nlp.entities.issues.component import IssueComponent

    return IssueComponent()


@Language.factory("stancewire_stance")
def make_stance(nlp: Language, name: str) -> "StanceComponent":  # noqa: ARG001
    """Finds who is for or against whom, and the author's attitude to each entity."""
    from worker.nlp.stance.component import StanceComponent
    from worker.nlp.stance.confidence import StanceConfidence

    model = _supply_of(nlp).model
    confidence = StanceConfidence.described(model.heads.confidence)
    return StanceComponent(model.judge(), confidence, verifier=model.verifier)


@Language.factory("stancewire_topics")
def make_topics(nlp: Language, name: str) -> "TopicComponent":  # noqa: ARG001
    """Finds the article's IPTC Media Topics."""
    from worker.nlp.topics.component import TopicComponent

    return TopicComponent(_supply_of(nlp).model.heads)
