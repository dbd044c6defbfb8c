"""Converts Swagger 2.0 to OpenAPI 3.0: every later phase sees a document of 3.x.

What differs between 3.0, 3.1 and 3.2 (`nullable`, type arrays, boolean
`exclusiveMinimum`) shows in the keyword itself, so those documents stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from regen.diagnostics import Diagnostic

from ..document import V2_0, Document, unplaced, version_of
from ..pointers import below, value_at
from .components import (
    Found,
    Rewrite,
    map_discriminators,
    parameter,
    request_body,
    response,
    schema,
    security_scheme,
    servers,
    texts,
)

_MOVED = {
    "definitions": "schemas",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}
_REPLACED = {
    *_MOVED,
    *("swagger", "parameters", "paths"),
    *("host", "basePath", "schemes", "consumes", "produces"),
}


def upgrade(document: Document) -> Document:
    """The same document in the form of OpenAPI 3.x, with nothing lost.

    A document of 3.x is returned as it is. One of Swagger 2.0 is rewritten as OpenAPI
    3.0; `Document.location` of a new pointer still finds the place in the input.
    """
    if version_of(document.root) != V2_0:
        return document
    return convert(document)


def convert(document: Document) -> Document:
    """A bundled Swagger 2.0 document as OpenAPI 3.0; the input is not changed.

    Raises:
        RegenError: what holds for all operations makes too much of it.
    """
    root, rewrite = document.root, Rewrite(document)
    context = Context(root, rewrite)
    new: dict[str, Any] = {"openapi": "3.0.4"}
    new.update((key, item) for key, item in root.items() if key not in _REPLACED)
    new["servers"] = servers(root)
    rewrite.derive("/host" if "host" in root else "/basePath", "/servers")
    # Shared parts come first: they keep the schemas that operations only borrow.
    new["components"] = _components(context)
    new["paths"] = {
        key: item if key.startswith("x-") else path_item(item, place, context)
        for key, item, place in _items(root.get("paths"), "/paths")
    }
    rewrite.finish()
    return replace(document, root=new, source_map=rewrite.source_map(document))


def _components(context: Context) -> dict[str, Any]:
    root, rewrite = context.root, context.rewrite
    for old, kind in _MOVED.items():
        if old in root:
            rewrite.move(f"/{old}", f"/components/{kind}")
    schemas = {
        name: schema(item, rewrite)
        for name, item, _ in _items(root.get("definitions"), "/definitions")
    }
    map_discriminators(schemas)
    shared = _items(root.get("responses"), "/responses")
    usual = context.media_types("produces", None)
    components = {
        "schemas": schemas,
        **_shared_parameters(context),
        "responses": {
            name: response(
                item, old, below("/components/responses", name), usual, rewrite
            )
            for name, item, old in shared
        },
        "securitySchemes": {
            name: security_scheme(item)
            for name, item, _ in _items(root.get("securityDefinitions"), "")
        },
    }
    return {kind: items for kind, items in components.items() if items}


def _shared_parameters(context: Context) -> dict[str, dict[str, Any]]:
    """Shared parameters, and shared bodies made of them."""
    root, rewrite = context.root, context.rewrite
    parameters: dict[str, Any] = {}
    bodies: dict[str, Any] = {}
    consumes = context.media_types("consumes", None)
    for name, item, old in _items(root.get("parameters"), "/parameters"):
        found = context.resolve(item, old)
        if found.location in ("body", "formData"):
            place = below("/components/requestBodies", name)
            bodies[name] = request_body([found], consumes, place, rewrite)
            continue
        place = below("/components/parameters", name)
        if found.pointer == old:
            parameters[name] = parameter(found, place, rewrite)
        else:
            rewrite.move(old, place)
            parameters[name] = rewrite.refer(dict(item))
    return {"parameters": parameters, "requestBodies": bodies}


def _items(value: Any, pointer: str) -> list[tuple[str, Any, str]]:
    """Key, value and pointer of each entry of a map."""
    if not isinstance(value, dict):
        return []
    return [(key, item, below(pointer, key)) for key, item in value.items()]


METHODS = ("get", "put", "post", "delete", "options", "head", "patch")

_CONVERTED = {"parameters", "consumes", "produces", "schemes", "responses"}


class Context(Struct, frozen=True):
    """What an operation may refer to or inherit from: the whole 2.0 document."""

    root: dict[str, Any]
    rewrite: Rewrite

    def media_types(self, key: str, operation: dict[str, Any] | None) -> list[str]:
        """`consumes` or `produces` of an operation, by default the document's."""
        return texts((operation or {}).get(key, self.root.get(key)))

    def resolve(self, value: Any, pointer: str) -> Found:
        """The Parameter or Response Object behind a chain of references."""
        visited = set()
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            if pointer in visited:
                break
            visited.add(pointer)
            try:
                target = value["$ref"].removeprefix("#")
                referred = value_at(self.root, target)
            except (LookupError, ValueError):
                break
            if _is_parameter(value) and not _is_parameter(referred):
                return Found(_with_schema(value, referred), pointer)
            value, pointer = referred, target
        return Found(value if isinstance(value, dict) else {}, pointer)


def _is_parameter(value: Any) -> bool:
    return isinstance(value, dict) and {"name", "in"} <= value.keys()


def _with_schema(value: dict[str, Any], referred: Any) -> dict[str, Any]:
    """A parameter that refers to a schema beside its name, with that as its schema.

    2.0 lets only a body have a schema. `type` decides how a list is written.
    """
    new = {key: item for key, item in value.items() if key != "$ref"}
    new["schema"] = {"$ref": value["$ref"]}
    if isinstance(referred, dict) and referred.get("type") == "array":
        new["type"] = "array"
    return new


def path_item(value: Any, pointer: str, context: Context) -> Any:
    """A Path Item Object; body and form parameters go into each of its operations."""
    if not isinstance(value, dict):
        return value
    new = dict(value)
    if isinstance(new.get("$ref"), str):
        context.rewrite.refer(new)
    shared = bodies(value.get("parameters"), below(pointer, "parameters"), context)
    if "parameters" in value:
        new["parameters"] = _parameters(value, pointer, context)
    for method in METHODS:
        if isinstance(value.get(method), dict):
            place = below(pointer, method)
            new[method] = _operation(value[method], place, shared, context)
    return new


def _operation(
    value: dict[str, Any], pointer: str, shared: list[Found], context: Context
) -> dict[str, Any]:
    new: dict[str, Any] = {}
    for key, item in value.items():
        if key == "parameters":
            new[key] = _parameters(value, pointer, context)
        elif key == "schemes":
            new["servers"] = servers({**context.root, "schemes": item})
        elif key == "responses":
            new[key] = _responses(value, pointer, context)
        elif key not in _CONVERTED:
            new[key] = item
    own = bodies(value.get("parameters"), below(pointer, "parameters"), context)
    consumes = context.media_types("consumes", value)
    place = below(pointer, "requestBody")
    body = request_body(override(shared, own), consumes, place, context.rewrite)
    if body is not None:
        new["requestBody"] = body
    return new


def override(shared: list[Found], own: list[Found]) -> list[Found]:
    """Parameters of the path item that the operation does not replace, then its own.

    There is only one body, so that the operation's replaces it whatever its name.
    """
    replaced = {_identity(found) for found in own}
    return [item for item in shared if _identity(item) not in replaced] + own


def _identity(found: Found) -> tuple[object, ...]:
    name = () if found.location == "body" else (found.value.get("name"),)
    return (found.location, *name)


def bodies(values: Any, pointer: str, context: Context) -> list[Found]:
    """Body and form parameters among these."""
    found = [
        context.resolve(value, below(pointer, index))
        for index, value in enumerate(values if isinstance(values, list) else ())
    ]
    return [item for item in found if item.location in ("body", "formData")]


def _parameters(value: dict[str, Any], pointer: str, context: Context) -> Any:
    """The parameters that stay parameters, in order."""
    values = value["parameters"]
    if not isinstance(values, list):
        return values
    new: list[Any] = []
    for index, item in enumerate(values):
        old = below(pointer, "parameters", index)
        place = below(pointer, "parameters", len(new))
        found = context.resolve(item, old)
        if found.location in ("body", "formData"):
            continue
        if not isinstance(item, dict):
            new.append(item)
        elif "$ref" in found.value or found.pointer != old:
            context.rewrite.move(old, place)
            new.append(context.rewrite.refer(dict(item)))
        else:
            new.append(parameter(found, place, context.rewrite))
    return new


def _responses(value: dict[str, Any], pointer: str, context: Context) -> Any:
    """Responses; a shared one is repeated if this operation has other media types."""
    values = value["responses"]
    if not isinstance(values, dict):
        return values
    produces = context.media_types("produces", value)
    usual = context.media_types("produces", None)
    new: dict[str, Any] = {}
    for status, item in values.items():
        place = below(pointer, "responses", status)
        if status.startswith("x-"):
            new[status] = item
            continue
        own, old = item, place
        found = context.resolve(item, place)
        if found.pointer != place and produces != usual and "schema" in found.value:
            own, old = found.value, found.pointer
        new[status] = response(own, old, place, produces, context.rewrite)
    return new


def several_bodies(root: dict[str, Any]) -> Iterator[Diagnostic]:
    """Parameters of operations that contend for the one body of the request.

    "There can be only one body parameter", and form parameters "cannot exist together
    for the same operation" with it (2.0, "Parameter Object").
    """
    context = Context(root, Rewrite())
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        place = below("/paths", path)
        for method in METHODS if isinstance(item, dict) else ():
            if isinstance(item.get(method), dict):
                shared = _bodies_of(item, place, context)
                own = _bodies_of(item[method], below(place, method), context)
                yield from _contending(override(shared, own), f"{method} {path}")


def _bodies_of(owner: dict[str, Any], pointer: str, context: Context) -> list[Found]:
    return bodies(owner.get("parameters"), below(pointer, "parameters"), context)


def _contending(found: list[Found], operation: str) -> Iterator[Diagnostic]:
    """Errors about parameters that contend for the body."""
    first = next((item for item in found if item.location == "body"), None)
    other = next((item for item in found if item is not first), None)
    if first is not None and other is not None:
        one = "the body parameter" if other.location == "body" else "the form field"
        text = (
            f"{operation[:120]} has the body {_name(first)}"
            f" and {one} {_name(other)} at the same time"
        )
        hint = "put all into one body, or all into form fields"
        yield unplaced("several-bodies", other.pointer, text, hint)


def _name(found: Found) -> str:
    return repr(str(found.value.get("name", ""))[:40])
