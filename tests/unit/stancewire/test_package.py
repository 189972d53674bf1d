"""The package that users import: light to import, and the same events as the worker's."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stancewire
from worker.cli.pipeline import Pipeline
from worker.settings import Settings

ROOT = Path(__file__).parents[3]
TEXT = "Senator Omar Lind condemned Peru on Monday."
# What users read and copy.
SHOWN = [ROOT / "README.md", *sorted((ROOT / "examples").rglob("*.py"))]
INNER = {"worker", "topics", "console", "local_kafka"}


def test_importing_it_imports_nothing_heavy() -> None:
    code = (
        "import sys, stancewire\n"
        "print(sorted({'spacy', 'onnxruntime', 'faust', 'kafka'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert found.stdout.decode().strip() == "[]"


@pytest.mark.parametrize("name", stancewire.__all__)
def test_everything_that_it_names_is_there(name: str) -> None:
    assert getattr(stancewire, name) is not None
    assert name in dir(stancewire)


def test_what_it_does_not_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = stancewire.nonsense


def test_an_article_gives_the_workers_event() -> None:
    fields = {"id": 7, "title": "Peru", "body": TEXT, "published_at": ""}
    event = stancewire.enrich(fields)
    article = stancewire.Article(id="7", title="Peru", body=TEXT)
    assert event == Pipeline(Settings()).enrich(article, ("published_at",))
    assert event.article.dropped_fields == ("published_at",)
    assert stancewire.enrich(article).stances == event.stances


def test_a_text_is_an_article_whose_words_are_quoted() -> None:
    event = stancewire.enrich(TEXT)
    (stance,) = event.stances
    assert (stance.polarity, stance.target.id) == ("against", "iso3166:PE")
    (span,) = stance.evidence
    assert TEXT[span.start : span.end] == span.text
    assert event == stancewire.enrich(TEXT)


@pytest.mark.parametrize("nothing", ["", " \n", {"id": "a"}, {"body": "x"}])
def test_what_is_no_article_is_a_value_error(nothing: object) -> None:
    with pytest.raises(ValueError, match=r"empty_body|invalid_field"):
        stancewire.enrich(nothing)


def test_the_pipeline_can_be_loaded_once_and_used() -> None:
    nlp = stancewire.load()
    (doc,) = nlp.pipe([TEXT])
    assert [stance.polarity for stance in doc._.stances] == ["against"]
    assert stancewire.enrich(TEXT, nlp) == stancewire.enrich(TEXT)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_what_users_copy_imports_no_inner_package(path: Path) -> None:
    text = path.read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL) if path.suffix == ".md" else [text]
    for node in (node for block in blocks for node in ast.walk(ast.parse(block))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        assert not {name.split(".")[0] for name in names} & INNER, names


def test_what_the_readme_runs_prints_what_the_readme_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", SHOWN[0].read_text("utf-8"), re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - our own text
    said = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == said
    assert len(said) == 2
