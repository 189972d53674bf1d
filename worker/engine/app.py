"""Assembles the worker; the only module that knows every part."""

import logging
from dataclasses import dataclass, field
from typing import Any

from faust.types import TP
from prometheus_client import REGISTRY

from topics.cluster.admin import AdminError, check, create, wait_for_broker
from worker.breaker import Breaker
from worker.delivery import Delivery
from worker.engine.agent import attach_agent
from worker.engine.crash import why
from worker.engine.signals import SignalledWorker
from worker.engine.stop_deadline import LEAVING_SECONDS, StopDeadline, end_within
from worker.engine.streaming import faust_app, sender
from worker.fatal import FatalError
from worker.health import Health
from worker.logs.setup import configure_logging
from worker.metrics.definitions import BUILD, POOL_BUSY, POOL_PROCESSES, POOL_QUEUE, REBALANCES
from worker.metrics.scrape import ProgressCollector
from worker.metrics.usage import UsageCollector
from worker.misspelt import misspelt
from worker.pipeline_info import pipeline_info
from worker.pool.pool import Pool
from worker.processor import Processor
from worker.progress import Progress
from worker.settings import Settings
from worker.tracing.setup import tracing
from worker.tracing.trace import BeginTrace
from worker.web import serve

log = logging.getLogger(__name__)


def run(settings: Settings, *, create_topics: bool = False) -> int:
    """Run the worker until it is told to stop, and return its exit status.

    With ``create_topics`` it first creates the missing topics, while the pipelines load.

    The status is 0 after a signal and 1 after anything that needs a person; the last line of the
    log then says what.
    """
    configure_logging(settings.log_level, settings.log_format)
    for line in misspelt():
        log.warning("%s", line)
    options = {"entities": settings.entities} if settings.entities else {}
    progress = Progress()
    health = Health(progress, live_after=settings.live_after, stuck_after=settings.stuck_after)
    pool = Pool(
        settings.pipeline,
        options,
        settings.pool_processes,
        article_timeout=settings.article_timeout,
        start_timeout=settings.pool_start_timeout,
        on_outcome=progress.outcome,
    )
    pool.spawn()
    try:
        _publish_state(health, pool)
        names = [name.strip() for name in settings.web_names.split(",")]
        serve(settings.web_bind, settings.web_port, health, settings.group, names)
        with tracing(spans=settings.tracing == "otlp") as begin_trace:
            health.phase = "waiting for Kafka and checking its topics"
            _require_cluster(settings, create_topics=create_topics)
            return _Run(settings, pool, health, begin_trace).execute()
    except (AdminError, FatalError) as error:
        log.critical("%s", error)
        return 1
    except KeyboardInterrupt:
        # A signal, before there was an event loop to hear it.
        end_within(settings.stop_deadline + LEAVING_SECONDS)
        raise
    finally:
        pool.kill()


def _publish_state(health: Health, pool: Pool) -> None:
    REGISTRY.register(ProgressCollector(health.progress, lambda: not health.stuck().ok))
    REGISTRY.register(UsageCollector())
    POOL_PROCESSES.set_function(lambda: pool.loaded)
    POOL_BUSY.set_function(lambda: pool.busy)
    POOL_QUEUE.set_function(lambda: pool.waiting)


def _require_cluster(settings: Settings, *, create_topics: bool) -> None:
    options, catalogue = settings.kafka_client_options(), settings.catalogue()
    wait_for_broker(options, settings.broker_wait, log.warning)
    if create_topics:
        create(options, catalogue)
    differences = check(options, catalogue)
    for difference in differences:
        log.log(
            logging.WARNING if difference.severity == "harmless" else logging.ERROR,
            "%s",
            difference,
        )
    if any(difference.severity != "harmless" for difference in differences):
        raise AdminError(
            "the cluster's topics differ from the catalogue in a way that would lose or "
            "reorder articles; 'stancewire topics check' says how to fix each difference"
        )


@dataclass
class _Run:
    settings: Settings
    pool: Pool
    health: Health
    begin_trace: BeginTrace
    failure: Exception | None = field(default=None, init=False)

    def execute(self) -> int:
        self.deadline = StopDeadline(self.settings.stop_deadline, self._leave)
        app = faust_app(self.settings, self.health)
        self.health.phase = "loading the pipelines"
        catalogue = self.settings.catalogue()
        topic = app.topic(
            catalogue.articles.name,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
        )

        async def prepare() -> tuple[Processor, Delivery]:
            model = await self.pool.ready()
            self.health.phase = ""
            log.info("ready: %d processes with model %s", self.settings.pool_processes, model)
            breaker = Breaker(
                self.settings.breaker_consecutive,
                self.settings.breaker_window,
                self.settings.breaker_ratio,
            )
            pipeline = pipeline_info(model)
            BUILD.info({"version": pipeline.version, "model": pipeline.model})
            processor = Processor(self.pool, catalogue, pipeline, breaker, self.begin_trace)
            return processor, Delivery(sender(app), self.settings.send_timeout)

        attach_agent(
            app,
            topic,
            prepare,
            batch_size=self.settings.batch_size,
            batch_wait=self.settings.batch_wait,
            progress=self.health.progress,
            on_failure=self._fail,
        )
        app.on_partitions_revoked.connect(self._revoked, weak=False)
        app.on_partitions_assigned.connect(self._assigned, weak=False)
        self.worker = worker = SignalledWorker(
            app,
            deadline=self.deadline,
            on_stop=self._stopping,
            quiet=True,
            redirect_stdouts=False,
        )
        try:
            worker.execute_from_commandline()
        except SystemExit as ended:
            status = int(ended.code or 0)
        if self.failure is not None or status != 0:
            log.critical("stopped: %s", self._why(worker.crash_reason or app.crash_reason))
            return 1 if self.failure is not None else status
        log.info("stopped")
        return status

    def _why(self, crash: BaseException | None) -> str:
        if self.failure is not None:
            return str(self.failure) or repr(self.failure)
        return why(crash)

    def _leave(self) -> None:
        """The last that happens where the stop deadline ends the process."""
        try:
            if self.failure is not None or self.worker.crash_reason is not None:
                log.critical("stopped: %s", self._why(self.worker.crash_reason))
        finally:
            self.pool.kill()

    def _fail(self, error: Exception) -> None:
        self.failure = error
        self._stopping()
        self.deadline.begin()

    def _stopping(self) -> None:
        self.health.stopping = True

    async def _revoked(self, *_: Any, **__: Any) -> None:
        self.health.progress.revoke()

    async def _assigned(self, _: Any, /, *arguments: Any, **__: Any) -> None:
        assigned: set[TP] = arguments[0]
        partitions = sorted(place.partition for place in assigned)
        self.health.progress.assign(partitions)
        REBALANCES.inc()
        if partitions:
            log.info("assigned partitions: %s", ", ".join(map(str, partitions)))
        else:
            log.warning(
                "assigned partitions: none; there are more workers than partitions, or no topic"
            )
