"""The trained encoder as an ONNX graph, written node by node.

Each pass reads one sentence without padding, so there is no mask. Query, key and value are one
matrix product, and attention is one fused node; exporters would write fifty nodes per layer.
"""

from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import ATTENTION_HEADS, EPSILON, HIDDEN

OPSET: Final = 17
FUSED: Final = "com.microsoft"
LAST: Final = "last_hidden"
EMBEDDED: Final = "embedded"
MARKED: Final = "marked"
STATES: Final = "states"
MIDDLE: Final = "middle"
VERIFIED_AFTER: Final = 4
"""The verifier builds on the states that so many of the tower's layers make."""

SIGNED_TO_UNSIGNED: Final = 128

Weights: TypeAlias = dict[str, npt.NDArray[np.float32]]


class Drawing:
    """An ONNX graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        """Add a constant; returns its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        """Add a node; returns the name of its first output."""
        made = helper.make_node(kind, inputs, outputs, name=outputs[0], **attributes)
        self.nodes.append(made)
        return outputs[0]

    def normed(self, inputs: list[str], scale: str, shift: str, output: str) -> str:
        """Add the inputs and normalise the sum.

        The fused SkipLayerNormalization does both at once, but takes five times as long.
        """
        total = inputs[0]
        for index, other in enumerate(inputs[1:]):
            total = self.node("Add", [total, other], f"{output}.sum{index}")
        return self.node(
            "LayerNormalization", [total, scale, shift], output, axis=-1, epsilon=EPSILON
        )

    def model(self, sources: list[Any], name: str, *results: tuple[str, int]) -> onnx.ModelProto:
        """The whole graph, from its inputs to its results, (1, n, width) float32 each."""
        graph = helper.make_graph(
            self.nodes,
            name,
            sources,
            [
                helper.make_tensor_value_info(result, TensorProto.FLOAT, [1, "n", width])
                for result, width in results
            ],
            self.constants,
        )
        made = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)],
            producer_name="stancewire",
        )
        made.ir_version = 8
        return made


def embeddings_graph(weights: Weights) -> onnx.ModelProto:
    """Write the float graph of the word embeddings, which encoder and tower share.

    Args:
        weights: the state of `training.encoder.Encoder`, by its names.

    Returns:
        A model from `input_ids` (1, n) int64 to `embedded` (1, n, 384) float32, which is what the
        first layer reads.

    """
    drawing = Drawing()
    constant, node = drawing.constant, drawing.node
    words = constant("word", weights["word.weight"])
    # Every piece has token type 0, so its vector is added to the position embeddings.
    positions = constant("position", weights["position.weight"] + weights["kind"])
    length = node("Shape", ["input_ids"], "length", start=1, end=2)
    zero, axis = constant("zero", np.array([0])), constant("axis", np.array([0]))
    embedded = node("Gather", [words, "input_ids"], "looked_up")
    placed = node("Slice", [positions, zero, length, axis], "placed")
    scale = constant("norm.w", weights["norm.weight"])
    shift = constant("norm.b", weights["norm.bias"])
    drawing.normed([embedded, placed], scale, shift, EMBEDDED)
    source = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "n"])
    return drawing.model([source], "stancewire-embeddings", (EMBEDDED, HIDDEN))


def encoder_graph(weights: Weights, layers: int) -> onnx.ModelProto:
    """Write the float graph of the encoder's layers.

    Args:
        weights: the state of `training.encoder.Encoder`, by its names.
        layers: how many it has.

    Returns:
        A model from `embedded` (1, n, 384) float32 to `last_hidden`, of the same shape.

    """
    drawing = Drawing()
    _layers(drawing, weights, layers, EMBEDDED)
    return drawing.model([_vectors(EMBEDDED)], "stancewire-encoder", (LAST, HIDDEN))


def reader_graph(weights: Weights, layers: int) -> onnx.ModelProto:
    """Write the float graph of the tower with the heads that read stances.

    The states after `VERIFIED_AFTER` layers come out too: the verifier builds on them.

    Args:
        weights: the state of `training.stance_reader.network.Reader`, by its names.
        layers: how many it has.

    Returns:
        A model from `marked` and the encoder's `states`, (1, n, 384) float32 each, to
        `worker.nlp.model.tower.Outputs`.

    """
    drawing = Drawing()
    lift = drawing.constant("lift.weight", weights["lift.weight"].T)
    lifted = drawing.node("MatMul", [STATES, lift], "lifted")
    built_on = drawing.node("Add", [MARKED, lifted], "built_on")
    *earlier, hidden = _layers(drawing, weights, layers, built_on)
    drawing.node("Identity", [[built_on, *earlier][min(VERIFIED_AFTER, layers - 1)]], MIDDLE)

    def affine(name: str, given: str, result: str) -> str:
        matrix = drawing.constant(f"{name}.weight", weights[f"{name}.weight"].T)
        product = drawing.node("MatMul", [given, matrix], f"{result}.product")
        bias = drawing.constant(f"{name}.bias", weights[f"{name}.bias"])
        return drawing.node("Add", [product, bias], result)

    inner = drawing.node("Relu", [affine("tags.1", hidden, "tags.inner")], "tags.relu")
    affine("tags.3", inner, "tags")
    affine("asks", hidden, "asks")
    affine("answers", hidden, "answers")
    tags = len(weights["tags.3.bias"])
    wide = [(name, HIDDEN) for name in ("asks", "answers", MIDDLE)]
    given = [_vectors(MARKED), _vectors(STATES)]
    return drawing.model(given, "stancewire-tower", (LAST, HIDDEN), ("tags", tags), *wide)


def verifier_graph(weights: Weights, layers: int) -> onnx.ModelProto:
    """Write the float graph of the verifier's layers.

    Args:
        weights: the state of `training.stance_verifier.network.Verifier`, by its names.
        layers: how many it has.

    Returns:
        A model from `marked` (1, n, 384) float32 to `last_hidden`, of the same shape.

    """
    drawing = Drawing()
    _layers(drawing, weights, layers, MARKED)
    return drawing.model([_vectors(MARKED)], "stancewire-verifier", (LAST, HIDDEN))


def _vectors(name: str) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "n", HIDDEN])


def _layers(drawing: Drawing, weights: Weights, layers: int, hidden: str) -> list[str]:
    """Draw all layers; returns what comes out of each."""
    made: list[str] = []
    for index in range(layers):
        made.append(_layer(drawing, weights, index, [hidden, *made][-1], last=index == layers - 1))
    return made


def _layer(drawing: Drawing, weights: Weights, index: int, hidden: str, *, last: bool) -> str:
    constant, node = drawing.constant, drawing.node

    def weight(name: str, transposed: bool = False) -> str:
        value = weights[f"layers.{index}.{name}"]
        return constant(f"{index}.{name}", value.T if transposed else value)

    def at(name: str) -> str:
        return f"layer{index}.{name}"

    qkv = node("MatMul", [hidden, weight("qkv.weight", True)], at("qkv_product"))
    qkv = node("Add", [qkv, weight("qkv.bias")], at("qkv"))
    parts = [at("query"), at("key"), at("value")]
    node("Split", [qkv], *parts, axis=2)
    mixed = node("MultiHeadAttention", parts, at("mixed"), domain=FUSED, num_heads=ATTENTION_HEADS)
    mixed = node("MatMul", [mixed, weight("attended.weight", True)], at("attended_product"))
    mixed = node("Add", [mixed, weight("attended.bias")], at("attended"))
    scale, shift = weight("attended_norm.weight"), weight("attended_norm.bias")
    hidden = drawing.normed([mixed, hidden], scale, shift, at("attended_norm"))
    inner = node("MatMul", [hidden, weight("up.weight", True)], at("up"))
    inner = node("BiasGelu", [inner, weight("up.bias")], at("gelu"), domain=FUSED)
    inner = node("MatMul", [inner, weight("down.weight", True)], at("down_product"))
    inner = node("Add", [inner, weight("down.bias")], at("down"))
    scale, shift = weight("norm.weight"), weight("norm.bias")
    return drawing.normed([inner, hidden], scale, shift, LAST if last else at("norm"))


def quantize(source: Path, target: Path) -> None:
    """Quantise to dynamic int8: matrices per output channel, word embeddings as a table of bytes.

    The matrices are stored as unsigned bytes, see `with_unsigned_matrices`.
    """
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
    onnx.save(with_unsigned_matrices(onnx.load(str(target))), str(target))


def with_unsigned_matrices(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store the matrices of integer products as unsigned bytes, so all processors agree.

    On x86 with AVX2 but without VNNI, onnxruntime multiplies unsigned activations by signed weights
    in pairs and adds each pair in 16 bits, which saturates. Its kernel for unsigned weights is
    exact. Every matrix w becomes w + 128 with zero point 128.

    Args:
        model: an int8 graph of `quantize_dynamic`; changed in place.

    Returns:
        The same model.

    """
    constants = {constant.name: constant for constant in model.graph.initializer}
    products = (node for node in model.graph.node if node.op_type == "MatMulInteger")
    for name in sorted({name for node in products for name in node.input[1:]}):
        constant = constants.get(name)
        if constant is not None and constant.data_type == TensorProto.INT8:
            shifted = numpy_helper.to_array(constant).astype(np.int16) + SIGNED_TO_UNSIGNED
            constant.CopyFrom(numpy_helper.from_array(shifted.astype(np.uint8), name))
    return model
