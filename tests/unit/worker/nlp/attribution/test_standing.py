import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.parts import Stretch
from worker.nlp.attribution.standing import speaker, stands_alone
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.mentions import MentionIndex


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("It rained. “We will never go back there.”", True),
        ("It rained. “We will go. We will never go back there.”", True),
        ("It rained. “We will never go back there,” she said.", False),
        ("It rained. She called it “A storm like no other.”", False),
        ("It rained. “Never again, please.”", False),
        ("It rained. “we will never go back there.”", False),
        ("It rained. “The Long Road to Chile”", False),
        ("It rained. “We will never go back there.", False),
    ],
)
def test_whole_sentences_in_marks_stand_alone(text, alone):
    doc = doc_of(text)
    quotation = quotations(doc)[0]
    end = next(one.end for one in doc.sents if one.start < quotation.span.end <= one.end)
    assert stands_alone(doc, quotation, end) is alone


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Anna Kolb was furious.", "Anna Kolb"),
        ("For Anna Kolb it was a shock.", "Anna Kolb"),
        ("The head of the union, Anna Kolb, was blunt.", "The head of the union, Anna Kolb"),
        ("In her speech on Sunday, Anna Kolb was blunt.", "Anna Kolb"),
        ("In her speech on Sunday there was Anna Kolb.", None),
        ("She was furious.", "She"),
        ("Peru was furious.", None),
        ("Anna Kolb's house was sold.", None),
        ("The house of Anna Kolb was sold.", None),
        ("The verdict pleased Anna Kolb.", None),
        ("It rained.", None),
    ],
)
def test_the_subject_of_the_sentence_before_speaks(sentence, who):
    doc = doc_of(sentence, Anna_Kolb="person", Peru="country")
    found = speaker(doc, Stretch(0, len(doc)), MentionIndex(doc))
    assert (None if found is None else doc[found.start : found.end].text) == who
