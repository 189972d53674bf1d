from pathlib import Path

import pytest
from pydantic import ValidationError

from worker.misspelt import misspelt
from worker.settings import HIDDEN, Settings, SettingsError, load_settings, variable


def test_the_environment_wins_over_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "one:9092,two:9093")
    monkeypatch.setenv("STANCEWIRE_POOL_PROCESSES", "7")
    settings = load_settings()
    assert settings.pool_processes == 7
    assert settings.kafka_client_options()["bootstrap_servers"] == ["one:9092", "two:9093"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAFKA_BOOTSTRAP_SERVERS", "nowhere"),
        ("KAFKA_BOOTSTRAP_SERVERS", "host:0"),
        ("STANCEWIRE_POOL_PROCESSES", "none"),
        ("STANCEWIRE_POOL_PROCESSES", "0"),
        ("STANCEWIRE_BREAKER_RATIO", "1.5"),
        ("STANCEWIRE_PIPELINE", "no colon"),
        ("STANCEWIRE_SECURITY_PROTOCOL", "TLS"),
    ],
)
def test_a_fault_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_a_user_without_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEWIRE_SECURITY_PROTOCOL", "SASL_SSL")
    monkeypatch.setenv("STANCEWIRE_SASL_USERNAME", "reader")
    with pytest.raises(SettingsError, match="STANCEWIRE_SASL_PASSWORD"):
        load_settings()


def test_secrets_are_hidden_wherever_settings_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEWIRE_SASL_PASSWORD", "hunter2")
    settings = load_settings()
    rows = {name: (value, origin) for name, value, origin in settings.describe()}
    assert rows["STANCEWIRE_SASL_PASSWORD"] == (HIDDEN, "environment")
    assert "hunter2" not in repr(settings) + str(settings) + str(settings.describe())


def test_it_is_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().group = "other"


def test_every_setting_has_a_description() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    assert variable("bootstrap_servers") == "KAFKA_BOOTSTRAP_SERVERS"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("STANCEWIRE_REPLICATON_FACTOR", "STANCEWIRE_REPLICATION_FACTOR"),
        ("STANCEWIRE_POOL_PROCESS", "STANCEWIRE_POOL_PROCESSES"),
        ("stancewire_web_prot", "STANCEWIRE_WEB_PORT"),
        ("KAFKA_BOOTSTRAP_SERVER", "KAFKA_BOOTSTRAP_SERVERS"),
    ],
)
def test_a_misspelt_variable_is_named_with_what_was_meant(name: str, meant: str) -> None:
    assert list(misspelt([name])) == [f"{name} is no setting and is ignored: do you mean {meant}?"]


def test_a_variable_that_is_like_no_setting_is_named() -> None:
    (line,) = misspelt(["STANCEWIRE_COLOUR"])
    assert line.startswith("STANCEWIRE_COLOUR is no setting")


def test_a_variable_that_is_none_of_ours_is_not_named() -> None:
    service = ("STANCEWIRE_SERVICE_HOST", "STANCEWIRE_PORT", "STANCEWIRE_PORT_9808_TCP_ADDR")
    ours = (*map(variable, Settings.model_fields), "STANCEWIRE_CACHE_DIR", "stancewire_group")
    others = ("KAFKA_HOME", "PATH", "STANCEWIRE_TEST_ARTICLES")
    assert list(misspelt([*service, *ours, *others])) == []


def logging_in(monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    named = {"SECURITY_PROTOCOL": "SASL_SSL", "SASL_USERNAME": "reader", **more}
    for name, value in named.items():
        monkeypatch.setenv(f"STANCEWIRE_{name}", value)


def test_the_password_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hunter 2 \r\n")
    logging_in(monkeypatch, SASL_PASSWORD_FILE=str(tmp_path / "password"))
    settings = load_settings()
    spaces = "hunter 2 "
    assert settings.password == spaces
    assert settings.kafka_client_options()["sasl_plain_password"] == spaces
    assert "hunter" not in repr(settings) + str(settings.describe())


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        ("", {}, "a file with it"),
        ("x", {"SASL_PASSWORD": "y"}, "not both"),
        (None, {}, "STANCEWIRE_SASL_PASSWORD_FILE: .*No such file"),
        ("x", {"SSL_KEY_FILE": "password"}, "needs STANCEWIRE_SSL_CERTIFICATE_FILE"),
    ],
    ids=["empty", "twice", "missing", "key alone"],
)
def test_files_that_cannot_be_used_are_named(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: str | None,
    more: dict[str, str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("password").write_text(content)
    logging_in(monkeypatch, **{"SASL_PASSWORD_FILE": "password", **more})
    with pytest.raises(SettingsError, match=said):
        load_settings()


def test_a_client_has_its_certificate_only_where_the_connection_is_encrypted(
    tmp_path: Path,
) -> None:
    (tmp_path / "pem").write_text("")
    files = {"ssl_certificate_file": str(tmp_path / "pem"), "ssl_key_file": str(tmp_path / "pem")}
    encrypted = Settings(security_protocol="SSL", **files).kafka_client_options()
    assert {"ssl_certfile", "ssl_keyfile"} <= set(encrypted)
    plain = Settings(security_protocol="PLAINTEXT", **files).kafka_client_options()
    assert not {"ssl_certfile", "ssl_keyfile"} & set(plain)
