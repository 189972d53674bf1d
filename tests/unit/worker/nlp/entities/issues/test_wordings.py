"""The normal form of a wording, by kind of difference that does not count, and what does."""

import pytest

from topics.limits import MAX_NAME_CHARS
from worker.nlp.entities.issues.wordings import MAX_WORDS, wording


def form(text: str) -> str:
    read = wording(text)
    assert read is not None, text
    return " ".join(read.form)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["the carbon tax", "a carbon tax", "Carbon Taxes", "this carbon tax"], "carbon tax"),
        (["our port levy", "their new port levies", "such a port levy"], "port levy"),
        (["the tax on carbon", "carbon tax", "a tax on carbon"], "carbon tax"),
        (["assault-weapons ban", "ban on assault weapons"], "assault weapon ban"),
        (["limits for trawlers", "the trawler limit"], "trawler limit"),
        (["aid to farmers", "farmers' aid"], None),
        (["sanctions against Peru", "sanctions on Peru", "Peru sanctions"], "peru sanction"),
        (["talks with rebels", "the rebel talks"], "rebel talk"),
        (["the regulation of emissions of methane"], "methane emission regulation"),
        (["banning plastic bags", "ban plastic bags", "plastic-bag bans"], "plastic bag ban"),
        (["raising the water rates", "a water-rate hike"], "water rate increase"),
        (["legalising raw milk", "the legalization of raw milk"], "raw milk legalization"),
        (["imposing tolls on trucks", "truck tolls", "the tolls on trucks"], "truck toll"),
        (["the \u201cpatriots-only\u201d vote", "patriots-only vote"], "patriot only vote"),
        (["the proposed sin tax", "so-called sin taxes", "a new sin tax"], "sin tax"),
        (["Green New Deal", "the Green New Deal"], "green new deal"),
        (["Fares for All", "fares for all"], "fare for all"),
        (["close the harbour", "closing the harbour"], None),
        (["the cuts to the U.S. fleet", "US fleet cuts"], "us fleet cut"),
        (["Section 12", "section 12", "the Section 12"], "section 12"),
        (["the ZR-40", "ZR-40"], "zr 40"),
        (["the ferry subsidies she fought for", "ferry subsidies"], "ferry subsidy"),
        (["night trains being run", "night trains to be run at a loss"], "night train"),
    ],
)
def test_what_does_not_count(texts, words):
    forms = {form(text) for text in texts}
    assert words is None or forms == {words}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kolb's criticism", "criticism of Kolb"),
        ("the mayor's offer", "the offer to the mayor"),
        ("shootings by police", "shootings of police"),
        ("schools in prisons", "prisons in schools"),
        ("the deal", "no deal"),
        ("the levy", "the end of the levy"),
        ("fishing quotas", "repealing the fishing quotas"),
        ("abortion rights", "anti-abortion rights"),
        ("farm subsidies", "cutting farm subsidies"),
    ],
)
def test_what_counts(one, other):
    assert form(one) != form(other)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kolb's ferry plan", "kolb s ferry plan", "Kolb's ferry plan"),
        (
            "President Kolb\u2019s ferry plan",
            "kolb s ferry plan",
            "President Kolb\u2019s ferry plan",
        ),
        ("the senators' ferry plan", "senator s ferry plan", "senators' ferry plan"),
        ("his ferry plan", "ferry plan", "ferry plan"),
        ("Tuesday's ferry vote", "ferry vote", "ferry vote"),
        ("last year\u2019s ferry vote", "ferry vote", "ferry vote"),
    ],
)
def test_a_named_owner_counts_and_a_pronoun_or_a_day_does_not(text, words, name):
    read = wording(text)
    assert (" ".join(read.form), read.name) == (words, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the so-called \u201cferry tax\u201d", "ferry tax"),
        ("a new\n ferry  tax", "ferry tax"),
        ("the $15 minimum wage", "$15 minimum wage"),
        ("a ban on exports to the U.S.", "ban on exports to the U.S."),
        ("the plan (which failed)", "plan"),
        ("a levy that nobody pays", "levy"),
        ("the port levy, a first", "port levy"),
    ],
)
def test_the_name_is_as_written_without_determiner_and_clause(text, name):
    assert wording(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        *("it", "that", "this", "they", "us", "", " ", "🔥", "...", "(", "there", "go there"),
        *(
            "what they are doing",
            "the term isn\u2019t used",
            "we\u2019re leaving",
            "nobody is safe",
        ),
        *("$12", "2016", "all", "the", "last night"),
    ],
)
def test_without_a_clear_noun_there_is_no_wording(text):
    assert wording(text) is None


def test_a_sentence_and_a_name_that_the_contract_has_no_room_for_are_no_wordings():
    assert wording(" ".join(["levy"] * MAX_WORDS)) is not None
    assert wording(" ".join(["levy"] * (MAX_WORDS + 1))) is None
    assert wording("l" * MAX_NAME_CHARS) is not None
    assert wording("l" * (MAX_NAME_CHARS + 1)) is None


@pytest.mark.parametrize("text", ["the bill", "that idea", "a measure", "the ban", "her offer"])
def test_a_noun_alone_is_vague(text):
    assert wording(text).vague


@pytest.mark.parametrize("text", ["tariffs", "a curfew", "the economy", "the CAA", "the port ban"])
def test_a_noun_that_says_what_it_is_is_not(text):
    assert not wording(text).vague


@pytest.mark.parametrize(
    "text", ["the bill", "the Senate bill", "Kolb's plan", "an official decision", "his own offer"]
)
def test_a_vague_noun_that_only_says_whose_it_is_is_unclear(text):
    assert wording(text).unclear


@pytest.mark.parametrize("text", ["the port bill", "Kolb's port plan", "Kolb's tax", "curfews"])
def test_what_it_is_about_makes_it_clear(text):
    assert not wording(text).unclear


def test_a_country_in_capitals_is_no_pronoun():
    assert form("the withdrawal of the US") == "us withdrawal"
    assert wording("the withdrawal of us") is None


@pytest.mark.parametrize(
    "text", ["at least 12", "more than 40", "the 15", "pretending to be ill", "40,000"]
)
def test_a_number_or_a_clause_alone_names_nothing(text):
    assert wording(text) is None
