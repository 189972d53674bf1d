"""The console's web side without Kafka, from a store filled by hand."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from console.app import Console
from console.options import ConsoleOptions
from console.rows import article_row
from tests.support.enriched import blame, praise
from topics.catalogue import Catalogue


@pytest.fixture
def console() -> Console:
    made = Console(ConsoleOptions({"bootstrap_servers": "127.0.0.1:1"}, Catalogue(), "group"))
    made.store.add(
        article_row(value, 1000 + n, f"t 0:{n}") for n, value in enumerate((praise(1), blame(2)))
    )
    return made


@pytest.fixture
async def client(console: Console) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    async with TestClient(TestServer(console.application())) as made:
        yield made
