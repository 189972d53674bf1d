"""Where a replay keeps how far it has got."""

from worker.cli.replay_memory import group_of


def test_the_marks_are_in_no_group_that_anybody_reads_in() -> None:
    assert group_of("stancewire", "candidate") == "stancewire-replay-candidate"
