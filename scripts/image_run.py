"""Run the built image's worker on articles from a real Kafka, as a cluster would run it.

    python -m scripts.image_run ROOT IMAGE.json

image_check.sh calls it as root, in a separate mount namespace. ROOT is the image's root. It is
remounted read-only, with /tmp in memory, and the worker runs as user 10001 without capabilities.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from local_kafka import Broker
from local_kafka.ports import reserve
from scripts.mounted_image import USER, Image, mounted
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.processes import end_with_parent
from topics.dead_letter import split_headers

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.txt"))
# How often each sample is sent, each time under another id, so that the memory settles.
ROUNDS = 15
MIB = 2**20
COMPILERS_AND_INSTALLERS = ("gcc", "cc", "g++", "c++", "ld", "make", "pip", "pip3")
WORKER = Path("opt/stancewire")


class CheckError(Exception):
    """The image fails a check."""


def require(what: str, holds: bool) -> None:
    """Print what was found if it holds, else stop."""
    print(f"{'ok  ' if holds else 'FAIL'} {what}", flush=True)
    if not holds:
        raise CheckError(what)


def look(image: Image) -> None:
    """Check what the image contains and what it does not."""
    files = subprocess.run(
        ["du", "--summarize", "--block-size=1M", "--one-file-system", str(image.root)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()[0]
    packed = subprocess.run(
        ["bash", "-c", f"tar -C {image.root} --one-file-system -c . | gzip -6 | wc -c"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    print(f"     size: {files} MiB unpacked, {int(packed) // MIB} MiB packed")
    for part in ("usr", "opt/stancewire"):
        used = subprocess.run(
            ["du", "-sm", str(image.root / part)], capture_output=True, text=True, check=True
        ).stdout.split()[0]
        print(f"       {used} MiB in /{part}")
    found = [
        tool
        for tool in COMPILERS_AND_INSTALLERS
        for place in ("usr/bin", "usr/local/bin", "opt/stancewire/bin")
        if (image.root / place / tool).exists()
    ]
    require(f"no compiler and no installer in it: {found}", not found)
    names = {path.name for path in (image.root / WORKER).glob("lib/python3*/site-packages/*")}
    require("no torch in it", not any(name.startswith("torch") for name in names))
    weights = list(
        (image.root / WORKER).glob("lib/python3*/site-packages/worker/nlp/model/weights/*")
    )
    model = [path for path in weights if path.suffix == ".onnx"]
    require(f"the model is in it: {sorted(path.name for path in model)}", len(model) > 0)
    raised = subprocess.run(
        ["find", str(image.root), "-xdev", "-type", "f", "-perm", "/6000"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    require(f"no file raises its user: {raised}", not raised)
    bill = json.loads((image.root / WORKER / "sbom.cdx.json").read_text("utf-8"))
    listed = {component["name"].lower() for component in bill["components"]}
    require(
        f"its bill of materials ({bill['bomFormat']} {bill['specVersion']}) lists "
        f"{len(bill['components'])} packages",
        {"spacy", "onnxruntime", "faust-streaming", "tini", "python3"} <= listed,
    )
    for key in ("title", "version", "licenses"):
        label = image.config["Labels"][f"org.opencontainers.image.{key}"]
        require(f"label {key}: {label}", bool(label))
    require(f"user {image.config['User']}", image.config["User"] == f"{USER}:{USER}")


def try_to_write(image: Image) -> None:
    """Try to write with the worker's user and rights."""
    rights = image.ask("sh", "-c", "id -u; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status")
    values = rights.stdout.split()
    require(
        f"runs as user {values[0]}, {' '.join(values[1:])}",
        values[0] == USER and values[2] == values[4] == "0" * 16 and values[6] == "1",
    )
    for place in ("/here", "/opt/stancewire/here", "/var/tmp/here"):  # noqa: S108 - must fail
        refused = image.ask("touch", place)
        require(
            f"cannot write {place}: {refused.stderr.strip().split(': ')[-1]}",
            refused.returncode != 0 and "Read-only file system" in refused.stderr,
        )
    require("can write /tmp", image.ask("touch", "/tmp/here").returncode == 0)  # noqa: S108


def articles() -> Iterator[Sent]:
    """The samples several times, all as one long text, and one record that is no article."""
    long = "\n\n".join(path.read_text("utf-8") for path in SAMPLES)
    yield article("long", long, title="Everything at once")
    for number in range(ROUNDS):
        for path in SAMPLES:
            title, _, body = path.read_text("utf-8").strip().partition("\n")
            yield article(f"{path.stem}-{number}", body.strip(), title=title)
    yield Sent(b"bad-1", b'{"id": "bad-1"}')


@contextmanager
def started(image: Image, env: Mapping[str, str], log: Path) -> Iterator[psutil.Process]:
    """Run the image's own command as a process; it is killed if it still runs at the end."""
    with log.open("wb") as stream:
        outer = subprocess.Popen(
            image.command(*image.start),
            env=image.environment(env),
            stdout=stream,
            stderr=subprocess.STDOUT,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
        )
    try:
        yield psutil.Process(outer.pid)
    finally:
        # When the first process of a process namespace ends, the kernel ends all others. Its
        # setting that ties a process to its parent is lost when the process changes its user.
        for child in psutil.Process(outer.pid).children() if outer.poll() is None else []:
            child.kill()
        outer.wait(10)


def proportional_memory(tree: Sequence[psutil.Process]) -> int:
    """Their total memory, with each shared page counted once."""
    total = 0
    for process in tree:
        try:
            total += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total


def work(image: Image, log: Path) -> None:
    """Send articles through the image's worker."""
    with Broker() as kafka:
        cluster = Cluster(kafka.bootstrap_servers, "image.")
        cluster.create_topics()
        sent = list(articles())
        cluster.publish(sent)
        held = reserve()
        held.release()
        env = cluster.env(pool_processes=2, web_port=held.port)
        with started(image, env, log) as outer:
            begun = time.monotonic()

            def begun_to_work() -> bool:
                require_running(outer, log)
                return cluster.outcomes() > 0

            eventually("the first is enriched", begun_to_work, 180)
            print(f"     first outcome after {time.monotonic() - begun:.0f} s")
            peak = 0

            def done() -> bool:
                nonlocal peak
                require_running(outer, log)
                peak = max(peak, proportional_memory(outer.children(recursive=True)))
                return cluster.outcomes() >= len(sent)

            eventually("every article has an outcome", done, 420)
            count = len(outer.children(recursive=True))
            print(f"     {len(sent)} articles in {time.monotonic() - begun:.0f} s, start included")
            print(f"     {count} processes, {peak / MIB:.0f} MiB together at most (PSS)")
            enriched = {event.article.id for event in cluster.enriched()}
            letters = [split_headers(letter.headers)[0] for letter in cluster.read("dead_letters")]
            reasons = Counter(f"{letter.reason} {letter.detail}" for letter in letters)
            print(f"     dead letters: {dict(reasons)}")
            require(f"{len(enriched)} articles enriched", len(enriched) == len(sent) - 1)
            require("1 dead letter", len(letters) == 1)
            test = image.config["Healthcheck"]["Test"]
            health = image.ask(*test[1:], env=env)
            require(f"its health check exits {health.returncode}", health.returncode == 0)
            asked = time.monotonic()
            (first,) = outer.children()
            require(f"its first process is {first.name()}", first.name() == "tini")
            first.send_signal(signal.SIGTERM)
            status = outer.wait(20)
            took = time.monotonic() - asked
            require(f"SIGTERM ends it with status {status} in {took:.1f} s", status == 0)
            require("nothing is left to do", cluster.lag() == 0)


def require_running(outer: psutil.Process, log: Path) -> None:
    """Stop with the end of its log if the worker has ended."""
    if not outer.is_running() or outer.status() == psutil.STATUS_ZOMBIE:
        raise CheckError(f"the worker ended:\n{log.read_text(errors='replace')[-3000:]}")


def main() -> int:
    """Return 0 if every check passes."""
    root, described = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "root"
        inside.mkdir()
        log = Path(folder) / "worker.log"
        image = mounted(root, described["Docker"]["config"], inside)
        try:
            look(image)
            try_to_write(image)
            work(image, log)
        except (CheckError, AssertionError) as error:
            print(f"error: {error}", file=sys.stderr)
            if log.exists():
                print(log.read_text(errors="replace")[-2000:], file=sys.stderr)
            return 1
        finally:
            subprocess.run(["umount", "--recursive", "--lazy", str(inside)], check=False)
    print("==> The image works")
    return 0


if __name__ == "__main__":
    sys.exit(main())
