"""The messages of an ONNX file, as far as the worker reads or writes them.

An ONNX file is a protocol buffer. The package `onnx` declares all of it, and costs the worker more
memory than the weights; these few declarations are enough for protobuf, which keeps what it does
not know. Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from typing import Any, Final, NamedTuple

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

UINT8: Final = 2
INT8: Final = 3
INT32: Final = 6
"""Numbers of ONNX's types of elements."""

_PACKAGE: Final = "stancewire.onnx"
_TYPES: Final = descriptor_pb2.FieldDescriptorProto


class _Field(NamedTuple):
    number: int
    type: int | str
    """a type of protobuf, or the name of another message"""
    repeated: bool = False


_MESSAGES: Final = {
    "Model": {
        "ir_version": _Field(1, _TYPES.TYPE_INT64),
        "graph": _Field(7, "Graph"),
        "opset_import": _Field(8, "Opset", repeated=True),
    },
    "Opset": {"domain": _Field(1, _TYPES.TYPE_STRING), "version": _Field(2, _TYPES.TYPE_INT64)},
    "Graph": {
        "node": _Field(1, "Node", repeated=True),
        "name": _Field(2, _TYPES.TYPE_STRING),
        "initializer": _Field(5, "Tensor", repeated=True),
        "input": _Field(11, "Value", repeated=True),
        "output": _Field(12, "Value", repeated=True),
    },
    "Node": {
        "input": _Field(1, _TYPES.TYPE_STRING, repeated=True),
        "output": _Field(2, _TYPES.TYPE_STRING, repeated=True),
        "op_type": _Field(4, _TYPES.TYPE_STRING),
    },
    "Tensor": {
        "dims": _Field(1, _TYPES.TYPE_INT64, repeated=True),
        "data_type": _Field(2, _TYPES.TYPE_INT32),
        "name": _Field(8, _TYPES.TYPE_STRING),
        "raw_data": _Field(9, _TYPES.TYPE_BYTES),
    },
    "Value": {"name": _Field(1, _TYPES.TYPE_STRING), "type": _Field(2, "Type")},
    "Type": {"tensor_type": _Field(1, "TensorType")},
    "TensorType": {"elem_type": _Field(1, _TYPES.TYPE_INT32), "shape": _Field(2, "Shape")},
    "Shape": {"dim": _Field(1, "Dimension", repeated=True)},
    "Dimension": {
        "dim_value": _Field(1, _TYPES.TYPE_INT64),
        "dim_param": _Field(2, _TYPES.TYPE_STRING),
    },
}


def _declared() -> dict[str, Any]:
    file = descriptor_pb2.FileDescriptorProto(name="stancewire_onnx.proto", package=_PACKAGE)
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, given in fields.items():
            declared = message.field.add(name=field, number=given.number)
            declared.label = _TYPES.LABEL_REPEATED if given.repeated else _TYPES.LABEL_OPTIONAL
            if isinstance(given.type, str):
                declared.type = _TYPES.TYPE_MESSAGE
                declared.type_name = f".{_PACKAGE}.{given.type}"
            else:
                declared.type = given.type
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.{name}"))
        for name in _MESSAGES
    }


Model: Final = _declared()["Model"]
"""The whole file."""
