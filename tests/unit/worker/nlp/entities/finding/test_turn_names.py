"""Who speaks in a transcript."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.finding.turn_names import with_turns
from worker.nlp.entities.gazetteer.lookup import gazetteer


def people(text):
    return [finding.span.text for finding in with_turns(read(text), [], gazetteer())]


def test_a_title_and_a_colon_are_enough():
    assert people("MR. ZEDO: I did not know about it.") == ["ZEDO"]


def test_two_turns_are_a_transcript():
    text = "ZEDO: We have paid every bill.\n\nKOLB: You have paid none of them."
    assert people(text) == ["ZEDO", "KOLB"]
    assert people("ZEDO: We have paid every bill.") == []


@pytest.mark.parametrize("role", ["Q", "MODERATOR", "NATO"])
def test_a_role_and_a_listed_body_are_nobody(role):
    assert people(f"{role}: Did you know about it?\n\nZEDO: I did not know.") == ["ZEDO"]


def test_a_list_is_no_speech():
    assert people("DEFENDERS: Zedo, Kolb\n\nFORWARDS: Roe, Lind") == []


def test_a_name_on_a_line_of_its_own_has_said_nothing_yet():
    assert people("REED:\n\nI need ten seconds.\n\nBAKER:\n") == []
