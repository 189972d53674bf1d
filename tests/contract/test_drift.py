"""The committed files match the models and the pipeline; if not, run ``make contract``."""

import re
from collections import Counter

from contract import paths
from contract.asyncapi import asyncapi, asyncapi_text
from contract.examples import alike, all_examples
from contract.page import page_text
from contract.schemas import all_schemas

SCHEMAS = paths.read_tree(paths.SCHEMAS)
EXAMPLES = paths.read_tree(paths.EXAMPLES)


def test_the_schemas_are_what_the_models_say() -> None:
    fresh = all_schemas()
    assert fresh == SCHEMAS
    for path, schema in fresh.items():
        assert (paths.SCHEMAS / path).read_text("utf-8") == paths.json_text(schema)


def test_the_examples_are_what_the_pipeline_says_of_the_samples() -> None:
    fresh = all_examples()
    assert list(fresh) == sorted(EXAMPLES)
    assert [path for path in fresh if not alike(fresh[path], EXAMPLES[path])] == []


def test_the_asyncapi_document_is_made_of_them() -> None:
    assert paths.ASYNCAPI.read_text("utf-8") == asyncapi_text(SCHEMAS, EXAMPLES)


def test_the_page_is_made_of_them() -> None:
    page = paths.PAGE.read_text("utf-8")
    assert page == page_text(SCHEMAS, EXAMPLES)
    assert not re.search(r"""(src|href)=["'](?!#)""", page), "it must need nothing but itself"
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


def test_the_asyncapi_document_uses_every_schema_and_every_example() -> None:
    document = asyncapi(SCHEMAS, EXAMPLES)
    messages = document["components"]["messages"].values()
    assert len(SCHEMAS) == len(messages) * 3
    shown = [example for message in messages for example in message["examples"]]
    assert Counter(example["name"] for example in shown) == Counter(
        path.split("/")[1].removesuffix(".json") for path in EXAMPLES
    )
    used = str(document)
    for name in document["components"]["schemas"]:
        assert f"'#/components/schemas/{name}'" in used, f"nobody refers to {name}"


def test_nothing_else_lies_beside_them() -> None:
    for folder in (paths.SCHEMAS, paths.EXAMPLES):
        assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".json"}


def test_alike_forgives_the_last_digits_of_a_score_and_nothing_else() -> None:
    assert alike({"score": 0.91, "b": ["x"]}, {"score": 0.92, "b": ["x"]})
    for one, other in (
        ({"score": 0.91}, {"score": 0.99}),
        ({"score": 0.91}, {"confidence": 0.91}),
        ({"score": 0.91}, {"score": 1}),
        ({"salience": 0.91}, {"salience": 0.9101}),
        ({"a": "x"}, {"a": "y"}),
        ({"a": ["x"]}, {"a": ["x", "x"]}),
    ):
        assert not alike(one, other)
