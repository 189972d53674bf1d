import json
from pathlib import Path

from worker.metrics.labels import ABSTENTIONS, OTHER, TOPICS, among

NLP = Path(__file__).parents[4] / "worker/nlp"


def test_the_topics_are_the_top_levels_of_the_taxonomy() -> None:
    concepts = json.loads((NLP / "topics/data/media_topics.json").read_text("utf-8"))["concepts"]
    tops = {code for code, concept in concepts.items() if len(concept["path"]) == 1}
    assert tops == set(TOPICS) - {OTHER}


def test_what_a_label_may_not_say_is_other() -> None:
    assert among("victim", ABSTENTIONS) == "victim"
    assert among("<script>", ABSTENTIONS) == OTHER
