"""What was sent: every article by its key, and whether Kafka has confirmed it."""

import threading
from dataclasses import dataclass, field

from tests.chaos.schedule import BAD_EVERY, DIES_TWICE_EVERY, Plan
from tests.support.cluster import Sent, article
from tests.support.samples import samples


@dataclass
class Ledger:
    """Who was confirmed, who may have arrived, who must never be read. Shared between threads."""

    confirmed: dict[bytes, bytes] = field(default_factory=dict)
    doubtful: dict[bytes, bytes] = field(default_factory=dict)
    aborted: dict[bytes, bytes] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sending(self, record: Sent) -> None:
        """Handed to a producer; nobody knows yet."""
        with self.lock:
            self.doubtful[key_of(record)] = record.value or b""

    def confirm(self, record: Sent) -> None:
        """Kafka has it."""
        with self.lock:
            self.doubtful.pop(key_of(record), None)
            self.confirmed[key_of(record)] = record.value or b""

    def never(self, record: Sent) -> None:
        """Part of a transaction that is not committed."""
        with self.lock:
            self.aborted[key_of(record)] = record.value or b""

    def unsettled(self) -> int:
        """How many articles are with a producer and not confirmed."""
        with self.lock:
            return len(self.doubtful)


def key_of(record: Sent) -> bytes:
    assert record.key is not None
    return record.key


def articles(plan: Plan, folder: str) -> list[Sent]:
    """The articles of a run, without those of its transactions; the same for the same plan.

    ``folder`` is where those that kill their process twice count.
    """
    return [_article(plan, number, folder) for number in range(plan.articles)]


def _article(plan: Plan, number: int, folder: str) -> Sent:
    name = f"{plan.seed}-{number:06d}"
    if number % BAD_EVERY == BAD_EVERY // 2:
        return Sent(name.encode(), b'{"id": ')
    if number % DIES_TWICE_EVERY == DIES_TWICE_EVERY // 2:
        return article(name, f"die-times 2 {folder}/{number}", title="It kills its process")
    if plan.real_every and number % plan.real_every == 0:
        found = samples()[number // plan.real_every % len(samples())]
        return article(f"real-{name}", f"{found.body}\n\nNo. {name}.", title=found.title)
    return article(name, f"Ward-{number} thanked Peru.", title=f"Ward {number}")


def transaction(name: str, count: int) -> list[Sent]:
    """The articles of one transaction."""
    return [article(f"{name}-{number}", f"Written-{number} at once.") for number in range(count)]
