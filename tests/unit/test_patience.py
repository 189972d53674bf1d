"""The tests' own deadlines: longer on a slow machine, never shorter than they say."""

import pytest

from tests.support import patience
from tests.support.patience import Deadline, patient


def test_a_slow_machine_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(patience.time, "monotonic", lambda: now)
    monkeypatch.setattr(patience, "slowness", lambda: 4.0)
    deadline = Deadline(10)
    now = 39.0
    assert not deadline.passed()
    now = 41.0
    assert deadline.passed()


def test_a_fast_machine_has_no_less_than_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_measured", lambda: 0.1)
    monkeypatch.setattr(patience, "_samples", patience.deque(maxlen=5))
    assert patience.slowness() == 1
    assert patient(10) >= 10


def test_the_time_in_which_the_machine_was_slow_is_what_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, slow = 0.0, 10.0
    monkeypatch.setattr(patience.time, "monotonic", lambda: now)
    monkeypatch.setattr(patience, "slowness", lambda: slow)
    deadline = Deadline(10)
    now = 50.0
    assert not deadline.passed()
    slow = 1.0
    now = 54.0
    assert not deadline.passed()
    now = 56.0
    assert deadline.passed()
