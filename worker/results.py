"""What became of one record: its tags or a dead letter, and the records to publish for it."""

from dataclasses import dataclass

from topics.dead_letter import Reason
from topics.events import Article, Enrichment
from worker.records import OriginalRecord, OutgoingRecord
from worker.tracing.trace import Trace


@dataclass(frozen=True)
class Tagged:
    """The article of a record, what was found in it, and which of its fields were left out."""

    article: Article
    enrichment: Enrichment
    dropped_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Processed:
    """A record, everything to publish for it, and why: its tags, or a dead letter's reason."""

    original: OriginalRecord
    outgoing: list[OutgoingRecord]
    result: Tagged | Reason
    trace: Trace

    @property
    def outcome(self) -> str:
        """One of ``worker.metrics.labels.OUTCOMES``."""
        if not isinstance(self.result, Tagged):
            return "dead_lettered"
        return "skipped" if self.result.enrichment.skipped else "enriched"

    @property
    def reason(self) -> Reason | None:
        """A dead letter's reason; None for anything else."""
        return None if isinstance(self.result, Tagged) else self.result
