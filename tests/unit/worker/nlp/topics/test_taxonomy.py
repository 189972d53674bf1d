import json

import pytest

from worker.nlp.topics.taxonomy import _DATA, Taxonomy, normalised

ELECTION, CIVIL_WAR, WAR = "medtop:20000574", "medtop:20000063", "medtop:20000062"


def test_every_path_leads_from_a_top_level_to_the_concept():
    concepts = Taxonomy().concepts
    assert sum(len(concept.path) == 1 for concept in concepts.values()) == 17
    for code, concept in concepts.items():
        assert concept.path[-1] == code
        assert all(above in concepts for above in concept.path)


def test_every_trigger_is_of_a_living_concept():
    data = json.loads((_DATA / "topic_triggers.json").read_text(encoding="utf-8"))
    assert set(data["triggers"]) <= set(Taxonomy().concepts)
    assert set(data["rivals"]) <= set(data["triggers"])
    terms = [term for terms in (*data["triggers"].values(), data["ignored"]) for term in terms]
    assert all(normalised(term) for term in terms)


def test_a_rival_is_another_top_level():
    taxonomy = Taxonomy()
    for code, rivals in taxonomy.rivals.items():
        own = taxonomy.concepts[code].path[0]
        assert rivals
        assert all(taxonomy.concepts[rival].path == (rival,) and rival != own for rival in rivals)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cease-fires", ["cease", "fire"]),
        ("Women's rights", ["women", "right"]),
        ("Policies of the press", ["policy", "of", "the", "press"]),
        ("crisis, virus", ["crisis", "virus"]),
        ("", []),
    ],
)
def test_words_are_compared_in_one_form(text, words):
    assert normalised(text) == words


@pytest.fixture(scope="module")
def taxonomy():
    return Taxonomy()


def test_a_concept_is_counted_by_its_words(taxonomy):
    counts = taxonomy.counted(normalised("The elections came. After the election, nothing."))
    assert counts[ELECTION] == 2


def test_the_longest_name_wins(taxonomy):
    counts = taxonomy.counted(normalised("a civil war"))
    assert (counts[CIVIL_WAR], counts[WAR]) == (1, 0)


def test_no_words_name_nothing(taxonomy):
    assert not taxonomy.counted([])
