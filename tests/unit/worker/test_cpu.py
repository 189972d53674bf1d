"""The kind of CPU that an event names."""

import re

import pytest

from worker.cpu import cpu_kind, flags_in, kind_of

V2 = {"cx16", "popcnt", "sse4_1", "sse4_2", "ssse3"}
V3 = V2 | {"avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"}
V4 = V3 | {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}


@pytest.mark.parametrize(
    ("machine", "flags", "kind"),
    [
        ("x86_64", V2, "x86-64-v2"),
        ("x86_64", V3, "x86-64-v3"),
        ("AMD64", V3 | {"avx_vnni"}, "x86-64-v3+vnni"),
        ("x86_64", V4 | {"avx512_vnni", "avx_vnni", "amx_int8"}, "x86-64-v4+vnni+amx"),
        ("x86_64", set(), "x86-64"),
        ("aarch64", {"asimd", "asimddp", "i8mm"}, "arm64+dotprod+i8mm"),
        ("", set(), "unknown"),
    ],
)
def test_the_kind_is_the_level_and_what_multiplies_bytes(
    machine: str, flags: set[str], kind: str
) -> None:
    assert kind_of(machine, flags) == kind


@pytest.mark.parametrize("name", ["flags\t\t", "Features\t"])
def test_flags_are_those_of_the_first_cpu(name: str) -> None:
    assert flags_in(f"processor : 0\n{name}: fpu avx2\n\n{name}: fpu\n") == {"fpu", "avx2"}
    assert flags_in("processor : 0\n") == set()


def test_this_cpu_has_a_kind_that_a_header_can_carry() -> None:
    assert re.fullmatch(r"[a-z0-9-]+(\+[a-z0-9]+)*", cpu_kind())
