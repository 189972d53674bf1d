"""What ends the worker and needs a person."""


class FatalError(Exception):
    """An error whose text is the whole story: why the worker stops, and what to do about it.

    It is logged in one line; where in the code it was raised helps nobody.
    """
