"""Train the verifier on what the shipped reader finds in the marked articles.

    python -m training.stance_verifier --data DIR --weights DIR --out DIR

DIR of --data has the layout that training/README.md names. --out receives what the reader found
(read once), the checkpoint (`last.pt`, resumed from where it exists), the log, and `final.pt`.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from itertools import chain
from pathlib import Path

import torch

from training import own_marks
from training.export import write_description
from training.progress import held_out
from training.scorecard import marked
from training.stance_confidence import UNFITTED
from training.stance_reader.network import Reader
from training.stance_verifier.examples import gather
from training.stance_verifier.network import Verifier
from training.stance_verifier.run import Plan, Run, planned, train
from worker.nlp.analyzer import Analyzer
from worker.nlp.model.encoder import WEIGHTS
from worker.nlp.model.heads import MODEL_FILE
from worker.nlp.model.tower import TOWER_FILE


def unlimited(weights: Path, to: Path) -> Analyzer:
    """The weights' analyzer without a threshold for stances, and with their unfitted confidence.

    Args:
        weights: a folder of weights.
        to: where a copy of them is made.

    """
    shutil.copytree(weights, to, dirs_exist_ok=True)
    description = json.loads((weights / MODEL_FILE).read_text("utf-8"))
    description["thresholds"]["read"], description["read"] = 0.0, UNFITTED
    write_description(to, description)
    return Analyzer.load(to)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training.stance_verifier", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="those with the reader")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=1.5)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--steps", type=int, help="take only so many, and read as many articles")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    articles, _ = held_out(marked.read(given.data / "stances/train.jsonl"))
    every = list(chain(articles, own_marks.trained(own_marks.read(given.data))))[: given.steps]
    with tempfile.TemporaryDirectory() as folder:
        tower = hashlib.sha256((given.weights / TOWER_FILE).read_bytes()).hexdigest()
        gathered = gather(unlimited(given.weights, Path(folder)), every, given.out, tower)
    verifier = Verifier(Reader.from_shipped(given.weights), given.dropout)
    steps = planned(gathered.examples, Plan(given.epochs, given.steps, given.seed))
    train(Run(verifier, gathered), steps, given.out)


if __name__ == "__main__":
    main()
