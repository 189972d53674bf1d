"""The console of k8s/console: nobody sees it without a login, and it can change nothing."""

from typing import Any

import pytest
from typer.testing import CliRunner

from console.options import ConsoleOptions
from tests.unit.k8s.rendered import of_kind, one
from worker.cli.application import app
from worker.settings import Settings, variable

POD = one("console", "Deployment", "stancewire-console")["spec"]["template"]
CONTAINERS = {container["name"]: container for container in POD["spec"]["containers"]}
SETTINGS, LOGIN = sorted(
    (found["data"] for found in of_kind("console", "ConfigMap")),
    key=lambda data: "CONSOLE_NAME" in data,
)


def arguments(name: str) -> list[str]:
    found: list[str] = CONTAINERS[name]["args"]
    return found


def test_it_is_in_the_namespace_that_production_makes() -> None:
    (namespace,) = of_kind("production", "Namespace")
    places = {m["metadata"]["namespace"] for m in of_kind("console", "Deployment")}
    assert places == {namespace["metadata"]["name"]}


def test_the_console_starts_with_these_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[ConsoleOptions] = []
    monkeypatch.setattr("console.app.run", lambda options, _: started.append(options))
    values = SETTINGS | {"STANCEWIRE_SASL_USERNAME": "a", "STANCEWIRE_SASL_PASSWORD": "b"}
    values |= {"STANCEWIRE_SSL_CA_FILE": __file__}
    for key, value in values.items():
        monkeypatch.setenv(key, value)
    name = LOGIN["CONSOLE_NAME"]
    words = [word.replace("$(CONSOLE_NAME)", name) for word in arguments("console")]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    (options,) = started
    assert options.bind == "127.0.0.1"
    assert options.names == (name,)
    assert options.catalogue.enriched.name == "news.enriched.v1"


def test_only_the_proxy_can_ask_it() -> None:
    assert f"--upstream=http://127.0.0.1:{arguments('console')[4]}/" in arguments("login")
    assert "ports" not in CONTAINERS["console"]
    (service,) = of_kind("console", "Service")
    (port,) = service["spec"]["ports"]
    (login,) = CONTAINERS["login"]["ports"]
    assert port["targetPort"] == login["name"]
    assert f"--http-address=0.0.0.0:{login['containerPort']}" in arguments("login")
    (policy,) = of_kind("console", "NetworkPolicy")
    (rule,) = policy["spec"]["ingress"]
    assert [asked["port"] for asked in rule["ports"]] == [login["name"]]


def test_nothing_is_shown_without_a_login() -> None:
    said = " ".join(arguments("login")) + " ".join(LOGIN)
    assert "skip-auth" not in said.casefold().replace("_", "-")
    assert LOGIN["OAUTH2_PROXY_EMAIL_DOMAINS"] != "*"
    assert LOGIN["OAUTH2_PROXY_REDIRECT_URL"].startswith(f"https://{LOGIN['CONSOLE_NAME']}/")


def test_every_selector_finds_it_and_none_of_production_does() -> None:
    labels = POD["metadata"]["labels"]
    for selector in (
        of_kind("console", "Service")[0]["spec"]["selector"],
        of_kind("console", "NetworkPolicy")[0]["spec"]["podSelector"]["matchLabels"],
        one("console", "Deployment", "stancewire-console")["spec"]["selector"]["matchLabels"],
    ):
        assert selector.items() <= labels.items()
    for kind in ("Deployment", "PodDisruptionBudget", "PodMonitor"):
        for found in of_kind("production", kind):
            assert not found["spec"]["selector"]["matchLabels"].items() <= labels.items()


def test_its_variables_are_settings_and_those_of_production() -> None:
    known = {variable(field) for field in Settings.model_fields}
    asked = SETTINGS.keys() | {e["name"] for e in CONTAINERS["console"]["env"]} - {"CONSOLE_NAME"}
    assert asked <= known
    (production,) = of_kind("production", "ConfigMap")
    assert SETTINGS.items() <= production["data"].items()


def test_its_user_reads_and_asks_and_does_nothing_else() -> None:
    (user,) = of_kind("console", "KafkaUser")
    rules: list[dict[str, Any]] = user["spec"]["authorization"]["acls"]
    done = {rule["resource"]["name"]: set(rule["operations"]) for rule in rules}
    assert done == {
        "news.enriched.v1": {"Read"},
        "news.articles.dlq.v1": {"Read"},
        "news.articles.v1": {"Read"},
        "stancewire": {"Describe"},
    }
