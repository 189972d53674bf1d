"""Quick scores on samples of the dev sets during training, with the float model."""

import random
from pathlib import Path
from typing import Final, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.data import polnear, topics, worldwide
from training.labels import POLARITIES, RELATIONS, TOPICS
from training.model import Joint, Reader
from training.questions import POLARITY, RELATION
from training.reading import read_stances
from training.scores import Span, accuracy, macro_f1, span_f1
from training.tasks import LABELS, Example, StanceTask, Task, TextTask, buckets
from worker.nlp.model.decoding import best_legal_path, spans_of

DEV_SAMPLE: Final = 400
STANCE_LABELS: Final = {POLARITY: POLARITIES, RELATION: RELATIONS}


def read_dev(data: Path, tokenizer: Tokenizer, reader: Reader) -> dict[str, Task]:
    """The same sample of each dev set every time, and all stance questions, for one reader."""
    texts: dict[str, list[Example]] = {
        "entities": [*worldwide.read(data / "entities/worldwide/dev.jsonl")],
        "attribution": [*polnear.read(data / "quotes/polnear/dev")],
        "topics": [*topics.read_masakhanews(data / "topics/masakhanews_dev.jsonl")],
    }
    dev: dict[str, Task] = {
        name: TextTask(name, random.Random(0).sample(some, min(DEV_SAMPLE, len(some))), tokenizer)
        for name, some in texts.items()
    }
    for kind, (some, rest) in read_stances(data, "dev").items():
        dev[kind] = StanceTask(kind, some + rest, tokenizer, kind, reader)
    return dev


class Answers(NamedTuple):
    """Truth and prediction, as labels or as spans."""

    gold: list[str]
    said: list[str]
    gold_spans: list[set[Span]]
    said_spans: list[set[Span]]


def dev_score(model: Joint, task: Task) -> dict[str, float]:
    """Quick scores of the float model on a dev sample; for the real ones see training.scorecard."""
    model.eval()
    batches = buckets(task.lengths, 32, 4000, random.Random(0))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        scores = _stance_score(model, task, batches) if isinstance(task, StanceTask) else {}
        if isinstance(task, TextTask):
            scores = _text_score(model, task, batches)
    model.train()
    return scores


def _stance_score(model: Joint, task: StanceTask, batches: list[list[int]]) -> dict[str, float]:
    labels = STANCE_LABELS[task.kind]
    gold: list[str] = []
    said: list[str] = []
    for batch in batches:
        scores, truth = task.forward(model, batch)
        gold += [labels[index] for index in truth.tolist()]
        said += [labels[index] for index in scores.argmax(1).tolist()]
    return {"accuracy": accuracy(gold, said), "macro_f1": macro_f1(gold, said, labels)}


def _text_score(model: Joint, task: TextTask, batches: list[list[int]]) -> dict[str, float]:
    answers = Answers([], [], [], [])
    for batch in batches:
        logits, gold = task.forward(model, batch, None)
        _collect(task.name, logits.float(), gold, len(batch), answers)
    if task.name in LABELS:
        return span_f1(answers.gold_spans, answers.said_spans)
    present = sorted(set(answers.gold))
    return {
        "accuracy": accuracy(answers.gold, answers.said),
        "macro_f1": macro_f1(answers.gold, answers.said, present),
    }


def _collect(name: str, logits: Tensor, gold: Tensor, rows: int, answers: Answers) -> None:
    if name not in LABELS:
        # One class is correct, and only the judged ones are candidates.
        logits = logits.masked_fill(gold < 0, -1e9)
        answers.gold.extend(TOPICS[index] for index in gold.argmax(1).tolist())
        answers.said.extend(TOPICS[index] for index in logits.argmax(1).tolist())
        return
    tags_of = LABELS[name]
    scores = torch.log_softmax(logits, 1).view(rows, -1, len(tags_of)).numpy()
    for row, truth in enumerate(gold.view(rows, -1).tolist()):
        tags = [tags_of[index] for index in truth if index >= 0]
        path = best_legal_path(scores[row, : len(tags)], tags_of)
        answers.gold_spans.append(_spans(tags))
        answers.said_spans.append(_spans([tags_of[index] for index in path]))


def _spans(tags: list[str]) -> set[Span]:
    return {span[:3] for span in spans_of(tags, [1.0] * len(tags))}
