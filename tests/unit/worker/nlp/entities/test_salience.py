"""How central an entity is."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.salience import saliences

DOC = read("Zed won. Kolb and Zed left. Zed, Zed and Roe slept.")


def at(*tokens):
    return Cluster("person", [Name(DOC[token : token + 1], "person") for token in tokens])


def test_often_early_and_in_the_title_is_all_there_is():
    (most,) = saliences([at(0, 5, 8, 10)], title_chars=3, tokens=len(DOC))
    assert most == pytest.approx(1.0)


def test_each_of_the_three_counts():
    base, title, more, early = (
        saliences([cluster], title_chars, len(DOC))[0]
        for cluster, title_chars in ((at(5), 0), (at(5), 99), (at(5, 8), 0), (at(0), 0))
    )
    assert base < min(title, more, early)
    assert title - base == pytest.approx(0.3)


def test_once_is_not_much_even_where_nobody_is_named_more():
    (once,) = saliences([at(12)], title_chars=0, tokens=len(DOC))
    assert once < 0.5
