"""Finds the dead letters whose text has an enriched event all the same."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from topics.cluster.errors import Options
from topics.events import Enriched
from topics.supersession import Text, text_of_event, text_of_letter
from worker.cli.kafka_io import Place, Reader


class Superseded:
    """Which of some letters are superseded; ``add`` the letters first, then ``look``."""

    def __init__(self) -> None:
        self._texts: dict[Place, Text] = {}
        self._oldest: int | None = None
        self._enriched: set[Text] = set()

    def add(self, record: Any, written_ms: int) -> None:
        """A letter, and when the record that it is about was written."""
        if (text := text_of_letter(record.value)) is not None:
            self._texts[record.partition, record.offset] = text
            oldest = min(written_ms, record.timestamp)
            self._oldest = oldest if self._oldest is None else min(self._oldest, oldest)

    def look(self, options: Options, enriched: str) -> None:
        """Read the enriched events that are not older than the oldest record of a letter."""
        if self._oldest is None:
            return
        with Reader(options, [enriched]) as reader:
            self.look_at(reader.all(reader.written_since(self._oldest)))

    def look_at(self, records: Iterable[Any]) -> None:
        """Note which texts these records of the enriched topic are about."""
        ids = {id_.encode() for id_, _ in self._texts.values()}
        for record in records:
            # Most events are about other articles: they need not be parsed.
            if record.key in ids and record.value:
                try:
                    event = Enriched.model_validate_json(record.value)
                except ValidationError:
                    continue
                self._enriched.add(text_of_event(event))

    def __contains__(self, place: Place) -> bool:
        return self._texts.get(place) in self._enriched

    def __len__(self) -> int:
        return sum(text in self._enriched for text in self._texts.values())
