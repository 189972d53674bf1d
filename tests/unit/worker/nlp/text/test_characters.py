# ruff: noqa: E501, RUF001 - a table of odd characters
import time

import pytest

from worker.nlp.text.characters import repaired
from worker.nlp.text.view import CleanText


def read(text):
    return repaired(CleanText.of(text)).text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Rus\u00adsia", "Russia"),
        ("Rus\u200bsia and \ufeffPeru\u2060", "Russia and Peru"),
        ("\u202aPeru\u202c \u200eand\u200f Chile", "Peru and Chile"),
        ("An\u200dna Kol\u200cb", "Anna Kolb"),
        ("the law \x96 \x93a mistake\x94 \x97 passed\x85", "the law – “a mistake” — passed…"),
        ("Pe\x81ru\x9d", "Peru"),
        ("Kolb&#8217;s plan&nbsp;&ndash; &quot;good&quot; &#x2014; AT&amp;T", 'Kolb’s plan – "good" — AT&T'),
        ("Kolb&amp;#8217;s&amp;nbsp;plan&amp;amp;more", "Kolb’s plan&more"),
        ("Rus&shy;sia", "Russia"),
        ("it said&nbsp;â€œno”", "it said “no”"),
        ("it said â€œno,â€ and left", "it said “no,” and left"),
        ("Peruâ€™s â€œplanâ€\x9d costs â‚¬5 â€” or Â£4", "Peru’s “plan” costs €5 — or £4"),
        ("Peru&acirc;&#128;&#153;s", "Peru’s"),
        ("PeruÃ¢â‚¬â„¢s", "Peru’s"),
        ("Hana DvorskÃ¡ met GarcÃ\xada", "Hana Dvorská met García"),
        ("ErdoÄŸanâ€™s plan", "Erdoğan’s plan"),
        ("Anna\u00a0Kolb\u2009met\u202fthem", "Anna Kolb met them"),
        ("Jean\u2011Luc Kolb and Kern\u2010Beck", "Jean-Luc Kolb and Kern-Beck"),
        ("Olaf Kern–Beck of O’Neill–Østby", "Olaf Kern-Beck of O’Neill-Østby"),
        ("Pat O`Connor, O\u00b4Neill, O\u2032Hara, O\u02bcDea and O‘Hea", "Pat O'Connor, O'Neill, O'Hara, O'Dea and O'Hea"),
        ("Pat O`Connor", "Pat O'Connor"),
        ("Pat O’ Brien and Pat O' Hara", "Pat O’Brien and Pat O'Hara"),
    ],
)  # fmt: skip
def test_damage_is_repaired(published, expected):
    assert read(published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peru’s “plan” — a café for €5…",
        "Kolb – Anna Kolb – left, Kolb– who won –left, 1990–95, A–Z she left–and won",
        "He said ‘No’, ``no'' and 'O\u2019 brother', 5\u2032 long",
        "Ángel Ñuñez, Łódź, São Paulo, Þór, Åse, “É isso”, Ørsted",
        "AT&T; R&D, &c; &unknown; &amp",
        "👨\u200d👩\u200d👧 and 🇵🇪 and می\u200cخواهم",
        "ErdoÄŸan",
        "e\u0301 \r\n\t  a\ud800b",
        "",
    ],
)
def test_what_is_not_damaged_stays_as_it_is(text):
    view = CleanText.of(text)
    assert repaired(view) is view


def test_a_repaired_word_leads_back_to_all_of_its_damage():
    view = repaired(CleanText.of("in Rus&shy;\u00adsia&nbsp;now"))
    at = view.text.index("Russia")
    start, end = view.place(at, at + len("Russia"))
    assert view.published[start:end] == "Rus&shy;\u00adsia"


@pytest.mark.parametrize(
    "piece",
    ["\u00ad", "a\u00ad", "&amp;", "&", "&amp;amp;", "\x96", "â€œ", "Ã", "é\u200d", "\u200d"],
    ids=ascii,
)
def test_damage_without_end_costs_little(piece):
    text = (piece * 200_000)[:200_000]
    before = time.process_time()
    view = repaired(CleanText.of(text))
    assert time.process_time() - before < 10
    assert len(view.starts) == len(view.ends) == len(view.text)
