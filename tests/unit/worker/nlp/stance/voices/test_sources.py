import pytest

from tests.unit.worker.nlp.stance.voices.listening import attributed, listen, said
from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.stance.voices.sources import discounted, source_votes

CONTENT = "Peru was destroying its press"
KOLB = "name:person:Kolb"


def unnamed_in(source, cue="said", *, content=CONTENT, before="", target="Peru"):
    doc = doc_of(f"{before}{source} {cue} {content}.", Peru="country", Lima="facility")
    attributed(doc, source, cue.split()[-1], content)
    word = source.split()[0]
    return listen(source_votes, doc, relations=[(word, target, "against", 0.9)])


def quoted(content, polarity="against", marks="“”", by="Kolb", score=0.995, **names):
    body = f"{by} said: {marks[0]}{content}{marks[1]}".strip()
    doc = doc_of(body, **({"Kolb": "person", "Peru": "country"} | names))
    attributed(doc, "Kolb", "said", f"{marks[0]}{content}{marks[1]}".strip(), KOLB)
    return listen(source_votes, doc, tones=[(one, (polarity, score)) for one in ("Peru", "Kolb")])


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("Critics", ""),
        ("critics", "Some "),
        ("Senior officials", ""),
        ("senior officials", "It rained, and "),
        ("Senior officials", "It is late — "),
        ("A president", ""),
        ("The critics", ""),
    ],
)
def test_a_source_without_a_name(source, before):
    found = unnamed_in(source, before=before)
    assert said(*found) == [("unnamed", "Peru", "against", CONTENT)]
    assert found[1].votes[0].confidence == 0.9


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("She", ""),
        ("The president", ""),
        ("Her lawyer", ""),
        ("Smith", ""),
        ("officials from Utah", "It rained, and "),
        ("Officials from Utah", ""),
        ("Utah officials", "There "),
        ("Peru", ""),
    ],
)
def test_somebody_who_has_a_name_is_not_unnamed(source, before):
    reading, heard = unnamed_in(source, before=before)
    assert heard.votes == []
    assert reading.abstentions == {"holder_unknown": 1}


def test_content_without_a_source_is_nobodys():
    doc = attributed(doc_of(f"{CONTENT}.", Peru="country"), None, None, CONTENT)
    reading, heard = listen(source_votes, doc)
    assert heard.votes == []
    assert reading.abstentions == {"holder_unknown": 1}


def test_nobody_is_against_a_hall():
    assert unnamed_in("Critics", content="Lima was a disgrace", target="Lima")[1].votes == []


def test_without_a_verb_in_the_content_the_source_is_part_of_the_evidence():
    found = unnamed_in("Critics", "condemned", content="Peru")
    assert said(*found) == [("unnamed", "Peru", "against", "Critics condemned Peru")]


@pytest.mark.parametrize(
    ("cue", "reason"),
    [
        ("denied", "denied"),
        ("asked", "hypothetical"),
        ("may say", "hypothetical"),
        ("never said", "negated"),
    ],
)
def test_a_source_that_does_not_stand_behind_the_content(cue, reason):
    reading, heard = unnamed_in("Critics", cue)
    assert heard.votes == []
    assert reading.abstentions == {reason: 1}


def test_what_a_quotation_says_in_another_sentence():
    found = quoted("We left. Peru is a brutal dictatorship.")
    assert said(*found) == [("Kolb", "Peru", "against", "Peru is a brutal dictatorship")]
    assert found[1].votes[0].confidence == pytest.approx(discounted(0.995))


def test_where_the_source_is_named_the_related_voice_is_asked():
    doc = doc_of("Kolb said Peru was destroying its press.", Kolb="person", Peru="country")
    attributed(doc, "Kolb", "said", CONTENT, KOLB)
    told = {
        "relations": [("Kolb", "Peru", "against", 0.9)],
        "tones": [("Peru", ("against", 0.995))],
    }
    assert listen(source_votes, doc, **told)[1].votes == []


def test_what_is_not_quoted_shows_nothing_in_another_sentence():
    assert quoted("We left. Peru is a brutal dictatorship.", marks="  ")[1].votes == []


def test_nobody_is_for_or_against_himself():
    assert quoted("We left. Kolb is a great friend.", "favor")[1].votes == []


def test_each_target_of_a_sentence_is_asked_about_once():
    found = quoted("We left. Peru is a brutal dictatorship, and Peru is lost.")
    assert len(found[1].votes) == 1


def test_a_minister_is_hardly_against_the_own_country():
    body = "We left. Peru is a brutal dictatorship."
    reading, heard = quoted(body, by="Peru Minister Kolb")
    assert heard.votes == []
    assert reading.abstentions == {"same_side": 1}
    found = quoted("We left. Peru is a great friend.", "favor", by="Peru Minister Kolb")
    assert [one[:3] for one in said(*found)] == [("Kolb", "Peru", "favor")]


def test_a_tone_that_is_neutral_says_nothing():
    reading, heard = quoted("We left. Peru is a brutal dictatorship.", "neutral")
    assert heard.votes == []
    assert reading.abstentions == {}


@pytest.mark.parametrize(
    ("score", "probability"), [(0.5, 0.2749), (0.9, 0.5539), (0.995, 0.8681), (0.0, 0.0002)]
)
def test_a_tone_is_discounted(score, probability):
    assert discounted(score) == pytest.approx(probability, abs=1e-3)
    assert 0 < discounted(1.0) <= 1
