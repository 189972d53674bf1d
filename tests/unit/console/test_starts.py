from hypothesis import given
from hypothesis import strategies as st

from console.starts import starts


def test_what_a_short_partition_leaves_goes_to_the_long_ones() -> None:
    assert starts({0: 0, 1: 5, 2: 0}, {0: 100, 1: 7, 2: 10}, 30) == {0: 82, 1: 5, 2: 0}


@given(
    st.dictionaries(
        st.integers(0, 20), st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1
    ),
    st.integers(0, 500),
)
def test_never_more_than_asked_and_never_less_than_there_is(
    held: dict[int, tuple[int, int]], most: int
) -> None:
    begin = {name: low for name, (low, _) in held.items()}
    end = {name: low + more for name, (low, more) in held.items()}
    found = starts(begin, end, most)
    assert all(begin[name] <= found[name] <= end[name] for name in held)
    taken = sum(end[name] - found[name] for name in held)
    assert taken == min(most, sum(more for _, more in held.values()))
