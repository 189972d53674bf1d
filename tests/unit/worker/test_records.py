from worker.records import OriginalRecord, OutgoingRecord, record_bytes

PARENT = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")


def original(*headers: tuple[str, bytes | None]) -> OriginalRecord:
    return OriginalRecord("news.articles.v1", 3, 17, 1, b"k", b"v", headers)


def test_a_record_says_where_it_is() -> None:
    assert original().place == "news.articles.v1[3]@17"


def test_only_the_headers_of_the_trace_are_passed_on() -> None:
    assert original(("h", b"1"), PARENT, ("h", None)).trace_headers == (PARENT,)
    assert original(("h", b"1")).trace_headers == ()


def test_the_size_counts_key_value_and_every_header() -> None:
    empty = record_bytes(OutgoingRecord("t", None, None, []))
    assert record_bytes(OutgoingRecord("t", b"k" * 10, b"v" * 100, [])) == empty + 110
    one = record_bytes(OutgoingRecord("t", None, None, [("caf\u00e9", b"1234")]))
    assert one >= empty + 5 + 4
    two = record_bytes(OutgoingRecord("t", None, None, [("caf\u00e9", b"1234"), ("h", None)]))
    assert two > one
