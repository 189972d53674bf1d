"""Compares two events' facts: counts what was added, lost and changed, with a few examples."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from worker.cli.diff_facts import Fact

Pair = tuple[Fact | None, Fact | None]


@dataclass
class Count:
    """Counts for one kind of fact; ``changed`` and ``same`` are in both, ``lost`` only in A."""

    same: int = 0
    changed: int = 0
    added: int = 0
    lost: int = 0

    @property
    def different(self) -> int:
        """How many differ."""
        return self.changed + self.added + self.lost


@dataclass(frozen=True)
class Example:
    """One difference; ``fields`` holds (before, after) for each field that changed."""

    article: str
    group: str
    kind: str
    change: str
    label: str
    fields: dict[str, tuple[str, str]]


@dataclass
class Comparison:
    """The result for all articles together; its size does not grow with their number."""

    most_examples: int
    counts: dict[tuple[str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    changed_fields: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    examples: list[Example] = field(default_factory=list)
    only_in_a: int = 0
    only_in_b: int = 0
    same: int = 0
    different: int = 0
    names: dict[str, str] = field(default_factory=dict)
    only_in_examples: dict[str, list[str]] = field(default_factory=lambda: {"a": [], "b": []})
    _shown: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def any_difference(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.only_in_a or self.only_in_b or self.different)

    def article_only_in(self, side: str, article: str) -> None:
        """Count an article that the other side does not have; ``side`` is a or b."""
        if side == "a":
            self.only_in_a += 1
        else:
            self.only_in_b += 1
        if len(self.only_in_examples[side]) < self.most_examples:
            self.only_in_examples[side].append(article)

    def article_in_both(self, article: str, a: Iterable[Fact], b: Iterable[Fact]) -> None:
        """Compare what the two sides say about one article."""
        differences = [self._compare(article, *pair) for pair in pairs(a, b)]
        if any(differences):
            self.different += 1
        else:
            self.same += 1

    def _compare(self, article: str, a: Fact | None, b: Fact | None) -> bool:
        fact = a or b
        assert fact is not None
        count = self.counts[fact.group, fact.kind]
        if fact.key == fact.kind:
            # A top-level topic, after which its kind is named.
            self.names[fact.kind] = fact.label
        fields: dict[str, tuple[str, str]] = {}
        if a is None:
            count.added += 1
            change = "added"
        elif b is None:
            count.lost += 1
            change = "lost"
        elif a.fields == b.fields:
            count.same += 1
            return False
        else:
            count.changed += 1
            change = "changed"
            fields = {
                name: (a.fields[name], b.fields[name])
                for name in a.fields
                if a.fields[name] != b.fields[name]
            }
            for name in fields:
                self.changed_fields[fact.group, name] += 1
        self._keep(Example(article, fact.group, fact.kind, change, fact.label, fields))
        return True

    def _keep(self, example: Example) -> None:
        sort = (example.group, example.kind, example.change)
        if self._shown[sort] < self.most_examples:
            self._shown[sort] += 1
            self.examples.append(example)


def pairs(a: Iterable[Fact], b: Iterable[Fact]) -> Iterator[Pair]:
    """Each fact of A with B's fact of the same key, equal ones first; None if there is none."""
    left, right = _by_key(a), _by_key(b)
    for key in left | right:
        mine, theirs = left.get(key, []), right.get(key, [])
        for fact in list(mine):
            # One holder may have several stances toward one target.
            twin = next((other for other in theirs if other.fields == fact.fields), None)
            if twin is not None:
                yield fact, twin
                mine.remove(fact)
                theirs.remove(twin)
        together = min(len(mine), len(theirs))
        yield from zip(mine[:together], theirs[:together], strict=True)
        yield from ((fact, None) for fact in mine[together:])
        yield from ((None, fact) for fact in theirs[together:])


def _by_key(facts: Iterable[Fact]) -> dict[tuple[str, str], list[Fact]]:
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.group, fact.key), []).append(fact)
    return found
