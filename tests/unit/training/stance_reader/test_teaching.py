"""What the teacher reads is kept by the characters of sentences."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import SmallReader, row  # noqa: E402
from training.stance_reader.taught import read, write  # noqa: E402
from training.stance_reader.teaching import drop_unfinished, teach  # noqa: E402


class Tags(torch.nn.Module):
    """Against where the first number is set, no target where the second is."""

    def forward(self, hidden):
        nothing = 0 * hidden[..., 0]
        against, none = 9 * hidden[..., 0], 9 * hidden[..., 1]
        return torch.stack([none, nothing, nothing, against, nothing], -1)


class SmallTeacher(SmallReader):
    """Sure that every piece with an even number is the first of a target somebody is against."""

    def __init__(self) -> None:
        super().__init__()
        self.forgot = 0
        self.tags = Tags()
        with torch.no_grad():
            self.word.weight.zero_()
            self.word.weight[::2, 0] = 1
            self.word.weight[1::2, 1] = 1

    def forget(self) -> None:
        self.forgot += 1


def test_each_article_has_the_tags_and_targets_of_its_rows() -> None:
    teacher = SmallTeacher()
    # The pieces of a row are numbered from 10 on, and the own ones begin at the third.
    found = teach(teacher, [row("O", "O", "O"), row("O", "O", article="b", first=11)])
    starts, shares = found["a"].tags[1]
    assert starts == [0, 2, 4]
    assert np.asarray(shares).argmax(1).tolist() == [3, 0, 3]
    assert [one.at for one in found["a"].targets] == [(1, 0, 2), (1, 4, 6)]
    assert [one.at for one in found["b"].targets] == [(1, 2, 4)]
    assert teacher.forgot == 1


def test_what_is_read_can_be_written_and_read(tmp_path) -> None:
    found = teach(SmallTeacher(), [row("O", "O", "O")])
    write(found, tmp_path / "taught.jsonl")
    again = read(tmp_path / "taught.jsonl")["a"]
    assert [one.at for one in again.targets] == [one.at for one in found["a"].targets]
    np.testing.assert_allclose(again.tags[1][1], np.array(found["a"].tags[1][1]), atol=0.006)


@pytest.mark.parametrize(
    ("left", "kept"), [(None, ""), ("", ""), ("a\nb\n", "a\nb\n"), ("a\nb", "a\n"), ("b", "")]
)
def test_half_a_line_of_an_interrupted_run_is_dropped(tmp_path, left, kept) -> None:
    path = tmp_path / "taught.jsonl"
    if left is not None:
        path.write_text(left)
    drop_unfinished(path)
    assert path.read_text() == kept
