"""Which names an acronym can be for."""

from worker.nlp.entities.finding.expansions import MAX_NAMES
from worker.nlp.entities.grouping.spellings import Spellings


def added(*names: str) -> Spellings:
    found = Spellings()
    for name in names:
        words = tuple(name.split())
        found.add(words, [words])
    return found


def test_the_beginnings_of_words_are_found_whatever_the_name_begins_with() -> None:
    found = added("bank of montreal", "the bank of montreal", "blue sky pact", "bank of mali")
    assert found.of("bmo") == [("bank", "of", "montreal"), ("the", "bank", "of", "montreal")]
    assert found.of("bsp") == [("blue", "sky", "pact")]
    assert found.of("zzz") == []


def test_two_letters_are_too_few() -> None:
    assert added("blue sky").of("bs") == []


def test_any_form_of_a_name_will_do() -> None:
    found = Spellings()
    found.add(("montreal", "bank"), [("montreal", "bank"), ("bank", "of", "montreal")])
    assert found.of("bmo") == [("montreal", "bank")]


def test_of_each_letter_only_so_many_are_asked() -> None:
    names = [f"blue pact n{number}" for number in range(MAX_NAMES + 5)]
    found = added(*names, "green sky pact")
    assert len(found.of("bpn")) == MAX_NAMES
    assert found.of("gsp") == [("green", "sky", "pact")]
