import pytest
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    InvalidSessionTimeoutError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from worker.engine.refusals import refusal


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (GroupAuthorizationFailedError("g"), "join the group g: it needs Read on the group"),
        (TopicAuthorizationFailedError("t"), "read t: it needs Read and Describe on the topic"),
        (InvalidSessionTimeoutError(), "join the group g: InvalidSessionTimeoutError"),
    ],
)
def test_what_is_refused_is_named(error: KafkaError, said: str) -> None:
    assert said in refusal(error, "g", "t")
