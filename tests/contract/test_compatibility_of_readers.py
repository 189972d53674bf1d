"""An allowed contract change breaks no reader: old reads new, and new reads old."""

import copy
import json
from typing import Any

import pytest
from pydantic import Field

from contract import paths
from contract.compatibility import compare
from contract.json_schema import model_schema
from contract.validation import faults, validators
from tests.contract.compatibility_cases import ENRICHED, FINE, REASON, STANCE
from tests.contract.schema_edits import BASE, changed
from topics.dead_letter import split_headers
from topics.events import Article, Enriched, EntityTagged, StanceTaken, TopicAssigned, Value

EXAMPLES = paths.read_tree(paths.EXAMPLES)

MODELS = {
    "news.enriched.v1": Enriched,
    "news.stances.v1": StanceTaken,
    "news.entities.v1": EntityTagged,
    "news.topics.v1": TopicAssigned,
    "news.articles.v1": Article,
}


def examples_of(topic: str) -> list[dict[str, Any]]:
    return [copy.deepcopy(example) for example in EXAMPLES.values() if example["topic"] == topic]


def fill(name: str, record: dict[str, Any]) -> None:
    """What a newer writer adds to a record after the change of this name."""
    value = record["value"]
    match name:
        case "an event gets an optional field":
            value["mood"] = "calm"
        case "a part of an event gets an optional field":
            for entity in value["entities"]:
                entity["mood"] = "calm"
        case "an event gets an optional object":
            value["mood"] = {"label": "calm"}
        case "an event gets an optional list":
            value["moods"] = ["calm", "grave"]
        case "an event gets an optional header":
            record["headers"]["ce_dataschema"] = "urn:x"
        case "a dead letter has a new reason":
            record["headers"][REASON] = "boredom"
        case "an abstention has a new reason":
            value["abstentions"]["mood"] = 1
        case "an article may have a new field":
            value["byline"] = "By Ada Brook"
        case _:
            assert name in WORDS_ONLY


WORDS_ONLY = (
    "a description is made better",
    "an example is made better",
    "there is a new topic",
)
# The worker that accepts more is deployed before the producers that send more.
FOR_NEWER_WORKERS = (
    "an article may be longer",
    "an article's field may be anything now",
    "an article need not have its field",
    "an article's field may be null",
)


@pytest.mark.parametrize("name", [name for name in FINE if name not in FOR_NEWER_WORKERS])
def test_an_old_reader_reads_a_new_event(name: str) -> None:
    path, _ = FINE[name]
    topic = (path or STANCE).split("/")[0]
    old = validators(BASE)
    for record in examples_of(topic):
        fill(name, record)
        assert not faults(old, topic, record)
        if topic in MODELS:
            MODELS[topic].model_validate_json(json.dumps(record["value"]))
        else:
            pairs = [(header, text.encode()) for header, text in record["headers"].items()]
            assert split_headers(pairs)[0].reason == record["headers"][REASON]


@pytest.mark.parametrize("name", FINE)
def test_a_new_reader_reads_an_old_event(name: str) -> None:
    path, edit = FINE[name]
    topic = (path or STANCE).split("/")[0]
    new = validators(changed(path, edit))
    for record in examples_of(topic):
        assert not faults(new, topic, record)


class Mood(Value):
    """A part that a later minor version might add."""

    label: str = Field(description="How it sounds.", examples=["calm"])


class NewerEnriched(Enriched):
    """An event of a later minor version."""

    mood: Mood | None = Field(None, description="How it sounds.")
    moods: tuple[str, ...] = Field((), description="All of them.", examples=[["calm"]])


def test_models_of_two_minor_versions_read_each_other() -> None:
    for record in examples_of("news.enriched.v1"):
        old = Enriched.model_validate_json(json.dumps(record["value"]))
        assert NewerEnriched.model_validate_json(old.model_dump_json()).mood is None
        newer = NewerEnriched(**dict(old), mood=Mood(label="calm"), moods=("calm",))
        assert Enriched.model_validate_json(newer.model_dump_json()) == old


def test_a_field_with_a_default_is_an_optional_field_of_the_schema() -> None:
    new = {**BASE, ENRICHED: {**BASE[ENRICHED], **model_schema(NewerEnriched)}}
    assert [str(change) for change in compare(BASE, new)] == [
        "fine  news.enriched.v1/value.json#mood: added, optional",
        "fine  news.enriched.v1/value.json#moods: added, optional",
    ]
