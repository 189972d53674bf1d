"""What a run has on its stage: brokers and workers that can be hurt, and are put right again."""

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

import psutil

from local_kafka import Broker, Brokers, LocalKafkaError
from local_kafka.ports import LOOPBACK, reserve
from tests.chaos.checker import Evidence, Finding
from tests.chaos.ledger import Ledger
from tests.chaos.observer import Observer
from tests.chaos.schedule import Plan
from tests.chaos.writer import Writer
from tests.support.cluster import Cluster
from tests.support.full_disk import is_full
from tests.support.local_brokers import started
from tests.support.logins import MECHANISM, PASSWORD, with_logins
from tests.support.patience import Deadline, patient
from tests.support.rights import allow
from tests.support.web import Pages
from tests.support.worker_process import WorkerProcess
from topics.cluster.admin import AdminError
from topics.cluster.rights import Right
from topics.cluster.rights import worker as worker_rights

PIPELINE = "tests.support.chaos_pipeline:load"
SESSION_SECONDS = 6
ARTICLE_SECONDS = 4
# As by default: on a busy machine the real model takes seconds.
REAL_ARTICLE_SECONDS = 30
# The model is loaded with the first of them. On a machine on which all took 39 times as long, three
# in five did not end within 90 s.
RARE_REAL_ARTICLE_SECONDS = 300
START_SECONDS = 60.0
GIVE_UP_SECONDS = 200.0
# What is promised is ten seconds from the signal; the rest is for noticing the end.
STOP_SECONDS = 10.5
# A fault that meets nothing for so long is undone all the same.
UNMET_SECONDS = 40.0


# What a person is asked to set.
ASKS = "STANCEWIRE_OFFSET_BEYOND_END"
# Who the workers are where they log in.
USER = "bob"


@dataclass(frozen=True)
class Ground:
    """The brokers of a run, and where workers log in, if they do."""

    brokers: Sequence[Broker]
    logins: Sequence[str] = ()


@contextmanager
def on_stage(count: int, *, secured: bool = False) -> Iterator[Ground]:
    """So many brokers, which several runs may use one after another."""
    held = [reserve() for _ in range(count)] if secured else []
    ports = {str(number): one.port for number, one in enumerate(held, 1)}
    for one in held:
        one.release()
    adapt = with_logins(ports, hasty) if secured else hasty
    logins = [f"{LOOPBACK}:{port}" for port in ports.values()]
    if count == 1:
        with started(Broker(adapt=adapt)) as alone:
            yield Ground([alone], logins)
    else:
        with started(Brokers(count, adapt=adapt)) as several:
            yield Ground(several.nodes, logins)


@dataclass(frozen=True, eq=False)
class _Undo:
    at: float
    do: Callable[[], None]
    once: Callable[[], bool]
    deadline: Deadline

    def due(self, now: float) -> bool:
        """Whether it is time."""
        return self.at <= now and (self.once() or self.deadline.passed())


class Stage:
    """Workers and topics on brokers that it may hurt.

    Everything but the brokers' restarts happens in the main thread. ``mutant`` names a faulty
    worker of ``mutants.py``, empty for the real one.
    """

    def __init__(self, plan: Plan, folder: Path, ground: Ground, mutant: str = "") -> None:
        self.plan = plan
        self.folder = folder
        self.mutant = mutant
        self.ledger = Ledger()
        self.writer: Writer | None = None
        self.brokers = ground.brokers
        self._logins = ground.logins
        self.workers: list[WorkerProcess] = []
        self.starts = 0
        self.slow_stops: list[str] = []
        # What a worker should have said to a person, and did not.
        self.unsaid: list[Finding] = []
        # Whether a fault was inflicted after which a worker may ask a person how to go on.
        self.mendable = False
        # How often a worker has asked.
        self.asked = 0
        # While a fault needs that no worker runs; and whether none does.
        self.held_back = False
        self.ended = threading.Event()
        # Nobody waits for anything any more.
        self.over = threading.Event()
        # Held while the articles topic is written to, changed or deleted by a fault.
        self.topic = threading.Lock()
        self.pages = [Pages() for _ in range(plan.workers)] if plan.by_hand else []
        # How many processes were killed, by what they are; and how many brokers came back.
        self.killed: Counter[str] = Counter()
        self.returned = 0
        self._undo: list[_Undo] = []
        self._stack = ExitStack()
        self._threads = ThreadPoolExecutor(8, thread_name_prefix="stage")
        # A broker is not for several threads: each has one, and does one thing after another.
        self._keepers: dict[int, ThreadPoolExecutor] = {}
        self._errands: list[Future[None]] = []

    def __enter__(self) -> Self:
        try:
            servers = ",".join(broker.bootstrap_servers for broker in self.brokers)
            self.cluster = Cluster(
                servers, f"chaos-{os.urandom(3).hex()}.", replicas=min(3, len(self.brokers))
            )
            self._create_topics()
            if self._logins:
                allow(self.cluster.options, USER, self.rights())
            self.observer = self._stack.enter_context(Observer(self.cluster))
            for number in range(self.plan.workers):
                self.workers.append(self._started(number))
            for worker in self.workers:
                worker.wait_ready()
        except BaseException:  # an interruption too must not leave brokers and workers behind
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        # The brokers are left as they were found.
        for undo in self._undo:
            undo.do()
        for worker in self.workers:
            _continue(worker.process.pid)
            worker.__exit__()
        for threads in (self._threads, *self._keepers.values()):
            threads.shutdown(wait=True)
        self._stack.close()

    def _create_topics(self) -> None:
        deadline = Deadline(GIVE_UP_SECONDS)
        while True:
            try:
                self.cluster.create_topics()
            except AdminError:  # a busy machine's brokers take long to elect leaders
                if deadline.passed():
                    raise
            else:
                return

    def later(
        self, seconds: float, undo: Callable[[], None], once: Callable[[], bool] = lambda: True
    ) -> None:
        """Have a fault undone in so many seconds, while the run goes on.

        ``once`` says whether the fault has met anything: on a slow machine the seconds alone may
        pass before. It is not waited for longer than ``UNMET_SECONDS``.
        """
        self._undo.append(_Undo(time.monotonic() + seconds, undo, once, Deadline(UNMET_SECONDS)))

    def errand(self, do: Callable[[], None]) -> None:
        """Have something done in another thread, because it may have to wait for a broker."""
        self._errands.append(self._threads.submit(do))

    def tend(self) -> None:
        """Undo what is due, and restart workers that have ended, as a supervisor does."""
        now = time.monotonic()
        due = [undo for undo in self._undo if undo.due(now)]
        self._undo = [undo for undo in self._undo if undo not in due]
        for undo in due:
            undo.do()
        for errand in [errand for errand in self._errands if errand.done()]:
            self._errands.remove(errand)
            errand.result()
        if self.held_back:
            self._end_workers()
            return
        for number, worker in enumerate(self.workers):
            if worker.process.poll() is not None:
                asks = self.mendable and worker.text.rstrip().rpartition("\n")[2].count(ASKS) > 0
                self.asked += asks
                self.workers[number] = self._started(number, mended=asks)

    @property
    def done(self) -> int:
        """How many articles have an outcome, or need none."""
        return len(self.observer.done) + len(self.ledger.gone)

    def should_say(self, what: str) -> None:
        """Nobody has said so."""
        self.unsaid.append(Finding("unsaid", what, self.observer.faults))

    @property
    def quiet(self) -> bool:
        """Whether every fault has been undone."""
        return not self._undo and not self._errands

    def away(self, numbers: Sequence[int], seconds: float, end: Callable[[Broker], None]) -> None:
        """End these brokers, and start them again after so many seconds."""
        for number in numbers:
            self._keep(number, end)
        self.returned += len(numbers)
        if end is Broker.kill:
            self.killed["broker"] += len(numbers)
        for number in numbers:
            self.later(seconds, partial(self._keep, number, _restart))

    def _keep(self, number: int, do: Callable[[Broker], None]) -> None:
        if number not in self._keepers:
            self._keepers[number] = ThreadPoolExecutor(1, thread_name_prefix=f"broker-{number}")
        broker = self.brokers[number]
        self._errands.append(self._keepers[number].submit(do, broker))

    def stop_worker(self, number: int) -> None:
        """SIGTERM; how long it takes is judged."""
        worker = self.workers[number]
        worker.signal(signal.SIGTERM)
        # Another fault may have frozen it.
        worker.signal(signal.SIGCONT)
        try:
            worker.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.slow_stops.append(f"worker {number} did not stop within {STOP_SECONDS} s")
            worker.kill()
        self.workers[number] = self._started(number)

    def rights(self) -> list[Right]:
        """What a worker needs while it works."""
        needed = worker_rights(self.cluster.catalogue, self.cluster.group)
        return sorted(set(needed), key=lambda right: (right.kind, right.name, right.operation))

    def refusals(self, topic: str) -> int:
        """How often the workers have said that a record for this topic was refused."""
        told = f"refused a record for {topic}:"
        return sum(worker.text.count(told) for worker in self.workers)

    @contextmanager
    def without_workers(self) -> Iterator[None]:
        """No worker runs meanwhile. Not for the main thread, which ends and starts them."""
        self.held_back = True
        while not self.ended.wait(0.1) and not self.over.is_set():
            pass
        try:
            yield
        finally:
            self.held_back = False
            self.ended.clear()

    def _end_workers(self) -> None:
        running = [worker for worker in self.workers if worker.process.poll() is None]
        for worker in running:
            worker.kill()
        self.killed["worker"] += len(running)
        self.ended.set()

    def kill_worker(self, number: int) -> None:
        self.kill_workers([number])

    def kill_workers(self, numbers: Sequence[int]) -> None:
        """Kill these at one moment, and start others in their place."""
        for number in numbers:
            self.workers[number].signal(signal.SIGKILL)
        for number in numbers:
            self.workers[number].kill()
            self.workers[number] = self._started(number)
        self.killed["worker"] += len(numbers)

    def kill_children(self, children: Sequence[psutil.Process]) -> None:
        """Kill these pool processes at one moment; their workers replace them."""
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
                self.killed["child"] += 1

    def children(self, number: int) -> list[psutil.Process]:
        """The pool processes that this worker has now."""
        return [
            child
            for child in self.workers[number].children()
            if "spawn_main" in " ".join(_command(child))
        ]

    def _article_seconds(self) -> int:
        if self.plan.real_is_rare:
            return RARE_REAL_ARTICLE_SECONDS
        return REAL_ARTICLE_SECONDS if self.plan.real_every else ARTICLE_SECONDS

    def _started(self, number: int, *, mended: bool = False) -> WorkerProcess:
        self.starts += 1
        env = self.cluster.env(
            pipeline=PIPELINE,
            batch_size=8,
            # As by default: with one, articles would end in the order in which they began.
            pool_processes=2,
            session_timeout=SESSION_SECONDS,
            article_timeout=self._article_seconds(),
            send_timeout=15,
            broker_wait=30,
            # One in fifty articles is bad on purpose, and faults make more; the breaker is tested
            # elsewhere.
            breaker_ratio=1,
        )
        if self._logins:
            env |= {
                "KAFKA_BOOTSTRAP_SERVERS": ",".join(self._logins),
                "STANCEWIRE_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
                "STANCEWIRE_SASL_MECHANISM": MECHANISM,
                "STANCEWIRE_SASL_USERNAME": USER,
                "STANCEWIRE_SASL_PASSWORD": PASSWORD,
            }
        if self.pages:
            env["STANCEWIRE_WEB_PORT"] = str(self.pages[number].port)
        if mended:
            # Nothing is unread then, and copies do no harm.
            env[ASKS] = "beginning"
        env["STANCEWIRE_TEST_VERSION"] = str(number % self.plan.versions)
        env["STANCEWIRE_TEST_REAL"] = str(self.plan.real_every)
        env["STANCEWIRE_TEST_REAL_LATE"] = "1" if self.plan.real_is_rare else ""
        env["STANCEWIRE_TEST_MUTANT"] = self.mutant
        module = "tests.chaos.mutants" if self.mutant else "worker.cli.main"
        return WorkerProcess(env, self.folder / f"worker-{number}.log", module)


def evidence_of(stage: Stage, lag: int) -> Evidence:
    """All that there is so far."""
    observer = stage.observer
    # First: what is read from here on may be older than a later sample.
    samples = observer.samples[: observer.covered]
    with stage.ledger.lock:
        sent = (
            frozenset(stage.ledger.confirmed),
            frozenset(stage.ledger.doubtful),
            frozenset(stage.ledger.aborted),
        )
        gone = frozenset(stage.ledger.gone)
    read = list(observer.inputs), list(observer.outputs)
    return Evidence(*sent, *read, samples, lag, gone)


# Transactions whose producer died end within a second of their time-out.
HASTY = {
    "transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000",
    # On a busy machine a broker is slow to register; it need not give up for that.
    "initial.broker.registration.timeout.ms": "600000",
}


def hasty(settings: dict[str, str]) -> dict[str, str]:
    return {**settings, **HASTY}


def _restart(broker: Broker) -> None:
    """Start it again, and once more where Kafka gives up: a supervisor would."""
    deadline = Deadline(GIVE_UP_SECONDS)
    while not broker.running or is_full(broker):
        try:
            broker.restart(timeout=patient(START_SECONDS))
        except LocalKafkaError:
            if deadline.passed():
                raise


def _continue(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
