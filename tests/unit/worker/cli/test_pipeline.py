"""The pipeline in the command's own process."""

from collections.abc import Callable

from typer.testing import Result

Run = Callable[..., Result]


def test_a_pipeline_that_does_not_load_is_one_line(run: Run) -> None:
    result = run(
        "enrich",
        "-",
        stdin=b'{"id": "a", "body": "b"}',
        STANCEWIRE_PIPELINE="tiny_pipeline:broken",
    )
    assert result.exit_code == 1
    assert result.stderr == (
        "stancewire: the pipeline tiny_pipeline:broken cannot be loaded: OSError: no weights\n"
    )
