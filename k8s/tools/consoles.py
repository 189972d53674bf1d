"""Generate what the console of k8s/console shares with the workers of overlays/production.

Its settings are theirs, as far as they say where Kafka is and what its topics and group are called;
its KafkaUser may look at what it shows, and change nothing.
"""

from collections.abc import Mapping

from k8s.tools.topics import catalogue
from k8s.tools.users import GROUP, kafka_user, rights
from topics.cluster.rights import USERS

SHOWN = "production"
NAME = "stancewire-console"
SETTINGS_HEADER = "# Generated from overlays/production by `make k8s`; do not edit.\n"
# As the component kafka-credentials has it for the workers.
LOGIN = {
    "STANCEWIRE_SECURITY_PROTOCOL": "SASL_SSL",
    "STANCEWIRE_SASL_MECHANISM": "SCRAM-SHA-512",
    "STANCEWIRE_SSL_CA_FILE": "/etc/stancewire/kafka/ca.crt",
}
_SHARED = ("KAFKA_BOOTSTRAP_SERVERS", "STANCEWIRE_TOPIC_PREFIX", GROUP)


def render_console_user(env: Mapping[str, str], group: str) -> str:
    """The text of ``user.yaml``."""
    return kafka_user(NAME, rights(catalogue(env), group, USERS["console"]))


def render_console_settings(env: Mapping[str, str]) -> str:
    """The text of ``settings.env``."""
    shared = {name: env[name] for name in _SHARED if name in env} | LOGIN
    return SETTINGS_HEADER + "".join(f"{name}={value}\n" for name, value in shared.items())
