import logging
from importlib.util import find_spec
from pathlib import Path

import pytest

from worker.logs.libraries import RETRIED, Patience

NAME, TEMPLATE = min(RETRIED)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def complaint(name: str = NAME, template: str = TEMPLATE) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "", 0, template, (), None)


def test_a_complaint_is_written_once_it_has_gone_on() -> None:
    clock = Clock()
    patience = Patience(10, clock)
    written = []
    for second in range(13):
        clock.now = float(second)
        written.append(patience.filter(complaint()))
    assert written == [False] * 10 + [True] * 3


def test_after_a_silence_it_is_a_new_one() -> None:
    clock = Clock()
    patience = Patience(10, clock)
    assert not patience.filter(complaint())
    clock.now = 3600
    assert not patience.filter(complaint())


def test_any_other_line_is_written_at_once() -> None:
    assert Patience().filter(complaint(template="Heartbeat failed: %r"))
    assert Patience().filter(complaint(name="worker.engine.app"))


def test_who_asked_for_everything_sees_it_as_a_detail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", logging.DEBUG)
    logging.getLogger().manager._clear_cache()
    line = complaint()
    assert Patience().filter(line)
    assert line.levelname == "DEBUG"
    logging.getLogger().manager._clear_cache()


@pytest.mark.parametrize(("name", "template"), sorted(RETRIED))
def test_the_library_still_says_it_in_these_words(name: str, template: str) -> None:
    found = find_spec(name)
    assert found
    assert found.origin
    source = Path(found.origin).read_text().replace('"\n                        "', "")
    assert template in source
