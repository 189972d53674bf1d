"""Reads the matrices and nodes of an ONNX file, without the package that training needs for it.

An ONNX file is a protocol buffer: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from dataclasses import dataclass, field

import numpy as np

GRAPH, NODES, INITIALIZERS = 7, 1, 5
INPUTS, KIND = 1, 4
SHAPE, TYPE, NAME, BYTES = 1, 2, 8, 9
TYPES = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64}


@dataclass
class Graph:
    """What a file has."""

    nodes: list[tuple[str, list[str]]] = field(default_factory=list)
    """kind and inputs"""
    constants: dict[str, np.ndarray] = field(default_factory=dict)


def read(path) -> Graph:
    """The nodes and constants of a file."""
    found = Graph()
    for number, graph in _fields(path.read_bytes()):
        if number != GRAPH:
            continue
        for part, value in _fields(graph):
            if part == NODES:
                said = list(_fields(value))
                (kind,) = (bytes(one).decode() for at, one in said if at == KIND)
                found.nodes.append(
                    (kind, [bytes(one).decode() for at, one in said if at == INPUTS])
                )
            elif part == INITIALIZERS:
                name, array = _constant(value)
                found.constants[name] = array
    return found


def _constant(tensor):
    name, kind, raw = "", 1, b""
    for number, value in _fields(tensor):
        if number == NAME:
            name = bytes(value).decode()
        elif number == TYPE:
            kind = value
        elif number == BYTES:
            raw = value
    return name, np.frombuffer(raw, TYPES[kind])


def _fields(data):
    """Each field's number and value: an integer, or a stretch of bytes."""
    data, at = memoryview(data), 0
    while at < len(data):
        key, at = _integer(data, at)
        if key & 7 == 0:
            value, at = _integer(data, at)
        else:
            size, at = {1: (8, at), 5: (4, at)}.get(key & 7) or _integer(data, at)
            value, at = data[at : at + size], at + size
        yield key >> 3, value


def _integer(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
