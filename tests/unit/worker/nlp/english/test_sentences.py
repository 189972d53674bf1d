import pytest

from worker.nlp.documents import article_doc
from worker.nlp.english.sentences import MAX_WORDS, mark_sentences, sentence_of


def sentences(blank, body, title=""):
    doc = article_doc(blank, title, body)
    mark_sentences(doc)
    return [sentence.text.strip() for sentence in doc.sents]


@pytest.mark.parametrize(
    "expected",
    [
        ["Anna left.", "Bill stayed."],
        ["Mr. Kolb met Gov. Lee and Sen. John V. Roe of the U.S. Senate.", "They talked."],
        ["Coun. Vince Lau and Atty. Rosa Diaz met Asst. Chief Mme. Roy.", "They talked."],
        ["It was made in the U.S.", "The rest was not."],
        ["She came at 5 p.m. on Monday.", "He did not."],
        ["“We won,” Kolb said.", "“They lost.”", "He left."],
        ["“Is it?” Smith asked.", "Nobody knew."],
        ["“Is it?” she asked.", "Nobody knew."],
        ['"We won."', "That was all."],
        ['He said: "We won."', '"They lost."'],
        ["He paid $3.5 million.", "It was No. 2 in 1999."],
        ["Wait ... what?", "Yes!"],
        ["What?!", "No."],
        ["(He left.)", "She stayed."],
        ["J.K. Rowling wrote it.", "George W. Bush read it."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(blank, expected):
    assert sentences(blank, " ".join(expected)) == expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\n\n", "\u2028", "\r\n\r\n"])
def test_a_line_break_ends_a_sentence(blank, line_break):
    assert sentences(blank, f"No full stop{line_break}and more") == ["No full stop", "and more"]


@pytest.mark.parametrize("title", ["Kolb wins", "Kolb wins ", "Kolb, ", "Kolb wins\n", " "])
def test_the_title_is_never_joined_to_the_body(blank, title):
    doc = article_doc(blank, title, "\n and that was that.")
    mark_sentences(doc)
    edge = len(title) + 2
    assert all(span.end_char <= edge or span.start_char >= edge for span in doc.sents)


def test_what_never_ends_is_cut_at_a_pause(blank):
    words = ["word"] * (MAX_WORDS - 20) + ["pause,"] + ["word"] * 300
    doc = article_doc(blank, "", " ".join(words))
    mark_sentences(doc)
    lengths = [len(sentence) for sentence in doc.sents]
    assert max(lengths) <= MAX_WORDS
    assert next(iter(doc.sents)).text.endswith("pause,")


def test_what_has_no_pause_is_cut_all_the_same(blank):
    doc = article_doc(blank, "", "word " * 1_000)
    mark_sentences(doc)
    assert max(len(sentence) for sentence in doc.sents) == MAX_WORDS


def test_the_sentence_of_a_token_or_a_span_is_spacys(blank):
    doc = article_doc(blank, "A title", "Anna left. Bill stayed.\n\nNobody asked.")
    mark_sentences(doc)
    assert [sentence_of(token) for token in doc] == [token.sent for token in doc]
    spans = [doc[start:end] for start in range(len(doc)) for end in range(start, len(doc) + 1)]
    assert [sentence_of(span) for span in spans] == [span.sent for span in spans]


def test_the_sentence_is_the_one_that_the_doc_has_now(blank):
    doc = article_doc(blank, "", "Anna left. Bill stayed.")
    for token in doc:
        token.is_sent_start = token.i == 0
    assert sentence_of(doc[4]).start == 0
    mark_sentences(doc)
    assert sentence_of(doc[4]).start == 3
