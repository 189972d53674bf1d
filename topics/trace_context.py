"""W3C Trace Context in record headers: valid context is passed on, anything else is dropped.

Source: W3C Trace Context, level 1 (https://www.w3.org/TR/trace-context-1/), sections 3.2 and 3.3.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"
_MAX_TRACESTATE_CHARS = 512
_MAX_TRACESTATE_MEMBERS = 32
# Later versions may append to it, but begin as version 00 does.
_PARENT = re.compile(
    r"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})"
    r"(?P<more>-[\x20-\x7e]{0,128})?"
)
_MEMBER = re.compile(
    r"(?P<key>[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
    r"=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]"
)
_SAMPLED = 0x01


@dataclass(frozen=True)
class TraceContext:
    """The trace and span that made a record. ``state`` is empty if there is none."""

    trace_id: str
    span_id: str
    flags: int
    state: str = ""

    @property
    def sampled(self) -> bool:
        """Whether the sender keeps this trace."""
        return bool(self.flags & _SAMPLED)

    def to_headers(self) -> list[tuple[str, bytes]]:
        """The headers of a record that belongs to the trace."""
        parent = f"00-{self.trace_id}-{self.span_id}-{self.flags:02x}"
        headers = [(TRACEPARENT, parent.encode())]
        if self.state:
            headers.append((TRACESTATE, self.state.encode()))
        return headers


def trace_context(headers: Iterable[tuple[str, bytes | None]]) -> TraceContext | None:
    """The context in a record's headers; None unless there is exactly one and it is valid."""
    parents, states = _parents_and_states(headers)
    if len(parents) != 1:
        return None
    found = _PARENT.fullmatch(parents[0].decode(errors="replace"))
    if found is None:
        return None
    version, trace, span, flags, more = found.groups()
    known = version == "00"
    if version == "ff" or (known and more) or not int(trace, 16) or not int(span, 16):
        return None
    # In a later version only the known flag is sure to keep its meaning.
    bits = int(flags, 16) if known else int(flags, 16) & _SAMPLED
    return TraceContext(trace, span, bits, _state(states))


def _parents_and_states(
    headers: Iterable[tuple[str, bytes | None]],
) -> tuple[list[bytes], list[bytes]]:
    parents: list[bytes] = []
    states: list[bytes] = []
    for name, value in headers:
        if name == TRACEPARENT:
            parents.append(value or b"")
        elif name == TRACESTATE:
            states.append(value or b"")
    return parents, states


def _state(values: list[bytes]) -> str:
    """The whole list, or nothing: part of it could mean something else."""
    text = ",".join(value.decode(errors="replace") for value in values)
    members = [member.strip(" \t") for member in text.split(",")]
    members = [member for member in members if member]
    matches = [_MEMBER.fullmatch(member) for member in members]
    keys = [match.group("key") for match in matches if match]
    whole = len(keys) == len(members) == len(set(keys)) and len(members) <= _MAX_TRACESTATE_MEMBERS
    joined = ",".join(members)
    return joined if whole and len(joined) <= _MAX_TRACESTATE_CHARS else ""
