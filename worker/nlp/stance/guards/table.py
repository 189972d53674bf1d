"""The guards: reasons not to believe a stance that the reader proposes.

Each guard knows one class of news language that misleads the reader. It sees only words and
mentions. A guard may be wrong towards silence, never towards a stance: it can withhold a claim, but
it cannot make one.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from topics.events import Polarity
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.holder import proxy
from worker.nlp.stance.guards.pair import denied, refused
from worker.nlp.stance.guards.target import met, modifier, subject, valued, victim


class Guard(NamedTuple):
    """One row of the table."""

    reason: str
    """under which an abstention is counted; ``topics.abstentions`` says what it means"""

    objects: Callable[[Case], bool]
    polarity: Polarity | None = None
    """the only polarity that it is asked about; None for both"""

    pair: bool = False
    """asked only where the claim has a holder in its sentence"""

    def applies(self, claim: Claim) -> bool:
        """Whether the guard is asked about a claim of this kind at all."""
        return self.polarity in (None, claim.polarity) and not (self.pair and claim.holder is None)


GUARDS: Final = (
    Guard("modifier", modifier),
    Guard("victim", victim, polarity="against"),
    Guard("valued", valued),
    Guard("met", met, polarity="against"),
    Guard("subject", subject, polarity="against"),
    Guard("proxy", proxy, pair=True),
    Guard("denied", denied, pair=True),
    Guard("refused", refused),
)
"""In the order in which they are asked: the first that objects gives the reason."""


def objection(case: Case, guards: Sequence[Guard] = GUARDS) -> str | None:
    """The reason of the first guard that objects to the claim, or None where none does."""
    return next(
        (guard.reason for guard in guards if guard.applies(case.claim) and guard.objects(case)),
        None,
    )
