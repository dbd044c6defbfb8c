"""Tells what each operation and schema becomes, for `regen inspect`.

The JSON is a public format: keys are added, never changed. Modules are relative to the
package; annotations name models without their module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from regen.outputs.python.requests import BODY
from regen.outputs.python.surface import Function, Surface, TypeName


def inspect(
    surface: Surface, diagnostics: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """The surface of a package as a plain JSON value.

    Args:
        diagnostics: as plain JSON values.
    """
    return {
        "operations": [_operation(function) for function in surface.functions],
        "models": [
            {
                "schema": f"#{declared.pointer}",
                "module": f"models.{declared.module}",
                "name": name,
            }
            for name, declared in surface.declared.items()
            if not (isinstance(declared, TypeName) and declared.of_text)
        ],
        "security": [
            {"name": scheme.scheme, "class": scheme.name} for scheme in surface.security
        ],
        "diagnostics": list(diagnostics),
    }


def _operation(function: Function) -> dict[str, Any]:
    return {
        "operation_id": function.id,
        "method": function.method,
        "path": function.path,
        "module": f"operations.{function.module}",
        "function": function.name,
        "parameters": [
            {
                "name": parameter.name,
                "in": parameter.location,
                "argument": parameter.argument,
                "annotation": str(parameter.type),
                "required": parameter.required,
            }
            for parameter in function.parameters
        ],
        "bodies": [
            {
                "media_type": body.media_type,
                "argument": BODY,
                "annotation": str(body.type),
                "required": function.body_required,
            }
            for body in function.bodies
        ],
        "responses": [
            {
                "status": response.status,
                "media_type": response.media_type,
                "annotation": str(response.type),
            }
            for response in function.responses
        ],
    }


def as_lines(value: dict[str, Any]) -> Iterator[str]:
    """The value that `inspect` gives as lines for people."""
    yield f"{len(value['operations'])} operations"
    for item in value["operations"]:
        yield f"  {item['method']} {item['path']} ({item['operation_id']})"
        yield f"    {item['module']}.{item['function']}({_signature(item)})"
        for response in item["responses"]:
            media_type = f" {response['media_type']}" if response["media_type"] else ""
            yield f"      {response['status']}{media_type}: {response['annotation']}"
    yield f"{len(value['models'])} models"
    for item in value["models"]:
        yield f"  {item['module']}.{item['name']}  {item['schema']}"
    yield f"{len(value['security'])} security schemes"
    for item in value["security"]:
        yield f"  security.{item['class']}  {item['name']}"


def _signature(operation: dict[str, Any]) -> str:
    """The arguments, those that may be left out with a default."""
    types: dict[str, list[str]] = {}
    optional: set[str] = set()
    for item in (*operation["parameters"], *operation["bodies"]):
        types.setdefault(item["argument"], []).append(item["annotation"])
        if not item["required"]:
            optional.add(item["argument"])
    return ", ".join(
        (
            f"{name}: {' | '.join([*annotations, 'None'])} = None"
            if name in optional
            else f"{name}: {' | '.join(annotations)}"
        )
        for name, annotations in types.items()
    )
