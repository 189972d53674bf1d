"""Give a user of a test broker rights, and take one away again."""

from collections.abc import Iterable
from contextlib import closing
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from topics.cluster.rights import Right

OPERATIONS = {
    "Read": ACLOperation.READ,
    "Write": ACLOperation.WRITE,
    "Describe": ACLOperation.DESCRIBE,
    "DescribeConfigs": ACLOperation.DESCRIBE_CONFIGS,
    "Create": ACLOperation.CREATE,
}
ALL_OF_IT = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)


def allow(options: dict[str, Any], user: str, rights: Iterable[Right]) -> None:
    """Give the user these rights and no others."""
    with closing(KafkaAdminClient(**options)) as client:
        everything = ACLFilter(
            f"User:{user}", None, ACLOperation.ANY, ACLPermissionType.ANY, ALL_OF_IT
        )
        client.delete_acls([everything])
        client.create_acls([_acl(user, right) for right in rights])


def change(client: KafkaAdminClient, user: str, rights: Iterable[Right]) -> None:
    """Give the user these rights and no others; what is in both is not taken away in between."""
    wanted = {_acl(user, right) for right in rights}
    whose = ACLFilter(f"User:{user}", None, ACLOperation.ANY, ACLPermissionType.ANY, ALL_OF_IT)
    found, _ = client.describe_acls(whose)
    if missing := wanted - set(found):
        client.create_acls(list(missing))
    if beyond := set(found) - wanted:
        client.delete_acls([ACLFilter(**vars(acl)) for acl in beyond])


def _acl(user: str, right: Right) -> ACL:
    return ACL(
        f"User:{user}",
        "*",
        OPERATIONS[right.operation],
        ACLPermissionType.ALLOW,
        ResourcePattern(ResourceType[right.kind.upper()], right.name),
    )
