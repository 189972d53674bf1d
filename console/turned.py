"""Changed sides: holders who were for a target and are now against it, or the other way round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from console.filters import Filter
from console.matching import stances
from console.schema import AUTHOR
from console.stances import quotes
from console.store import Store

MOST_TURNED = 100
# Below it, somebody says now this and now that, and has not turned.
LEAST_AGREEMENT = 0.75

Row = dict[str, Any]

# The article's own voice is its outlet's: one outlet for and another against is no change.
_WHOSE = f"CASE WHEN holder = {AUTHOR} THEN outlet END"


@dataclass(frozen=True)
class Said:
    """One stance of a holder toward a target: when, which side, how sure."""

    number: int
    at: int
    polarity: int
    confidence: float


@dataclass(frozen=True)
class Turn:
    """Where the side changed: the last that agrees before, and the first that agrees after.

    ``agreement`` is the share of all confidence that is on the right side of the turn.
    """

    last: Said
    first: Said
    before: int
    after: int
    agreement: float
    strength: float


def turned(store: Store, wanted: Filter, most: int = MOST_TURNED) -> Row:
    """Who turned, the clearest first, with the words before and after."""
    t, values = stances(replace(wanted, polarity=""), "outlet")
    dated = f"FROM t WHERE published IS NOT NULL AND holder >= {AUTHOR}"
    with store.reading() as db:
        rows = db.execute(
            f"WITH {t}, c AS (SELECT holder AS h, target AS g, {_WHOSE} AS w {dated} "
            "GROUP BY 1, 2, 3 HAVING min(polarity) < 0 AND max(polarity) > 0) "
            "SELECT t.holder, t.target, c.w, t.n, t.published, t.polarity, max(t.confidence) "
            "FROM t JOIN c ON c.h = t.holder AND c.g = t.target "
            f"WHERE published IS NOT NULL AND c.w IS {_WHOSE} "
            "GROUP BY t.holder, t.target, c.w, t.unit, t.polarity",
            values,
        ).fetchall()
        said: dict[tuple[Any, ...], list[Said]] = {}
        for holder, target, outlet, *one in rows:
            said.setdefault((holder, target, outlet), []).append(Said(*one))
        turns = [(who, turn) for who, all_ in said.items() if (turn := turn_of(all_))]
        turns.sort(key=lambda one: (-one[1].strength, -one[1].first.at))
        shown = turns[:most]
        words = quotes(
            db, [end.number for _, turn in shown for end in (turn.last, turn.first)], wanted
        )
    told = []
    for at, ((_, _, outlet), turn) in enumerate(shown):
        last, first = words[2 * at], words[2 * at + 1]
        told.append(
            {
                "holder": last["holder"] | ({"outlet": outlet} if outlet else {}),
                "target": last["target"],
                "from": last["polarity"],
                "to": first["polarity"],
                "before": turn.before,
                "after": turn.after,
                "agreement": round(turn.agreement, 3),
                "last": last,
                "first": first,
            }
        )
    return {"all": len(turns), "turned": told}


def turn_of(said: Sequence[Said]) -> Turn | None:
    """The turn that agrees best with all that was said; None if none agrees well."""
    ordered = sorted(said, key=lambda one: (one.at, one.number))
    whole = sum(one.confidence for one in ordered)
    best = None
    for cut in range(1, len(ordered)):
        old, new = ordered[:cut], ordered[cut:]
        if old[-1].at == new[0].at:
            continue  # on one day there is no before
        for side in (1, -1):
            before = [one for one in old if one.polarity == side]
            after = [one for one in new if one.polarity == -side]
            if not before or not after:
                continue
            sums = [sum(one.confidence for one in part) for part in (before, after)]
            agreement = sum(sums) / whole
            made = Turn(
                before[-1], after[0], len(before), len(after), agreement, agreement * min(sums)
            )
            if agreement >= LEAST_AGREEMENT and (best is None or made.strength > best.strength):
                best = made
    return best
