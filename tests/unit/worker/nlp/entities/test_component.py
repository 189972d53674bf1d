# ruff: noqa: RUF001 - curly apostrophes are what is tested

import pytest

from tests.unit.worker.nlp.marker import NLP, ORG, PERSON, PLACE, entities
from worker.nlp.documents import article_doc, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.finding.finders import Finding


@pytest.mark.parametrize("written", ["Anna Kolb", "ANNA KOLB", "Ánna Kolb", "Anna Kolb’s"])
@pytest.mark.parametrize("said", ["{} spoke in a town.", "The miner {} and her cousin left."])
def test_a_name_has_one_id_in_every_article_whoever_is_meant(written, said):
    found, _ = entities(said.format(written), {written: PERSON})
    assert list(found) == ["name:person:anna-kolb"]


@pytest.mark.parametrize(
    ("body", "marked", "identifier"),
    [
        ("Kolb spoke.", {"Kolb": PERSON}, "name:person:kolb"),
        ("Anna B. Kolb spoke.", {"Anna B. Kolb": PERSON}, "name:person:anna-kolb"),
        ("Anna Kolb grew.", {"Anna Kolb": ORG}, "name:organization:anna-kolb"),
    ],
)
def test_another_form_or_type_of_a_name_has_another_id(body, marked, identifier):
    found, _ = entities(body, marked)
    assert list(found) == [identifier]


def test_two_of_one_name_are_one_in_an_article():
    found, _ = entities("Anna Kolb, 9, met Anna Kolb, 80.", {"Anna Kolb": PERSON})
    assert found == {"name:person:anna-kolb": ["Anna Kolb", "Anna Kolb"]}


def test_a_surname_and_a_title_are_the_full_names_person():
    body = "Prime Minister Anna Kolb spoke. Kolb left. KOLB came back. Mrs. Kolb’s car stood there."
    labels = {"Prime Minister Anna Kolb": PERSON, "Kolb": PERSON, "KOLB": PERSON, "Kolb’s": PERSON}
    found, _ = entities(body, labels)
    assert found == {"name:person:anna-kolb": ["Anna Kolb", "Kolb", "KOLB", "Kolb"]}


def test_a_longer_surname_is_joined_too():
    found, _ = entities(
        "Riad al-Malki and al-Malki.", {"Riad al-Malki": PERSON, "al-Malki": PERSON}
    )
    assert found == {"name:person:riad-al-malki": ["Riad al-Malki", "al-Malki"]}


def test_the_name_is_the_fullest_form_even_where_a_part_is_used_more():
    labels = {"Miguel Diaz-Canel": PERSON, "Diaz-Canel": PERSON}
    _, found = entities("Miguel Diaz-Canel came. Diaz-Canel saw. Diaz-Canel won.", labels)
    assert [one.name for one in found.entities] == ["Miguel Diaz-Canel"]


def test_a_known_person_is_one_whatever_the_tagger_took_the_name_for():
    found, _ = entities(
        "Sen. Maria Cantwell spoke in central Cuba.", {"Maria Cantwell": ORG, "central Cuba": PLACE}
    )
    assert found == {"wikidata:Q22250": ["Maria Cantwell"], "iso3166:CU": ["Cuba"]}


def test_a_piece_of_a_known_name_is_made_whole():
    labels = {"Qaeda": PERSON, "State": ORG, "Hillary": PERSON, "Clinton": PERSON}
    found, _ = entities("The State Department says al Qaeda fears Hillary Clinton.", labels)
    assert found == {
        "wikidata:Q789915": ["State Department"],
        "wikidata:Q34490": ["al Qaeda"],
        "wikidata:Q6294": ["Hillary Clinton"],
    }


def test_two_of_one_surname_stay_two_and_the_bare_one_is_left_out():
    labels = {"Bill Kolb": PERSON, "Anna Kolb": PERSON, "Kolb": PERSON}
    found, notes = entities("Bill Kolb met Anna Kolb. Kolb laughed.", labels)
    assert found == {
        "name:person:william-kolb": ["Bill Kolb"],
        "name:person:anna-kolb": ["Anna Kolb"],
    }
    assert notes.abstentions["ambiguous_alias"] == 1


def test_the_bare_surname_goes_to_who_was_named_last_and_most():
    labels = {"Bill Kolb": PERSON, "Anna Kolb": PERSON, "Kolb": PERSON}
    found, _ = entities("Bill Kolb left. Anna Kolb and Anna Kolb stayed. Kolb laughed.", labels)
    assert found["name:person:anna-kolb"] == ["Anna Kolb", "Anna Kolb", "Kolb"]


def test_a_middle_initial_is_the_same_person_and_another_is_not():
    labels = {
        "George W. Roe": PERSON,
        "George H. Roe": PERSON,
        "Ann B. Lee": PERSON,
        "Ann Lee": PERSON,
    }
    found, _ = entities("George W. Roe met George H. Roe, Ann B. Lee and Ann Lee.", labels)
    assert len(found) == 3
    assert sorted(len(mentions) for mentions in found.values()) == [1, 1, 2]


def test_known_people_are_linked():
    labels = {"Vladimir Putin": PERSON, "Putin": PERSON, "Obama": PERSON}
    found, _ = entities("Vladimir Putin met Obama, Putin said.", labels)
    assert found == {"wikidata:Q7747": ["Vladimir Putin", "Putin"], "wikidata:Q76": ["Obama"]}


def test_a_known_surname_of_somebody_else_is_not_linked():
    found, _ = entities("Maria Putin sang. Putin left.", {"Maria Putin": PERSON, "Putin": PERSON})
    assert found == {"name:person:maria-putin": ["Maria Putin", "Putin"]}


def test_a_people_and_its_country_are_two():
    body = "Russia and Russian firms, Russians and Israeli-Palestinian talks in Moscow."
    labels = {"Russia": PLACE, "Moscow": PLACE, "Israeli-Palestinian": "norp", "Russian": "norp"}
    found, _ = entities(body, labels)
    assert found == {
        "iso3166:RU": ["Russia"],
        "name:group:russians": ["Russian", "Russians"],
        "name:group:israelis": ["Israeli"],
        "name:group:palestinians": ["Palestinian"],
        "geonames:524901": ["Moscow"],
    }


def test_an_acronym_is_its_expansion():
    body = (
        "The National Peace Council (NPC) met. The NPC left. The Global Order Forum and GOF came."
    )
    labels = {"National Peace Council": ORG, "NPC": ORG, "Global Order Forum": ORG, "GOF": ORG}
    found, _ = entities(body, labels)
    assert found == {
        "name:organization:national-peace-council": ["National Peace Council", "NPC", "NPC"],
        "name:organization:global-order-forum": ["Global Order Forum", "GOF"],
    }


def test_a_known_organisation_is_one_under_all_its_names():
    labels = {"International Monetary Fund": ORG, "IMF": ORG}
    found, _ = entities("The International Monetary Fund (IMF) and the IMF.", labels)
    assert found == {"wikidata:Q7804": ["International Monetary Fund", "IMF", "IMF"]}


def test_short_forms_of_organisations_are_joined():
    body = "The Tass News Agency and Tass. The Middle East Quartet met; the Quartet left."
    labels = {
        "Tass News Agency": ORG,
        "Tass": PERSON,
        "Middle East Quartet": ORG,
        "Middle East": PLACE,
    }
    found, _ = entities(f"{body} The Middle East is far.", labels)
    assert found["wikidata:Q223799"] == ["Tass News Agency", "Tass"]
    quartet = found["name:organization:quartet-on-the-middle-east"]
    assert quartet == ["Middle East Quartet", "Quartet"]


def test_bodies_of_different_bodies_stay_apart():
    labels = {"UN Security Council": ORG, "UN": ORG, "Senate": ORG, "Senate Finance Committee": ORG}
    found, _ = entities("The UN Security Council, UN, Senate and Senate Finance Committee.", labels)
    assert len(found) == 4


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Winter Olympics", "event"),
        ("Patriot Act", "law"),
        ("Mueller Report", "work"),
        ("Whatever Else", None),
    ],
)
def test_misc_is_told_by_its_words(text, kind):
    found, notes = entities(f"It was the {text} again.", {text: "misc"})
    if kind is None:
        assert found == {}
        assert notes.abstentions["entity_untyped"] == 1
    else:
        assert [identifier.split(":")[1] for identifier in found] == [kind]


def test_a_list_of_places_is_several():
    found, _ = entities(
        "In Fresno, Calif., and Lima it rained.", {"Fresno, Calif.": PLACE, "Lima": PLACE}
    )
    assert found == {
        "geonames:5350937": ["Fresno"],
        "geonames:5332921": ["Calif."],
        "geonames:3936456": ["Lima"],
    }


def test_what_the_tagger_missed_is_found_by_the_same_words():
    found, _ = entities("Anna Kolb left. Then Anna Kolb met Peru’s envoy.", {"Lima": PLACE})
    assert found == {"iso3166:PE": ["Peru"]}
    doc = article_doc(
        NLP,
        "",
        "Zed Corp won. Yesterday Zed Corp lost the game to the heirs of Old Zed Corp Limited.",
    )
    mark_sentences(doc)
    first = doc[0:2]
    EntityComponent(lambda _: [Finding(first, ORG)])(doc)
    (entity,) = findings(doc).entities
    assert [span.start for span in entity.mentions] == [0, 5]


def test_a_language_is_no_people():
    found, _ = entities(
        "An English translation of it, by French-speaking Swiss.", {"English": "norp"}
    )
    assert found == {"name:group:swiss": ["Swiss"]}


def test_salience_counts_title_and_frequency():
    labels = {"Anna Kolb": PERSON, "Bill Roe": PERSON}
    _, found = entities("Anna Kolb. Anna Kolb. Bill Roe.", labels, title="Anna Kolb wins")
    first, second = found.entities
    assert first.name == "Anna Kolb"
    assert 0 < second.salience < first.salience <= 1
