"""What was sent: every article, and whether Kafka has confirmed it."""

import threading
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tests.chaos.checker import Work
from tests.chaos.schedule import BAD_EVERY, CORRECTS_EVERY, DIES_TWICE_EVERY, SLOW_SECONDS, Plan
from tests.support.chaos_pipeline import REAL
from tests.support.cluster import Sent, article
from tests.support.samples import samples


@dataclass
class Ledger:
    """Who was confirmed, who may have arrived, who must never be read. Shared between threads.

    ``gone`` are confirmed articles whose topic was deleted before they were published in full.
    """

    confirmed: set[Work] = field(default_factory=set)
    doubtful: set[Work] = field(default_factory=set)
    aborted: set[Work] = field(default_factory=set)
    gone: set[Work] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sending(self, record: Sent) -> None:
        """Handed to a producer; nobody knows yet."""
        with self.lock:
            self.doubtful.add(_work(record))

    def confirm(self, record: Sent) -> None:
        """Kafka has it."""
        with self.lock:
            self.doubtful.discard(_work(record))
            self.confirmed.add(_work(record))

    def never(self, record: Sent) -> None:
        """Part of a transaction that is not committed."""
        with self.lock:
            self.aborted.add(_work(record))

    def deleted(self, published: AbstractSet[Work]) -> None:
        """The topic is deleted, and what is not published in full may never be."""
        with self.lock:
            lost = self.confirmed - published
            self.gone |= lost
            self.confirmed -= lost

    def unsettled(self) -> int:
        """How many articles are with a producer and not confirmed."""
        with self.lock:
            return len(self.doubtful)


def _work(record: Sent) -> Work:
    assert record.key is not None
    return record.key, record.value or b""


def articles(plan: Plan, folder: str) -> list[Sent]:
    """The articles of a run, without those of its transactions; the same for the same plan.

    ``folder`` is where those that kill their process twice count.
    """
    return [_article(plan, number, folder) for number in range(plan.articles)]


def _article(plan: Plan, number: int, folder: str) -> Sent:
    name = _name(plan, number)
    if number % BAD_EVERY == BAD_EVERY // 2:
        return Sent(name.encode(), b'{"id": ')
    if number % DIES_TWICE_EVERY == DIES_TWICE_EVERY // 2:
        return article(name, f"die-times 2 {folder}/{number}", title="It kills its process")
    if plan.real_every and number % plan.real_every == 0:
        found = samples()[number // plan.real_every % len(samples())]
        return article(f"{REAL}{name}", f"{found.body}\n\nNo. {name}.", title=found.title)
    if number % CORRECTS_EVERY == CORRECTS_EVERY // 2:
        earlier = max(0, number - _distance(number))
        if _is_plain(plan, earlier):
            return article(_name(plan, earlier), f"Ward-{number} thanked Chile.", title="Corrected")
    later = _correction_of(number)
    if later is not None and _is_plain(plan, later):
        # So slow that whoever does not keep the order publishes its correction first.
        return article(name, f"sleep {SLOW_SECONDS} Ward-{number}.", title=f"Ward {number}")
    return article(name, f"Ward-{number} thanked Peru.", title=f"Ward {number}")


def is_real(key: bytes | None) -> bool:
    """Whether the article with this key is one for the real model."""
    return key is not None and key.startswith(REAL.encode())


def _name(plan: Plan, number: int) -> str:
    return f"{plan.seed}-{number:06d}"


def _distance(number: int) -> int:
    """How many articles before its correction the corrected one is sent: a batch or two."""
    return 3 + 5 * (number // CORRECTS_EVERY % 4)


def _correction_of(number: int) -> int | None:
    """The number of the article that corrects this one, if one does."""
    later = number - number % CORRECTS_EVERY + CORRECTS_EVERY // 2
    for found in (later, later + CORRECTS_EVERY):
        if found - _distance(found) == number:
            return found
    return None


def _is_plain(plan: Plan, number: int) -> bool:
    return not (
        number % BAD_EVERY == BAD_EVERY // 2
        or number % DIES_TWICE_EVERY == DIES_TWICE_EVERY // 2
        or (plan.real_every and number % plan.real_every == 0)
    )


def transaction(name: str, count: int) -> list[Sent]:
    """The articles of one transaction."""
    return [article(f"{name}-{number}", f"Written-{number} at once.") for number in range(count)]
