"""The name, version and model that events give as their maker."""

from importlib.metadata import PackageNotFoundError, version

from topics.events import Pipeline

NAME = "stancewire"


def software_version() -> str:
    """The installed version; ``0+unknown`` in a checkout that was never installed."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return "0+unknown"


def pipeline_info(model: str) -> Pipeline:
    """The identity of a pipeline that runs these weights."""
    return Pipeline(name=NAME, version=software_version(), model=model)
