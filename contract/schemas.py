"""Three schemas for each topic: key, headers, value."""

from contract.headers import Schema, headers_schema, key_schema
from contract.json_schema import DIALECT, example_of, model_schema
from topics.catalogue import Catalogue, TopicSpec

PARTS = ("key", "headers", "value")


def all_schemas() -> dict[str, Schema]:
    """Each schema by its file's path: ``TOPIC/PART.json``."""
    return {
        f"{topic.name}/{part}.json": topic_schema(topic, part)
        for topic in Catalogue().all
        for part in PARTS
    }


def topic_schema(topic: TopicSpec, part: str) -> Schema:
    """The schema of one part of a topic's records; its ``$id`` never changes."""
    schema = {"key": key_schema, "headers": headers_schema, "value": value_schema}[part](topic)
    schema.setdefault("examples", [example_of(schema, schema.get("$defs", {}))])
    return {"$schema": DIALECT, "$id": f"urn:stancewire:{topic.name}:{part}", **schema}


def value_schema(topic: TopicSpec) -> Schema:
    """The schema of the topic's model; of a dead letter, anything."""
    if topic.value is not None:
        return model_schema(topic.value)
    return {
        "title": f"Value of {topic.name}",
        "description": "The original record's value, byte for byte; none if it had none or was "
        "too large to keep.",
        "x-unit": "bytes",
        "examples": ['{"id": "daily-20260105-7", "title": "A visit to the mines"}'],
    }
