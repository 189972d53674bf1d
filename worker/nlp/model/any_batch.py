"""A graph that was written for one row, opened for several at once.

Word embeddings are looked up and normalised row by row, so that a row's bits do not depend on what
else is in the batch. Of the encoder's layers that is not true: see `worker.nlp.model.encoder`.
"""

from worker.nlp.model import onnx_messages


def with_any_batch(graph: bytes) -> bytes:
    """The graph with the first dimension of what goes in and comes out left open."""
    model = onnx_messages.Model.FromString(graph)
    for value in (*model.graph.input, *model.graph.output):
        first = value.type.tensor_type.shape.dim[0]
        first.ClearField("dim_value")
        first.dim_param = "rows"
    return bytes(model.SerializeToString())
