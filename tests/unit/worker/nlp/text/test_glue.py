# ruff: noqa: RUF001 - curly apostrophes are what is tested
import pytest

from worker.nlp.text.glue import (
    cues_parted,
    dots_joined,
    initials_joined,
    links_parted,
    names_joined,
    sentences_parted,
    signatures_parted,
)
from worker.nlp.text.view import CleanText


def parted(step, text):
    return CleanText.of(text).edited(step(text)).text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("She left on Monday.Anna Kolb stayed.", "She left on Monday. Anna Kolb stayed."),
        ("It was “a mistake.”His wife left.", "It was “a mistake.” His wife left."),
        ("Peru won.“We are glad,” he said.", "Peru won. “We are glad,” he said."),
        ("It rose by 5%.A day later it fell.", "It rose by 5%. A day later it fell."),
        ("It was in 2016.The war ended.", "It was in 2016. The war ended."),
        ("(AFP)President Kolb left.", "(AFP) President Kolb left."),
        ("Who won?Nobody did!They left…But why", "Who won? Nobody did! They left… But why"),
        ('"It is over."Kolb left."We won."', '"It is over." Kolb left. "We won."'),
        ('a "mistake\n"Never."Kolb left.', 'a "mistake\n"Never." Kolb left.'),
    ],
)
def test_sentences_that_touch_are_parted(published, expected):
    assert parted(sentences_parted, published).replace("\n\n", " ") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Write to Anna.Kolb@example.org or see www.Kolb.Example/Anna and https://x.org/ab.Ab",
        "Amazon.Com, Node.Js, the U.S.Army, will.i.am, e.g.Peru, Ph.D, 3.5G",
        "Peru won. Chile lost.\nAnna left.",
        "",
    ],
)
def test_what_only_looks_like_two_sentences_is_left(text):
    assert parted(sentences_parted, text) == text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("in ChileShare this article", "in Chile\n\nShare this article"),
        ("in Chile.Share this articleThe talks", "in Chile.\n\nShare this article\n\nThe talks"),
        ("he won.AdvertisementThe talks", "he won.\n\nAdvertisement\n\nThe talks"),
        ("he won.Read more: Peru wins", "he won.\n\nRead more: Peru wins"),
        ("he won.Sign up for our newsletter", "he won.\n\nSign up for our newsletter"),
    ],
)
def test_a_link_gets_a_line_of_its_own(published, expected):
    assert parted(links_parted, published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Read more books, she said. Advertisements help. Sign up for the army! Share the wealth.",
        "He would read more than The Times.",
        "“Share it,” he said",
    ],
)
def test_prose_with_the_words_of_links_is_not_parted(text):
    assert parted(links_parted, text) == text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (
            "The U . S . envoy left the U . K . on Monday.",
            "The U.S. envoy left the U.K. on Monday.",
        ),
        ("M . S . Kolb left .", "M.S. Kolb left ."),
        ("the U . S army", "the U.S army"),
        ("It was plan B . The end .", "It was plan B . The end ."),
        ("the U.S. and J. K. Kolb", "the U.S. and J. K. Kolb"),
        ("It hit NATO . Yes .", "It hit NATO . Yes ."),
    ],
)
def test_initials_that_a_program_cut_up_are_joined(published, expected):
    assert parted(initials_joined, published) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("“We are glad.” -Mayor Anna Kolb", "“We are glad.” - Mayor Anna Kolb"),
        ('"We are glad."\n\n—Anna Kolb', '"We are glad."\n\n— Anna Kolb'),
    ],
)
def test_a_dash_before_a_signature_is_no_part_of_the_name(published, expected):
    assert parted(signatures_parted, published) == expected


def test_a_cue_is_parted_from_its_quotation():
    assert parted(cues_parted, "“We won,”said Kolb.") == "“We won,” said Kolb."
    assert parted(cues_parted, "“We won,” said “Kolb”s") == "“We won,” said “Kolb”s"


@pytest.mark.parametrize("text", ["Jean-Luc and X-Ray", "“anti”-Kolb", "- Anna", "-5 degrees"])
def test_other_dashes_stay(text):
    assert parted(signatures_parted, text) == text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Bernardo O ’ Higgins and L ' Express", "Bernardo O’Higgins and L'Express"),
        ("A .J. Spiker and A. J. Kolb", "A.J. Spiker and A. J. Kolb"),
        ("Kolb ’ s plan, plan B ’ and G .J. left", "Kolb ’ s plan, plan B ’ and G .J. left"),
    ],
)
def test_names_that_a_program_cut_up_are_joined(published, expected):
    assert parted(dots_joined, parted(names_joined, published)) == expected
