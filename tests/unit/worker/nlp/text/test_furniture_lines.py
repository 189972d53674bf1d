# ruff: noqa: E501, RUF001 - a table of lines
import pytest

from worker.nlp.text.furniture_lines import CAPTIONS, LINES, LONGEST, heads_links, kind_of

FURNITURE = {
    "advertisement": ["Advertisement", "AD", "[pullquote]"],
    "continued": ["Story continues below", "Continue reading the main story"],
    "sharing": ["Share", "Share on Facebook", "SHARE THIS ARTICLE Share Tweet Post Email"],
    "address": ["https://example.org/a", "Read or Share this story: https://ex.org/1"],
    "newsletter": [
        "Sign up for our daily newsletter",
        "Get the morning's news in your inbox. By signing up, you agree to our privacy policy",
    ],
    "podcast": ["Subscribe on Spotify, or wherever you listen to podcasts."],
    "copyright": ["© 2024 The Valley Post", "Copyright 2024 The Valley Post. All rights reserved."],
    "contributors": ["Jo Low and A. B. Roe contributed to this report.", "—Jo Low contributed reporting"],
    "reporters": ["(Reporting by Jo Low in Lima; editing by Al Roe)", "Contributing: Jo Low"],
    "following": ["Follow us on Facebook", "Follow Jo Low on Twitter @jolow."],
    "joining": ["Join us on Facebook"],
    "link": [
        "Read more: Kolb slams the miners",
        "SEE ALSO: Why Peru hates the treaty",
        "( Also on VALLEY POST: Kolb's secret)",
        "Related stories",
    ],
    "weak link": ["More:Kolb attacks Peru", "PHOTOS: Ten days in Lima"],
    "bracketed link": ["( Full election results)"],
    "link that says so": ["Kolb faces revolt over rail plan – live Read more"],
    "video": ["JUST WATCHED Kolb in Lima MUST WATCH 01:20", "Slideshow (3 images)"],
    "invitation": ["CLICK HERE TO GET THE VALLEY APP", "Send letters to: letters@example.org"],
    "note": ["This is a rush transcript. Copy may not be in its final form."],
    "caption": [
        "Image copyright Reuters Image caption Ms Kolb has met the miners",
        "FILE PHOTO: Anna Kolb speaks in Lima.",
    ],
    "agency": ["Reuters", "AP"],
    "photographer": ["Jo Low/Getty Images", "Jo Low/AP Jo Low/AP"],
    "prices": ["HCL 24.10 +1.2% BRN 13.05 -0.4%"],
    "credit": ["Photograph: PA", "Photo by: Jo Low"],
    "credit in brackets": ["(Jo Low/Reuters)", "[Photo by Jo Low]"],
    "caption with a photographer": ["Anna Kolb in Lima on Monday. (AP Photo/Jo Low)"],
    "caption with a credit": ["Anna Kolb in Lima. Photograph: Jo Low/The Guardian"],
    "caption before a headline": ["Kolb has few friends. | AP Photos Kolb's long road"],
    "byline": ["By Anna Kolb", "BY ANNA KOLB", "By Jo Low and Al Roe, Valley Post", "Analysis by Jo Low, Lima correspondent"],
}  # fmt: skip
CASES = [(kind, line) for kind, lines in FURNITURE.items() for line in lines]

PROSE = [
    "Advertisements will be banned, Kolb said.",
    "AD 79 was a bad year.",
    "Share prices fell in Lima.",
    "Save the whales, she wrote on Facebook.",
    "“Sign up for the army,” Kolb told them.",
    "Get the miners out, he said.",
    "Want peace? Prepare for war.",
    "Rising seas contributed to the flooding.",
    "The senator contributed to this fund.",
    "Follow the money, Kolb said.",
    "They found her on Facebook.",
    "Find the courage to go on.",
    "Join us on the march, they shouted.",
    "Read more books, she told them.",
    "More than 100 people came, according to Reuters.",
    "More: the word that she used most.",
    "Watch out.",
    "(More on that later.)",
    "(Full disclosure: I worked for him.)",
    "(The photo was later deleted.)",
    "He showed the senator a picture (the photo has since been deleted).",
    "The poll puts her ahead (Reuters).",
    "Kolb told AP",
    "Image is everything, said Kolb.",
    "By Monday the talks had failed.",
    "By Anna Kolb's own account, she lost.",
    "By The Numbers",
    "By executive order, she ended it.",
    "GDP 2.5%",
    "15.",
    "The opinions expressed were harsh.",
    "Universal Credit: MPs warn of delays",
    "Congress should vote now",
    "Click, and it is gone.",
]


@pytest.mark.parametrize(("kind", "line"), CASES)
def test_furniture_is_told_by_its_words(kind, line):
    assert kind_of(line) == kind


def test_every_kind_has_an_example():
    assert {*LINES, *CAPTIONS, "byline"} == FURNITURE.keys()


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_furniture(line):
    assert kind_of(line) is None


def test_a_long_line_is_prose():
    assert kind_of("Read more: " + "a" * 200) == "link"
    assert kind_of("Image caption " + "a" * LONGEST) is None
    assert kind_of("a" * 300 + " (AP Photo/Jo Low)") is None


@pytest.mark.parametrize("line", ["Read more:", "READ MORE", "Related:", "More:", "More on this…"])
def test_a_label_alone_heads_links(line):
    assert heads_links(line)


@pytest.mark.parametrize("line", ["Read more: Peru wins", "More and more", "The results:"])
def test_other_lines_head_none(line):
    assert not heads_links(line)
