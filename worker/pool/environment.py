"""The environment of a pool process: the parent's, without its secrets.

The pipeline needs no secret, and it reads text from strangers. What a process starts with can be
read for as long as it lives, in ``/proc`` for example, even if it removes it later.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_SECRET = re.compile(
    r"PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|APIKEY|_KEY$|^OTEL_\w*HEADERS$",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Whether the variable's name says that its value is one."""
    return _SECRET.search(name) is not None


@contextmanager
def without_secrets() -> Iterator[None]:
    """Processes that are started in this block do not inherit the secrets. Main thread only."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if is_secret(name)}
    try:
        yield
    finally:
        os.environ.update(kept)
