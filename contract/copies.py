"""How well the fingerprint tells copies from different stories, on a collection of articles.

    python -m contract.copies ARTICLES.jsonl

Every article is copied by each of a stated set of edits. Pairs of different stories are those of
the same event (much the same words, published a few days apart) and then simply every pair that
there is. All is chosen on one half of the articles; reported is the other half, with its copies
and every pair that was not in the first.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contract.collection import Story, likeness, same_event, stories_of
from contract.edits import BEYOND, EDITS
from contract.sketches import Scores, Sketch, minhash, shipped, simhash
from topics.identity import SAME_STORY

SKETCHES = (
    shipped(),
    *(minhash(words, 128, 1) for words in (2, 4, 5)),
    minhash(3, 64, 2),
    simhash(1, 128),
    *(simhash(3, bits) for bits in (64, 128, 512)),
)


@dataclass(frozen=True)
class Trial:
    """The articles that are copied, and those that are only compared with them."""

    stories: list[Story]
    before: list[Story]
    same_event: list[tuple[int, int]]  # into [*before, *stories]
    copies: dict[str, list[Story]]


@dataclass(frozen=True)
class Measured:
    """Similarities of one sketch in one trial."""

    copies: dict[str, Scores]
    same_event: Scores
    every_pair: Scores

    @property
    def promised(self) -> Scores:
        """Of the copies that the fingerprint is to find."""
        return np.concatenate([self.copies[edit.__name__] for edit in EDITS])


def main() -> None:
    """Choose on one half, report on the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    stories = stories_of(parser.parse_args().articles)
    random.Random(1).shuffle(stories)
    half = len(stories) // 2
    pairs = list(same_event(stories, likeness(stories)))
    inside = [pair for pair in pairs if max(pair) < half]
    first = Trial(stories[:half], [], inside, copies_of(stories[:half]))
    others = [pair for pair in pairs if max(pair) >= half]
    second = Trial(stories[half:], stories[:half], others, copies_of(stories[half:]))
    print("To choose on: one half of the articles\n")
    print(
        f"{'sketch':42}{'best threshold':>16}{'F1':>8}"
        f"{'copies, lowest 1 %':>20}{'different, highest':>20}"
    )
    for sketch in SKETCHES:
        _print_choice(sketch.name, measure(sketch, first))
    print(f"\n{SKETCHES[0].name}\n")
    _print_thresholds(measure(SKETCHES[0], first))
    print(f"\nThe other half, at {SAME_STORY}\n")
    _print_kinds(measure(SKETCHES[0], second))


def copies_of(stories: list[Story]) -> dict[str, list[Story]]:
    """Of every story, by each edit, with the text of another one."""
    copies: dict[str, list[Story]] = {}
    for edit in (*EDITS, *BEYOND):
        chance = random.Random(edit.__name__)
        shift = chance.randrange(1, len(stories))
        others = [*stories[shift:], *stories[:shift]]
        copies[edit.__name__] = [
            edit(story, other, chance) for story, other in zip(stories, others, strict=True)
        ]
    return copies


def measure(sketch: Sketch, trial: Trial) -> Measured:
    """The similarity of each copy to its original, and of every two originals."""
    every = np.stack([sketch.of(story) for story in (*trial.before, *trial.stories)])
    new = len(trial.before)
    copies = {
        kind: sketch.similar(np.stack([sketch.of(copy) for copy in made]), every[new:])
        for kind, made in trial.copies.items()
    }
    rows = [sketch.similar(one, every[max(at + 1, new) :]) for at, one in enumerate(every)]
    pairs = [sketch.similar(every[one], every[other]) for one, other in trial.same_event]
    return Measured(copies, np.array(pairs), np.concatenate(rows))


def _scores(measured: Measured, threshold: float) -> tuple[float, float, float]:
    found = int((measured.promised >= threshold).sum())
    false = int((measured.every_pair >= threshold).sum())
    precision = found / (found + false) if found + false else 1.0
    recall = found / len(measured.promised)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _print_choice(name: str, measured: Measured) -> None:
    fine = np.arange(0.01, 1.0, 0.01)
    best = max(fine, key=lambda threshold: _scores(measured, threshold)[2])
    low, high = np.quantile(measured.promised, 0.01), measured.every_pair.max()
    print(f"{name:42}{best:16.2f}{_scores(measured, best)[2]:8.4f}{low:20.3f}{high:20.3f}")


def _print_thresholds(measured: Measured) -> None:
    print(f"{'threshold':>9}{'precision':>11}{'recall':>9}{'F1':>9}")
    for threshold in np.arange(0.05, 0.65, 0.05):
        precision, recall, f1 = _scores(measured, threshold)
        print(f"{threshold:9.2f}{precision:11.4f}{recall:9.4f}{f1:9.4f}")


def _print_kinds(measured: Measured) -> None:
    promised = {edit.__name__: measured.copies[edit.__name__] for edit in EDITS}
    beyond = {edit.__name__: measured.copies[edit.__name__] for edit in BEYOND}
    print(f"{'pairs':28}{'count':>9}{'found':>9}{'share':>9}{'least':>8}{'median':>8}{'most':>7}")
    _print_found(promised | {"all of these copies": measured.promised})
    print()
    _print_found(beyond)
    print()
    _print_found(
        {"different, same event": measured.same_event, "different, all pairs": measured.every_pair}
    )
    precision, recall, _ = _scores(measured, SAME_STORY)
    print(f"\nprecision {precision:.4f}, recall {recall:.4f}")


def _print_found(similarities: dict[str, Scores]) -> None:
    for kind, values in similarities.items():
        found = int((values >= SAME_STORY).sum())
        spread = f"{values.min():8.3f}{np.median(values):8.3f}{values.max():7.3f}"
        name = kind.replace("_", " ")
        print(f"{name:28}{len(values):9}{found:9}{found / len(values):9.4f}{spread}")


if __name__ == "__main__":
    main()
