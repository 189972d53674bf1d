"""The schemas of past releases, and the rule that the present ones are held to."""

from contract import paths
from contract.compatibility import Change, compare
from contract.headers import Schema

Version = tuple[int, int]


def parse(version: str) -> Version:
    """Major and minor. Raises ValueError."""
    major, minor = version.split(".")
    return int(major), int(minor)


def last_release() -> str:
    """The newest version that there is a snapshot of."""
    return max((path.name for path in paths.RELEASED.iterdir() if path.is_dir()), key=parse)


def released_schemas(version: str) -> dict[str, Schema]:
    """The schemas as they were released."""
    return paths.read_tree(paths.RELEASED / version)


def objections(changes: list[Change], last: str, present: str) -> list[str]:
    """Why the present version may not have these changes since the last; empty when it may.

    A topic of a new major version is an addition: it runs beside the old one.
    """
    faults = [str(change) for change in changes if change.breaking]
    if faults:
        faults.append("a breaking change needs topics of a new major version beside the old ones")
    if parse(present) < parse(last):
        faults.append(f"CONTRACT_VERSION {present} is older than the last release, {last}")
    if changes and parse(present) == parse(last):
        faults.append(
            f"the schemas of {last} changed, so CONTRACT_VERSION must be raised; if nobody has "
            f"{last} yet: python -m contract release --again"
        )
    return faults


def changes_since(last: str, present: dict[str, Schema]) -> list[Change]:
    """What changed since a release."""
    return compare(released_schemas(last), present)
