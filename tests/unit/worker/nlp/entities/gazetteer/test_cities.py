"""Cities by name, and which of a name is meant."""

import pytest

from worker.nlp.entities.gazetteer.cities import Cities, City, cities, meant

BIG = City("Zed", "geonames:1", "iso3166:PE", "PE.1", 5000)
MIDDLE = City("Zed", "geonames:2", "iso3166:US", "US.AL", 400)
SMALL = City("Zed", "geonames:3", "iso3166:US", "US.ME", 30)


@pytest.mark.parametrize(
    ("named", "near", "expected"),
    [
        ([], {"iso3166:US"}, None),
        ([SMALL], set(), None),
        ([SMALL], {"iso3166:US"}, SMALL),
        ([SMALL], {"iso3166:PE"}, None),
        ([MIDDLE], set(), MIDDLE),
        ([BIG, MIDDLE], set(), BIG),
        ([BIG, MIDDLE], {"iso3166:US"}, BIG),
        ([BIG, MIDDLE], {"US.AL", "iso3166:US"}, None),
        ([BIG, MIDDLE], {"iso3166:PE"}, BIG),
        (
            [MIDDLE, MIDDLE._replace(id="geonames:4", country="iso3166:GB", region="GB.ENG")],
            set(),
            None,
        ),
        (
            [MIDDLE, MIDDLE._replace(id="geonames:4", country="iso3166:GB", region="GB.ENG")],
            {"iso3166:US"},
            MIDDLE,
        ),
        ([SMALL, SMALL._replace(id="geonames:5", region="US.AL")], {"iso3166:US"}, None),
        ([SMALL, SMALL._replace(id="geonames:5", region="US.AL")], {"US.ME"}, SMALL),
    ],
)  # fmt: skip
def test_population_and_country_decide_and_a_doubt_names_nobody(named, near, expected):
    assert meant(named, near) == expected


@pytest.mark.parametrize("text", ["São Paulo", "Sao Paulo", "SÃO PAULO"])
def test_case_and_accents_do_not_count(text):
    assert "iso3166:BR" in {city.country for city in cities().named(text)}


def test_a_name_of_the_news_is_the_citys():
    (old,) = cities().named("Bombay")
    (new,) = cities().named("Mumbai")
    assert old.id == new.id
    assert old.name == "Bombay"


def test_the_beginning_of_a_name_is_no_name():
    assert cities().named("Rio de Jan") == ()
    assert cities().named("") == ()


def test_what_the_news_means_something_larger_by_is_no_city():
    assert cities().named("Gaza") == ()
    assert cities().named("Washington") == ()


def test_regions_have_codes_and_states_and_continents_ids():
    assert cities().region("Ontario") == "CA.08"
    assert cities().region("Alabama") == "US.AL"
    assert cities().region_id("Alabama") == "geonames:4829764"
    assert cities().region_id("Asia") == "geonames:6255147"
    assert cities().region_id("New York") is None
    assert cities().region_id("Ontario") is None


def test_the_list_is_sorted_and_small():
    lines = Cities()._lines
    assert lines == sorted(lines)
    assert 30_000 < len(lines) < 40_000
    assert sum(map(len, lines)) < 3_000_000
