"""How a log line is written: JSON for machines, text for a terminal."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from topics.envelope import rfc3339
from worker.logs.context import current_fields

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonFormatter(logging.Formatter):
    """One JSON object a line, in ASCII, so nothing in it can end the line or control a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger and message; then what the line is about, then a traceback."""
        fields: dict[str, Any] = {
            "time": rfc3339(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **current_fields(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields)


class TextFormatter(logging.Formatter):
    """Escapes characters that a terminal would obey or reorder.

    Keys, topics and errors come from outside, and people read the log in terminals.
    """

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line without a traceback, ending with what it is about."""
        line = super().formatMessage(record)
        about = " ".join(f"{name}={value!r}" for name, value in current_fields().items())
        return f"{line} [{about}]" if about else line

    def format(self, record: logging.LogRecord) -> str:
        """The line, with everything escaped but printable characters, line breaks and tabs."""
        text = super().format(record)
        if text.isprintable():
            return text
        return "".join(
            character
            if character.isprintable() or character in "\n\t"
            else character.encode("unicode_escape").decode()
            for character in text
        )
