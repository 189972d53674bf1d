"""Train the reader, from the shipped tower on.

    python -m training.stance_reader --data DIR --out DIR

DIR of --data has the layout that training/README.md names. --out receives the checkpoint
(`last.pt`, resumed from where it exists), the log, and at the end `final.pt`. With --base, the
teacher is trained instead, from the published encoder that is downloaded into that folder.
"""

import argparse
from pathlib import Path

from torch import multiprocessing

from training.stance_reader.run import train
from worker.nlp.model.encoder import WEIGHTS


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training.stance_reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where to begin")
    parser.add_argument("--start", type=Path, help="go on from this run's final.pt")
    parser.add_argument("--base", type=Path, help="train the teacher, from here")
    parser.add_argument("--taught", type=Path, help="what the teacher says of unmarked articles")
    parser.add_argument("--smoothing", type=float, default=0.0, help="of the targets' tags")
    parser.add_argument("--blanks", type=float, default=0.0, help="share of pieces blanked")
    parser.add_argument("--frozen", type=int, default=0, help="layers that are not trained")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--share", type=float, default=1.0, help="of the marked articles")
    parser.add_argument("--own-share", type=float, default=1.0, help="of those we marked")
    parser.add_argument("--written-share", type=float, default=1.0, help="of those we wrote")
    parser.add_argument("--composed", type=int, default=0, help="so many composed texts, too")
    parser.add_argument("--steps", type=int, help="take only so many")
    parser.add_argument("--minutes", type=float, default=0.0, help="0: as many as it takes")
    parser.add_argument("--processes", type=int, default=1, help="a core each")
    parser.add_argument(
        "--rates", type=float, nargs=2, help="of layers and heads; heads that know much need less"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.minutes and arguments.processes > 1:
        parser.error("--minutes needs a single process: each would stop by a clock of its own")
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "meeting").unlink(missing_ok=True)
    if arguments.processes == 1:
        train(0, arguments)
    else:
        multiprocessing.spawn(train, (arguments,), arguments.processes)


if __name__ == "__main__":
    main()
