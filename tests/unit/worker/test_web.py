import json
import socket
import time
import urllib.error
import urllib.request

import pytest

from local_kafka.ports import reserve
from worker.health import Health
from worker.progress import End, Progress
from worker.web import WebError, serve


@pytest.fixture(scope="module")
def health() -> Health:
    made = Health(Progress(), live_after=30, stuck_after=300)
    made.progress.assign([3])
    made.progress.answered({3: End(end=7, position=5)})
    return made


@pytest.fixture(scope="module")
def port(health: Health) -> int:
    held = reserve()
    held.release()
    serve("127.0.0.1", held.port, health, "news")
    return held.port


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as page:  # noqa: S310 - http only
            return page.status, json.loads(page.read() or b"{}")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def test_a_verdict_is_a_status_and_a_body_that_says_why(port: int, health: Health) -> None:
    status, body = ask(port, "/readyz")
    assert (status, body["ok"], body["why"]) == (503, False, "starting")
    health.phase = ""
    status, body = ask(port, "/readyz")
    assert (status, body["ok"], body["why"]) == (200, True, "at work on partition 3")
    assert body["partitions"] == [3]
    assert body["lag"]["3"]["records"] == 2
    assert body["kafka_answered_seconds_ago"] >= 0
    assert [ask(port, path)[0] for path in ("/livez", "/stuckz")] == [200, 200]


def test_another_page_lists_those_that_there_are(port: int) -> None:
    status, body = ask(port, "/")
    assert (status, body["pages"]) == (404, ["/metrics", "/livez", "/readyz", "/stuckz"])


@pytest.mark.parametrize("path", ["/metrics", "/livez", "/readyz", "/stuckz", "/"])
def test_a_name_that_another_site_points_here_is_refused(port: int, path: str) -> None:
    address = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)  # noqa: S310 - http only
    assert refused.value.code == 421
    assert b"STANCEWIRE_WEB_NAMES" in refused.value.read()


def test_nothing_can_be_done_to_it(port: int) -> None:
    assert ask(port, "/livez", "POST")[0] == 405
    assert ask(port, "/livez", "HEAD")[0] == 200


def test_metrics_are_served_without_the_time_at_which_each_series_began(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
        text = page.read().decode()
    assert 'stancewire_articles_total{group="news",outcome="enriched"}' in text
    assert "_created" not in text


def test_a_client_that_says_nothing_holds_nobody_up(
    port: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("worker.web._Handler.timeout", 0.2)
    with socket.create_connection(("127.0.0.1", port)) as silent:
        assert ask(port, "/livez")[0] == 200
        silent.settimeout(5)
        assert silent.recv(1) == b"", "the server hangs up"
    time.sleep(0.1)
    assert capfd.readouterr() == ("", "")


def test_an_address_that_is_taken_is_said_in_one_line(port: int, health: Health) -> None:
    with pytest.raises(WebError, match="STANCEWIRE_WEB_PORT") as caught:
        serve("127.0.0.1", port, health, "news")
    assert "\n" not in str(caught.value)
    with pytest.raises(WebError, match="STANCEWIRE_WEB_BIND"):
        serve("no such address", port, health, "news")


def test_the_port_of_nothing_serves_nothing(health: Health) -> None:
    serve("no such address", 0, health, "news")


def test_every_series_says_of_which_group_it_is(port: int) -> None:
    for asked in ("/metrics", "/metrics?name%5B%5D=stancewire_pool_processes"):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{asked}", timeout=5) as page:
            series = [line for line in page.read().decode().splitlines() if line[0] != "#"]
        assert series
        assert all('group="news"' in line for line in series)
