"""One person is he or she, not both."""

import numpy as np
import pytest

from tests.unit.worker.nlp.entities.references.reading import NOUNS, read
from worker.nlp.entities.references.one_gender import with_one_gender
from worker.nlp.entities.references.phrases import phrases
from worker.nlp.entities.references.scene import Scene

BODY = "Kolb saw Roe at Lind Group. She left. He lied. She won. The company paid it."


def resolved(body, **shares):
    """Of each phrase whom it most probably means, where the shares are given by its words."""
    doc = read(body)
    scene = Scene(doc)
    names = [*(entity.name for entity in scene.entities), None]
    found = phrases(doc, NOUNS)
    rows = []
    for one in found:
        row = np.zeros(len(names), np.float32)
        for name, share in shares[doc[one.start : one.end].text.split()[-1]].items():
            row[names.index(name)] = share
        row[-1] = 1 - row.sum()
        rows.append(row)
    left = with_one_gender(scene, found, rows)
    for row in left:
        np.testing.assert_allclose(row.sum(), 1, rtol=1e-6)
    return [
        (doc[one.start : one.end].text, names[int(row.argmax())])
        for one, row in zip(found, left, strict=True)
    ]


COMPANY = {"company": {"Lind Group": 0.8}, "it": {"Lind Group": 0.8}}
OTHERS = [("The company", "Lind Group"), ("it", "Lind Group")]


def test_who_is_she_twice_is_not_he():
    found = resolved(BODY, She={"Kolb": 0.9}, He={"Kolb": 0.6, "Roe": 0.3}, **COMPANY)
    assert found == [("She", "Kolb"), ("He", "Roe"), ("She", "Kolb"), *OTHERS]


def test_if_nobody_else_is_probable_it_is_nobody():
    found = resolved(BODY, She={"Kolb": 0.9}, He={"Kolb": 0.8}, **COMPANY)
    assert found[1] == ("He", None)


@pytest.mark.parametrize(("he", "means"), [(0.65, "Roe"), (0.8, "Kolb")])
def test_only_where_one_of_the_two_is_clearly_more_probable(he, means):
    body = "Kolb saw Roe at Lind Group. She left. He lied."
    found = resolved(body, She={"Kolb": 1.0}, He={"Kolb": he, "Roe": 0.99 - he})
    assert found == [("She", "Kolb"), ("He", means)]


def test_nothing_changes_where_everybody_is_one():
    found = resolved(BODY, She={"Kolb": 0.6}, He={"Roe": 0.6, "Kolb": 0.4}, **COMPANY)
    assert found == [("She", "Kolb"), ("He", "Roe"), ("She", "Kolb"), *OTHERS]
