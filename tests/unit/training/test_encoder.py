"""One layer's attention, row by row, against the same written out."""

import pytest

torch = pytest.importorskip("torch")

from training.encoder import ATTENTION_HEADS, HIDDEN, Layer, attention_mask  # noqa: E402

ROWS, LENGTH = 3, 20


def written_out(layer, hidden, mask):
    shape = (*hidden.shape[:2], 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
    query, key, value = layer.qkv(hidden).view(shape).permute(2, 0, 3, 1, 4).unbind(0)
    scores = query @ key.transpose(-1, -2) * (HIDDEN // ATTENTION_HEADS) ** -0.5
    shares = torch.softmax(scores if mask is None else scores + mask, -1)
    mixed = (shares @ value).transpose(1, 2).reshape(*hidden.shape)
    return layer.attended_norm(hidden + layer.attended(mixed))


def learned(attend, layer, hidden, mask):
    """What comes out, and the gradients of what goes in and of the layer's products."""
    given = hidden.clone().requires_grad_()
    layer.zero_grad()
    out = attend(layer, given, mask)
    torch.manual_seed(1)
    (out * torch.randn_like(out)).sum().backward()
    return out, given.grad, layer.qkv.weight.grad.clone(), layer.qkv.bias.grad.clone()


@pytest.mark.parametrize("padded", [False, True])
def test_attention_row_by_row_is_attention_with_its_gradients(padded):
    torch.manual_seed(0)
    layer, hidden = Layer(0.0), torch.randn(ROWS, LENGTH, HIDDEN)
    there = torch.ones(ROWS, LENGTH, dtype=torch.bool)
    there[1, LENGTH // 2 :] = not padded
    mask = attention_mask(there)
    assert (mask is not None) is padded
    both = (learned(one, layer, hidden, mask) for one in (Layer.attend, written_out))
    for one, other in zip(*both, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-4)


def test_padding_is_not_attended_to():
    layer, hidden = Layer(0.0), torch.randn(1, LENGTH, HIDDEN)
    there = torch.ones(1, LENGTH, dtype=torch.bool)
    there[0, -5:] = False
    changed = hidden.clone()
    changed[0, -5:] += 1
    with torch.no_grad():
        one, other = (layer.attend(some, attention_mask(there)) for some in (hidden, changed))
    torch.testing.assert_close(one[0, :-5], other[0, :-5])
