"""``docs/performance.md``, written from ``bench/result.json``."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.trials import TRIALS

_RATIOS = {
    "nlp_over_spacy_sm_full": "the pipeline against spaCy's small pipeline with every component",
    "nlp_over_same_job": "the pipeline against what gives such tags without it (the same job)",
    "worker_over_nlp": "a worker on Kafka against the bare pipeline",
    "worker_over_plain_loop": "a worker against the plainest loop of aiokafka and the pipeline",
    "two_workers_over_one": "two workers against one",
}
_HEAD = """\
# Performance

`make bench` measured this and wrote this page. A figure is the median of {rounds} rounds, with the
lowest and the highest in brackets. Time is processor time (user and system) of one thread. Other
work on the machine counts less in it, but still slows every process through caches and memory.
The pipeline and its peers took turns on the same {articles} articles ({characters:,} characters).
"""
_PEERS = """
- spaCy's small pipeline ({spacy}) does less: it tags words, parses and finds names.
- *The same job* is spaCy's small pipeline and a RoBERTa-base classifier. The classifier is asked
  once for each thing that a sentence names and once for each pair of them: {questions} questions.
  Its weights are random, since its cost does not depend on them. Only its matrix products are run,
  at the length of each sentence, and quotations are not searched, so a real one takes longer.
- A worker's time is that of all its processes. The last ratio is what two free cores would give:
  twice the time of an article with one worker, divided by the time with two.
"""


def page(result: Mapping[str, Any]) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Mapping[str, Any]) -> Iterator[str]:
    run, peers = result["run"], result["peers"]
    yield _HEAD.format(**run)
    yield "| | |\n|---|---|"
    yield from (f"| {name} | {value} |" for name, value in result["machine"].items())
    yield "\n## Ratios\n"
    yield from ratio_table(result["ratios"])
    yield "\n| | articles a second of one core |\n|---|---|"
    yield f"| Stancewire | {_shown(peers['nlp'])} |"
    yield f"| spaCy's small pipeline | {_shown(peers['spacy_sm_full'])} |"
    yield f"| the same job | {_shown(peers['same_job'])} |"
    yield _PEERS.format(spacy=result["machine"]["spacy"], questions=peers["questions"])
    yield "## Where the time goes\n\n| | share of the time |\n|---|---|"
    for name, share in result["components"].items():
        label = "everything but onnxruntime" if name == "rules" else name
        yield f"| {label} | {_percent(share)} |"
    if result["components"]:
        yield "\n[flame.svg](flame.svg) shows it function by function, if you open it in a browser."
    process = result["process"]
    yield (
        f"\nA process is ready after {process['start_seconds']} s of processor time, and never had "
        f"more than {process['memory_mib']} MiB while it read the samples.\n"
    )
    yield from _memory(result)
    yield from latencies(result)
    if "latency" in result:
        yield "[scale.md](scale.md) says what follows for larger loads.\n"
    yield from _lengths(result)
    yield "## What was tried\n\n| trial | figure | kept |\n|---|---|---|"
    yield from (f"| {one.what} | {one.figure} | {'yes' if one.kept else 'no'} |" for one in TRIALS)


def ratio_table(ratios: Mapping[str, Any]) -> Iterator[str]:
    """The ratios as a table."""
    yield "| ratio | times as fast | what |\n|---|---|---|"
    for name, what in _RATIOS.items():
        if name in ratios:
            yield f"| `{name}` | {_shown(ratios[name])} | {what} |"


def _memory(result: Mapping[str, Any]) -> Iterator[str]:
    if "memory" in result:
        grown = result["memory"]["mib"]
        shown = ", ".join(f"{mib} after {articles:,}" for articles, mib in grown)
        yield f"MiB of a process that reads short articles, each with new words: {shown}.\n"


def latencies(result: Mapping[str, Any]) -> Iterator[str]:
    """The latency at each load, simulated and of a real worker, and the stalls of its loop."""
    if "latency" not in result:
        return
    simulated, real = result["latency"]["simulated"], result["latency"]["real"]
    yield "## Latency\n"
    yield "Seconds from an article's arrival to its event. Articles come at random times, whether"
    yield "or not the last one is done. The load is a share of what one pipeline can do. The"
    yield "simulation draws the time of each of 50,000 articles from those measured above; a worker"
    yield f"read {real['articles'] if real else 0} real ones at each load, through Kafka.\n"
    yield "| load | simulated: half, 95 and 99 in 100 below | a worker: half and 95 in 100 below |"
    yield "|---|---|---|"
    for load, one in simulated.items():
        seen = real and real["latency"][load]
        shown = f"{seen['p50']:.2f}, {seen['p95']:.2f}" if seen else "not measured"
        half, most, nearly = one["p50"], one["p95"], one["p99"]
        yield f"| {100 * float(load):g} % | {half:.2f}, {most:.2f}, {nearly:.2f} | {shown} |"
    if real:
        stalls = real["stalls"]
        most = (
            f"none more than {stalls['at_most']:g} s" if stalls["at_most"] >= 0 else "some far more"
        )
        yield (
            f"\nThe worker did {real['capacity']:.2f} articles a second with always one waiting. "
            f"Its event loop ticked {stalls['ticks']:,} times. {stalls['blocked']} ticks came more "
            f"than 50 ms late, {most}.\n"
        )


def _lengths(result: Mapping[str, Any]) -> Iterator[str]:
    costs = result["length"]
    if not costs:
        return
    lengths = list(dict.fromkeys(one["characters"] for one in costs))
    yield "## Cost of longer texts\n\nProcessor seconds of one text (outside onnxruntime).\n"
    yield "| kind of text | " + " | ".join(f"{length:,} characters" for length in lengths) + " |"
    yield "|---|" + "---|" * len(lengths)
    for kind in dict.fromkeys(one["kind"] for one in costs):
        shown = (f"{one['seconds']:.2f} ({one['rules']:.2f})" for one in costs
                 if one["kind"] == kind)  # fmt: skip
        yield f"| {kind} | " + " | ".join(shown) + " |"
    yield ""


def _shown(figure: Mapping[str, float]) -> str:
    return f"{figure['median']:.3g} ({figure['low']:.3g} to {figure['high']:.3g})"


def _percent(figure: Mapping[str, float]) -> str:
    low, high = 100 * figure["low"], 100 * figure["high"]
    return f"{100 * figure['median']:.1f} % ({low:.1f} to {high:.1f})"
