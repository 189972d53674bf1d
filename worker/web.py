"""The worker's small web server: ``/metrics``, from a thread of its own."""

from prometheus_client import start_http_server

from worker.fatal import FatalError


class WebError(FatalError):
    """The address cannot be served; the text says which and why."""


def serve(bind: str, port: int) -> None:
    """Answer on this address until the process ends; port 0 serves nothing."""
    if port == 0:
        return
    try:
        start_http_server(port, bind)
    except (OSError, UnicodeError) as error:
        raise WebError(
            f"metrics cannot be served on {bind}:{port} ({error}); mend STANCEWIRE_WEB_BIND, or "
            "set STANCEWIRE_WEB_PORT to a free port, or to 0 for none"
        ) from error
