"""Read the samples some times and say nothing: ``python -m bench.read_samples ROUNDS``."""

import sys

from worker.one_thread import use_one_thread


def main() -> None:
    """Load the pipeline and read."""
    # NumPy reads the number of threads when it is imported.
    use_one_thread()
    from bench.texts import articles  # noqa: PLC0415
    from worker.nlp import load  # noqa: PLC0415
    from worker.nlp.documents import article_doc  # noqa: PLC0415
    from worker.nlp.enrichment import enrichment  # noqa: PLC0415

    nlp = load()
    for _ in range(int(sys.argv[1])):
        for text in articles(None):
            with nlp.memory_zone():
                enrichment(nlp(article_doc(nlp, text.title, text.body)))


if __name__ == "__main__":
    main()
