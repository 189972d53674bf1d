"""The fingerprint recognises the same and nearly the same story, and its values never change."""

import random
import subprocess
import sys
import time

import pytest

from tests.support.patience import patient
from topics.events import Enriched
from topics.fingerprint import fingerprint
from topics.identity import SAME_STORY, similarity
from topics.limits import MAX_BODY_CHARS, MAX_TITLE_CHARS

TITLE, BODY = "A visit to the mines", "Anna Kolb praised Peru's miners."
WORDS = [f"{first}{last}" for first in ("mine", "tax", "sea", "vote") for last in range(200)]


def prose(seed: int, words: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def of(words: list[str], title: str = "") -> str:
    return fingerprint(title, " ".join(words))


def test_a_fingerprint_stays_what_it_is() -> None:
    # Pinned: it is compared with fingerprints of other releases, so a change breaks the contract.
    assert [fingerprint(TITLE, BODY)] == Enriched.model_fields["fingerprint"].examples


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_it_is_the_same_in_every_process(seed: str) -> None:
    program = (
        "from topics.fingerprint import fingerprint;"
        "print(fingerprint('T \\u00e9', ' '.join(map(str, range(3000)))))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        text=True,
        timeout=patient(60),
    )
    assert told.stdout.strip() == fingerprint("T é", " ".join(map(str, range(3000))))


def test_an_exact_copy_is_exactly_alike() -> None:
    assert similarity(fingerprint(TITLE, BODY), fingerprint(TITLE, BODY)) == 1.0


def test_capitals_punctuation_and_layout_do_not_count() -> None:
    again = fingerprint(TITLE.upper(), "Anna Kolb\n\n\u201cpraised\u201d Peru\u2019s  miners")
    assert again == fingerprint(TITLE, BODY)


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param(lambda story, new: new[:80] + story[80:], id="another head"),
        pytest.param(lambda story, new: story[:-80] + new[:80], id="another tail"),
        pytest.param(lambda story, _: story[:250], id="cut"),
        pytest.param(lambda story, new: story[:200] + new[:60] + story[200:], id="paragraph added"),
        pytest.param(
            lambda story, new: new[:60] + story[60:200] + new[60:150] + story[290:], id="update"
        ),
    ],
)
def test_a_near_copy_is_the_same_story(edited) -> None:
    for seed in range(20):
        story = prose(seed)
        copy = edited(story, prose(1_000 + seed))
        alike = similarity(of(story, TITLE), of(copy, "Another headline"))
        assert SAME_STORY < alike < 1.0


def test_different_texts_are_different_stories() -> None:
    made = [of(prose(seed), TITLE) for seed in range(40)]
    pairs = [similarity(one, other) for at, one in enumerate(made) for other in made[:at]]
    assert max(pairs) < SAME_STORY / 2


def test_it_estimates_the_rows_of_three_words_in_common() -> None:
    errors = []
    for seed in range(60):
        story, kept = prose(seed), 60 + 5 * seed
        copy = story[:kept] + prose(500 + seed)[kept:]
        rows, others = (
            {tuple(text[at : at + 3]) for at in range(len(text) - 2)} for text in (story, copy)
        )
        truth = len(rows & others) / len(rows | others)
        errors.append(similarity(of(story), of(copy)) - truth)
    assert abs(sum(errors) / len(errors)) < 0.02
    assert max(map(abs, errors)) < 0.2


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", "Peru"),
        ("", "Peru won"),
        ("", "!"),
        ("", "\U0001f389\U0001f389 \U0001f1f5\U0001f1ea"),
        ("\U0001f389", "."),
        ("T", "秘鲁的矿工罢工了"),
        ("", "e\u0301\u200d\u00ad"),
    ],
)
def test_the_shortest_and_the_strangest_have_one(title: str, body: str) -> None:
    made = fingerprint(title, body)
    assert len(made) == 256
    assert similarity(made, fingerprint(title, body)) == 1.0
    assert similarity(made, fingerprint(title, f"{body} and much more to say")) < 1.0


def test_emoji_alone_are_told_apart() -> None:
    assert similarity(fingerprint("", "\U0001f389"), fingerprint("", "\U0001f480")) < SAME_STORY


def test_the_longest_article_takes_no_time() -> None:
    body = " ".join(map(str, range(40_000)))[:MAX_BODY_CHARS]
    began = time.perf_counter()
    for text in (body, "x" * MAX_BODY_CHARS, "x " * (MAX_BODY_CHARS // 2), "!" * MAX_BODY_CHARS):
        fingerprint("t" * MAX_TITLE_CHARS, text)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("broken", ["", "00", "0" * 258, "x" * 256])
def test_what_is_no_fingerprint_is_not_compared(broken: str) -> None:
    with pytest.raises(ValueError, match=r"fingerprint|hexadecimal"):
        similarity(fingerprint(TITLE, BODY), broken)
