"""Answers as files: CSV for spreadsheets, JSON Lines for programs."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from multidict import MultiDict

from console.endpoints import Endpoint, Query
from console.rows import AUTHOR_ID, UNNAMED_ID
from console.store import Store

MOST_ROWS = 50_000
_ROWS_AT_A_TIME = 500
TYPES = {"csv": "text/csv", "jsonl": "application/jsonl"}
# A spreadsheet would take a text that begins so for a formula, and carry it out.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OURS = (AUTHOR_ID, UNNAMED_ID)

Row = Mapping[str, Any]


def parts(endpoint: Endpoint, store: Store, query: Query, kind: str) -> Iterator[str]:
    """The file in parts, each from one short query of the store."""
    if kind == "csv":
        yield _line(endpoint.columns)
    for rows in _pages(endpoint, store, query):
        if kind == "csv":
            yield "".join(_line(_cells(row, endpoint.columns)) for row in rows)
        else:
            yield "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _pages(endpoint: Endpoint, store: Store, query: Query) -> Iterator[Sequence[Row]]:
    assert endpoint.rows is not None
    asked = MultiDict(query)
    if endpoint.paged:
        asked["limit"] = str(_ROWS_AT_A_TIME)
    given = 0
    while True:
        answer = endpoint.answer(store, asked)
        rows = endpoint.rows(answer)[: MOST_ROWS - given]
        yield rows
        given += len(rows)
        if not answer.get("next") or given >= MOST_ROWS:
            return
        asked["after"] = answer["next"]


def _cells(row: Row, columns: Sequence[str]) -> list[str]:
    flat = dict(_flat(row, ""))
    return [_cell(flat.get(column)) for column in columns]


def _flat(row: Row, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}_")
        else:
            yield prefix + name, value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _cell("; ".join(_short(one) for one in value))
    text = str(value)
    if isinstance(value, str) and text.startswith(_FORMULA) and text not in _OURS:
        return f"'{text}"
    return text


def _short(one: Any) -> str:
    """One thing of a list in a few words."""
    if not isinstance(one, Mapping):
        return str(one or "")
    if "polarity" in one:
        return f"{one['holder']['name']} {one['polarity']} {one['target']['name']}"
    return str(one.get("name") or one.get("outlet") or one.get("id") or "")


def _line(cells: Iterable[str]) -> str:
    made = io.StringIO()
    csv.writer(made).writerow(list(cells))
    return made.getvalue()
