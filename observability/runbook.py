"""The runbook's address, and links to its headings."""

import re

DEFAULT_RUNBOOK = "https://example.com/stancewire/docs/runbook.md"
"""A placeholder: pass the address where your operators find the file."""


def anchor(heading: str) -> str:
    """The fragment that Markdown renderers give a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def link(runbook: str, heading: str) -> str:
    """The address of a section."""
    return f"{runbook}#{anchor(heading)}"
