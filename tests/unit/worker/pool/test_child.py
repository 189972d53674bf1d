from worker.pool.child import MAX_ERROR_CHARS, describe, locate


def test_an_error_of_loading_is_one_line_of_bounded_length() -> None:
    assert describe(ValueError("too\n  odd")) == "ValueError: too odd"
    assert len(describe(ValueError("x" * 10_000))) <= MAX_ERROR_CHARS


def test_an_error_on_an_article_says_what_and_where_but_not_the_articles_text() -> None:
    def fail() -> None:
        raise ValueError("the secret text")

    try:
        fail()
    except ValueError as error:
        text = locate(error)
    assert text.startswith("ValueError at test_child.py:")
    assert "secret" not in text
