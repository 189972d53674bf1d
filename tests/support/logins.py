"""Brokers with a port at which a client must log in, and rights that count there."""

from collections.abc import Mapping

from local_kafka.broker import Adapt
from local_kafka.ports import LOOPBACK

PASSWORD = "open-sesame-4711"  # noqa: S105 - of a broker that lives for a test
MECHANISM = "PLAIN"
JAAS = (
    "org.apache.kafka.common.security.plain.PlainLoginModule required "
    f'user_ada="{PASSWORD}" user_bob="{PASSWORD}";'
)


def with_logins(ports: Mapping[str, int], adapt: Adapt = dict) -> Adapt:
    """Settings with one more port on each node, by the node's number.

    There ada may do everything and bob nothing. On the other port everybody may do everything.
    """

    def adapted(found: dict[str, str]) -> dict[str, str]:
        login = f"LOGIN://{LOOPBACK}:{ports[found['node.id']]}"
        return {
            **adapt(found),
            "listeners": f"{found['listeners']},{login}",
            "advertised.listeners": f"{found['advertised.listeners']},{login}",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,"
            "LOGIN:SASL_PLAINTEXT",
            "inter.broker.listener.name": "PLAINTEXT",
            "sasl.enabled.mechanisms": MECHANISM,
            "listener.name.login.plain.sasl.jaas.config": JAAS,
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS;User:ada",
        }

    return adapted
