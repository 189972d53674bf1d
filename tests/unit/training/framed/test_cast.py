import random

import pytest

from training.framed.cast import FITTING, WORDINGS, Actor, Cast, fitting


def test_nobody_appears_twice_in_a_text():
    cast = Cast(random.Random(1))
    names = [cast.country().name for _ in range(len(WORDINGS["countries"]))]
    assert len(set(names)) == len(names)


def test_a_target_may_be_an_issue_or_somebody():
    cast = Cast(random.Random(2))
    sorts = {cast.target().fits for _ in range(200)}
    assert sorts == set(FITTING) - {"evil", "affair"}


def test_an_office_is_part_of_the_words_and_not_of_the_name():
    person = Cast(random.Random(3)).person(titled=True)
    assert person.words.endswith(f" {person.name}")


def test_no_list_has_an_entry_twice():
    for path, entries in lists_of(WORDINGS):
        if path[0] not in ("says", "adjuncts", "called", "undoings"):
            assert len(set(entries)) == len(entries), path


@pytest.mark.parametrize(
    ("issue", "several"),
    [
        ("the curbs on protest", True),
        ("the ban on burqas", False),
        ("the census", False),
        ("tuition fees", True),
    ],
)
def test_several_things_are_told_from_one(issue, several, monkeypatch):
    monkeypatch.setitem(WORDINGS, "issues", {sort: [issue] for sort in WORDINGS["issues"]})
    assert Cast(random.Random(4)).issue().several is several


def test_a_woman_holds_no_office_that_only_men_hold():
    cast = Cast(random.Random(5))
    women = [one for one in (cast.person(titled=True) for _ in range(300)) if one.pronoun == "she"]
    assert women
    assert not [one for one in women if one.description in ("the bishop", "the king")]


def lists_of(wordings, path=()):
    """Every list among the wordings, with the keys that lead to it."""
    if isinstance(wordings, list):
        yield path, wordings
    elif isinstance(wordings, dict):
        for key, more in wordings.items():
            yield from lists_of(more, (*path, key))


def test_every_list_is_met_by_some_target():
    known = {name for names in FITTING.values() for name in names}
    for sort in ("verbs", "deeds", "feelings", "powers", "said", "tailed", "turned", "nouns"):
        for side in ("-", "+"):
            assert set(WORDINGS[sort][side]) <= known, sort


def test_no_verb_is_for_and_against_the_same():
    for sort in ("verbs", "deeds", "feelings", "powers"):
        lists = WORDINGS[sort]
        for fits in FITTING:
            target = Actor("", "", "", fits=fits)
            assert not {*fitting(lists["-"], target)} & {*fitting(lists["+"], target)}
