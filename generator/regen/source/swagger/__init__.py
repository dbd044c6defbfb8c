"""Converts Swagger 2.0 to OpenAPI 3.0: every later phase sees a document of 3.x.

What differs between 3.0, 3.1 and 3.2 (`nullable`, type arrays, boolean
`exclusiveMinimum`) shows in the keyword itself, so those documents stay as they are.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from ..document import V2_0, Document, version_of
from ..pointers import below
from .components import Rewrite, map_discriminators, schema, security_scheme, servers
from .parameters_and_responses import parameter, request_body, response
from .path_items import Context, path_item

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


def convert(document: Document) -> Document:
    """A bundled Swagger 2.0 document as OpenAPI 3.0; the input is not changed."""
    root, rewrite = document.root, Rewrite()
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
        **_parameters(context),
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


def _parameters(context: Context) -> dict[str, dict[str, Any]]:
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


def upgrade(document: Document) -> Document:
    """The same document in the form of OpenAPI 3.x, with nothing lost.

    A document of 3.x is returned as it is. One of Swagger 2.0 is rewritten as OpenAPI
    3.0; `Document.location` of a new pointer still finds the place in the input.
    """
    if version_of(document.root) != V2_0:
        return document
    # Imported here: most documents are of a later version.

    return convert(document)
