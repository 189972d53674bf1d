import asyncio

from worker.logs.context import about, current_fields
from worker.records import OriginalRecord

PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def record(offset: int, *headers: tuple[str, bytes]) -> OriginalRecord:
    return OriginalRecord("news.articles.v1", 3, offset, 1, b"k", b"", headers)


def test_a_line_is_about_the_article_only_inside_the_block() -> None:
    assert current_fields() == {}
    with about(record(17), "a-1"):
        assert current_fields() == {
            "article": "a-1",
            "topic": "news.articles.v1",
            "partition": 3,
            "offset": 17,
        }
    assert current_fields() == {}


def test_it_names_the_trace_where_there_is_one() -> None:
    with about(record(17, ("traceparent", PARENT)), "a-1"):
        assert current_fields()["trace_id"] == "0af7651916cd43dd8448eb211c80319c"


async def test_articles_at_the_same_time_are_told_apart() -> None:
    async def one(offset: int) -> object:
        with about(record(offset), f"a-{offset}"):
            await asyncio.sleep(0)
            return await asyncio.create_task(asyncio.to_thread(lambda: current_fields()["offset"]))

    assert await asyncio.gather(*(one(offset) for offset in range(5))) == list(range(5))
