"""Rows of pieces: passages, tags over targets, pointers to holders and to names."""

import random
from functools import cache

from tokenizers import Tokenizer

from training.scorecard.marked import AUTHOR, Mark, MarkedArticle, Party, Place
from training.stance_reader.cutting import CutArticle, cut_articles
from training.stance_reader.examples import (
    HOLDER_TAGS,
    HOWS,
    TAGS,
    Row,
    rows_of,
)
from worker.nlp.model.encoder import TOKENIZER_FILE, WEIGHTS
from worker.nlp.model.passages import MAX_BEFORE, MAX_PIECES
from worker.nlp.model.reader import KINDS

SENTENCES = ["Mayor Ona Birk spoke on Monday.", "She called the levy robbery.", "Nobody cheered."]
FILLER = "word " * (MAX_PIECES - 1) + "."
"""A sentence that leaves no room for another."""


@cache
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(WEIGHTS / TOKENIZER_FILE))
    made.no_truncation()
    made.no_padding()
    return made


def holder(words: str, sentence: int = 1, name: str = "Ona Birk") -> Party:
    return Party(name, "person", words, sentence)


def target(words: str, sentence: int = 1, name: str = "levy") -> Party:
    return Party(name, "policy", words, sentence)


def mark(**changed) -> Mark:
    usual = {
        "sentence": 1,
        "holder": holder("She"),
        "target": target("the levy"),
        "polarity": "against",
        "plain": True,
        "how": "reported",
    }
    return Mark(**(usual | changed))


def cut(*marks: Mark, sentences=SENTENCES, field="body") -> list[CutArticle]:
    text = " ".join(sentences)
    ends = [sum(len(one) + 1 for one in sentences[: at + 1]) for at in range(len(sentences))]
    places = [
        Place("body", end - len(one) - 1, end - 1) for one, end in zip(sentences, ends, strict=True)
    ]
    places[0] = places[0]._replace(field=field)
    return cut_articles([MarkedArticle("a", text, text, tuple(places), marks)], tokenizer())


def rows(*marks: Mark, **told) -> list[Row]:
    return list(rows_of(cut(*marks, **told), special()))


def special() -> tuple[int, int]:
    return tokenizer().token_to_id("[CLS]"), tokenizer().token_to_id("[SEP]")


def text(row: Row, places) -> str:
    return tokenizer().decode([row.pieces[at] for at in places])


def test_the_sentences_of_a_passage_are_in_one_row() -> None:
    (row,) = rows()
    assert list(row.passage.own) == [0, 1, 2]
    assert text(row, range(row.base, len(row.pieces) - 1)) == " ".join(SENTENCES).lower()


def test_a_row_has_its_marks_around_what_comes_before_and_around_the_passage() -> None:
    row, (first, last) = rows(sentences=[*SENTENCES, FILLER])[1], special()
    assert text(row, range(1, row.base - 1)) == " ".join(SENTENCES).lower()
    assert row.pieces[0] == first
    assert [at for at, piece in enumerate(row.pieces) if piece == last] == [
        row.base - 1,
        len(row.pieces) - 1,
    ]


def test_each_piece_knows_its_sentence_and_its_characters() -> None:
    row = rows(sentences=[*SENTENCES, FILLER])[1]
    assert [row.sentence_of(at) for at in (0, 1, row.base - 2, row.base - 1, row.base)] == [
        *(None, 0, 2, None, 3),
    ]
    number, start, end = row.chars[2]
    assert SENTENCES[number][start:end] == "Ona"[: end - start]
    assert row.chars[-1] is None


def test_a_long_sentence_is_cut_off() -> None:
    row, after = rows(sentences=["word " * 300 + "end.", "No."])
    assert len(row.pieces) == len(row.chars) == MAX_PIECES + 3
    assert text(after, range(after.base, len(after.pieces) - 1)) == "no."


def test_what_comes_before_is_whole_sentences_and_bounded() -> None:
    long = ["word " * MAX_BEFORE + "end.", "Short one here.", FILLER]
    row = rows(sentences=long)[-1]
    assert text(row, range(1, row.base - 1)) == "short one here."


def test_only_a_title_is_read_before_passages_far_from_it() -> None:
    far = ["Levy wins.", FILLER, FILLER]
    assert rows(sentences=far, field="title")[-1].passage.before == (0,)
    assert rows(sentences=far)[-1].passage.before == ()


def test_articles_are_cut_at_other_places_where_chance_decides() -> None:
    article = cut(sentences=["Nobody cheered at all."] * 60)
    usual = [row.passage for row in rows_of(article, special())]
    cuts = {
        tuple(row.passage for row in rows_of(article, special(), random.Random(seed)))
        for seed in range(5)
    }
    assert [row.passage for row in rows_of(article, special())] == usual
    assert len(cuts) > 1
    for some in cuts:
        assert [number for one in some for number in one.own] == list(range(60))


def test_tags_cover_the_target_and_no_more() -> None:
    (row,) = rows(mark())
    tagged = [(TAGS[tag], text(row, [at])) for at, tag in enumerate(row.tags) if tag]
    assert tagged == [("B-", "the"), ("I-", "levy")]
    (row,) = rows(mark(polarity="favor"))
    assert [TAGS[tag] for tag in row.tags if tag] == ["B+", "I+"]


def test_what_comes_before_a_passage_has_no_tags_and_no_goals() -> None:
    first, second = rows(mark(), sentences=[*SENTENCES, FILLER])
    assert any(first.tags)
    assert not any(second.tags)
    assert not any(second.holder_tags)
    assert second.goals == []


def test_targets_that_overlap_are_tagged_once() -> None:
    (row,) = rows(mark(), mark(target=target("levy"), polarity="favor"))
    assert [TAGS[tag] for tag in row.tags if tag] == ["B-", "I-"]
    assert len(row.goals) == 2


def test_a_goal_says_what_its_mark_says() -> None:
    (goal,) = rows(mark(plain=False, how="told"))[0].goals
    assert (KINDS[goal.kind], HOWS[goal.how]) == ("policy", "told")
    assert (goal.polarity, goal.plain) == ("against", False)


def test_the_holder_is_pointed_to_in_the_passage_or_before_it() -> None:
    (row,) = rows(mark())
    (goal,) = row.goals
    assert text(row, goal.holder) == "she"
    assert [HOLDER_TAGS[tag] for tag in row.holder_tags if tag] == ["B"]
    far = mark(sentence=1, holder=holder("Mayor Ona Birk", 0), target=target("word", 1))
    _, row = rows(far, sentences=[SENTENCES[0], FILLER])
    (goal,) = row.goals
    assert text(row, goal.holder) == "mayor ona birk"
    assert max(goal.holder) < row.base
    assert not any(row.holder_tags)


def test_a_holder_that_the_row_does_not_have_is_elsewhere_and_the_author_nowhere() -> None:
    far = ["Mayor Ona Birk spoke.", FILLER, SENTENCES[1]]
    found = mark(sentence=2, holder=holder("Mayor Ona Birk", 0), target=target("the levy", 2))
    (goal,) = rows(found, sentences=far)[-1].goals
    assert goal.holder == "elsewhere"
    (goal,) = rows(mark(holder=Party(AUTHOR, AUTHOR, "", 1), how="author"))[0].goals
    assert goal.holder == "author"


def test_words_that_the_sentence_does_not_have_tag_nothing() -> None:
    (row,) = rows(mark(target=target("the tariff")))
    assert not any(row.tags)
    assert row.goals[0].target is None


def test_a_letter_that_english_lacks_shifts_nothing() -> None:
    icelandic = ["Nobody cheered.", "Æsa Þór cut the levy."]
    (row,) = rows(mark(), sentences=icelandic)
    assert text(row, row.goals[0].target) == "the levy"


def test_words_are_found_whole() -> None:
    sentences = ["Nobody cheered.", "The levy is what he hates."]
    (row,) = rows(mark(holder=holder("he")), sentences=sentences)
    assert text(row, row.goals[0].holder) == "he"
    assert row.sentence_of(row.goals[0].holder[0]) == 1
    assert row.chars[row.goals[0].holder[0]][1] == len("The levy is what ")


def test_words_that_only_stand_inside_others_are_found_there() -> None:
    sentences = ["Nobody cheered.", "She hates superlevies."]
    (row,) = rows(mark(target=target("levies")), sentences=sentences)
    assert row.goals[0].target
    end = row.chars[row.goals[0].target[-1]][2]
    assert end == len("She hates superlevies")


def referring(*marks: Mark, **told) -> list[tuple[str, list[str]]]:
    """The words of each reference of the first row, and those of each name of it."""
    (row, *_) = rows(*marks, **told)
    return [
        (text(row, one.words), text(row, one.names).split() if one.names else [])
        for one in row.references
    ]


def test_a_pronoun_refers_to_the_names_of_its_person() -> None:
    assert referring(mark()) == [("she", ["ona", "birk"])]


def test_a_last_name_is_a_name() -> None:
    sentences = ["Ona Birk spoke.", "She called the levy robbery.", "Birk left."]
    assert referring(mark(), sentences=sentences) == [("she", ["ona", "birk", "birk"])]


def test_a_last_name_inside_a_word_is_none() -> None:
    sentences = ["Ona Birk spoke.", "She called the levy robbery.", "Birkenau was far."]
    assert referring(mark(), sentences=sentences) == [("she", ["ona", "birk"])]


def test_words_that_say_the_name_elsewhere_are_a_name() -> None:
    robbed = mark(sentence=2, holder=holder("Councillor Birk", 2), target=target("it", 2))
    sentences = [*SENTENCES[:2], "Councillor Birk hated it."]
    found = dict(referring(mark(), robbed, sentences=sentences))
    assert found["she"] == ["ona", "birk", "councillor", "birk"]
    assert found["it"] == ["the", "levy"]


def test_names_before_the_passage_are_names_and_those_beyond_it_are_none() -> None:
    near = mark(target=target("the tariff"))
    row = rows(near, sentences=[SENTENCES[0], f"She {FILLER}"])[-1]
    (reference,) = row.references
    assert text(row, reference.names) == "ona birk"
    assert max(reference.names) < row.base
    far = mark(sentence=2, target=target("the levy", 2), holder=holder("She", 2))
    row = rows(far, sentences=[SENTENCES[0], FILLER, SENTENCES[1]])[-1]
    (reference,) = row.references
    assert (text(row, reference.words), reference.names) == ("she", ())


def test_a_name_is_no_reference_and_neither_is_the_author() -> None:
    named = mark(sentence=0, holder=holder("Ona Birk", 0), target=target("Monday", 0, "Monday"))
    assert referring(named) == []
    unnamed = mark(holder=Party(AUTHOR, AUTHOR, "", 1), target=target("the levy"))
    assert referring(unnamed) == []


def test_words_that_two_marks_have_are_one_reference() -> None:
    assert len(referring(mark(), mark(target=target("robbery", name="robbery")))) == 1
