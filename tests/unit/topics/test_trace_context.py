import pytest

from topics.trace_context import TraceContext, trace_context

TRACE = "0af7651916cd43dd8448eb211c80319c"
SPAN = "b7ad6b7169203331"
PARENT = f"00-{TRACE}-{SPAN}-01".encode()


def read(*parents: bytes | None, states: tuple[bytes, ...] = ()) -> TraceContext | None:
    headers = [("other", b"x"), *(("traceparent", parent) for parent in parents)]
    return trace_context([*headers, *(("tracestate", state) for state in states)])


def test_a_valid_parent_is_passed_on_as_it_is() -> None:
    found = read(PARENT)
    assert found == TraceContext(TRACE, SPAN, 1)
    assert found.sampled
    assert found.to_headers() == [("traceparent", PARENT)]


@pytest.mark.parametrize(
    "parent",
    [
        None,
        b"",
        b"00",
        PARENT.upper(),
        PARENT[:-1],
        PARENT + b"-more",
        PARENT + b"\n",
        b" " + PARENT,
        b"\xff" + PARENT,
        b"ff" + PARENT[2:],
        f"00-{'0' * 32}-{SPAN}-01".encode(),
        f"00-{TRACE}-{'0' * 16}-01".encode(),
        f"00-{TRACE}-{SPAN}-zz".encode(),
        f"01-{TRACE}-{SPAN}-01more".encode(),
        f"01-{TRACE}-{SPAN}-01-".encode() + b"x" * 1_000_000,
    ],
)
def test_a_malformed_parent_is_none(parent: bytes | None) -> None:
    assert read(parent) is None


def test_two_parents_are_none() -> None:
    assert read(PARENT, PARENT) is None
    assert read() is None


@pytest.mark.parametrize("more", [b"", b"-what-comes-later"])
def test_a_later_version_is_taken_for_what_is_known_of_it(more: bytes) -> None:
    found = read(f"cc-{TRACE}-{SPAN}-ff".encode() + more)
    assert found
    assert found.to_headers() == [("traceparent", PARENT)]


@pytest.mark.parametrize(
    ("states", "kept"),
    [
        ((b"rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",), "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"),
        ((b"a=1", b"b=2"), "a=1,b=2"),
        ((b" a=1 ,, b=2",), "a=1,b=2"),
        ((b"tenant@system=x",), "tenant@system=x"),
        ((b"",), ""),
        ((b"a=1,a=2",), ""),
        ((b"A=1",), ""),
        ((b"a=1,=2",), ""),
        ((b"a=caf\xc3\xa9",), ""),
        ((b"a=1\r\nb=2",), ""),
        ((",".join(f"k{n}=v" for n in range(33)).encode(),), ""),
        ((b"a=" + b"x" * 600,), ""),
        ((b"a=" + b"x" * 256 + b",b=" + b"x" * 250,), "a=" + "x" * 256 + ",b=" + "x" * 250),
    ],
)
def test_a_state_is_passed_on_whole_or_not_at_all(states: tuple[bytes, ...], kept: str) -> None:
    found = read(PARENT, states=states)
    assert found
    assert found.state == kept


def test_a_state_without_a_parent_is_nothing() -> None:
    assert read(states=(b"a=1",)) is None
