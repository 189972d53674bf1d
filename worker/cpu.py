"""Which kind of CPU this is, as far as the last digits of a score depend on it.

The float kernels of onnxruntime and NumPy differ with the instructions that a CPU has. So two
workers may give one article two events that differ a little; each says which CPU made it.
"""

import platform
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Final

CPU_INFO: Final = Path("/proc/cpuinfo")

_LEVELS: Final = {
    "x86-64-v4": {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"},
    "x86-64-v3": {"avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"},
    "x86-64-v2": {"cx16", "popcnt", "sse4_1", "sse4_2", "ssse3"},
}
"""The highest first. Source: x86-64 psABI, "Micro-architecture levels"."""

_EXTENSIONS: Final = {
    "avx512_vnni": "vnni",
    "avx_vnni": "vnni",
    "amx_int8": "amx",
    "asimddp": "dotprod",
    "i8mm": "i8mm",
}
"""Instructions for products of bytes, by the names that Linux has for them."""


@cache
def cpu_kind() -> str:
    """The kind of this machine's CPU, such as ``x86-64-v3`` or ``x86-64-v4+vnni+amx``."""
    try:
        text = CPU_INFO.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    return kind_of(platform.machine(), flags_in(text))


def flags_in(cpu_info: str) -> frozenset[str]:
    """What the first CPU in a text like ``/proc/cpuinfo`` can do."""
    for line in cpu_info.splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() in ("flags", "features"):
            return frozenset(value.split())
    return frozenset()


def kind_of(machine: str, flags: AbstractSet[str]) -> str:
    """The kind of a CPU of an architecture, by what it can do."""
    base = {"x86_64": "x86-64", "amd64": "x86-64", "aarch64": "arm64"}.get(
        machine.lower(), machine.lower() or "unknown"
    )
    if base == "x86-64":
        base = next((level for level, needed in _LEVELS.items() if needed <= flags), base)
    more = dict.fromkeys(name for flag, name in _EXTENSIONS.items() if flag in flags)
    return "+".join([base, *more])
