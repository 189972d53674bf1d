"""The model's graphs in onnxruntime."""

import gzip
from pathlib import Path

import onnxruntime

from worker.nlp.model.any_batch import with_any_batch
from worker.nlp.model.signed_weights import multiplied_exactly, with_signed_matrices


def open_session(
    path: Path, threads: int = 1, *, any_batch: bool = False
) -> onnxruntime.InferenceSession:
    """Open a graph in onnxruntime, set up for short passes beside other processes.

    Its matrices are signed or unsigned bytes, whichever is faster here. The results are the same.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that spin between passes take the core from other processes.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Sentence lengths vary, so a planned arena for each length would only waste memory.
    options.enable_mem_pattern = False
    graph = graph_in(path)
    if any_batch:
        graph = with_any_batch(graph)
    return onnxruntime.InferenceSession(
        with_signed_matrices(graph) if multiplied_exactly() else graph,
        options,
        providers=["CPUExecutionProvider"],
        # The fused node takes five times as long as the two it replaces: a third of a pass.
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def graph_in(path: Path) -> bytes:
    """The ONNX graph in a file, which is compressed if its name ends with ".gz"."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content
