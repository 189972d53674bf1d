#!/usr/bin/env python3
"""Check that the tests of the stance rules notice a changed line.

usage: mutants.py [--only PART]

Each mutant is one line of a guard or voice, changed. It is run against the test file of that
module alone, in a process of its own; the files here stay as they are. Prints the mutants that no
test notices, and exits with 1 if there are any. Only where processes can be forked (Linux, macOS).
Run it with the project's own Python: .venv/bin/python scripts/mutants.py
"""

import argparse
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
ROOM: Final = "worker/nlp/stance"
PRELOADED: Final = (
    "tests.conftest",
    "tests.unit.worker.nlp.stand_ins",
    "worker.nlp.entities.mentions",
    "worker.nlp.model.model",
    "worker.nlp.attribution.reporting",
    "worker.nlp.english.quotations",
    "worker.nlp.english.verbs",
    "worker.nlp.english.windows",
)
"""What the tests need and no mutant changes: imported once, for all processes."""

NOTICED: Final = (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)


class Mutant(NamedTuple):
    """One change: ``line`` is in the module once, and becomes ``changed``."""

    module: str
    line: str
    changed: str


MUTANTS: Final = (
    Mutant("guards/words", 'if doc[last].text == "?"', 'if doc[last].text != "?"'),
    Mutant("guards/words", "start_of_run(doc, start + 1, end, _trails) - 1", "end - 1"),
    Mutant("guards/words", "if word in _CONDITIONALS and", "if word not in _CONDITIONALS and"),
    Mutant("guards/words", "words[at - 1] not in _BEFORE_C", "words[at - 1] in _BEFORE_C"),
    Mutant("guards/words", "or doc[token].text in _MODALS_AS_NAMES", "or False"),
    Mutant("guards/words", "doc[token + 1].lower_ not in _FIRM", "True"),
    Mutant("guards/words", "if done and sign(word) == claim.direction", "if done"),
    Mutant("guards/words", 'endswith(("ed", "es"))', 'endswith("ed")'),
    Mutant("guards/words", "return directions == {-claim.direction}", "return bool(directions)"),
    Mutant("guards/words", "and not _against_third(doc, claim, token)", ""),
    Mutant("guards/words", "return not 0 < claim.target.start", "return 0 < claim.target.start"),
    Mutant("guards/words", "-direction if under_negation", "direction if under_negation"),
    Mutant("guards/target", "in _PLACE_PREPOSITIONS and not trusting", "in _PLACE_PREPOSITIONS"),
    Mutant("guards/target", 'word == "in"\n', "True\n"),
    Mutant("guards/target", ".type not in PLACE_TYPES or target", ".type is None or target"),
    Mutant("guards/target", "or target.start <= start", "or target.start <= start + 1"),
    Mutant("guards/target", "return following in _OTHERS or", "return"),
    Mutant("guards/target", "return token > end and", "return"),
    Mutant("guards/target", "return not doc[target.end - 1].whitespace_", "return True"),
    Mutant("guards/target", "if not _common_noun(doc[target.end])", "if False"),
    Mutant("guards/target", "or (demonym and _second_of_two(case))", ""),
    Mutant("guards/target", "return not _common_noun(case.doc[end + 1])", "return True"),
    Mutant("guards/target", "_OWNED_REACH: Final = 3", "_OWNED_REACH: Final = 9"),
    Mutant("guards/target", 'words[-1] in ("between", "and")', 'words[-1] in ("and",)'),
    Mutant("guards/target", "_RELATIVE_REACH: Final = 6", "_RELATIVE_REACH: Final = 12"),
    Mutant("guards/target", "acts and antecedent.is_lower", "antecedent.is_lower"),
    Mutant("guards/target", 'words[1:] == ["on"] and', "words[1:] and"),
    Mutant("guards/target", "_DUTY_REACH: Final = 2", "_DUTY_REACH: Final = 9"),
    Mutant("guards/target", "_VICTIM_REACH: Final = 6", "_VICTIM_REACH: Final = 12"),
    Mutant("guards/target", "in STOPS or (mention", "in () or (mention"),
    Mutant("guards/target", "or actor.entity != claim.holder", "or actor.entity == claim.holder"),
    Mutant(
        "guards/target",
        "claim.holder.start < claim.target",
        "claim.holder.start > claim.target",
    ),
    Mutant("guards/target", '.lower_.endswith("ed")', '.lower_.endswith("")'),
    Mutant("guards/holder", "kind not in PLACE_TYPES and kind != _ORG", "kind != _ORG"),
    Mutant("guards/holder", "if first <= lowest", "if first < lowest"),
    Mutant("guards/holder", '(place and word == "of")', '(word == "of")'),
    Mutant("guards/holder", "_ORIGIN_REACH: Final = 5", "_ORIGIN_REACH: Final = 50"),
    Mutant("guards/holder", "return case.is_person(owned)", "return True"),
    Mutant("guards/holder", "        after = after[1:]", "        after = []"),
    Mutant("guards/holder", '"of" in before and not', "not"),
    Mutant("guards/holder", "_OWNED_REACH: Final = 3", "_OWNED_REACH: Final = 9"),
    Mutant("guards/holder", "if subject or verb is None", "if verb is None"),
    Mutant("guards/holder", 'and not verb.lower_.endswith("ing")', ""),
    Mutant("guards/holder", 'doc[token - 1].text == ","', "True"),
    Mutant("guards/holder", 'or doc[closing].text != ","', ""),
    Mutant("guards/pair", "words[-1] not in _TOGETHER", "words[-1] in _TOGETHER"),
    Mutant("guards/pair", "return not hostile and _REC", "return _REC"),
    Mutant("guards/pair", "_DENIAL_REACH: Final = 5", "_DENIAL_REACH: Final = 9"),
    Mutant("guards/pair", "ahead[at + 1 : at + 3]", "ahead[at + 1 : at + 2]"),
    Mutant("guards/pair", "_DENIED_REACH: Final = 3", "_DENIED_REACH: Final = 9"),
    Mutant("guards/pair", 'word in _CLAIMS or word.endswith("ing")', "word in _CLAIMS"),
    Mutant("guards/pair", "if case.holder.start >= case.target.start", "if False"),
    Mutant("guards/pair", "if not listed and mention.entity not in own", "if not listed"),
    Mutant("guards/pair", "in STOPS or _second_gerund(doc, token)", "in STOPS"),
    Mutant("guards/pair", "if doc[token].text in STOPS or", "if"),
    Mutant("guards/pair", "if REPORTING_VERBS.isdisjoint(following)", "if True"),
    Mutant("guards/pair", "in _SUBJECTS and case.is_person(mention)", "in _SUBJECTS"),
    Mutant("guards/pair", "or harms(doc[token])", ""),
    Mutant("guards/table", "in (None, claim.polarity) and", "in (None,) and"),
    Mutant("guards/table", "not (self.pair and claim.holder is None)", "True"),
    Mutant("guards/table", 'victim, polarity="against"', 'victim, polarity="favor"'),
    Mutant("guards/table", "if guard.applies(case.claim) and", "if"),
    Mutant("voices/author", "AUTHOR_THRESHOLD: Final = 0.9", "AUTHOR_THRESHOLD: Final = 0.7"),
    Mutant("voices/author", "AUTHOR_CONTRARY: Final = 0.5", "AUTHOR_CONTRARY: Final = 1.5"),
    Mutant("voices/author", "MAX_MENTIONS_OF_ONE: Final = 8", "MAX_MENTIONS_OF_ONE: Final = 80"),
    Mutant("voices/author", "_VERB_REACH: Final = 2", "_VERB_REACH: Final = 1"),
    Mutant("voices/author", "vote.target) not in taken", "vote.target) in taken"),
    Mutant(
        "voices/author",
        "or reading.reported.is_content(",
        "or not reading.reported.is_content(",
    ),
    Mutant("voices/author", "if reading.reported.has_cue(start, end)", "if False"),
    Mutant("voices/author", "if any(mention.entity != target", "if all(mention.entity != target"),
    Mutant("voices/author", "span.start != target.start or not says", "not says"),
    Mutant("voices/author", "sign(token) == claim.direction for", "sign(token) for"),
    Mutant("voices/related", "MAX_REACH: Final = 40", "MAX_REACH: Final = 10"),
    Mutant("voices/related", "MAX_REACH: Final = 40", "MAX_REACH: Final = 80"),
    Mutant("voices/related", "there = back = there + back", "pass"),
    Mutant(
        "voices/related",
        "gap < held[1].start - held[0].end",
        "gap > held[1].start - held[0].end",
    ),
    Mutant("voices/related", 'if confidence > scores["neutral"]', "if confidence > 0"),
    Mutant("voices/related", ".type not in NO_TARGETS", ".type != ''"),
    Mutant("voices/related", ".type in HOLDER_TYPES", ".type != ''"),
    Mutant("voices/related", "if share[0] <= holder.start < share[1]", "if True"),
    Mutant("voices/related", "_has_plain_cue(reading, sentence, share) and", ""),
    Mutant("voices/related", "return bool(cues) and not any(", "return not any("),
    Mutant(
        "voices/related",
        "is_quoted(holder.start, holder.end) and not",
        "is_quoted(0, 1) and not",
    ),
    Mutant("voices/sources", "ALONE_BIAS: Final = -0.97", "ALONE_BIAS: Final = 0.97"),
    Mutant("voices/sources", "ALONE_SLOPE: Final = 0.54", "ALONE_SLOPE: Final = 1.54"),
    Mutant("voices/sources", "if said.source is None or", "if"),
    Mutant("voices/sources", "if role or any(", "if any("),
    Mutant("voices/sources", 'source[0].lower_ == "the" and', ""),
    Mutant("voices/sources", "return source.text.lower() in _NAMELESS", "return True"),
    Mutant("voices/sources", "for token in source[1:])", "for token in source)"),
    Mutant("voices/sources", "if number == home and holder is not None", "if False"),
    Mutant("voices/sources", "if target.entity == holder or", "if"),
    Mutant(
        "voices/sources",
        "number == home or reading.reported.is_quoted",
        "reading.reported.is_quoted",
    ),
    Mutant("voices/sources", "if able and heard and", "if able and"),
    Mutant("voices/sources", "if able and heard and", "if heard and"),
    Mutant("voices/sources", "if at_home and not has_verb(span)", "if at_home"),
    Mutant("voices/sources", 'if polarity == "favor" or holder is None', "if holder is None"),
    Mutant("voices/sources", "said.cue.start - 1)", "said.cue.start)"),
    Mutant("voices/sources", "or _open(reading, said)", ""),
    Mutant("voices/sources", '"unnamed" if holder is None', '"author" if holder is None'),
)  # fmt: skip


class Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one module from a changed text, and leaves all others alone."""

    def __init__(self, module: str, path: Path, text: str) -> None:
        self._module, self._path, self._text = module, path, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find the one module."""
        del path, target
        if fullname != self._module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def get_source(self, fullname: str) -> str:
        """The changed text."""
        del fullname
        return self._text

    def get_code(self, fullname: str) -> CodeType:
        """The changed text, compiled."""
        return compile(self.get_source(fullname), str(self._path), "exec")


def changed_text(mutant: Mutant) -> str:
    """The module with its line changed; SystemExit where the line is not there once."""
    text = (ROOT / ROOM / f"{mutant.module}.py").read_text(encoding="utf-8")
    if text.count(mutant.line) != 1:
        raise SystemExit(f"{mutant.module}: {text.count(mutant.line)} times {mutant.line!r}")
    return text.replace(mutant.line, mutant.changed)


def test_file_of(module: str) -> Path:
    """The test file that mirrors a module."""
    folder, _, name = module.partition("/")
    return ROOT / "tests/unit" / ROOM / folder / f"test_{name}.py"


def noticed(mutant: Mutant | None, module: str) -> bool:
    """Whether the module's own test file fails with the mutant, or as it is if there is none."""
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant, module))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) in NOTICED


def _run(mutant: Mutant | None, module: str) -> int:
    if mutant is not None:
        path = ROOT / ROOM / f"{module}.py"
        name = f"{ROOM}/{module}".replace("/", ".")
        sys.meta_path.insert(0, Changed(name, path, changed_text(mutant)))
    with Path(os.devnull).open("w") as silence, contextlib.redirect_stdout(silence):
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "--no-header"]
        return int(pytest.main([*arguments, str(test_file_of(module))]))


def main() -> int:
    """Try every mutant; returns the exit status."""
    parser = argparse.ArgumentParser(description="Check that tests notice a changed line.")
    parser.add_argument("--only", default="", metavar="PART", help="of a module's name")
    only = parser.parse_args().only
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    chosen = [mutant for mutant in MUTANTS if only in mutant.module]
    for mutant in chosen:
        changed_text(mutant)
    # What does not change is imported once, before the processes part.
    for module in PRELOADED:
        importlib.import_module(module)
    assert not any(name.startswith("worker.nlp.stance") for name in sys.modules)
    for module in dict.fromkeys(mutant.module for mutant in chosen):
        if noticed(None, module):
            raise SystemExit(f"{test_file_of(module)} fails as it is")
    survivors = 0
    for mutant in chosen:
        if not noticed(mutant, mutant.module):
            survivors += 1
            print(f"survives: {mutant.module}: {mutant.line!r} -> {mutant.changed!r}", flush=True)
    print(f"{len(chosen) - survivors} of {len(chosen)} mutants are noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
