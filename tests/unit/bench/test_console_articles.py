import json

from bench.console_articles import Articles
from tests.support.enriched import AGAINST, enriched
from topics.events import Enriched, Span

COUNT = 200
# One name within another one, as a union's within the name of its branch.
SAMPLE = json.loads(
    enriched(
        "nested",
        "The Union of Upper Dockers Halifax blamed Perth. Halifax Dockers did not.",
        named={
            "Union of Upper Dockers Halifax": ("name:organization:union", "organization"),
            "Dockers Halifax": ("name:organization:dockers", "organization"),
            "Perth": ("name:place:perth", "place"),
        },
        stances=(("Dockers Halifax", "Perth", AGAINST, "Upper Dockers Halifax blamed Perth"),),
    )
)


def test_every_event_is_one_that_a_worker_could_write() -> None:
    made = Articles([SAMPLE] * 5)(COUNT)
    articles = [Enriched.model_validate_json(json.dumps(one)) for one in made]

    assert any(one.stances for one in articles)
    for one in articles:
        text = {"title": one.article.title, "body": one.article.body}
        spans: list[Span] = [mention for entity in one.entities for mention in entity.mentions]
        spans += [span for stance in one.stances for span in stance.evidence]
        for span in spans:
            assert text[span.field][span.start : span.end] == span.text
