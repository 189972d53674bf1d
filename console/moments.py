"""Times as the answers give them: RFC 3339 in UTC, from milliseconds since 1970."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MS = round((datetime(2, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)
_LAST_MS = round((datetime(9998, 12, 31, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)


def moment(ms: int) -> datetime:
    """The time, kept away from the calendar's ends, where nothing can be added."""
    return _EPOCH + timedelta(milliseconds=min(max(ms, _FIRST_MS), _LAST_MS))


def written(ms: int | None) -> str | None:
    """The time as text; None if there is none."""
    if ms is None:
        return None
    spec = "seconds" if ms % 1000 == 0 else "milliseconds"
    return moment(ms).isoformat(timespec=spec).replace("+00:00", "Z")
