"""``python -m contract``: write everything that is generated from the topics' models."""

import sys

from contract import paths
from contract.asyncapi import asyncapi_text
from contract.examples import alike, all_examples
from contract.schemas import all_schemas


def main() -> int:
    """Write what differs; say what it was."""
    schemas = all_schemas()
    paths.write_tree(paths.SCHEMAS, schemas)
    fresh = all_examples()
    kept = paths.read_tree(paths.EXAMPLES)
    if not alike(fresh, kept):
        paths.write_tree(paths.EXAMPLES, fresh)
        kept = fresh
    paths.ASYNCAPI.write_text(asyncapi_text(schemas, kept), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
