"""The kind of error that stops the worker and needs a person."""


class FatalError(Exception):
    """An error whose text says it all: why the worker stops, and what to do about it.

    It is logged in one line without a traceback: where in the code it was raised helps nobody.
    """
