import pytest

from worker.nlp.documents import findings
from worker.nlp.english.component import LanguageComponent


@pytest.mark.parametrize(
    ("text", "language", "skipped"),
    [
        ("The president said on Tuesday that the law will come.", "en", False),
        ("Der Bundeskanzler hat am Montag die neue Regierung vorgestellt.", "de", True),
        ("Kolb!", None, False),
    ],
)
def test_only_an_article_in_another_language_is_skipped(blank, text, language, skipped):
    found = findings(LanguageComponent()(blank(text)))
    assert (found.language, found.skipped) == (language, skipped)
