# ruff: noqa: E501, RUF001 - a table of odd characters

"""The whole pipeline on texts of all kinds: every span is exact, every run the same."""

import gc
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tests.support.spans import assert_spans_hold
from topics.events import Article, Enrichment
from topics.limits import MAX_TITLE_CHARS
from worker import nlp as language_side
from worker.nlp.documents import MAX_TOKENS, doc_as_published, findings
from worker.nlp.enrichment import enrichment
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.model import component as encoder_component
from worker.nlp.model.component import MAX_READ
from worker.nlp.pipeline import build
from worker.nlp.text.cleaning import clean_body

ARTICLE = Article(
    id="a-1",
    title="Kolb praises Peru's miners",
    body="Anna Kolb praised Peru's miners. “Peru is great,” Kolb said.\r\n\r\nShe left for Lima.",
)
OTHER = Article(id="a-2", title="", body="Russia and NATO disagree, Vladimir Putin said on Monday.")
LONG_ARTICLE = Article(id="a-4", body="Anna Kolb met Bo in Lima. " * (MAX_READ // 7 + 1))
FOREIGN = Article(id="a-3", body="Der Bundeskanzler hat am Montag die neue Regierung vorgestellt.")


def assert_exact(article: Article, found: Enrichment) -> None:
    fields = {"title": article.title, "body": article.body}
    assert_spans_hold(found, fields)
    ids = [entity.id for entity in found.entities]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for stance in found.stances:
        assert stance.target.id in known
        assert stance.holder.id is None or stance.holder.id in known


def test_an_article_becomes_an_enrichment(nlp):
    found = language_side.enrich(nlp, ARTICLE)
    assert found.language == "en"
    assert found.skipped is None
    names = {entity.id: [span.text for span in entity.mentions] for entity in found.entities}
    assert names["name:person:anna-kolb"] == ["Kolb", "Anna Kolb", "Kolb"]
    assert names["iso3166:PE"] == ["Peru", "Peru", "Peru"]
    assert_exact(ARTICLE, found)


def test_another_language_is_left_alone(nlp):
    found = language_side.enrich(nlp, FOREIGN)
    assert found == Enrichment(language="de", skipped="unsupported_language")


def test_strings_and_articles_go_through_the_same_pipe(nlp):
    docs = list(nlp.pipe([ARTICLE.body, language_side.article_doc(nlp, "", ARTICLE.body)]))
    assert enrichment(docs[0]) == enrichment(docs[1])
    assert [entity.id for entity in docs[0]._.entities] == [
        entity.id for entity in findings(docs[1]).entities
    ]
    assert docs[0]._.enrichment == enrichment(docs[0])
    assert docs[0]._.attributions
    assert isinstance(docs[0]._.stances, list)
    assert isinstance(docs[0]._.topics, list)


def test_neither_batch_nor_order_nor_repetition_changes_a_byte(nlp):
    articles = [ARTICLE, OTHER, FOREIGN, ARTICLE]

    def alone(article: Article) -> str:
        return language_side.enrich(nlp, article).model_dump_json()

    expected = {article.id: alone(article) for article in articles}
    for order in (articles, articles[::-1]):
        docs = [language_side.article_doc(nlp, one.title, one.body) for one in order]
        for size in (1, 4):
            copies = [language_side.article_doc(nlp, one.title, one.body) for one in order]
            piped = [enrichment(doc).model_dump_json() for doc in nlp.pipe(copies, batch_size=size)]
            assert piped == [expected[article.id] for article in order]
        assert len(docs) == len(order)


def test_the_pipeline_is_loaded_by_names_that_spacy_knows(nlp):
    assert nlp.pipe_names == [
        "stancewire_language",
        "stancewire_encoder",
        "stancewire_entities",
        "stancewire_attribution",
        "stancewire_targets",
        "stancewire_references",
        "stancewire_issues",
        "stancewire_stance",
        "stancewire_topics",
    ]


def test_an_unknown_spacy_pipeline_says_so(nlp):
    with pytest.raises(OSError, match="en_no_such_pipeline"):
        language_side.load("en_no_such_pipeline")


def test_the_module_has_what_it_names_and_nothing_else():
    for name in language_side.__all__:
        assert callable(getattr(language_side, name))
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = language_side.nothing_of_the_kind


NASTY = st.sampled_from(
    [
        "\r\n", "\n", "\r", "\t", "  ", "\u00a0", "\u2028", "\x85", "\x0b", "\u200b", "\u200d", "\u202e",
        "\u2066", "\ufeff", "e\u0301", "\u0301", "😀", "👨‍👩‍👧‍👦", "🇵🇪", "“", "”", "‘", "’", '"', "'", "''", "«",
        "…", "...", ".", "!?", "?", "-", "–", "—", "(", ")", "[", "/", "&", "שלום", "السلام", "中文", "ﬁ", "İ", "ß",
        "Anna Kolb", "ANNA KOLB", "Kolb", "Peru", "PERU", "U.S.", "US", "Russian", "Israeli-Palestinian",
        "President", "Mr.", "said", "He", "she", "NATO", "the International Monetary Fund (IMF)", "IMF",
        "Putin's", "Putin’s", "’s", "Rus\u00adsia", "&#8217;s", "&nbsp;", "&amp;amp;", "â€™", "\x93", "said.Kolb",
        "PeruShare this article", "Read more:\n", "Read more: Peru wins\n", "\nPhotograph: PA\n", "Kolb (NYSE: K) ", "https://example.org/a", "@kolb", "#Peru", "a", "of", "The", "1,000", "\x00",
    ]
)  # fmt: skip
TEXT = st.lists(
    st.one_of(NASTY, NASTY.map(lambda piece: f"{piece} "), st.text(max_size=6)), max_size=40
).map("".join)


@given(
    title=TEXT.map(lambda text: text[:MAX_TITLE_CHARS]), body=TEXT.filter(lambda text: text.strip())
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_span_of_every_text_is_exact(nlp, title, body):
    article = Article(id="a", title=title, body=body)
    found = language_side.enrich(nlp, article)
    assert_exact(article, found)
    assert found == Enrichment.model_validate_json(found.model_dump_json())


@given(body=TEXT.filter(lambda text: text.strip()))
@settings(max_examples=60, deadline=None)
def test_the_tokens_are_the_text(nlp, body):
    assert nlp.make_doc(body).text == body
    assert doc_as_published(nlp, "Title ", body).text == f"Title \n\n{body}"
    assert (
        language_side.article_doc(nlp, "Title ", body).text == f"Title \n\n{clean_body(body).text}"
    )


LONG = 40_000
HOSTILE = {
    "no space": "a",
    "capitals": "A",
    "mixed": "ab1.",
    "colons": "a:",
    "hyphens": "a-",
    "brackets": "(",
    "emoji": "😀",
    "flags": "🇵🇪",
    "quotes": '"',
    "curly": "“a ",
    "apostrophes": "a's",
    "urls": "www.a-",
    "combining": "a\u0301",
    "zero width": "\u200b",
    "soft hyphens": "a\u00ad",
    "HTML codes": "&amp;",
    "misread": "â€œ",
    "right to left": "\u202eAnna ",
    "lines": "a\r\n",
    "names": "Anna Kolb met Bill Kolb. ",
    "words": "Kolb ",
    "questions": "“Is it?” Smith asked. ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_costs_little_and_raises_nothing(nlp, piece):
    body = (piece * (LONG // len(piece) + 1))[:LONG]
    article = Article(id="a", title=body[:MAX_TITLE_CHARS], body=body)
    before = time.process_time()
    assert_exact(article, language_side.enrich(nlp, article))
    assert time.process_time() - before < 15


def test_one_endless_word_among_others(nlp):
    article = Article(id="a", body=f"Anna Kolb met {'x' * 50_000} and NATO.")
    found = language_side.enrich(nlp, article)
    assert_exact(article, found)
    assert "name:person:anna-kolb" in {entity.id for entity in found.entities}


def test_what_is_no_prose_is_read_in_part_and_that_is_counted(nlp):
    found = language_side.enrich(nlp, Article(id="a", body="a b " * MAX_TOKENS))
    assert found.abstentions["text_over_limit"] == 1


def without_limit(event):
    rest = {name: count for name, count in event.abstentions.items() if name != "text_over_limit"}
    return event.model_copy(update={"abstentions": rest}).model_dump_json()


def test_the_event_of_a_long_article_is_that_of_its_part_that_is_read(nlp, monkeypatch):
    first = "Anna Kolb praised Peru on the way to the town. Caf\u00e9 \U0001f642 men left.\r\n"
    words = 17
    long = Article(id="a", title="Title", body=first + "Bo Dahl condemned NATO.")
    short = long.model_copy(update={"body": first})
    whole = language_side.enrich(nlp, long)
    assert "name:person:bo-dahl" in {entity.id for entity in whole.entities}
    for most in (words, words + 4):
        monkeypatch.setattr(encoder_component, "MAX_READ", most)
        found = language_side.enrich(nlp, long)
        assert_exact(long, found)
        assert found.entities
        assert found.abstentions["text_over_limit"] == 1
        assert without_limit(found) == without_limit(language_side.enrich(nlp, short))
    monkeypatch.setattr(encoder_component, "MAX_READ", words + 5)
    assert language_side.enrich(nlp, long) == whole
    assert "text_over_limit" not in whole.abstentions


def test_a_part_of_a_long_article_comes_with_what_was_given_with_it(nlp, monkeypatch):
    monkeypatch.setattr(encoder_component, "MAX_READ", 4)
    ((doc, given),) = nlp.pipe([("Anna won. Bo lost.", 7)], as_tuples=True)
    assert (doc.text, given) == ("Anna won. ", 7)


def test_an_article_s_doc_goes_when_it_is_read(nlp):
    """Python looks for circles only after hundreds of articles."""

    def docs() -> int:
        return sum(isinstance(one, Doc) for one in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = docs()
        for _ in range(3):
            assert language_side.enrich(nlp, ARTICLE).entities
            assert language_side.enrich(nlp, LONG_ARTICLE).entities
        assert docs() == before
    finally:
        gc.enable()


def test_the_words_of_an_article_are_forgotten(nlp):
    language_side.enrich(nlp, ARTICLE)
    before = len(nlp.vocab.strings)
    for number in range(20):
        body = " ".join(f"Word{number}x{index}" for index in range(200))
        language_side.enrich(nlp, Article(id="a", body=body))
    assert len(nlp.vocab.strings) == before


def test_the_names_may_be_found_by_something_else(model):
    found = build(model, lambda doc: [Finding(doc[4:5], "person")])
    doc = found("Somebody met here with Lind .")
    assert [entity.id for entity in doc._.entities] == ["name:person:lind"]
