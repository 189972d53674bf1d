# ruff: noqa: E501, RUF001, SIM905 - tables

import json
import re
from pathlib import Path

import pytest

from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.kinds import TABLE

KNOWN = gazetteer()
ROOT = Path(__file__).parents[6]
DATA = ROOT / "worker/nlp/entities/gazetteer/data"
FILES = tuple(TABLE.files)

# Every code of ISO 3166-1, so that none is lost when the lists are regenerated.
CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR "
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO "
    "JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR "
    "MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO "
    "RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV "
    "TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split()


def entries(file):
    return json.loads((DATA / f"{file}.json").read_text("utf-8"))


def test_every_country_and_territory_of_the_iso_list_is_known_by_all_its_names():
    countries = {entry["id"]: entry for entry in entries("countries")}
    assert {f"iso3166:{code}" for code in CODES} <= countries.keys()
    for identifier, entry in countries.items():
        for name in (entry["name"], *entry["aliases"]):
            record = KNOWN.country(name) or KNOWN.conditional("country", name)[0]
            assert record.id == identifier, name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"), ("U.S.", "US"), ("U.S", "US"), ("USA", "US"), ("America", "US"),
        ("United States of America", "US"), ("UK", "GB"), ("U.K.", "GB"), ("Britain", "GB"),
        ("Great Britain", "GB"), ("Russian Federation", "RU"), ("IRAN", "IR"), ("Türkiye", "TR"),
        ("Turkey", "TR"), ("Côte d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("DRC", "CD"),
        ("Niger", "NE"), ("UAE", "AE"), ("U.A.E.", "AE"), ("Holland", "NL"), ("Czechia", "CZ"),
        ("Swaziland", "SZ"), ("Cabo Verde", "CV"), ("East Timor", "TL"), ("Macau", "MO"),
        ("Macedonia", "MK"), ("Curacao", "CW"), ("Falklands", "FK"), ("Aland Islands", "AX"),
        ("Republic of Congo", "CG"), ("Hong Kong", "HK"), ("Taiwan", "TW"), ("Palestinian territories", "PS"),
        ("DPRK", "KP"), ("Vatican", "VA"), ("U.S. Virgin Islands", "VI"), ("St. Lucia", "LC"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_usual_names(name, code):
    record = KNOWN.country(name)
    assert record is not None
    assert record.id == f"iso3166:{code}"


@pytest.mark.parametrize(
    "name", ["us", "Moscow", "Jerusalem", "Congo", "Korea", "who", "", "CAR", "Virgin Islands"]
)
def test_what_is_no_country_or_two_is_none(name):
    assert KNOWN.country(name) is None


@pytest.mark.parametrize(("half", "country"), [("North", "North Korea"), ("SOUTH", "South Korea")])
def test_the_half_of_a_divided_country_means_it_where_the_article_says_so(half, country):
    record = KNOWN.half(half)
    assert record is not None
    assert record.name == country
    assert record.condition.needs == ("North Korea",)
    assert KNOWN.half("West") is None
    assert not KNOWN.knows(half)


def test_a_people_is_a_group_with_its_country_and_not_its_country():
    for word in ("Russian", "Russians"):
        record = KNOWN.group(word)
        assert record is not None
        assert (record.name, record.type, record.id) == ("Russians", "group", None)
        assert record.country == "iso3166:RU"
    kurds = KNOWN.group("Kurdish")
    assert kurds is not None
    assert kurds.country is None


def test_every_legislator_with_an_id_is_known():
    people = [entry for entry in entries("people") if "congress" in entry]
    assert len(people) > 530
    for entry in people:
        record = KNOWN.person(entry["name"])
        assert record is not None, entry["name"]
        assert record.id == entry["id"]
        assert record.congress is not None


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("George Washington", "Q23"), ("Ulysses S. Grant", "Q34836"), ("Harry Truman", "Q11613"),
        ("JFK", "Q9696"), ("Donald J. Trump", "Q22686"), ("Joseph R. Biden", "Q6279"),
        ("Dick Cheney", "Q48259"), ("J.D. Vance", "Q28935729"), ("JD Vance", "Q28935729"),
    ],
)  # fmt: skip
def test_presidents_and_vice_presidents_are_known(name, identifier):
    record = KNOWN.person(name)
    assert record is not None
    assert record.id == f"wikidata:{identifier}"
    assert record.offices


def test_a_full_name_links_and_a_surname_only_where_the_list_says_so():
    putin = KNOWN.person("Vladimir Putin")
    assert putin is not None
    assert putin.id == "wikidata:Q7747"
    assert KNOWN.person("Putin") is None
    assert KNOWN.person_by_surname("Putin") == putin
    assert KNOWN.person_by_surname("Cantwell") is None


def test_a_name_that_two_share_links_neither():
    assert KNOWN.person("George Bush") is None
    assert KNOWN.person("George W. Bush") is not None


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("UN", "Q1065"), ("NATO", "Q7184"), ("European Union", "Q458"), ("Hezbollah", "Q41053")],
)
def test_an_organisation_is_known(name, identifier):
    record = KNOWN.organization(name)
    assert record is not None
    assert record.id == f"wikidata:{identifier}"


def test_no_id_is_two_things():
    seen = {}
    for file in FILES:
        for entry in entries(file):
            if "id" in entry:
                assert re.fullmatch(r"iso3166:[A-Z]{2}|wikidata:Q[1-9]\d*", entry["id"])
                assert seen.setdefault(entry["id"], entry["name"]) == entry["name"]


def test_the_files_stay_small_and_their_licences_are_in_the_notice():
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for file in FILES:
        assert (DATA / f"{file}.json").stat().st_size < 160_000
        assert re.search(rf"\b{file}\b", notice), file


def test_a_capital_has_its_country_unless_two_countries_have_one_of_that_name():
    known = gazetteer()
    assert known.country_of_capital("Lima") == "iso3166:PE"
    assert known.country_of_capital("WASHINGTON") == "iso3166:US"
    assert known.country_of_capital("Kingston") is None
    assert known.country_of_capital("Cusco") is None
