from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.linking import Linker
from worker.nlp.attribution.parts import Parts, Stretch
from worker.nlp.english.quotations import Quotation
from worker.nlp.entities.mentions import MentionIndex


def linked(body, quotations=(), **found):
    """Cue, source and contents of each draft, as text; ``found`` are stretches of one sentence."""
    doc = doc_of(body)
    parts = [Parts(Stretch(sentence.start, sentence.end)) for sentence in doc.sents]
    for name, stretches in found.items():
        for stretch in stretches:
            (part,) = (one for one in parts if one.sentence.touches(stretch))
            getattr(part, name).append(stretch)
    quoted = [Quotation(doc[start:end], closed=True) for start, end in quotations]

    def text(stretch):
        return None if stretch is None else doc[stretch.start : stretch.end].text

    return [
        (text(draft.cue), text(draft.source), [text(content) for content in draft.contents])
        for draft in Linker(doc, parts, quoted, MentionIndex(doc)).drafts()
    ]


def test_a_content_goes_to_its_nearest_cue_and_the_cue_to_its_nearest_source():
    assert linked(
        "Kolb said it rained and Lind denied it snowed",
        sources=[Stretch(0, 1), Stretch(5, 6)],
        cues=[Stretch(1, 2), Stretch(6, 7)],
        contents=[Stretch(2, 4), Stretch(7, 9)],
    ) == [("said", "Kolb", ["it rained"]), ("denied", "Lind", ["it snowed"])]


def test_two_contents_of_one_cue_are_one_draft():
    assert linked(
        "it rained , Kolb said , it snowed",
        sources=[Stretch(3, 4)],
        cues=[Stretch(4, 5)],
        contents=[Stretch(0, 2), Stretch(6, 8)],
    ) == [("said", "Kolb", ["it rained", "it snowed"])]


def test_a_content_without_a_cue_is_nobodys():
    assert linked("it rained and it snowed", contents=[Stretch(0, 2)]) == []


def test_a_cue_too_far_away_is_not_the_contents():
    far = "Kolb said " + "so " * 50 + "it rained"
    assert linked(far, cues=[Stretch(1, 2)], contents=[Stretch(52, 54)]) == []


def test_a_reporting_verb_beside_a_quotation_is_its_cue_by_rule():
    assert linked("“ We won it ” Kolb said .", [(0, 5)]) == [("said", "Kolb", ["“ We won it ”"])]
    assert linked("Kolb said “ we won it ” .", [(2, 7)]) == [("said", "Kolb", ["“ we won it ”"])]


def test_a_verb_of_two_words_is_one_cue():
    assert linked("“ We won it ” Kolb chimed in .", [(0, 5)]) == [
        ("chimed in", "Kolb", ["“ We won it ”"])
    ]
    assert linked("“ We won it ” Kolb chimed .", [(0, 5)]) == []


def test_a_content_ends_with_its_quotation_where_a_cue_follows():
    assert linked("“ We won , ” Kolb said .", [(0, 5)], contents=[Stretch(0, 7)]) == [
        ("said", "Kolb", ["“ We won , ”"])
    ]
    assert linked("“ We won , ” and Kolb left .", [(0, 5)], contents=[Stretch(0, 7)]) == []


def test_a_quotation_that_stands_alone_goes_on_from_the_sentence_before():
    text = "Kolb said it rained. “We will never go back.”"
    found = {"sources": [Stretch(0, 1)], "cues": [Stretch(1, 2)], "contents": [Stretch(2, 4)]}
    assert linked(text, [(5, 13)], **found) == [
        ("said", "Kolb", ["it rained", "“We will never go back.”"])
    ]
    assert linked("She was furious. “We will never go back.”", [(4, 12)]) == [
        (None, "She", ["“We will never go back.”"])
    ]
    assert linked("It was late. “We will never go back.”", [(4, 12)]) == []


def test_a_quotation_does_not_go_on_from_a_clause_inside_the_sentence():
    text = "She met those who like Peru. “We will never go back.”"
    found = {"sources": [Stretch(3, 4)], "cues": [Stretch(4, 5)], "contents": [Stretch(5, 6)]}
    assert linked(text, [(7, 15)], **found)[0] == (None, "She", ["“We will never go back.”"])


def test_a_quotation_does_not_go_on_from_what_was_not_said():
    text = "She has not said who won. “We will never go back.”"
    found = {"sources": [Stretch(0, 1)], "cues": [Stretch(1, 4)], "contents": [Stretch(4, 6)]}
    assert linked(text, [(7, 15)], **found)[-1] == (None, "She", ["“We will never go back.”"])


def test_a_title_in_quotation_marks_is_no_speech():
    assert linked("Kolb said “ Gone ” .", [(2, 5)]) == []


def test_a_second_quotation_goes_on_with_the_same_speaker():
    assert linked("“ We won it ” Kolb said . “ They lost it ” .", [(0, 5), (8, 13)]) == [
        ("said", "Kolb", ["“ We won it ”", "“ They lost it ”"])
    ]


def test_what_is_cited_inside_a_quotation_is_dropped():
    assert linked(
        "“ Lind denied that they won ” Kolb said .",
        [(0, 7)],
        sources=[Stretch(1, 2)],
        cues=[Stretch(2, 3)],
    ) == [("said", "Kolb", ["“ Lind denied that they won ”"])]
