"""Where a name begins and ends."""

import pytest

from tests.unit.worker.nlp.marker import names_in


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("nonpartisan Kolb Commission", "organization", ["Kolb Commission"]),
        ("national Quinnipiac University", "organization", ["Quinnipiac University"]),
        ("Kolb party", "organization", ["Kolb"]),
        ("Michael] Dubke", "person", ["Dubke"]),
        ("Kim Kwan-jin", "person", ["Kim Kwan-jin"]),
        ("al-Zed", "person", ["al-Zed"]),
        ("An Jing", "person", ["An Jing"]),
        ("An Zed", "person", ["Zed"]),
        ("H1N1 pandemic", "misc", ["H1N1 pandemic"]),
        ("landmark 1964 Widget Act", "misc", ["Widget Act"]),
        ("5th U.S. Circuit Court", "organization", ["5th U.S. Circuit Court"]),
        ("Manege exhibition hall", "facility", ["Manege exhibition hall"]),
        ("central Zed", "location", ["Zed"]),
        ("sub-Saharan Africa", "location", ["sub-Saharan Africa"]),
        ("Zed's", "person", ["Zed"]),
        ("“Zed”", "person", ["Zed"]),
    ],
)
def test_a_name_begins_and_ends_with_its_own_words(marked, label, expected):
    assert names_in(f"Then came {marked} and all was well.", marked, label) == expected


def test_the_paper_of_a_town_is_not_the_town():
    body = "The critic of the Antwerp weekly De Klank was there."
    assert names_in(body, "Antwerp weekly De Klank", "organization") == ["Antwerp", "De Klank"]
