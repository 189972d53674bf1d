"""Which host names the worker's pages answer to: another site could point its own name here.

A browser on this machine would then let that site's scripts read the pages (DNS rebinding).
"""

import ipaddress
import socket
from collections.abc import Collection


def is_known(host: str, names: Collection[str]) -> bool:
    """Whether a request with this Host header may be answered.

    Addresses involve no name service, and names without a dot belong to no site: both are known,
    and so are this machine's own name and ``names``. A request without the header comes from no
    browser.
    """
    name = _without_port(host).rstrip(".").lower()
    if "." not in name and ":" not in name:
        return True
    return _is_address(name) or name in {socket.gethostname().lower(), *map(str.lower, names)}


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
