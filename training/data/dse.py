"""DSE: news sentences with two bracketed entities, and who is for or against whom.

The brackets were placed by string matching, so some cut words in half (`[wa]s`). A span is
therefore always the whole words that the bracketed characters touch.
"""

import json
from pathlib import Path

from training.data.examples import Pair
from training.data.words import words_of

_RELATION = {"p>q": "p_{}_q", "q>p": "q_{}_p"}


def read(path: Path) -> list[Pair]:
    """Read one JSON Lines file; sentences with ambiguous brackets are left out."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        plain = unbracketed(row["text"], row["p"], row["q"])
        if plain is None:
            continue
        text, p_at, q_at = plain
        words = words_of(text)
        p, q = words.covering(*p_at), words.covering(*q_at)
        if p is None or q is None or p == q:
            continue
        direction = row["direction"]
        relation = "neutral" if direction is None else _RELATION[direction].format(row["polarity"])
        examples.append(Pair(words.texts, p, q, relation))
    return examples


def unbracketed(text: str, p: str, q: str) -> tuple[str, tuple[int, int], tuple[int, int]] | None:
    """Remove the two marks from a sentence.

    Returns:
        The plain sentence and the character spans of p and q in it; None if a mark is missing.

    """
    p_mark = text.find(f"[{p}]")
    q_mark = text.find(f"[{q}]", p_mark + 1 if p == q else 0)
    if p_mark < 0 or q_mark < 0 or p_mark == q_mark:
        return None
    ends = sorted([p_mark, p_mark + len(p) + 1, q_mark, q_mark + len(q) + 1])
    plain = "".join(
        text[start:end]
        for start, end in zip([0, *(at + 1 for at in ends)], [*ends, len(text)], strict=True)
    )

    def moved(at: int) -> int:
        return at - sum(end < at for end in ends)

    p_start, q_start = moved(p_mark), moved(q_mark)
    return plain, (p_start, p_start + len(p)), (q_start, q_start + len(q))
