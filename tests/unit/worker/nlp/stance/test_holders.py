"""Who holds a stance, given where the reader points."""

from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, reads, referring, said
from worker.nlp.documents import findings
from worker.nlp.stance.holders import JOINT, LEAST_SHARE, holders_of, speaking

NAMES = {"Kolb": "person", "Pat": "person", "Peru": "country", "Wembley": "facility"}


def named(body: str, title: str = ""):
    text = f"{title} {body}"
    return doc_of(body, title, **{name: kind for name, kind in NAMES.items() if name in text})


def held(doc, target="Peru", **found):
    """Who holds the stance: name or kind, words, and how they were found."""
    reading = reading_of(doc)
    holders = holders_of(reading, reads(doc, target=target, **found))
    return [
        (
            one.kind if one.entity is None else reading.index.entities[one.entity].name,
            None if one.words is None else one.words.text,
            one.found,
        )
        for one in holders
    ]


def test_a_name_is_its_entity():
    assert held(named("Kolb condemned Peru."), holder="Kolb") == [("Kolb", "Kolb", "name")]


def test_titles_and_offices_mean_whom_they_stand_beside():
    assert held(named("Then mayor Kolb condemned Chile. Peru won."), holder="mayor Kolb") == [
        ("Kolb", "mayor Kolb", "name")
    ]
    body = "The Kolb administration condemned Peru."
    assert held(named(body), holder="The Kolb administration") == [
        ("Kolb", "The Kolb administration", "name")
    ]


@pytest.mark.parametrize(("words", "found"), [("She", "pronoun"), ("The mayor", "description")])
def test_words_that_stand_for_an_entity_are_that_entity(words, found):
    doc = referring(named(f"Kolb spoke. {words} condemned Peru."), Kolb=words)
    assert held(doc, holder=words) == [("Kolb", words, found)]


def test_the_words_may_be_in_a_sentence_before():
    assert held(named("Kolb spoke. Peru is vile."), holder="Kolb") == [("Kolb", "Kolb", "name")]


def test_somebody_without_a_name_is_unnamed():
    body = "Many critics condemned Peru."
    assert held(named(body), holder="Many critics") == [("unnamed", "Many critics", "unnamed")]


def test_a_pronoun_in_a_longer_phrase_does_not_make_it_nobody():
    doc = named("Those who left condemned Peru.")
    assert held(doc, holder="Those who left") == [("unnamed", "Those who left", "unnamed")]


def test_a_pronoun_of_nobody_known_is_no_holder():
    assert held(named("He condemned Peru."), holder="He") == []


def test_what_cannot_hold_a_stance_is_no_holder():
    assert held(named("Wembley condemned Peru."), holder="Wembley") == []


def test_the_author_holds_what_the_reader_says_is_the_authors():
    assert held(named("Peru is vile.")) == [("author", None, "author")]


def test_two_may_hold_it_together_the_more_probable_first():
    doc = named("Kolb and Pat condemned Peru.")
    shares = {"Kolb": 0.3, "Pat": 0.6}
    assert [one[0] for one in held(doc, holder=shares)] == ["Pat", "Kolb"]


@pytest.mark.parametrize(("share", "count"), [(JOINT, 2), (JOINT - 0.01, 1)])
def test_a_second_holder_needs_some_probability(share, count):
    doc = named("Kolb and Pat condemned Peru.")
    assert len(held(doc, holder={"Kolb": 0.7, "Pat": share}, author=0.0)) == count


def test_beside_somebody_who_is_not_known_the_second_still_counts():
    doc = named("He and Kolb condemned Peru.")
    assert held(doc, holder={"He": 0.6, "Kolb": 0.4}) == [("Kolb", "Kolb", "name")]


def test_the_shares_of_one_holder_are_added_up():
    doc = named("Kolb, as Kolb said, and Pat condemned Peru.")
    target = reads(doc, target="Peru", holder={"Pat": 0.4}, author=0.0)
    first, second = 0, 3
    target.holders[first] = target.holders[second] = 0.28
    reading = reading_of(doc)
    kolb, pat = holders_of(reading, target)
    assert (kolb.entity, round(kolb.share, 2)) == (0, 0.56)
    assert (pat.entity, round(pat.share, 2)) == (1, 0.4)


def test_the_words_are_those_with_the_most_of_the_share():
    doc = named("Kolb, as Kolb said, condemned Peru.")
    target = reads(doc, target="Peru", author=0.3)
    target.holders.update({0: 0.2, 3: 0.5})
    kolb, _ = holders_of(reading_of(doc), target)
    assert (kolb.words.start, kolb.words.end) == (3, 4)


def test_the_same_words_twice_are_one_unnamed_holder_and_others_are_two():
    doc = named("Critics, said critics and fans, condemned Peru.")
    shares = {"Critics": 0.3, "critics": 0.3, "fans": 0.3}
    assert [one[:2] for one in held(doc, holder=shares)] == [
        ("unnamed", "Critics"),
        ("unnamed", "fans"),
    ]


def test_the_words_of_the_reader_and_of_the_attribution_are_one_unnamed_holder():
    doc = named("Peru lied, said a diplomat who hid.")
    said(doc, "a diplomat who hid", "Peru lied")
    assert held(doc, holder={"a diplomat": 0.6}, author=0.0, elsewhere=0.3) == [
        ("unnamed", "a diplomat", "speaker")
    ]


def test_a_member_of_a_group_is_not_the_group():
    doc = doc_of(
        "Democrats left. Another Democrat condemned Peru.", Democrat="group", Peru="country"
    )
    findings(doc).entities[0] = replace(findings(doc).entities[0], name="Democrats")
    assert held(doc, holder="Another Democrat") == [("unnamed", "Another Democrat", "unnamed")]
    doc = doc_of("Two Democrats condemned Peru.", Democrats="group", Peru="country")
    assert held(doc, holder="Two Democrats") == [("Democrats", "Two Democrats", "name")]


def test_a_token_that_is_hardly_probable_is_no_part_of_the_words():
    doc = named("The mayor condemned Peru.")
    target = reads(doc, target="Peru", holder={"mayor": 0.9})
    target.holders[0] = LEAST_SHARE - 0.001
    (one,) = holders_of(reading_of(doc), target)
    assert one.words.text == "mayor"
    target.holders[0] = LEAST_SHARE
    (one,) = holders_of(reading_of(doc), target)
    assert one.words.text == "The mayor"


def test_words_are_one_phrase_across_white_space_but_not_across_other_words():
    doc = named("Old  critics condemned Peru.")
    assert held(doc, holder={"Old": 0.4, "critics": 0.4})[0][1] == "Old  critics"
    doc = named("Fans or critics condemned Peru.")
    assert [one[1] for one in held(doc, holder={"Fans": 0.48, "critics": 0.42})] == [
        "Fans",
        "critics",
    ]


def test_words_on_both_sides_of_the_end_of_a_sentence_are_two_phrases():
    doc = named("Critics condemned Peru.", title="Fans")
    assert [one[1] for one in held(doc, holder={"Fans": 0.48, "Critics": 0.42})] == [
        "Fans",
        "Critics",
    ]


@pytest.mark.parametrize("word", ["I", "We"])
def test_the_first_person_is_the_one_who_speaks(word):
    doc = named(f"“{word} condemn Peru,” Kolb said.")
    said(doc, "Kolb", f"“{word} condemn Peru,”", entity="name:person:Kolb")
    assert held(doc, holder=word) == [("Kolb", "Kolb", "speaker")]
    assert held(named(f"{word} condemn Peru."), holder=word) == [("author", None, "author")]


def test_my_sister_is_not_the_one_who_speaks():
    doc = named("My sister condemned Peru.")
    assert held(doc, holder="My sister") == [("unnamed", "My sister", "unnamed")]


def test_voters_of_the_us_are_not_us():
    doc = named("US voters condemned Peru.")
    assert held(doc, holder="US voters") == [("unnamed", "US voters", "unnamed")]


def test_elsewhere_means_the_source_of_what_is_reported():
    doc = named("Peru is vile, Kolb said.")
    said(doc, "Kolb", "Peru is vile", entity="name:person:Kolb")
    assert held(doc, author=0.05, elsewhere=0.9) == [("Kolb", "Kolb", "speaker")]


def test_elsewhere_means_the_author_where_nobody_speaks():
    doc = named("Peru is vile.")
    assert held(doc, author=0.1, elsewhere=0.9) == [("author", None, "author")]


def test_a_quotation_of_an_unknown_speaker_has_no_holder():
    doc = named("“Peru is vile.”")
    assert held(doc, author=0.1, elsewhere=0.9) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Critics", [("unnamed", "Critics", "speaker")]),
        ("An aide, who left,", [("unnamed", "An aide, who left", "speaker")]),
        ("He", []),
        (None, []),
    ],
)
def test_a_source_that_is_no_entity(source, expected):
    doc = named(f"{source} said Peru is vile.")
    said(doc, source, "Peru is vile")
    assert held(doc, author=0.0, elsewhere=0.9) == expected


def test_who_speaks_is_the_source_of_the_shortest_content_around():
    doc = named("Kolb said Pat says Peru is vile. Peru won.")
    outer = said(doc, "Kolb", "Pat says Peru is vile", entity="name:person:Kolb")
    inner = said(doc, "Pat", "Peru is vile", cue="says", entity="name:person:Pat")
    reading = reading_of(doc)
    assert speaking(reading, doc[4:5]) is inner
    assert speaking(reading, doc[2:3]) is outer
    assert speaking(reading, doc[0:1]) is None
    assert speaking(reading, doc[2:9]) is None


def test_who_only_says_that_another_holds_it_is_no_holder_beside_them():
    doc = named("Kolb said Pat condemned Peru.")
    shares = {"Kolb": 0.3, "Pat": 0.6}
    assert len(held(doc, holder=shares)) == 2
    said(doc, "Kolb", "Pat condemned Peru", entity="name:person:Kolb")
    assert held(doc, holder=shares) == [("Pat", "Pat", "name")]
