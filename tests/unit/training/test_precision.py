"""Which processors multiply bfloat16, and what that changes."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from training import precision  # noqa: E402 - torch may not be there


@pytest.fixture
def cpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write what the kernel says of the processor; None for a system that says nothing."""

    def says(text: str | None) -> None:
        path = tmp_path / "cpuinfo"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(precision, "_CPU", path)

    return says


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("processor\t: 0\nflags\t\t: fpu sse avx512_bf16 avx2\n", True),
        ("processor\t: 0\nflags\t\t: fpu amx_bf16\n", True),
        ("processor\t: 0\nflags\t\t: fpu sse avx2\n", False),
        ("model name\t: the avx512_bf16 computer\nflags\t\t: fpu\n", False),
        ("", False),
        (None, False),
    ],
)
def test_the_flags_of_the_processor_decide(cpu, text, expected) -> None:
    cpu(text)
    assert precision.multiplies_bfloat16() is expected


@pytest.mark.parametrize(
    ("flags", "kind"), [("avx512_bf16", torch.bfloat16), ("avx2", torch.float32)]
)
def test_matrices_are_multiplied_in_the_fast_format_and_kept_in_the_exact_one(
    cpu, flags, kind
) -> None:
    cpu(f"flags : {flags}\n")
    layer, rows = torch.nn.Linear(4, 3), torch.ones(2, 4)
    with precision.mixed():
        found = layer(rows)
    assert found.dtype == kind
    found.float().sum().backward()
    assert layer.weight.dtype == layer.weight.grad.dtype == torch.float32
    assert layer(rows).dtype == torch.float32
