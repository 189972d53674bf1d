"""A comparison for people, as tables, and for programs, as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from worker.cli.diff_compare import Comparison, Example
from worker.cli.diff_facts import GROUPS
from worker.cli.diff_index import Totals
from worker.cli.terminal import counted, cut, safe, say, table

_MOST_SHOWN = 70


def as_json(
    names: Mapping[str, str], totals: Mapping[str, Totals], comparison: Comparison
) -> dict[str, Any]:
    """Everything that the tables show, with the examples in full."""
    facts: dict[str, dict[str, dict[str, int]]] = {group: {} for group in GROUPS}
    for (group, kind), count in sorted(comparison.counts.items()):
        facts[group][kind] = asdict(count)
    fields: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for (group, name), number in sorted(comparison.changed_fields.items()):
        fields[group][name] = number
    return {
        **{side: {"name": names[side], **asdict(totals[side])} for side in ("a", "b")},
        "articles": {
            "only_in_a": comparison.only_in_a,
            "only_in_b": comparison.only_in_b,
            "same": comparison.same,
            "different": comparison.different,
        },
        "only_in_examples": comparison.only_in_examples,
        "facts": facts,
        "changed_fields": fields,
        "examples": [asdict(example) for example in comparison.examples],
    }


def show(names: Mapping[str, str], totals: Mapping[str, Totals], comparison: Comparison) -> None:
    """Print the tables on standard output."""
    for side in ("a", "b"):
        made = ", ".join(f"{name} ({n})" for name, n in totals[side].pipelines.items())
        articles = counted(totals[side].articles, "article")
        say(safe(f"{side.upper()}  {names[side]}: {articles} by {made}"))
    say(
        f"articles: {comparison.same} the same, {comparison.different} different, "
        f"{comparison.only_in_a} only in A, {comparison.only_in_b} only in B"
    )
    for side in ("a", "b"):
        if shown := comparison.only_in_examples[side]:
            say(safe(f"only in {side.upper()}, such as: {', '.join(shown)}"))
    say()
    table(
        ("what", "kind", "same", "changed", "added", "lost"),
        (
            (
                group,
                comparison.names.get(kind, kind),
                count.same,
                count.changed,
                count.added,
                count.lost,
            )
            for (group, kind), count in sorted(
                comparison.counts.items(), key=lambda item: (GROUPS.index(item[0][0]), item[0][1])
            )
        ),
    )
    if comparison.changed_fields:
        table(
            ("what", "changed field", "times"),
            (
                (group, name, number)
                for (group, name), number in sorted(comparison.changed_fields.items())
            ),
        )
    if comparison.examples:
        table(
            ("what", "change", "which", "article"),
            (
                (one.group, one.change, _which(one), cut(one.article, _MOST_SHOWN))
                for one in sorted(
                    comparison.examples, key=lambda one: (one.group, one.kind, one.change)
                )
            ),
        )


def _which(example: Example) -> str:
    fields = "; ".join(
        f"{name}: {cut(before, _MOST_SHOWN)} → {cut(after, _MOST_SHOWN)}"
        for name, (before, after) in example.fields.items()
    )
    return f"{example.label}: {fields}" if fields else example.label
