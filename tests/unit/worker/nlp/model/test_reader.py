"""A passage read once for its stances: targets from tags, holders and names from pointers."""

import numpy as np
import pytest

from worker.nlp.model.encoder import Encoder
from worker.nlp.model.packaged import packaged
from worker.nlp.model.reader import BEGINS_ANEW, CLEAR, KINDS, LEAST, ReadRow, StanceReader
from worker.nlp.model.reader_rows import ReaderRow
from worker.nlp.model.tower import Outputs

WIDTH = 4
ARRAYS = {
    "nowhere.weight": np.zeros((2 * WIDTH, 2), dtype=np.float32),
    "nowhere.bias": np.zeros(2, dtype=np.float32),
    "plain.weight": np.zeros((2 * WIDTH, 2), dtype=np.float32),
    "plain.bias": np.zeros(2, dtype=np.float32),
    "current": np.full(WIDTH, 10, dtype=np.float32),
}
NONE, B_FOR, I_FOR, B_AGAINST, I_AGAINST = np.eye(5)
"""Shares of the tags, each sure of one."""


def row_of(shares, before=0, sentences=None, **outputs):
    """A row whose own sentences have pieces with these shares of tags."""
    length = before + len(shares) + 3
    # The marks, and what comes before, are tagged too, but the tags say nothing.
    around = [B_AGAINST] * (before + 2)
    tags = np.log(np.clip([*around, *shares, B_AGAINST], 1e-9, 1)).astype(np.float32)
    usual = {
        "last_hidden": np.zeros((length, WIDTH), dtype=np.float32),
        "asks": np.zeros((length, WIDTH), dtype=np.float32),
        "answers": np.zeros((length, WIDTH), dtype=np.float32),
        "middle": np.zeros((length, WIDTH), dtype=np.float32),
    }
    arrays = ARRAYS | outputs.pop("arrays", {})
    row = reader_row(range(before), range(len(shares)), sentences)
    return ReadRow(Outputs(tags=tags, **usual | outputs), row, arrays)


def reader_row(before=(), own=(1, 2), sentences=None, states=None):
    numbers = (0,) * len(own) if sentences is None else tuple(sentences)
    tokens = (None, *before, None, *own, None)
    if states is None:
        states = np.zeros((len(tokens), WIDTH), dtype=np.float32)
    return ReaderRow(tuple(before), tuple(own), tokens, numbers, states)


def targets(*shares, **told):
    return [(one.places, one.polarity) for one in row_of(shares, **told).targets()]


def test_a_run_of_tagged_pieces_is_a_target():
    assert targets(NONE, B_FOR, I_FOR, NONE, B_AGAINST, NONE) == [
        ((3, 5), "favor"),
        ((6, 7), "against"),
    ]


def test_a_target_may_begin_and_end_with_the_passage():
    assert targets(B_AGAINST, I_AGAINST) == [((2, 4), "against")]


def test_places_are_those_of_the_row():
    assert targets(NONE, B_FOR, I_FOR, NONE, before=7) == [((10, 12), "favor")]


def test_a_target_that_begins_anew_is_another():
    assert targets(B_FOR, I_FOR, B_FOR, B_AGAINST) == [
        ((2, 4), "favor"),
        ((4, 5), "favor"),
        ((5, 6), "against"),
    ]


def test_what_a_target_undoes_is_a_target_of_the_other_polarity():
    # "repeal of the tax": its first pieces are favoured, and the tax is not.
    undoes = row_of([NONE, B_FOR, I_FOR, I_AGAINST, I_AGAINST, NONE]).targets()
    assert [(one.places, one.polarity) for one in undoes] == [
        ((3, 7), "favor"),
        ((5, 7), "against"),
    ]
    assert [one.probability for one in undoes] == pytest.approx([1, 1], abs=1e-6)
    assert [one.opposite for one in undoes] == pytest.approx([0, 0], abs=1e-6)


def test_a_piece_that_leans_to_neither_side_turns_nothing():
    unclear = (1 - CLEAR) / 2 * I_FOR + (1 + CLEAR) / 2 * I_AGAINST
    slightly = unclear + 0.01 * (I_FOR - I_AGAINST)
    assert targets(B_FOR, I_FOR, slightly) == [((2, 5), "favor")]
    assert targets(B_FOR, I_FOR, unclear + 0.01 * (I_AGAINST - I_FOR)) == [
        ((2, 5), "favor"),
        ((4, 5), "against"),
    ]
    assert targets(0.5 * (B_FOR + B_AGAINST), I_AGAINST) == [((2, 4), "against")]


def test_a_target_ends_with_its_sentence():
    assert targets(B_FOR, I_FOR, I_FOR, sentences=[4, 4, 5]) == [
        ((2, 4), "favor"),
        ((4, 5), "favor"),
    ]


def test_a_target_that_lacks_its_first_tag_is_one_all_the_same():
    assert targets(NONE, I_FOR, I_FOR, NONE) == [((3, 5), "favor")]


def test_from_which_probability_on_a_piece_begins_the_next_target():
    anew, not_quite = ([0, b, 1 - b, 0, 0] for b in (BEGINS_ANEW + 0.01, BEGINS_ANEW - 0.01))
    assert len(targets(B_FOR, anew)) == 2
    assert len(targets(B_FOR, not_quite)) == 1


def test_from_which_probability_on_a_piece_is_part_of_a_target():
    for inside, count in ((LEAST + 0.01, 1), (LEAST - 0.01, 0)):
        shares = [1 - inside, inside / 4, inside / 4, inside / 4, inside / 4]
        assert len(targets(shares)) == count


def test_the_least_probability_may_be_another():
    row = row_of([[0.9, 0.1, 0, 0, 0]])
    assert row.targets() == []
    assert [one.places for one in row.targets(0.05)] == [(2, 3)]


def test_the_polarity_is_what_most_of_the_probability_says():
    mixed = row_of([[0.1, 0.6, 0.1, 0.2, 0.0], [0.1, 0.0, 0.3, 0.1, 0.5]])
    (found,) = mixed.targets()
    assert found.polarity == "favor"
    assert found.probability == pytest.approx((0.7 + 0.3) / 2)
    assert found.opposite == pytest.approx((0.2 + 0.6) / 2)
    turned = row_of([[0.1, 0.2, 0.0, 0.6, 0.1]])
    (found,) = turned.targets()
    assert found.polarity == "against"
    assert (found.probability, found.opposite) == (pytest.approx(0.7), pytest.approx(0.2))


def test_a_passage_without_tags_has_no_target():
    assert targets(NONE, NONE, NONE) == []
    assert targets() == []


def pointing(before, within, nowhere=(0.0, 0.0), ask=2.0):
    """A row whose pieces answer with these scores, and whose target is its first own piece."""
    answers = np.zeros((len(before) + len(within) + 3, WIDTH), dtype=np.float32)
    scores = [-50, *before, -50, *within, -50]
    answers[:, 0] = np.array(scores) * np.sqrt(WIDTH) / ask
    asks = np.zeros_like(answers)
    asks[len(before) + 2, 0] = ask
    bias = {"nowhere.bias": np.array(nowhere, dtype=np.float32)}
    shares = [NONE] * len(within)
    return row_of(shares, len(before), answers=answers, asks=asks, arrays=bias)


def test_the_places_that_answer_best_are_the_holders():
    holder = pointing([1, 2], [3, 4, 5], nowhere=(6, 7)).holder((4, 5))
    found = [*holder.places, holder.author, holder.elsewhere]
    expected = np.exp([-50, 1, 2, -50, 3, 4, 5, -50, 6, 7])
    np.testing.assert_allclose(found, expected / expected.sum(), rtol=1e-4)


def test_the_pieces_of_a_target_ask_together():
    row = pointing([], [0, 5, 0])
    row._outputs.asks[3] = -row._outputs.asks[2]
    alone, together = row.holder((2, 3)), row.holder((2, 4))
    assert alone.places[3] > 0.9
    # What the two ask cancels out, so that no place answers better than another.
    assert together.places[3] == pytest.approx(together.places[4])


def test_the_author_and_elsewhere_depend_on_the_target_and_the_whole_row():
    hidden = np.zeros((6, WIDTH), dtype=np.float32)
    hidden[0, 0], hidden[3, 1] = 1, 1
    weight = np.zeros((2 * WIDTH, 2), dtype=np.float32)
    weight[1, 0], weight[WIDTH, 1] = 9, 5
    told = {"last_hidden": hidden, "arrays": {"nowhere.weight": weight}}
    row = row_of([NONE, NONE, NONE], **told)
    asked, other = row.holder((3, 4)), row.holder((2, 3))
    assert asked.author > 0.9
    assert other.elsewhere > 0.9
    assert other.elsewhere > other.author


def naming(*hidden, **changed):
    """A row of such hidden states, whose words mean what their states say, and names theirs."""
    states = np.array(hidden, dtype=np.float32)
    arrays = {
        "means.weight": np.eye(WIDTH, dtype=np.float32),
        "means.bias": np.zeros(WIDTH, dtype=np.float32),
        "named.weight": np.eye(WIDTH, dtype=np.float32),
        "named.bias": np.zeros(WIDTH, dtype=np.float32),
        "unnamed.weight": np.zeros((WIDTH, 1), dtype=np.float32),
        "unnamed.bias": np.zeros(1, dtype=np.float32),
    }
    arrays |= {name: np.array(value, dtype=np.float32) for name, value in changed.items()}
    return row_of([NONE] * (len(states) - 3), last_hidden=states, arrays=arrays)


MARK, PERU, CHILE = [0] * WIDTH, [4, 0, 0, 0], [0, 4, 0, 0]


def test_words_mean_the_names_that_fit_best():
    name = naming(MARK, MARK, PERU, CHILE, CHILE, MARK).name((3, 4))
    # A state that fits itself scores 4 * 4 over the root of the width.
    expected = np.exp([0, 0, 0, 8, 8, 0, 0])
    np.testing.assert_allclose(
        [*name.places, name.nowhere], expected / expected.sum(), rtol=1e-4, atol=1e-9
    )


def test_a_name_is_matched_by_what_it_names_and_words_by_what_they_mean():
    turn = np.eye(WIDTH)[[1, 0, 2, 3]]
    states = MARK, MARK, PERU, CHILE, MARK
    assert naming(*states).name((2, 3)).places.argmax() == 2
    assert naming(*states, **{"means.weight": turn}).name((2, 3)).places.argmax() == 3
    assert naming(*states, **{"named.weight": turn}).name((2, 3)).places.argmax() == 3
    both = {"means.weight": turn, "named.weight": turn}
    assert naming(*states, **both).name((2, 3)).places.argmax() == 2


def test_the_biases_of_a_match_count():
    states = MARK, MARK, PERU, CHILE, MARK
    assert naming(*states, **{"means.bias": [0, 9, 0, 0]}).name((2, 3)).places.argmax() == 3
    # What is added to every name leaves less, or more, for none of them.
    assert naming(*states, **{"named.bias": [-9, 0, 0, 0]}).name((2, 3)).nowhere > 0.9


def test_the_pieces_of_a_description_mean_one_thing_together():
    row = naming(MARK, MARK, PERU, CHILE, MARK)
    one, other = row.name((2, 4)).places[2:4]
    assert one == pytest.approx(other)


def test_a_name_may_be_nowhere_in_the_row():
    weight = np.zeros((WIDTH, 1))
    weight[0] = 5
    row = naming(MARK, MARK, PERU, CHILE, MARK, **{"unnamed.weight": weight})
    assert row.name((2, 3)).nowhere > 0.9
    assert row.name((3, 4)).nowhere < 0.1
    far = naming(MARK, MARK, PERU, CHILE, MARK, **{"unnamed.bias": [30]})
    assert far.name((3, 4)).nowhere > 0.9


def test_the_shares_of_names_sum_to_one():
    row = naming(MARK, MARK, PERU, CHILE, MARK)
    for places in ((0, 1), (2, 4), (3, 5)):
        name = row.name(places)
        assert name.places.sum() + name.nowhere == pytest.approx(1)


def test_how_plainly_a_stance_is_said():
    hidden = np.zeros((6, WIDTH), dtype=np.float32)
    hidden[3, 1] = 1
    weight = np.zeros((2 * WIDTH, 2), dtype=np.float32)
    weight[1, 1] = 3
    row = row_of([NONE, NONE, NONE], last_hidden=hidden, arrays={"plain.weight": weight})
    assert row.plain((3, 4)) == pytest.approx(1 / (1 + np.exp(-3)), rel=1e-4)
    assert row.plain((2, 3)) == pytest.approx(0.5)
    assert row.plain((2, 4)) == pytest.approx(1 / (1 + np.exp(-1.5)), rel=1e-4)


def test_what_a_target_is_most_probably():
    hidden = np.zeros((6, WIDTH), dtype=np.float32)
    hidden[3, 1] = 1
    weight, bias = np.zeros((2, WIDTH, len(KINDS)), dtype=np.float32)
    weight[1, KINDS.index("law")], bias[0, KINDS.index("idea")] = 5, 1
    arrays = {"kind.weight": weight, "kind.bias": bias[0]}
    row = row_of([NONE, NONE, NONE], last_hidden=hidden, arrays=arrays)
    assert row.kind((3, 4)) == "law"
    assert row.kind((2, 3)) == "idea"


class Embedding:
    """Embeds nothing; remembers what it was given."""

    def embedded(self, parts):
        self.parts = [list(one) for one in parts]
        length = sum(len(one) for one in parts) + len(parts) + 1
        return np.zeros((length, WIDTH), dtype=np.float32)


class Passing:
    """A tower that changes nothing, and remembers what it was given."""

    def read_for_stances(self, marked, states):
        self.marked, self.states = marked, states
        tags = np.zeros((len(marked), 5), dtype=np.float32)
        return Outputs(marked, tags, marked, marked, marked)


@pytest.mark.parametrize(
    ("before", "marked"),
    [([], [0, 1, 1, 1, 1]), ([7, 8, 9], [0, 0, 0, 0, 1, 1, 1, 1])],
)
def test_the_own_sentences_and_the_marks_around_them_are_marked(before, marked):
    encoder, tower = Embedding(), Passing()
    StanceReader(encoder, tower, ARRAYS).read(reader_row(before))
    assert encoder.parts == [before, [1, 2]]
    assert (tower.marked[:, 0] / 10).tolist() == marked


@pytest.fixture(scope="module")
def reader() -> StanceReader:
    return packaged().reader()


def encoded(*words):
    return packaged().encoder.encode(words)


def pieces(*words):
    return [int(one) for one in encoded(*words).pieces]


def row(own, before=()):
    mark = np.zeros((1, 384), dtype=np.float32)
    around = encoded(*before).states if before else mark[:0]
    states = np.concatenate([mark, around, mark, encoded(*own).states, mark])
    return reader_row(pieces(*before) if before else (), pieces(*own), states=states)


SENTENCE = ("Kolb", "condemned", "Peru", "and", "praised", "Chile", ".")


def test_the_packaged_reader_finds_who_is_against_what(reader):
    read = reader.read(row(SENTENCE))
    first, second = 2 + len(pieces("Kolb")), 2 + len(pieces("Kolb", "condemned"))
    peru = second, second + len(pieces("Peru"))
    assert {one.places: one.polarity for one in read.targets()}[peru] == "against"
    assert read.holder(peru).places[2:first].sum() > 0.5


def test_the_packaged_reader_gives_probabilities(reader):
    given = row(SENTENCE, ("Kolb", "spoke", "."))
    read = reader.read(given)
    for places in ((2, 3), (4, 6), (given.base, given.base + len(given.own))):
        holder, name = read.holder(places), read.name(places)
        assert len(holder.places) == len(name.places) == len(given.tokens)
        assert holder.places.sum() + holder.author + holder.elsewhere == pytest.approx(1)
        assert name.places.sum() + name.nowhere == pytest.approx(1)
        assert 0 <= read.plain(places) <= 1


def test_the_packaged_reader_says_the_same_every_time_and_reads_what_comes_before(reader):
    first = reader.read(row(SENTENCE))
    again = StanceReader(Encoder.load(), packaged().tower, packaged().heads.reader)
    reader.read(row(("Nobody", "cheered", "."), ("It", "rained", ".")))
    assert again.read(row(SENTENCE)).targets() == first.targets()
    after = reader.read(row(SENTENCE, ("Nobody", "cheered", ".")))
    moved = len(pieces("Nobody", "cheered", "."))
    assert after.holder((5 + moved, 6 + moved)).author != first.holder((5, 6)).author


def test_the_tower_is_given_the_states_of_the_encoder():
    tower = Passing()
    given = reader_row(states=np.full((5, WIDTH), 3, dtype=np.float32))
    StanceReader(Embedding(), tower, ARRAYS).read(given)
    assert (tower.states == 3).all()
