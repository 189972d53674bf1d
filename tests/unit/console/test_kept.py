from console.kept import Kept


class Clock:
    """Time passes only while an answer is made."""

    def __init__(self) -> None:
        self.now = 0.0
        self.made = 0

    def __call__(self) -> float:
        return self.now

    def slow(self, seconds: float = 1.0) -> bytes:
        self.now += seconds
        self.made += 1
        return f"answer {self.made}".encode()


def test_a_slow_answer_is_not_made_twice_while_nothing_changes() -> None:
    clock = Clock()
    kept = Kept(clock)
    for later in (0, 100, 3_000):
        clock.now = later
        assert kept.answer("q", 7, clock.slow) == b"answer 1"
    assert kept.answer("other", 7, clock.slow) == b"answer 2"


def test_of_a_store_that_changes_it_is_shown_twenty_times_as_long_as_it_took() -> None:
    clock = Clock()
    kept = Kept(clock)
    assert kept.answer("q", 1, clock.slow) == b"answer 1"
    clock.now = 20.9
    assert kept.answer("q", 2, clock.slow) == b"answer 1"
    clock.now = 21.1
    assert kept.answer("q", 3, clock.slow) == b"answer 2"


def test_a_quick_answer_is_always_the_newest() -> None:
    clock = Clock()
    kept = Kept(clock)
    answers = [kept.answer("q", 1, lambda: clock.slow(0.01)) for _ in range(2)]
    assert answers == [b"answer 1", b"answer 2"]


def test_only_so_many_are_kept_and_the_last_stay() -> None:
    clock = Clock()
    kept = Kept(clock)
    for number in range(65):
        kept.answer(number, 1, clock.slow)
    assert kept.answer(64, 1, clock.slow) == b"answer 65"
    assert kept.answer(0, 1, clock.slow) == b"answer 66"


def test_what_cannot_be_answered_is_asked_again() -> None:
    clock = Clock()
    kept = Kept(clock)
    for _ in range(2):
        try:
            kept.answer("q", 1, lambda: 1 // 0)  # type: ignore[arg-type, return-value]
        except ZeroDivisionError:
            clock.made += 1
    assert clock.made == 2
