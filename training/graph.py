"""The trained encoder as an ONNX graph, written node by node.

One sentence per pass and no padding, so there is no mask; query, key and value are one product
and attention is one fused node. Exporters would write fifty nodes for each layer instead.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.model import ATTENTION_HEADS, EPSILON, HIDDEN

OPSET: Final = 17
FUSED: Final = "com.microsoft"


def build(weights: dict[str, npt.NDArray[np.float32]], layers: int) -> onnx.ModelProto:
    """Write the float graph.

    Args:
        weights: the state of `training.model.Encoder`, by its names.
        layers: how many it has.

    Returns:
        A model from `input_ids` (1, n) int64 to `last_hidden` (1, n, 384) float32.

    """
    nodes: list[Any] = []
    constants: list[Any] = []

    def constant(name: str, value: npt.NDArray[Any]) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, outputs, name=outputs[0], **attributes))
        return outputs[0]

    words = constant("word", weights["word.weight"])
    # Every piece is of kind 0: its vector is part of the position's.
    positions = constant("position", weights["position.weight"] + weights["kind"])
    length = node("Shape", ["input_ids"], "length", start=1, end=2)
    zero, axis = constant("zero", np.array([0])), constant("axis", np.array([0]))
    embedded = node("Gather", [words, "input_ids"], "embedded")
    placed = node("Slice", [positions, zero, length, axis], "placed")
    hidden = node("Add", [embedded, placed], "summed")
    hidden = node(
        "LayerNormalization",
        [
            hidden,
            constant("norm.w", weights["norm.weight"]),
            constant("norm.b", weights["norm.bias"]),
        ],
        "normed",
        axis=-1,
        epsilon=EPSILON,
    )
    for index in range(layers):
        last = index == layers - 1
        hidden = _layer(index, hidden, weights, constant, node, "last_hidden" if last else None)
    graph = helper.make_graph(
        nodes,
        "stancewire-encoder",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info("last_hidden", TensorProto.FLOAT, [1, "n", HIDDEN])],
        constants,
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)],
        producer_name="stancewire",
    )
    model.ir_version = 8
    return model


def _layer(  # noqa: PLR0917
    index: int,
    hidden: str,
    weights: dict[str, npt.NDArray[np.float32]],
    constant: Any,
    node: Any,
    output: str | None,
) -> str:
    def weight(name: str, transposed: bool = False) -> str:
        value = weights[f"layers.{index}.{name}"]
        return str(constant(f"{index}.{name}", value.T if transposed else value))

    def at(name: str) -> str:
        return f"layer{index}.{name}"

    qkv = node("MatMul", [hidden, weight("qkv.weight", True)], at("qkv_product"))
    qkv = node("Add", [qkv, weight("qkv.bias")], at("qkv"))
    parts = [at("query"), at("key"), at("value")]
    node("Split", [qkv], *parts, axis=2)
    mixed = node("MultiHeadAttention", parts, at("mixed"), domain=FUSED, num_heads=ATTENTION_HEADS)
    mixed = node("MatMul", [mixed, weight("attended.weight", True)], at("attended"))
    hidden = node(
        "SkipLayerNormalization",
        [
            mixed,
            hidden,
            weight("attended_norm.weight"),
            weight("attended_norm.bias"),
            weight("attended.bias"),
        ],
        at("attended_norm"),
        domain=FUSED,
        epsilon=EPSILON,
    )
    inner = node("MatMul", [hidden, weight("up.weight", True)], at("up"))
    inner = node("BiasGelu", [inner, weight("up.bias")], at("gelu"), domain=FUSED)
    inner = node("MatMul", [inner, weight("down.weight", True)], at("down"))
    return str(
        node(
            "SkipLayerNormalization",
            [inner, hidden, weight("norm.weight"), weight("norm.bias"), weight("down.bias")],
            output or at("norm"),
            domain=FUSED,
            epsilon=EPSILON,
        )
    )


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8: matrices per output channel, the word embeddings as a table of bytes."""
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        reduce_range=False,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        # Shape inference does not see through the fused nodes.
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
