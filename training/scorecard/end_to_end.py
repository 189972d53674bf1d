"""DSE end to end: the whole pipeline reads a plain sentence without a marked pair.

A stance is judged if a mention of its holder touches one of the two annotated entities and a
mention of its target touches the other. There is no annotation to judge other stances by.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from topics.events import Enrichment, Entity, Polarity
from training.baselines import vader
from training.scorecard.decisions import NEUTRAL
from training.scorecard.figures import Ruler, Section, those_installed
from training.scorecard.relation import Question
from training.scorecard.tallies import Counts, precision, recall, rows_of
from worker.nlp.analyzer import Analyzer


class Said(NamedTuple):
    """A stance: where its holder and target are mentioned; None for a holder that is no entity."""

    holder: Sequence[tuple[int, int]] | None
    target: Sequence[tuple[int, int]]
    polarity: Polarity


class Verdict(NamedTuple):
    """How one sentence's stances compare with its annotation."""

    right: int
    wrong: int
    not_judgeable: int
    wanted: bool

    @property
    def judged(self) -> int:
        """Stances between the two annotated entities."""
        return self.right + self.wrong


def stances_of(found: Enrichment) -> list[Said]:
    """The stances that the pipeline emits."""
    mentions = {entity.id: _places(entity) for entity in found.entities}
    return [
        Said(
            None if stance.holder.id is None else mentions[stance.holder.id],
            mentions[stance.target.id],
            stance.polarity,
        )
        for stance in found.stances
    ]


def by_word_order(text: str, found: Enrichment, compound: Callable[[str], float]) -> list[Said]:
    """A baseline: the first entity is for or against the second, by the sign of VADER's score."""
    score = compound(text)
    entities = sorted((_places(entity) for entity in found.entities), key=lambda places: places[0])
    if len(entities) < 2 or score == 0:
        return []
    return [Said(entities[0], entities[1], "favor" if score > 0 else "against")]


def judge(question: Question, said: Sequence[Said]) -> Verdict:
    """Compare the stances found in a sentence with its annotation."""
    right = wrong = not_judgeable = 0
    for one in said:
        readings = _readings(question, one)
        if not readings:
            not_judgeable += 1
        elif question.gold in readings:
            right += 1
        else:
            wrong += 1
    return Verdict(right, wrong, not_judgeable, question.gold != NEUTRAL)


def _readings(question: Question, said: Said) -> set[str]:
    """The labels that match a stance; none if it is not between the annotated entities."""
    if said.holder is None:
        return set()
    readings = set()
    for holder, label, target in (
        (question.p, f"p_{said.polarity}_q", question.q),
        (question.q, f"q_{said.polarity}_p", question.p),
    ):
        if _touches(said.holder, holder) and _touches(said.target, target):
            readings.add(label)
    return readings


def _touches(mentions: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in mentions)


def _places(entity: Entity) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in entity.mentions]


def among_judged(verdicts: Sequence[Verdict]) -> Counts:
    """(n, 3): right and judged stances of each sentence; the third column is not used."""
    return rows_of([one.right, one.judged, 0] for one in verdicts)


def among_emitted(verdicts: Sequence[Verdict]) -> Counts:
    """(n, 3): judged and emitted stances of each sentence; the third column is not used."""
    return rows_of([one.judged, one.judged + one.not_judgeable, 0] for one in verdicts)


def among_wanted(verdicts: Sequence[Verdict]) -> Counts:
    """(n, 3): whether each sentence's stance was found, one was judged, the sentence has one."""
    return rows_of([one.right > 0, one.judged > 0, one.wanted] for one in verdicts)


def measure(analyzer: Analyzer, questions: Sequence[Question], ruler: Ruler) -> Section:
    """Precision and recall of the whole pipeline on plain sentences."""
    section = Section(
        f"Who is for or against whom, end to end on plain text: DSE, {len(questions)} sentences"
    )
    found = [analyzer.enrichment(question.text) for question in questions]
    verdicts = [judge(*pair) for pair in zip(questions, map(stances_of, found), strict=True)]

    def vaders() -> list[Verdict]:
        compound = vader()
        return [
            judge(question, by_word_order(question.text, one, compound))
            for question, one in zip(questions, found, strict=True)
        ]

    silent = [judge(question, []) for question in questions]
    baselines = {"majority": silent} | those_installed({"vader": vaders}, section)
    section.figures = [
        ruler.figure(
            "dse.end_to_end_precision", precision, among_judged, verdicts, baselines=baselines
        ),
        ruler.figure("dse.end_to_end_recall", recall, among_wanted, verdicts, baselines=baselines),
        ruler.figure("dse.end_to_end_judged_share", precision, among_emitted, verdicts),
    ]
    judged = sum(one.judged for one in verdicts)
    others = sum(one.not_judgeable for one in verdicts)
    wanted = sum(one.wanted for one in verdicts)
    section.notes.append(
        f"{judged} emitted stances are between the two annotated entities and can be judged; "
        f"{others} are about others, or have no entity, and cannot. {wanted} sentences have a "
        "stance to find."
    )
    section.notes.append(
        "VADER finds no names, so it is given the pipeline's: the first of them is taken to be for "
        "or against the second."
    )
    return section
