"""Events for comparisons: one in full, and ways to change it."""

from topics.events import (
    Article,
    Enriched,
    Enrichment,
    Entity,
    Mention,
    Pipeline,
    Stance,
    StatedHolder,
    StatedTarget,
    Topic,
)
from worker.outgoing import enriched_event

SPAN = Mention(field="body", start=0, end=4, text="Anna")
OTHER_SPAN = Mention(field="body", start=13, end=17, text="Peru")
ANNA = Entity(id="name:person:anna", name="Anna", type="person", salience=0.5, mentions=(SPAN,))
PERU = Entity(id="iso3166:PE", name="Peru", type="country", salience=0.5, mentions=(OTHER_SPAN,))
STANCE = Stance(
    holder=StatedHolder(kind="entity", id=ANNA.id, name=ANNA.name),
    target=StatedTarget(id=PERU.id, name=PERU.name),
    polarity="favor",
    reporting="quote",
    confidence=0.8,
    evidence=(SPAN,),
)
TOPIC = Topic(code="medtop:11000000", name="politics", path=("medtop:11000000",), score=0.9)
FULL = Enrichment(language="en", entities=(ANNA, PERU), stances=(STANCE,), topics=(TOPIC,))
BODY = "Anna praised Peru."


def event(said: Enrichment = FULL, id_: str = "a", body: str = BODY, model: str = "m") -> Enriched:
    pipeline = Pipeline(name="stancewire", version="1", model=model)
    return enriched_event(Article(id=id_, title="T\x1b[2J", body=body), said, pipeline)


def changed(**fields: object) -> Enrichment:
    return FULL.model_copy(update=fields)
