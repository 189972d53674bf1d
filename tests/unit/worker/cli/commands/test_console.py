import socket

from tests.support.commands import stancewire


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = stancewire({}, "console", "--port", str(port))
    assert done.returncode == 1
    assert f"the console cannot be served on 127.0.0.1:{port}" in done.stderr
    assert "give it another --bind or --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_others_reach_is_warned_of() -> None:
    done = stancewire({}, "console", "--bind", "192.0.2.1", "--port", "9")
    assert done.returncode == 1
    assert "the page has no password" in done.stderr
