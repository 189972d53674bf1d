"""Four times as much text takes about four times as many steps, where it once took more.

Each case is made of what its place finds slow: long legal texts, transcripts, lines in capitals.
"""

from itertools import pairwise

import numpy as np
import pytest

from tests.support.steps import steps
from tests.unit.worker.nlp.marker import read
from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.attribution.component import AttributionComponent
from worker.nlp.attribution.linking import Linker
from worker.nlp.attribution.parts import Parts, Stretch
from worker.nlp.attribution.transcripts import Turn
from worker.nlp.documents import DocAttribution, DocEntity, Pointer, findings
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.finding.expansions import expanded
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import believable
from worker.nlp.entities.gazetteer.disambiguation import Disambiguator
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.grouping.organizations import _Union, organizations
from worker.nlp.entities.grouping.people import people
from worker.nlp.entities.issues.clusters import issues
from worker.nlp.entities.issues.pointed import Named
from worker.nlp.entities.issues.pointed import pointed as pointed_thing
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.entities.references.features import tables
from worker.nlp.entities.references.phrases import phrases
from worker.nlp.entities.references.pointing import pointed
from worker.nlp.entities.references.scene import Scene
from worker.nlp.stance.holders import speaking

FEW, MANY, TIMES = 40, 200, 4
LINEAR = 1.5 * TIMES
"""Steps that so many times the text may take; where each looks at all others, it takes 16 times."""


def number(at):
    """A number as a word of letters."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{at:03}")


def everybody(cluster):
    return cluster.names, []


def surnames_with_two_owners(count):
    doc = read("Anna Kolb saw Bo Kolb. Kolb left. " * count)
    full = [token.i for token in doc if token.text in {"Anna", "Bo"}]
    short = [token.i for token in doc if token.text == "Kolb" and token.is_sent_start]
    names = [Name(doc[at : at + 2], "person") for at in full]
    names += [Name(doc[at : at + 1], "person") for at in short]
    return lambda: people(names, gazetteer(), everybody)


def surnames_alone(count):
    doc = read("".join(f"Z{number(at)} left. " for at in range(count)))
    names = [Name(doc[at : at + 1], "person") for at in range(0, len(doc), 3)]
    return lambda: people(names, gazetteer(), everybody)


def acronyms(count):
    doc = read("The Blue Sky Pact (BSP) won. " * count)
    found = [Finding(token.doc[token.i : token.i + 1], "organization")
             for token in doc if token.text == "BSP"]  # fmt: skip
    return lambda: expanded(doc, found)


def capitals(count):
    doc = read("ZORB KRAN HITS VELM TODAY HARD. " * count)
    found = [Finding(doc[token.i : token.i + 2], "person") for token in doc if token.text == "ZORB"]
    return lambda: list(believable(doc, found, gazetteer()))


def bodies(count):
    """Each body has a longer name than the one before it, and is the same."""
    keys = [(number(at),) for at in range(count)]

    def joined():
        union = _Union(keys)
        for one, other in reversed(list(pairwise(keys))):
            union.join(one, other)
        return [union.root(key) for key in keys]

    return joined


def bodies_and_acronyms(count):
    doc = read(
        "".join(
            f"Blue {number(at).title()} Pact and Q{number(at).upper()} met. " for at in range(count)
        )
    )
    names = [
        Name(doc[token.i : token.i + 3], "organization") for token in doc if token.text == "Blue"
    ]
    names += [
        Name(doc[token.i : token.i + 1], "organization") for token in doc if token.text[0] == "Q"
    ]
    assert len(names) == 2 * count
    return lambda: organizations(doc, names, gazetteer(), frozenset())


def wordings(count):
    doc = read("".join(f"a ban on {number(at)} . " for at in range(count)))
    spans = [doc[at : at + 4] for at in range(0, len(doc), 5)]
    return lambda: issues(doc, spans)


def transcript(count):
    doc = doc_of("KOLB: We won the vote. " * count)
    spoken = [
        Turn(Stretch(at, at + 1), Stretch(at + 1, at + 2), Stretch(at + 2, at + 7))
        for at in range(0, len(doc), 7)
    ]
    component = AttributionComponent(Heads(doc))
    return lambda: component._parts(doc, spoken)


def quotations_by_themselves(count):
    doc = doc_of("Kolb was late. “Nobody asked any of us.” " * count, Kolb="person")
    parts = [Parts(Stretch(sentence.start, sentence.end)) for sentence in doc.sents]
    linker = Linker(doc, parts, quotations(doc), MentionIndex(doc))
    return linker.drafts


def quotations_and_their_kinds(count):
    doc = doc_of("“No,” said he. " * count)
    return lambda: AttributionComponent(Heads(doc))(doc)


def speakers(count):
    doc = doc_of("Kolb said it rained. " * count)
    starts = range(0, len(doc), 5)
    findings(doc).attributions = [
        DocAttribution("indirect", (doc[at + 2 : at + 4],)) for at in starts
    ]
    reading = reading_of(doc)
    return lambda: [speaking(reading, doc[at + 3 : at + 4]) for at in starts]


def described(count):
    doc = read("Kolb met Roe. He left the senator. " * count)
    for name, first in (("Kolb", 0), ("Roe", 2)):
        spans = tuple(doc[at : at + 1] for at in range(first, len(doc), 9))
        findings(doc).entities.append(DocEntity(name, name, "person", 0.5, spans))
    return doc


def pointers_to_entities(count):
    doc = described(count)
    scene, pointer = Scene(doc), Pointer({0: 0.5, 2: 0.4}, 0.1)
    return lambda: [pointed(scene, pointer) for _ in range(count)]


def pointers_to_issues(count):
    doc = described(count)
    named = Named([one.mentions for one in findings(doc).entities])
    pointer = Pointer({0: 0.5, 2: 0.4}, 0.1)
    return lambda: [pointed_thing(doc[4:5], pointer, named) for _ in range(count)]


CASES = {
    surnames_with_two_owners: MANY,
    surnames_alone: MANY,
    acronyms: FEW,
    capitals: FEW,
    bodies: MANY,
    bodies_and_acronyms: MANY,
    wordings: FEW,
    transcript: FEW,
    quotations_by_themselves: MANY,
    quotations_and_their_kinds: MANY,
    speakers: FEW,
    pointers_to_entities: FEW,
    pointers_to_issues: FEW,
}


@pytest.mark.parametrize(("case", "count"), CASES.items(), ids=[case.__name__ for case in CASES])
def test_the_steps_grow_as_the_text_does(case, count):
    case(count)()  # fills the caches of words
    short, long = case(count), case(count * TIMES)
    assert steps(long) < LINEAR * steps(short)


def test_references_are_compared_with_all_entities_at_once():
    doc = described(FEW)
    nouns = {"senator": {"person": 0.9}}
    scene = Scene(doc)
    found = phrases(doc, nouns)
    every = list(tables(scene, found, nouns, scene.genders))
    for phrase, one in zip(found, every, strict=True):
        (alone,) = tables(scene, [phrase], nouns, scene.genders)
        assert np.array_equal(alone.rows, one.rows)
        assert np.array_equal(alone.allowed, one.allowed)


def test_the_text_is_searched_once_for_each_form():
    class Counted:
        searched = 0

        def __init__(self, text):
            self._text = text

        def __contains__(self, form):
            Counted.searched += 1
            return form in self._text

    known = Disambiguator(read("Kolb left Georgia."), gazetteer())
    known._text = Counted(known._text)
    assert [known.says(["Georgia", "Peru"]) for _ in range(FEW)] == [True] * FEW
    assert [known.says(["Peru"]) for _ in range(FEW)] == [False] * FEW
    assert Counted.searched == 2
