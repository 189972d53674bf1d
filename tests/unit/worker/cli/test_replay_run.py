"""Which records a replay reads again."""

from worker.cli.replay_run import Window


def test_a_window_takes_its_begin_and_leaves_its_end() -> None:
    window = Window(10, 20)
    assert [ms for ms in (9, 10, 19, 20) if window.includes(ms)] == [10, 19]
    assert Window().includes(0)


def test_windows_are_told_apart() -> None:
    assert str(Window()) == "everything"
    assert str(Window(0, None)) == "since 1970-01-01T00:00:00.000Z"
    assert str(Window(None, 0)) == "until 1970-01-01T00:00:00.000Z"
