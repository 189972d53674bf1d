"""Decoding: only legal tags, and the spans that they spell."""

from typing import Any

import numpy as np

from worker.nlp.model.decoding import Legal, best_legal_path, spans_of

LABELS = ["O", "B-Person", "I-Person", "B-Location", "I-Location"]


def scores(*tags: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    rows = np.full((len(tags), len(LABELS)), -5.0, dtype=np.float32)
    for row, tag in enumerate(tags):
        rows[row, LABELS.index(tag)] = -0.1
    return rows


def decoded(*tags: str) -> list[str]:
    return [LABELS[index] for index in best_legal_path(scores(*tags), LABELS)]


def test_legal_tags_stay() -> None:
    tags = ["B-Person", "I-Person", "O", "B-Location"]
    assert decoded(*tags) == tags


def test_an_inside_after_outside_is_repaired() -> None:
    path = decoded("O", "I-Person", "I-Person", "O")
    assert path[0] == "O" or path[0] == "B-Person"
    assert all(
        not tag.startswith("I-") or before[2:] == tag[2:]
        for before, tag in zip(["O", *path], path, strict=False)
    )


def test_an_inside_of_another_kind_is_repaired() -> None:
    path = decoded("B-Person", "I-Location", "I-Location")
    for before, tag in zip(["O", *path], path, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_learned_transitions_tip_the_balance() -> None:
    learned = np.zeros((5, 5), dtype=np.float32)
    learned[LABELS.index("B-Person"), LABELS.index("B-Person")] = -10
    learned[LABELS.index("B-Person"), LABELS.index("I-Person")] = 1
    path = best_legal_path(scores("B-Person", "B-Person"), LABELS, learned)
    assert [LABELS[index] for index in path] == ["B-Person", "I-Person"]


def test_no_rows() -> None:
    assert best_legal_path(np.zeros((0, 5), dtype=np.float32), LABELS) == []


def test_sentences_together_get_what_each_gets_alone() -> None:
    draw = np.random.default_rng(3)
    learned = draw.normal(size=(5, 5)).astype(np.float32)
    sentences = [draw.normal(size=(n, 5)).astype(np.float32) for n in (3, 0, 40, 1, 3, 17)]
    together = Legal(LABELS, learned).best_paths(sentences)
    assert together == [best_legal_path(one, LABELS, learned) for one in sentences]
    assert [len(path) for path in together] == [3, 0, 40, 1, 3, 17]
    assert together[2] == slowly(sentences[2], learned)
    assert Legal(LABELS).best_paths([]) == []


def slowly(rows: np.ndarray[Any, np.dtype[np.float32]], learned: Any) -> list[int]:
    """The best path by the book: the best score and path up to each label of each row."""

    def step(before: int, here: int) -> float:
        name = LABELS[here]
        legal = not name.startswith("I-") or LABELS[before][2:] == name[2:]
        return float(learned[before, here]) if legal else -1e9

    best = [(float(rows[0, x]) - 1e9 * LABELS[x].startswith("I-"), [x]) for x in range(5)]
    for row in rows[1:]:
        best = [
            max((score + step(path[-1], x) + float(row[x]), [*path, x]) for score, path in best)
            for x in range(5)
        ]
    return max(best)[1]


def test_spans_are_half_open_and_keep_the_least_certainty() -> None:
    tags = ["B-Person", "I-Person", "B-Person", "O", "B-Location"]
    assert spans_of(tags, [0.9, 0.7, 0.8, 0.99, 0.6]) == [
        (0, 2, "person", 0.7),
        (2, 3, "person", 0.8),
        (4, 5, "location", 0.6),
    ]


def test_a_stray_inside_begins_a_span() -> None:
    assert spans_of(["O", "I-Person", "I-Location"], [1, 1, 1]) == [
        (1, 2, "person", 1.0),
        (2, 3, "location", 1.0),
    ]
