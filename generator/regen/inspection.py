"""What each operation and schema becomes, as `regen inspect` shows it.

The JSON is a public format: keys are added, never changed. Modules are relative to the
package; annotations name models without their module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from regen import ir
from regen.naming import Names
from regen.outputs.python.bodies import BODY, BodyWriter
from regen.outputs.python.context import Context
from regen.outputs.python.imports import Imports
from regen.outputs.python.parameters import ParameterWriter
from regen.outputs.python.responses import ResponseWriter
from regen.outputs.python.types import Scope


def inspect(
    api: ir.Api, names: Names, diagnostics: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """The API and its names as a plain JSON value.

    Args:
        diagnostics: findings as plain JSON values.
    """
    context = Context.of(api, names, names.package)
    scope = Scope(Imports(), context.name_of)
    return {
        "operations": [_operation(item, scope, context) for item in api.operations],
        "models": [
            {
                "schema": str(id),
                "module": f"models.{module}",
                "name": context.name_of(id),
            }
            for id, module in context.modules.items()
        ],
        "security": [
            {"name": scheme.name, "class": names.security[scheme.name]}
            for scheme in api.security
        ],
        "diagnostics": list(diagnostics),
    }


def _operation(
    operation: ir.Operation, scope: Scope, context: Context
) -> dict[str, Any]:
    name = context.names.operations[operation.id]
    return {
        "operation_id": operation.id,
        "method": operation.method.upper(),
        "path": operation.path_template,
        "module": f"operations.{name.module}",
        "function": name.function,
        "parameters": list(_parameters(operation, scope, context)),
        "bodies": list(_bodies(operation, scope, context)),
        "responses": list(_responses(operation, scope, context)),
    }


def _parameters(
    operation: ir.Operation, scope: Scope, context: Context
) -> Iterator[dict[str, Any]]:
    arguments = context.names.operations[operation.id].parameters
    writer = ParameterWriter(scope, context.api.declarations, arguments)
    for parameter in operation.parameters:
        yield {
            "name": parameter.name,
            "in": parameter.location.value,
            "argument": arguments[parameter.location, parameter.name],
            "annotation": str(writer.annotation(parameter)),
            "required": parameter.required,
        }


def _bodies(
    operation: ir.Operation, scope: Scope, context: Context
) -> Iterator[dict[str, Any]]:
    writer = BodyWriter(scope, context.api.declarations)
    for content in operation.body.contents if operation.body else ():
        yield {
            "media_type": content.media_type,
            "argument": BODY,
            "annotation": str(writer.annotation(content)),
            "required": operation.body is not None and operation.body.required,
        }


def _responses(
    operation: ir.Operation, scope: Scope, context: Context
) -> Iterator[dict[str, Any]]:
    writer = ResponseWriter(scope, context.api.declarations)
    for response in operation.responses:
        for content in response.contents:
            yield {
                "status": response.status,
                "media_type": content.media_type,
                "annotation": str(writer.annotation(content)),
            }
        if not response.contents:
            yield {
                "status": response.status,
                "media_type": None,
                "annotation": "None",
            }


def as_lines(value: dict[str, Any]) -> Iterator[str]:
    """What `inspect` gives, for people to read."""
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
