"""``python -m contract``: write everything that is generated from the topics' models."""

import sys

from contract import paths, releases
from contract.asyncapi import asyncapi_text
from contract.examples import alike, all_examples
from contract.page import page_text
from contract.readme import current
from contract.schemas import all_schemas
from topics.version import CONTRACT_VERSION

_USAGE = """usage: python -m contract                    write all that is generated
       python -m contract readme             write only the README's outputs and figures
       python -m contract changes            what changed since the last release
       python -m contract release [--again]  keep the current schemas as those of this version"""


def main(arguments: list[str]) -> int:
    """Run a subcommand; returns the exit status."""
    match arguments:
        case []:
            generate()
        case ["readme"]:
            paths.README.write_text(current(paths.read_tree(paths.EXAMPLES)), "utf-8")
        case ["changes"]:
            return show_changes()
        case ["release"] | ["release", "--again"]:
            return release(again=len(arguments) > 1)
        case _:
            print(_USAGE, file=sys.stderr)
            return 2
    return 0


def generate() -> None:
    """Write every generated file. Examples whose scores differ only slightly stay as they are."""
    schemas = all_schemas()
    paths.write_tree(paths.SCHEMAS, schemas)
    examples = all_examples()
    kept = paths.read_tree(paths.EXAMPLES)
    if alike(examples, kept):
        examples = kept
    else:
        paths.write_tree(paths.EXAMPLES, examples)
    paths.ASYNCAPI.write_text(asyncapi_text(schemas, examples), "utf-8")
    paths.PAGE.write_text(page_text(schemas, examples), "utf-8")
    paths.README.write_text(current(examples), "utf-8")


def show_changes() -> int:
    """Print what changed since the last release; returns 1 if a change is not allowed."""
    last = releases.last_release()
    changes = releases.changes_since(last, all_schemas())
    print(f"{len(changes)} changes since {last}")
    for change in changes:
        print(change)
    faults = releases.objections(changes, last, CONTRACT_VERSION)
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    return 1 if faults else 0


def release(*, again: bool) -> int:
    """Keep the current schemas, for later ones to be compared with."""
    folder = paths.RELEASED / CONTRACT_VERSION
    if folder.exists() and not again:
        print(f"error: {CONTRACT_VERSION} is released; raise CONTRACT_VERSION", file=sys.stderr)
        return 1
    paths.write_tree(folder, all_schemas())
    print(f"kept the schemas of {CONTRACT_VERSION}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
