"""Why Faust stopped by itself, and what to do, in one line."""

from aiokafka import errors

from worker.fatal import FatalError

_NOT_ALLOWED: tuple[type[BaseException], ...] = (
    errors.TopicAuthorizationFailedError,
    errors.GroupAuthorizationFailedError,
    errors.ClusterAuthorizationFailedError,
)


def why(reason: BaseException | None) -> str:
    """The line for an operator. Only what may be a record's fault is blamed on a record."""
    for error in _chain(reason):
        if isinstance(error, FatalError):
            return str(error)
        refusal = _refusal(error)
        if refusal is not None:
            what = refusal.__name__.removesuffix("AuthorizationFailedError").lower()
            named = ", ".join(_names(error)) if isinstance(error, refusal) else ""
            return (
                f"Kafka no longer allows this user to use the {what}"
                f"{f' {named}' if named else ''}: give the right back, then start the worker "
                "again; nothing unacknowledged is lost"
            )
    return (
        f"Faust itself failed ({reason!r}); nothing unacknowledged is lost. If it fails "
        "again right after a restart, the record at the group's offset may be one that "
        "no client can read: see 'stancewire topics lag'"
    )


def _refusal(error: BaseException) -> type[BaseException] | None:
    """Which right was missing, if one was. aiokafka may give only the text of the true error."""
    texts = error.args if type(error) is errors.KafkaError else ()
    for kind in _NOT_ALLOWED:
        if isinstance(error, kind) or any(str(one).startswith(kind.__name__) for one in texts):
            return kind
    return None


def _names(error: BaseException) -> list[str]:
    """What an error is about. aiokafka gives it a topic by itself, or a set of topics."""
    return [
        str(name)
        for one in error.args
        for name in (sorted(one) if isinstance(one, set | frozenset | list | tuple) else [one])
    ]


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error, and those that led to it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
