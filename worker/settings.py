"""Reads environment variables into one frozen Settings; settings are read nowhere else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AliasChoices,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from topics.catalogue import DEFAULT_PARTITIONS, DEFAULT_REPLICATION_FACTOR, Catalogue
from worker import local_cluster

ENV_PREFIX = "STANCEWIRE_"
BOOTSTRAP_ENV = "KAFKA_BOOTSTRAP_SERVERS"
HIDDEN = "(hidden)"

CLUSTER = (
    "bootstrap_servers",
    "security_protocol",
    "topic_prefix",
    "partitions",
    "replication_factor",
    "group",
)
"""The settings in which all commands of one installation must agree."""

Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]
SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
LogFormat = Literal["auto", "json", "text"]
SaslMechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


class SettingsError(ValueError):
    """Settings cannot be used; one line for each fault, naming the variable."""


class Settings(BaseSettings):
    """The settings in force. Times are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, frozen=True, extra="ignore")

    bootstrap_servers: str = Field(
        "127.0.0.1:9092",
        validation_alias=AliasChoices(BOOTSTRAP_ENV, ENV_PREFIX + "BOOTSTRAP_SERVERS"),
        description="Kafka brokers to connect to first: host:port, comma-separated.",
    )
    security_protocol: SecurityProtocol = Field("PLAINTEXT", description="How to connect to Kafka.")
    sasl_mechanism: SaslMechanism = Field("SCRAM-SHA-512", description="For SASL_*: the mechanism.")
    sasl_username: str = Field("", description="For SASL_*: the user name.")
    sasl_password: SecretStr = Field(SecretStr(""), description="For SASL_*: the password.")
    sasl_password_file: str = Field(
        "", description="For SASL_*: a file with the password, in place of the variable."
    )
    ssl_ca_file: str = Field("", description="PEM file of the CA; empty for the system's.")
    ssl_certificate_file: str = Field(
        "", description="PEM file of this client's certificate, for brokers that ask for one."
    )
    ssl_key_file: str = Field(
        "",
        description="PEM file of its key, without passphrase; empty if it is in the same file.",
    )

    topic_prefix: str = Field(
        "", description="Prefix of every topic's name.", pattern=r"^[A-Za-z0-9._-]{0,100}$"
    )
    partitions: Count = Field(DEFAULT_PARTITIONS, description="Partitions of every topic.")
    replication_factor: Count = Field(
        DEFAULT_REPLICATION_FACTOR, description="Replicas of every partition."
    )

    group: str = Field(
        "stancewire",
        description="Consumer group of the worker.",
        pattern=r"^[A-Za-z0-9._-]{1,200}$",
    )
    offset_beyond_end: Literal["stop", "beginning", "end"] = Field(
        "stop",
        description="What to do where the group's offset is beyond the end of the log, as after a "
        "restore: stop, or read on at the beginning or the end of the partition.",
    )
    pool_processes: Count = Field(
        2, description="Pipeline processes, each with a pipeline of its own."
    )
    pipeline: str = Field(
        "worker.enricher:load_enricher",
        description="module:function that loads the pipeline in a pool process.",
        pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$",
    )
    entities: str = Field(
        "", description="Installed spaCy pipeline that finds the names; empty for our own head."
    )
    batch_size: Count = Field(16, description="Articles taken from the stream at once.")
    batch_wait: Seconds = Field(0.1, description="Longest wait for a batch to fill.")
    article_timeout: Seconds = Field(30.0, description="Longest that one article may take.")
    pool_start_timeout: Seconds = Field(
        120.0, description="Longest that a pipeline may take to load."
    )

    broker_wait: Seconds = Field(60.0, description="Longest wait for the broker at startup.")
    send_timeout: Seconds = Field(
        60.0,
        description="Longest that a batch may stay unconfirmed before the worker stops.",
    )
    stop_deadline: Seconds = Field(8.0, description="Longest that a stop may take.")
    session_timeout: Seconds = Field(
        10.0,
        description="How long Kafka waits to hear from a worker before others get its partitions. "
        "At least the broker's group.min.session.timeout.ms, which is 6 s by default.",
    )

    breaker_consecutive: Count = Field(
        100, description="Dead letters in a row that stop the worker."
    )
    breaker_window: Count = Field(
        500, description="Latest articles that the breaker's ratio is taken over."
    )
    breaker_ratio: Annotated[float, Field(gt=0, le=1)] = Field(
        0.5, description="Share of the window above which dead letters stop the worker."
    )
    web_bind: str = Field(
        "127.0.0.1", description="Address of /metrics, /livez, /readyz and /stuckz."
    )
    web_port: Annotated[int, Field(ge=0, lt=2**16)] = Field(
        9808, description="Port of /metrics, /livez, /readyz and /stuckz; 0 for none."
    )
    web_names: str = Field(
        "",
        description="Host names with a dot that these pages answer to, comma-separated; addresses, "
        "names without a dot and this machine's own name need not be listed.",
    )
    live_after: Seconds = Field(
        30.0, description="How long the event loop may be blocked before /livez fails."
    )
    stuck_after: Seconds = Field(
        300.0,
        description="How long nothing may move, while there is work, before /stuckz fails. Set it "
        "above twice the article timeout plus the pool's start timeout.",
    )
    tracing: Literal["off", "otlp"] = Field(
        "off",
        description="otlp: a span for each article, sent where the OTEL_* variables say; "
        "needs the extra otel. off: traceparent is passed on even so.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Lowest level that is logged."
    )
    log_format: LogFormat = Field(
        "auto", description="json: one object a line; text; auto: text on a terminal, else json."
    )

    _from_up: frozenset[str] = PrivateAttr(frozenset())

    @field_validator("bootstrap_servers")
    @classmethod
    def _servers_have_ports(cls, value: str) -> str:
        for server in value.split(","):
            host, _, port = server.strip().rpartition(":")
            if not host or not port.isdigit() or not 0 < int(port) < 2**16:
                raise ValueError(f"{server.strip()!r} is not host:port")
        return value

    @field_validator("ssl_ca_file", "ssl_certificate_file", "ssl_key_file", "sasl_password_file")
    @classmethod
    def _file_is_there(cls, value: str) -> str:
        try:
            if value:
                Path(value).open("rb").close()
        except OSError as error:
            raise ValueError(
                f"{value!r} is no file that can be read ({error.strerror}); or leave it empty"
            ) from error
        return value

    @model_validator(mode="after")
    def _sasl_is_whole(self) -> Self:
        if self.sasl_password_file and self.sasl_password.get_secret_value():
            raise ValueError(
                f"set {ENV_PREFIX}SASL_PASSWORD or {ENV_PREFIX}SASL_PASSWORD_FILE, not both"
            )
        if self.uses_sasl and not (self.sasl_username and self.password):
            raise ValueError(
                f"{ENV_PREFIX}SECURITY_PROTOCOL={self.security_protocol} needs "
                f"{ENV_PREFIX}SASL_USERNAME, and {ENV_PREFIX}SASL_PASSWORD or a file with it"
            )
        if self.ssl_key_file and not self.ssl_certificate_file:
            raise ValueError(
                f"{ENV_PREFIX}SSL_KEY_FILE needs {ENV_PREFIX}SSL_CERTIFICATE_FILE, whose key it is"
            )
        return self

    @property
    def password(self) -> str:
        """The password of the login: from its file, without the line's end, or the variable."""
        if self.sasl_password_file:
            return Path(self.sasl_password_file).read_text("utf-8").rstrip("\r\n")
        return self.sasl_password.get_secret_value()

    @property
    def uses_sasl(self) -> bool:
        """Whether clients log in with user and password."""
        return self.security_protocol.startswith("SASL_")

    @property
    def uses_ssl(self) -> bool:
        """Whether the connection is encrypted."""
        return self.security_protocol.endswith("SSL")

    def catalogue(self) -> Catalogue:
        """The topics of this installation."""
        return Catalogue(self.topic_prefix, self.partitions, self.replication_factor)

    def kafka_client_options(self) -> dict[str, Any]:
        """Keyword arguments for any of kafka-python's clients."""
        options: dict[str, Any] = {
            "bootstrap_servers": [server.strip() for server in self.bootstrap_servers.split(",")],
            "security_protocol": self.security_protocol,
        }
        if self.uses_ssl:
            files = {
                "ssl_cafile": self.ssl_ca_file,
                "ssl_certfile": self.ssl_certificate_file,
                "ssl_keyfile": self.ssl_key_file,
            }
            options |= {name: file for name, file in files.items() if file}
        if self.uses_sasl:
            options["sasl_mechanism"] = self.sasl_mechanism
            options["sasl_plain_username"] = self.sasl_username
            options["sasl_plain_password"] = self.password
        return options

    def describe(self) -> list[tuple[str, str, str]]:
        """For each setting: its variable, its value (secrets hidden) and where that comes from."""
        rows = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            hidden = isinstance(value, SecretStr) and value.get_secret_value()
            text = HIDDEN if hidden else str(value)
            origin = "environment" if name in self.model_fields_set else "default"
            if name in self._from_up:
                origin = "stancewire up"
            rows.append((variable(name), text, origin))
        return rows


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return BOOTSTRAP_ENV if field == "bootstrap_servers" else ENV_PREFIX + field.upper()


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError, with one line for each fault.

    What the environment does not set comes from the Kafka that ``stancewire up`` runs here, if it
    does and the environment does not name another one, and else from the defaults.
    """
    settings = environment_settings()
    found = _same_kinds(local_cluster.running())
    named = {name: getattr(settings, name) for name in settings.model_fields_set}
    if any(named.get(name, found.get(name)) != found.get(name) for name in CLUSTER[:2]):
        return settings
    added = {name: value for name, value in found.items() if name not in named}
    settings = settings.model_copy(update=added)
    settings._from_up = frozenset(added)  # noqa: SLF001 - of this module, and no field
    return settings


def _same_kinds(found: Mapping[str, Any]) -> dict[str, Any]:
    """Of what another version may have written: only settings that are here, of the same type."""
    fields = Settings.model_fields
    return {
        name: value
        for name, value in found.items()
        if name in CLUSTER and type(value) is type(fields[name].default)
    }


def environment_settings() -> Settings:
    """The settings of the environment alone. Raises SettingsError, as ``load_settings``."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for fault in error.errors():
            where = str(fault["loc"][0]) if fault["loc"] else ""
            name = variable(where) if where in Settings.model_fields else where
            reason = fault["msg"].removeprefix("Value error, ")
            lines.append(f"{name}: {reason}" if name else reason)
        raise SettingsError("\n".join(lines)) from error
