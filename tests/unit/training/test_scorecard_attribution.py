"""PolNeAR: attributions are assembled and compared as sets of fragments."""

from pathlib import Path

import pytest

from topics.events import Attribution, AttributionSource, Span
from training.scorecard import annotated, tallies
from training.scorecard.annotated import Article, Attributed, attributions, part_of
from training.scorecard.attribution import MEASURES, Pair, agreement, emitted, sureness
from training.scorecard.inputs import InputError

TEXT = "“We won,” Kolb said, “and they lost.”"
LINES = (
    "T1\tSource 10 14\tKolb\nT2\tCue 15 19\tsaid\nT3\tContent 0 9;21 37\t…\n"
    "E1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\n"
)
KOLB, CUE = frozenset({(10, 14)}), frozenset({(15, 19)})
WHOLE = frozenset({(0, 9), (21, 37)})
GOLD = Attributed(KOLB, CUE, WHOLE)


def score(name: str, said: list[Attributed]) -> float:
    counts = MEASURES[name]([Pair(TEXT, [GOLD], said)])
    return float(tallies.f1(counts.sum(axis=0)))


def test_an_attribution_is_put_together() -> None:
    assert attributions(LINES, TEXT) == [GOLD]


def test_a_part_that_is_missing_is_none() -> None:
    assert attributions(LINES.replace(" Source:T1", ""), TEXT) == [Attributed(None, CUE, WHOLE)]


def test_nested_attributions_are_left_out_whole() -> None:
    nested = (
        "T5\tSource 1 3\tx\nT6\tCue 4 7\tx\nT7\tContent 21 30\tx\n"
        "E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5\n"
    )
    assert attributions(LINES + nested, TEXT) == [GOLD]


@pytest.mark.parametrize(
    ("fragments", "part"),
    [
        ([(2, 7)], {(2, 7)}),
        ([(1, 8)], {(2, 7)}),
        ([(2, 4), (5, 7)], {(2, 7)}),
        ([(8, 11), (2, 4)], {(2, 4), (9, 11)}),
        ([(7, 8)], None),
        ([], None),
    ],
)
def test_white_space_makes_no_difference(
    fragments: list[tuple[int, int]], part: set[tuple[int, int]] | None
) -> None:
    assert part_of(fragments, "  ab\ncd  ef") == (None if part is None else frozenset(part))


def test_what_the_model_says_is_read_as_characters() -> None:
    def span(start: int, end: int) -> Span:
        return Span(field="body", start=start, end=end, text=TEXT[start:end])

    said = Attribution(
        source=AttributionSource(span=span(10, 14)),
        cue=span(15, 19),
        content=(span(0, 9), span(21, 37)),
        kind="direct",
    )
    assert emitted([said], TEXT) == [GOLD]
    bare = Attribution(source=AttributionSource(), content=(span(0, 9),), kind="direct")
    assert emitted([bare], TEXT) == [Attributed(None, None, frozenset({(0, 9)}))]


def test_everything_right_scores_one_everywhere() -> None:
    assert {name: score(name, [GOLD]) for name in MEASURES} == dict.fromkeys(MEASURES, 1.0)


def test_a_content_needs_all_its_fragments() -> None:
    half = [GOLD._replace(content=frozenset({(0, 9)}))]
    assert score("content_f1", half) == score("triple_f1", half) == 0
    assert score("source_f1", half) == score("cue_f1", half) == 1
    # “ We won , ” of “ We won , ” and “ and they lost . ”
    assert score("content_token_f1", half) == pytest.approx(2 * 5 / (5 + 11))


def test_the_same_source_twice_is_one_source() -> None:
    twice = [GOLD, Attributed(KOLB, None, frozenset({(0, 3)}))]
    assert score("source_f1", twice) == 1
    assert score("triple_f1", twice) == pytest.approx(2 / 3)


def test_every_two_people_of_an_article_are_compared() -> None:
    other = GOLD._replace(source=None)
    pairs, units = agreement([Article(TEXT, [[GOLD]]), Article(TEXT, [[GOLD], [GOLD], [other]])])
    assert units == [1, 1, 1]
    counts = MEASURES["source_f1"](pairs)
    assert counts.tolist() == [[1, 1, 1], [0, 0, 1], [0, 0, 1]]


def folder(path: Path, **annotations: str) -> Path:
    (path / "text").mkdir()
    (path / "attributions").mkdir()
    (path / "text" / "paper.txt").write_text(TEXT, encoding="utf-8")
    for annotator, lines in annotations.items():
        (path / "attributions" / f"paper_{annotator}.ann").write_text(lines, encoding="utf-8")
    return path


def test_annotators_of_an_article_are_kept_apart(tmp_path: Path) -> None:
    (article,) = annotated.read(folder(tmp_path, a1b2=LINES, b2c3="", c3d4=LINES))
    assert article == Article(TEXT, [[GOLD], [GOLD]])


@pytest.mark.parametrize("lines", ["T1\tSource ten four\tx\n", "T1\tSource 3\tx\n"])
def test_what_is_no_standoff_is_refused(tmp_path: Path, lines: str) -> None:
    with pytest.raises(InputError, match="not brat standoff"):
        annotated.read(folder(tmp_path, a1b2=lines))


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        annotated.read(tmp_path / "nowhere")
    with pytest.raises(InputError, match="has no annotated article"):
        annotated.read(tmp_path)


@pytest.mark.parametrize(
    ("said", "shared"),
    [
        (GOLD, True),
        (Attributed(None, frozenset({(14, 19)}), frozenset({(5, 9)})), True),
        (Attributed(KOLB, frozenset({(10, 14)}), WHOLE), False),
        (Attributed(KOLB, CUE, frozenset({(15, 19)})), False),
        (Attributed(KOLB, None, WHOLE), False),
    ],
)
def test_sureness_is_of_words_shared_in_cue_and_content(said: Attributed, shared: bool) -> None:
    decision = sureness(0.8, said, [GOLD])
    assert (decision.confidence, decision.right) == (0.8, shared)
