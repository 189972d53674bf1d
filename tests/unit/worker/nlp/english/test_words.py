import json
import subprocess
import sys

import pytest

from worker.nlp.english import words
from worker.nlp.english.words import all_lists, word_list, word_pairs

UNREAD = """
import json, pkgutil
from importlib import import_module

import worker.nlp
from worker.nlp.english import words


class Noting(dict):
    def __getitem__(self, name):
        read.add(name)
        return super().__getitem__(name)


read = set()
lists = Noting(words.all_lists())
words.all_lists = lambda: lists
for module in pkgutil.walk_packages(worker.nlp.__path__, "worker.nlp."):
    import_module(module.name)
print(json.dumps(sorted(lists.keys() - read)))
"""


def test_every_list_is_read_when_the_modules_are_imported_and_none_is_missing():
    # A list that is read and not there is a KeyError of the import.
    done = subprocess.run(
        [sys.executable, "-c", UNREAD], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="no_such_list"):
        word_list("no_such_list")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    all_lists.cache_clear()
    yield tmp_path
    all_lists.cache_clear()


def test_a_list_is_its_words_and_a_list_of_pairs_their_pairs(folder):
    (folder / "a.json").write_text(json.dumps({"fruit": "pear fig", "short": "bob=robert"}))
    assert word_list("fruit") == {"pear", "fig"}
    assert word_pairs("short") == {"bob": "robert"}


def test_two_lists_of_one_name_are_refused(folder):
    for name in ("a", "b"):
        (folder / f"{name}.json").write_text(json.dumps({"fruit": "pear"}))
    with pytest.raises(ValueError, match=r"b\.json repeats the lists fruit"):
        all_lists()
