"""Changed sides: holders who were for a target and are now against it, or the other way round."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Any

from console.filters import Filter
from console.matching import stances
from console.moments import written
from console.schema import AUTHOR
from console.stances import quotes
from console.store import Store

MOST_TURNED = 100
LOOK_AT = 20_000
# Below it, somebody says now this and now that, and has not turned.
LEAST_AGREEMENT = 0.75

Row = dict[str, Any]

# The article's own voice is its outlet's: one outlet for and another against is no change.
_WHOSE = f"CASE WHEN holder = {AUTHOR} THEN (SELECT outlet FROM article a WHERE a.key = t.key) END"


@dataclass(frozen=True)
class Said:
    """One stance of a holder toward a target: when, which side, how sure."""

    number: int
    at: int
    polarity: int
    confidence: float
    story: int = 0


@dataclass(frozen=True)
class Turn:
    """Where the side changed: the last that agrees before, and the first that agrees after.

    ``agreement`` is the share of all confidence that is on the right side of the turn. Next to a
    turn stands what is most likely wrong, so the surest of each side are what shows it.
    """

    last: Said
    first: Said
    surest_before: Said
    surest_after: Said
    before: int
    after: int
    agreement: float
    strength: float


def turned(store: Store, wanted: Filter, most: int = MOST_TURNED) -> Row:
    """Who turned, the clearest first, with the surest words before and after.

    Of more stances than can be looked at soon, the last enriched are.
    """
    t, values = stances(replace(wanted, polarity=""))
    with store.reading() as db:
        rows = db.execute(
            f"WITH {t} SELECT holder, target, {_WHOSE} AS w, polarity, unit, n, published, "
            f"confidence FROM t WHERE published IS NOT NULL AND holder >= {AUTHOR} "
            f"ORDER BY n DESC LIMIT {LOOK_AT}",
            values,
        ).fetchall()
        # Most are always on one side, and need not be looked at any closer.
        sides = Counter(map(itemgetter(0, 1, 2), set(map(itemgetter(0, 1, 2, 3), rows))))
        both = {who for who, count in sides.items() if count > 1}
        told: dict[tuple[Any, ...], list[Said]] = {}
        for row in rows:
            if (who := row[:3]) in both:
                polarity, unit, number, at, confidence = row[3:]
                said = Said(number, at, polarity, confidence, unit)
                told.setdefault(who, []).append(said)
        turns = [(who, turn) for who, said in told.items() if (turn := turn_of(_surest(said)))]
        turns.sort(key=lambda one: (-one[1].strength, -one[1].first.at))
        shown = turns[:most]
        words = quotes(
            db,
            [end.number for _, turn in shown for end in (turn.surest_before, turn.surest_after)],
            wanted,
        )
    listed = []
    for at, ((_, _, outlet), turn) in enumerate(shown):
        before, after = words[2 * at], words[2 * at + 1]
        listed.append(
            {
                "holder": before["holder"] | ({"outlet": outlet} if outlet else {}),
                "target": before["target"],
                "from": before["polarity"],
                "to": after["polarity"],
                "before": turn.before,
                "after": turn.after,
                "agreement": round(turn.agreement, 3),
                "last": written(turn.last.at),
                "first": written(turn.first.at),
                "surest_before": before,
                "surest_after": after,
            }
        )
    return {"all": len(turns), "turned": listed}


def _surest(said: Sequence[Said]) -> list[Said]:
    """Of a story's copies the surest counts, once for each side."""
    found: dict[tuple[int, int], Said] = {}
    for one in said:
        known = found.get((one.story, one.polarity))
        if known is None or one.confidence > known.confidence:
            found[one.story, one.polarity] = one
    return list(found.values())


def turn_of(said: Sequence[Said]) -> Turn | None:
    """The turn that agrees best with all that was said; None if none agrees well."""
    ordered = sorted(said, key=attrgetter("at", "number"))
    whole = sum(one.confidence for one in ordered)
    best: tuple[int, Said, Said, float] | None = None
    strongest = 0.0
    for side in (1, -1):
        # What agrees with a turn from this side: what is for it before, and against it after.
        last, sure = None, 0.0
        after = [one for one in ordered if one.polarity == -side]
        passed, still_sure = 0, sum(one.confidence for one in after)
        for one, following in pairwise(ordered):
            if one.polarity == side:
                last, sure = one, sure + one.confidence
            else:
                passed, still_sure = passed + 1, still_sure - one.confidence
            # On one day there is no before.
            if one.at == following.at or last is None or passed == len(after):
                continue
            agreement = (sure + still_sure) / whole
            strength = agreement * min(sure, still_sure)
            if agreement >= LEAST_AGREEMENT and strength > strongest:
                best, strongest = (side, last, after[passed], agreement), strength
    if best is None:
        return None
    side, last, first, agreement = best
    # The nearest to the turn come first: of equally sure ones, they are shown.
    before = [one for one in ordered[ordered.index(last) :: -1] if one.polarity == side]
    behind = [one for one in ordered[ordered.index(first) :] if one.polarity == -side]
    surest_before, surest_after = (
        max(one, key=attrgetter("confidence")) for one in (before, behind)
    )
    counts = len(before), len(behind)
    return Turn(last, first, surest_before, surest_after, *counts, agreement, strongest)
