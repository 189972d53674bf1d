import pytest

from console.search import SearchError, search


@pytest.mark.parametrize(
    ("text", "match", "not_match"),
    [
        ("peru lind", '"peru" AND "lind"', ""),
        ('"anna kolb" -peru', '"anna kolb"', '"peru"'),
        ('-"anna kolb" lind', '"lind"', '"anna kolb"'),
        ("prais*", '"prais" *', ""),
        ("-prais*", "", '"prais" *'),
        ("peru & lind", '"peru" AND "lind"', ""),
        ('an "open end', '"an" AND "open end"', ""),
        ("peru NOT lind", '"peru" AND "NOT" AND "lind"', ""),
        ("title: a^b", '"title:" AND "a^b"', ""),
        ("", "", ""),
        ("  ", "", ""),
    ],
)
def test_what_is_typed_becomes_a_query_of_the_index(text: str, match: str, not_match: str) -> None:
    found = search(text)
    assert (found.match, found.not_match) == (match, not_match)


@pytest.mark.parametrize("text", ["%", '""', "- *", "…"])
def test_a_search_without_a_letter_is_refused(text: str) -> None:
    with pytest.raises(SearchError, match="no letter"):
        search(text)
