"""A worker written like Faust's tutorials. It loses articles, and a test checks that it does.

``async for`` acknowledges automatically, even skipped records. Sends are not confirmed. Several
instances share the work: one that finishes a later article lets the commit pass an earlier one that
another is still processing when it is killed.
"""

import asyncio
import sys

import faust

from worker.article_fields import Rejected
from worker.intake import read_record
from worker.outgoing import enriched_event, outgoing_records
from worker.pipeline_info import pipeline_info
from worker.pool.pool import Pool
from worker.settings import load_settings

CONCURRENCY = 4


def main() -> None:
    model = None
    settings = load_settings()
    catalogue = settings.catalogue()
    pool = Pool(settings.pipeline, {}, 2, article_timeout=30, start_timeout=120)
    pool.spawn()
    app = faust.App(
        settings.group,
        broker=f"kafka://{settings.bootstrap_servers}",
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=1,
        broker_commit_interval=0.2,
        consumer_auto_offset_reset="earliest",
        topic_partitions=settings.partitions,
        topic_disable_leader=True,
        topic_allow_declare=False,
        store="memory://",
        autodiscover=False,
        web_enabled=False,
        worker_redirect_stdouts=False,
    )
    topic = app.topic(catalogue.articles.name, value_type=bytes, value_serializer="raw")

    @app.agent(topic, concurrency=CONCURRENCY)
    async def articles(stream):
        nonlocal model
        if model is None:
            model = asyncio.ensure_future(pool.ready())
        name = await model
        sys.stderr.write("ready: naive, and assigned\n")
        async for event in stream.events():
            message = event.message
            try:
                article = read_record(message.key, message.value).article
            except Rejected as rejected:
                # The usual way to handle unreadable records. Raising has the same effect, until the
                # supervisor gives up: Faust acknowledges a record on which an agent failed.
                sys.stderr.write(f"skipped: {rejected}\n")
                continue
            (enrichment,) = await pool.enrich([article])
            enriched = enriched_event(article, enrichment, pipeline_info(name))
            for record in outgoing_records(
                article, enriched, catalogue, round(message.timestamp * 1000)
            ):
                await app.producer.send(
                    record.topic, record.key, record.value, None, None, record.headers
                )

    faust.Worker(app, loglevel="WARNING", redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main()
