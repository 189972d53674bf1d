"""Wordings that mean an IPTC concept."""

import pytest

from worker.nlp.entities.issues import concepts
from worker.nlp.entities.issues.concepts import FILE, concept
from worker.nlp.entities.issues.wordings import wording
from worker.nlp.topics.taxonomy import Taxonomy


def meant(text: str) -> str | None:
    return concept(wording(text).form)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("abortion", "abortion"),
        ("Abortions", "abortion"),
        ("gun control", "personal weapon control policy"),
        ("the regulation of guns", "personal weapon control policy"),
        ("immigration policies", "migration policy"),
        ("policy on immigration", "migration policy"),
        ("vaccinations", "vaccine"),
        ("the death penalty", "capital punishment"),
        ("child labor", "child labour"),
        ("privatization", "privatisation"),
    ],
)
def test_a_concept_by_its_name_or_another_wording(text, name):
    assert Taxonomy().concepts[meant(text)].name == name


@pytest.mark.parametrize(
    "text",
    ["gun control activists", "abortion ban", "the election", "stricter gun control", "a school"],
)
def test_what_is_not_just_the_concept_is_none(text):
    assert meant(text) is None


def test_every_code_is_in_the_taxonomy_and_every_wording_is_read():
    known = Taxonomy().concepts
    assert set(concepts._concepts().values()) <= known.keys()


def test_the_file_lists_no_wording_twice_under_one_code():
    assert FILE.read_text("utf-8").count("medtop:") == len(set(concepts._concepts().values()))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"medtop:1": ["it"]}', "no clear noun"),
        ('{"medtop:1": ["sin taxes"], "medtop:2": ["the sin tax"]}', "means two"),
    ],
)
def test_a_bad_list_is_an_error(text, fault, tmp_path, monkeypatch):
    file = tmp_path / "concepts.json"
    file.write_text(text, "utf-8")
    monkeypatch.setattr(concepts, "FILE", file)
    with pytest.raises(ValueError, match=fault):
        concepts._concepts.__wrapped__()
