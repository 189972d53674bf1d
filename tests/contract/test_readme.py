"""The README's example is one of the committed records."""

import pytest

from contract import paths
from contract.readme import EXAMPLE, readme_text

EXAMPLES = paths.read_tree(paths.EXAMPLES)


def test_the_readme_shows_the_committed_example() -> None:
    readme = paths.README.read_text("utf-8")
    assert readme == readme_text(readme, EXAMPLES), "run: make contract"
    title = EXAMPLES[EXAMPLE]["value"]["article"]["title"]
    assert f"{title}  [" in readme


def test_only_what_is_between_the_marks_is_replaced() -> None:
    start, end = "<!-- From here to the next mark: python -m contract -->\n", "<!-- mark -->\n"
    text = readme_text(f"before\n{start}to be replaced\n{end}after\n", EXAMPLES)
    assert text.startswith(f"before\n{start}```\n")
    assert text.endswith(f"```\n{end}after\n")
    assert "to be replaced" not in text


def test_a_readme_without_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="no marks"):
        readme_text("nothing here", EXAMPLES)
