"""The plainest program that does a worker's main task: aiokafka in, the pipeline, aiokafka out.

It has none of what a worker promises: one bad article ends it, and a long one costs it its
partitions. What a worker takes more than this is the price of Faust, the pool of processes, and all
checks. Run ``python -m bench.plain_loop`` with the environment of a worker.
"""

import asyncio
import sys

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from topics.catalogue import Catalogue
from topics.events import Article, Pipeline
from worker import nlp as language_side
from worker.one_thread import use_one_thread
from worker.outgoing import enriched_event, outgoing_records
from worker.settings import Settings


async def main() -> None:
    """Read, enrich and send, until the process is ended."""
    settings = Settings()
    catalogue = Catalogue(settings.topic_prefix, settings.partitions, settings.replication_factor)
    nlp = language_side.load()
    pipeline = Pipeline(name="bench", version="0", model=language_side.model_version())
    servers = settings.bootstrap_servers
    options = {"bootstrap_servers": servers.split(",")}
    consumer = AIOKafkaConsumer(
        catalogue.articles.name,
        **options,
        group_id=settings.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(**options, acks="all", enable_idempotence=True)
    await producer.start()
    await consumer.start()
    print("ready: assigned partitions", file=sys.stderr, flush=True)
    async for record in consumer:
        article = Article.model_validate_json(record.value)
        event = enriched_event(article, language_side.enrich(nlp, article), pipeline)
        for out in outgoing_records(article, event, catalogue, record.timestamp):
            await producer.send_and_wait(
                out.topic, key=out.key, value=out.value, headers=list(out.headers)
            )
        await consumer.commit()


if __name__ == "__main__":
    use_one_thread()
    asyncio.run(main())
