import re

import pytest
from prometheus_client import REGISTRY

from worker.metrics.definitions import DEAD_LETTERS, STAGE_SECONDS
from worker.metrics.kinds import Definition, definitions


@pytest.mark.parametrize("defined", definitions(), ids=lambda defined: defined.name)
def test_a_metric_says_what_it_means_and_what_to_do(defined: Definition) -> None:
    assert re.fullmatch(r"stancewire(_[a-z]+)+", defined.name)
    assert (defined.kind == "counter") == defined.name.endswith("_total")
    for text in (defined.meaning, defined.action):
        assert len(text.split()) > 2
        assert text.endswith(".")


def test_every_series_that_is_known_is_there_from_the_start() -> None:
    for metric, label, values in (
        (DEAD_LETTERS, "reason", None),
        (STAGE_SECONDS, "stage", {"intake", "queue", "pipeline", "delivery"}),
    ):
        (family,) = metric.collect()
        found = {sample.labels[label] for sample in family.samples}
        assert found == (values or set(definition_of(family.name).labels[label]))
    assert (
        REGISTRY.get_sample_value(
            "stancewire_stances_total", {"polarity": "against", "reporting": "quote"}
        )
        is not None
    )


def definition_of(family: str) -> Definition:
    return next(one for one in definitions() if one.name in (family, f"{family}_total"))
