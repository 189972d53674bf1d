import pytest
from aiokafka.errors import (
    CorruptRecordException,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from worker.engine.crash import why
from worker.fatal import FatalError


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (TopicAuthorizationFailedError("news.articles.v1"), "the topic news.articles.v1"),
        (TopicAuthorizationFailedError({"b.topic", "a.topic"}), "the topic a.topic, b.topic"),
        (GroupAuthorizationFailedError("stancewire"), "the group stancewire"),
        # From a look at the group's commits: aiokafka wraps its text.
        (KafkaError(repr(TopicAuthorizationFailedError())), "to use the topic: give"),
    ],
)
def test_a_right_that_is_gone_is_named_and_no_record_is_blamed(
    error: KafkaError, says: str
) -> None:
    outer = RuntimeError("the consumer crashed")
    outer.__cause__ = error
    for one in (error, outer):
        assert says in why(one)
        assert "no client can read" not in why(one)


def test_an_error_that_says_it_all_is_repeated() -> None:
    assert why(FatalError("mend it")) == "mend it"


def test_anything_else_may_be_a_record() -> None:
    for error in (CorruptRecordException(), UnicodeDecodeError("utf8", b"x", 0, 1, "no"), None):
        assert "no client can read" in why(error)
