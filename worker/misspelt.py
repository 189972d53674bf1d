"""Names variables of the environment that look like a setting but are none."""

import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from worker.settings import BOOTSTRAP_ENV, ENV_PREFIX, Settings, variable

# Variables with our prefix that are read elsewhere: by local_kafka and by the tests.
_READ_ELSEWHERE = re.compile(r"CACHE_DIR|TEST_\w+")
_CLOSE = 0.85
"""How alike two names must be, as ``difflib`` counts it, for one to be the other misspelt."""
# What Kubernetes sets in every pod of a namespace with a Service that is called stancewire.
_SERVICE_LINKS = re.compile(r"SERVICE_HOST|(SERVICE_)?PORT(_\w+)?")


def misspelt(names: Iterable[str] | None = None) -> Iterator[str]:
    """A line for each environment variable that looks like a setting but is none.

    They are no error: Kubernetes and others may set variables whose names we cannot know.
    """
    known = {variable(name) for name in Settings.model_fields} | {ENV_PREFIX + "BOOTSTRAP_SERVERS"}
    for name in sorted(os.environ if names is None else names):
        upper = name.upper()  # pydantic reads the variables in any case
        rest = upper.removeprefix(ENV_PREFIX)
        if upper in known or _READ_ELSEWHERE.fullmatch(rest) or _SERVICE_LINKS.fullmatch(rest):
            continue
        ours = upper.startswith(ENV_PREFIX)
        if close := get_close_matches(upper, known if ours else [BOOTSTRAP_ENV], 1, _CLOSE):
            yield f"{name} is no setting and is ignored: do you mean {close[0]}?"
        elif ours:
            yield f"{name} is no setting and is ignored: `stancewire settings` lists them"
