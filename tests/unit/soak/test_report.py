"""The page has what the kept soak showed."""

import json
import re

from tests.soak.plot import in_parts
from tests.soak.report import PAGE, PICTURE, RESULT, table
from tests.soak.verdict import Latency, Soak


def kept() -> Soak:
    return Soak.of_json(json.loads(RESULT.read_text("utf-8")))


def test_the_page_has_the_table_of_the_kept_soak() -> None:
    found = re.search(r"<!-- soak: .*?-->\n(.*?)<!-- mark -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    assert found[1] == table(kept()), "run `python -m tests.soak --report`"


def test_the_page_shows_the_plot() -> None:
    assert PICTURE.exists()
    assert f"]({PICTURE.name})" in PAGE.read_text("utf-8")


def test_latencies_are_drawn_in_parts_of_the_time() -> None:
    took = [Latency(float(at), at / 100, real=False) for at in range(80)]
    parts = in_parts(took, 80.0)
    assert len(parts) == 40
    assert parts[0][:2] == (1.0, 0.005)
