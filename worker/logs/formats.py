"""How a line of the log is written: JSON for machines, text for a terminal."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from topics.envelope import rfc3339
from worker.logs.context import present

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonFormatter(logging.Formatter):
    """One JSON object a line, in ASCII: nothing in it can end the line or move a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message; then what the line is about, and an error's traceback."""
        fields: dict[str, Any] = {
            "time": rfc3339(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **present(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields)


class TextFormatter(logging.Formatter):
    """Writes what a terminal would obey, or show in another order, as its escape.

    Keys, topics and errors come from outside; a line of the log is also read in terminals.
    """

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line without a traceback, with what it is about at its end."""
        line = super().formatMessage(record)
        about = " ".join(f"{name}={value!r}" for name, value in present().items())
        return f"{line} [{about}]" if about else line

    def format(self, record: logging.LogRecord) -> str:
        """The line, with only printable characters, line breaks and tabs."""
        text = super().format(record)
        if text.isprintable():
            return text
        return "".join(
            character
            if character.isprintable() or character in "\n\t"
            else character.encode("unicode_escape").decode()
            for character in text
        )
