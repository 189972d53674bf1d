"""The spaCy component that gives each entity the pronouns and descriptions that stand for it.

It runs after attribution, because who speaks decides whom *I* means and whom *he* cannot mean.
First everything is resolved that does not depend on who a pronoun is; then the attributions whose
source is a pronoun or a description get their entity; then *I* and *we*.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from worker.nlp.documents import DocAttribution, Reference, findings
from worker.nlp.entities.kinds import HOLDER_TYPES
from worker.nlp.entities.references.candidates import without_owner
from worker.nlp.entities.references.one_gender import with_one_gender
from worker.nlp.entities.references.phrases import OWNERS, Phrase, phrases
from worker.nlp.entities.references.pointing import agreed, pointed
from worker.nlp.entities.references.scene import FloatArray, Scene
from worker.nlp.entities.references.scorer import Scorer, packaged_scorer
from worker.nlp.tokens import span_of

FIRST_PERSON: Final = frozenset({"i", "we"})


class ReferenceComponent:
    """Fills ``references`` of the entities, and sources of attributions that are no name."""

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._scorer = scorer or packaged_scorer()

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the references of an article that is not skipped."""
        found = findings(doc)
        if found.skipped or not found.entities:
            return doc
        scene = Scene(doc)
        everything = phrases(doc, self._scorer.nouns)
        others = [phrase for phrase in everything if phrase.group not in FIRST_PERSON]
        speakers = [phrase for phrase in everything if phrase.group in FIRST_PERSON]
        resolved = self._resolved(scene, others)
        found.attributions = list(_with_sources(scene, found.attributions, resolved))
        scene.hear()
        _note(doc, resolved | self._resolved(scene, speakers))
        return doc

    def _resolved(self, scene: Scene, waiting: list[Phrase]) -> dict[Phrase, tuple[int, float]]:
        """The entity of each phrase and how probable it is; those below the threshold left out."""
        resolved = {}
        owners: dict[int, int] = {}
        rows = with_one_gender(scene, waiting, self._shares(scene, waiting))
        for phrase, given in zip(waiting, rows, strict=True):
            row = without_owner(scene, phrase, given, owners) if phrase.opener in OWNERS else given
            entity = int(row[:-1].argmax())
            if row[entity] >= self._scorer.thresholds[phrase.kind]:
                resolved[phrase] = entity, float(row[entity])
                if phrase.kind == "pronoun":
                    owners[phrase.start] = entity
        return resolved

    def _shares(self, scene: Scene, waiting: list[Phrase]) -> list[FloatArray]:
        """How probable each entity is for each phrase and, last, none."""
        pointers = findings(scene.doc).pointers
        rows = []
        for phrase, scored in zip(waiting, self._scorer.answers(scene, waiting), strict=True):
            pointer = pointers.get((phrase.start, phrase.end))
            weight = self._scorer.pointing[phrase.kind]
            rows.append(
                scored if pointer is None else agreed(scored, pointed(scene, pointer), weight)
            )
        return rows


def _with_sources(
    scene: Scene,
    attributions: Iterable[DocAttribution],
    resolved: dict[Phrase, tuple[int, float]],
) -> Iterable[DocAttribution]:
    """The attributions, those whose source is resolved with its entity."""
    at = {(phrase.start, phrase.end): entity for phrase, (entity, _) in resolved.items()}
    for said in attributions:
        source = said.source
        number = None if source is None else at.get((source.start, source.end))
        known = said.source_entity is not None
        if number is None or known or scene.entities[number].type not in HOLDER_TYPES:
            yield said
        else:
            yield replace(said, source_entity=scene.entities[number].id)


def _note(doc: Doc, resolved: dict[Phrase, tuple[int, float]]) -> None:
    found = findings(doc)
    by_entity: dict[int, list[Reference]] = defaultdict(list)
    for phrase, (entity, probability) in sorted(resolved.items(), key=lambda one: one[0].start):
        span = span_of(doc, phrase.start, phrase.end)
        by_entity[entity].append(Reference(span, phrase.kind, probability))
    found.entities = [
        replace(entity, references=tuple(by_entity[number])) if number in by_entity else entity
        for number, entity in enumerate(found.entities)
    ]
