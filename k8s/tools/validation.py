"""Validate a manifest strictly against the schemas of Kubernetes and of the operators."""

from functools import cache
from typing import Any

import jsonschema
import kubernetes_validate

from k8s.tools.places import Manifest, definitions

# The minor versions that upstream supports; raise them together with kubernetes-validate.
KUBERNETES_VERSIONS = ("1.35", "1.36", "1.37")


class InvalidManifestError(ValueError):
    """A manifest does not match its schema; the text says which, where and why."""


def validate(manifest: Manifest, version: str) -> None:
    """Refuse what this minor version of Kubernetes, or the kind's operator, does not know.

    Raises InvalidManifestError.
    """
    try:
        schema = _custom_schemas().get((manifest["apiVersion"], manifest["kind"]))
        if schema is not None:
            jsonschema.validate(manifest, schema)
        else:
            kubernetes_validate.validate(manifest, version, strict=True)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as error:
        place = "/".join(str(part) for part in error.absolute_path)
        raise InvalidManifestError(f"{describe(manifest)} at {place}: {error.message}") from error
    except kubernetes_validate.SchemaNotFoundError as error:
        raise InvalidManifestError(f"{describe(manifest)}: {error.message}") from error


def describe(manifest: Manifest) -> str:
    """``Kind namespace/name``."""
    metadata = manifest["metadata"]
    return f"{manifest['kind']} {metadata.get('namespace', '-')}/{metadata['name']}"


@cache
def _custom_schemas() -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for definition in definitions():
        spec = definition["spec"]
        for version in spec["versions"]:
            if version["served"]:
                kind = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
                found[kind] = _strict(version["schema"]["openAPIV3Schema"])
    return found


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    """A structural schema that refuses what a server would silently prune.

    A table of cases, one for each keyword of a schema, so it is not split.
    """
    out: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            out[key] = {name: _strict(child) for name, child in value.items()}
        elif key in ("items", "not") or (key == "additionalProperties" and isinstance(value, dict)):
            out[key] = _strict(value)
        elif key in ("allOf", "anyOf", "oneOf"):
            # Conditions on sibling declarations; they declare nothing themselves.
            out[key] = value
        elif key == "pattern":
            # Go accepts a flag anywhere, Python only at the start.
            out[key] = value.replace("^(?i)", "(?i)^")
        elif not key.startswith("x-") and key not in ("nullable", "default", "format"):
            out[key] = value
    open_ended = schema.get("x-kubernetes-preserve-unknown-fields")
    if "properties" in out and "additionalProperties" not in out and not open_ended:
        out["additionalProperties"] = False
    if schema.get("nullable") and "type" in out:
        out["type"] = [out["type"], "null"]
    return out
