from dataclasses import FrozenInstanceError

import pytest

from tests.unit.worker.nlp.stance.cases import case_of


def test_the_gap_is_between_the_two_in_either_order():
    for holder, target in (("Kolb", "Peru"), ("Peru", "Kolb")):
        case = case_of("Kolb sharply criticised Peru.", holder, target, "against")
        assert case.words(*case.gap) == ["sharply", "criticised"]


def test_two_names_side_by_side_have_no_gap():
    case = case_of("Peru Kolb spoke.", "Kolb", "Peru", "against")
    assert case.gap == (1, 1)


def test_a_claim_without_a_holder_has_neither_holder_nor_gap():
    case = case_of("Critics blamed Peru.", None, "Peru", "against")
    with pytest.raises(LookupError):
        _ = case.holder
    with pytest.raises(LookupError):
        _ = case.gap


def test_words_are_lower_case_and_those_that_the_doc_has():
    case = case_of("Kolb blamed Peru", "Kolb", "Peru", "against")
    assert case.words(1, 99) == ["blamed", "peru"]
    assert case.words(-2, 1) == ["kolb"]
    assert case.words(3, 2) == []


def test_a_person_is_told_from_everything_else():
    case = case_of("Kolb blamed Peru", "Kolb", "Peru", "against")
    assert case.is_person(case.holder)
    assert not case.is_person(case.target)
    assert not case.is_person(None)


def test_nothing_of_a_case_can_be_changed():
    case = case_of("Kolb blamed Peru", "Kolb", "Peru", "against")
    with pytest.raises(FrozenInstanceError):
        case.claim = None
