"""The worker's pipeline in this process, loaded for the first article."""

from importlib import import_module

from topics.events import Article, Enriched
from worker.cli.failures import CommandError
from worker.cli.terminal import one_line
from worker.one_thread import use_one_thread
from worker.outgoing import enriched_event
from worker.pipeline_info import pipeline_info
from worker.pool.child import Enricher
from worker.settings import Settings


class Pipeline:
    """Runs what a pool process would run with the same settings: the events are the same."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: tuple[Enricher, str] | None = None

    def enrich(self, article: Article, dropped_fields: tuple[str, ...] = ()) -> Enriched:
        """The event that the worker would publish. Raises CommandError if no pipeline loads."""
        enrich, model = self._loaded or self._load()
        return enriched_event(article, enrich(article), pipeline_info(model), dropped_fields)

    def _load(self) -> tuple[Enricher, str]:
        use_one_thread()
        module, _, function = self._settings.pipeline.partition(":")
        options = {"entities": self._settings.entities} if self._settings.entities else {}
        try:
            self._loaded = getattr(import_module(module), function)(**options)
        except Exception as error:
            raise CommandError(
                f"the pipeline {self._settings.pipeline} cannot be loaded: "
                f"{type(error).__name__}: {one_line(str(error))}"
            ) from error
        assert self._loaded is not None
        return self._loaded
