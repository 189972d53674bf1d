from bench.open_loop import stalls


def metrics(**buckets):
    return {
        ("event_loop_stall_seconds_bucket", frozenset({("le", bound)})): float(count)
        for bound, count in buckets.items()
    }


def test_stalls_are_read_from_the_buckets():
    found = stalls(metrics(**{"0.01": 90, "0.05": 97, "0.1": 99, "0.25": 100, "+Inf": 100}))
    assert found == {"ticks": 100, "blocked": 3, "at_most": 0.25}


def test_a_stall_beyond_the_last_bucket_has_no_bound():
    assert stalls(metrics(**{"0.05": 1, "30.0": 1, "+Inf": 2}))["at_most"] == -1.0
