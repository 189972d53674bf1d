"""Rows of pieces: context before the sentence, tags over targets, pointers to holders."""

from functools import cache

from tokenizers import Tokenizer

from training.scorecard.marked import AUTHOR, Mark, MarkedArticle, Party, Place
from training.stance_reader.examples import HOLDER_TAGS, TAGS, Row, rows_of
from worker.nlp.model.encoder import TOKENIZER_FILE, WEIGHTS
from worker.nlp.model.reader_rows import MAX_CONTEXT, MAX_PIECES

SENTENCES = ["Mayor Ona Birk spoke on Monday.", "She called the levy robbery.", "Nobody cheered."]


@cache
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(WEIGHTS / TOKENIZER_FILE))
    made.no_truncation()
    made.no_padding()
    return made


def holder(words: str, sentence: int = 1) -> Party:
    return Party("Ona Birk", "person", words, sentence)


def target(words: str, sentence: int = 1) -> Party:
    return Party("levy", "policy", words, sentence)


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


def rows(*marks: Mark, sentences=SENTENCES) -> list[Row]:
    ends = [sum(len(one) + 1 for one in sentences[: at + 1]) for at in range(len(sentences))]
    places = tuple(
        Place("body", end - len(one) - 1, end - 1) for one, end in zip(sentences, ends, strict=True)
    )
    article = MarkedArticle("a", "", " ".join(sentences), places, marks)
    return list(rows_of([article], tokenizer(), special()))


def special() -> tuple[int, int]:
    return tokenizer().token_to_id("[CLS]"), tokenizer().token_to_id("[SEP]")


def text(row: Row, places) -> str:
    return tokenizer().decode([row.pieces[at] for at in places])


def test_tags_cover_the_target_and_no_more() -> None:
    row = rows(mark())[1]
    tagged = [(TAGS[tag], text(row, [at])) for at, tag in enumerate(row.tags) if tag]
    assert tagged == [("B-", "the"), ("I-", "levy")]
    assert [TAGS[tag] for tag in rows(mark(polarity="favor"))[1].tags if tag] == ["B+", "I+"]
    assert not any(rows(mark())[2].tags)


def test_the_holder_is_pointed_to_in_the_sentence_or_before_it() -> None:
    row = rows(mark())[1]
    (goal,) = row.goals
    assert text(row, goal.holder) == "she"
    assert [HOLDER_TAGS[tag] for tag in row.holder_tags if tag] == ["B"]
    row = rows(mark(holder=holder("Mayor Ona Birk", 0)))[1]
    (goal,) = row.goals
    assert text(row, goal.holder) == "mayor ona birk"
    assert max(goal.holder) < row.base
    assert not any(row.holder_tags)


def test_a_holder_that_the_row_does_not_have_is_elsewhere_and_the_author_nowhere() -> None:
    far = ["Mayor Ona Birk spoke.", *(f"Line {n} is dull." for n in range(5)), SENTENCES[1]]
    found = mark(sentence=6, holder=holder("Mayor Ona Birk", 0), target=target("the levy", 6))
    goal = rows(found, sentences=far)[6].goals[0]
    assert goal.holder == "elsewhere"
    goal = rows(mark(holder=Party(AUTHOR, AUTHOR, "", 1), how="author"))[1].goals[0]
    assert goal.holder == "author"


def test_words_that_the_sentence_does_not_have_tag_nothing() -> None:
    row = rows(mark(target=target("the tariff")))[1]
    assert not any(row.tags)
    assert row.goals[0].target is None


def test_a_letter_that_english_lacks_shifts_nothing() -> None:
    icelandic = ["Nobody cheered.", "Æsa Þór cut the levy."]
    row = rows(mark(), sentences=icelandic)[1]
    assert text(row, row.goals[0].target) == "the levy"


def test_what_comes_before_is_whole_sentences_and_bounded() -> None:
    long = ["word " * 60 + "end.", "Short one here.", "The last one."]
    row = rows(sentences=long)[2]
    assert text(row, range(1, row.base - 1)) == "short one here."
    assert row.base - 2 <= MAX_CONTEXT


def test_a_row_has_its_marks_around_what_comes_before_and_around_the_sentence() -> None:
    row, (first, last) = rows()[1], special()
    assert row.pieces[0] == first
    assert [at for at, piece in enumerate(row.pieces) if piece == last] == [
        row.base - 1,
        len(row.pieces) - 1,
    ]


def test_a_long_sentence_is_cut_off_and_a_tiny_one_left_out() -> None:
    (row,) = rows(sentences=["word " * 300 + "end.", "No."])
    assert row.sentence == 0
    assert len(row.pieces) == MAX_PIECES + 3
