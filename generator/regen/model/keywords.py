"""Reads the keywords of one schema object that decide its type.

Terms follow JSON Schema 2020-12 and the Schema Object of OpenAPI 3.0 to 3.2. The
functions never look through `$ref`, `allOf`, `oneOf` or `anyOf`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regen import ir

STRUCTURAL = frozenset(
    [
        "$ref",
        "type",
        "enum",
        "const",
        "format",
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "unevaluatedProperties",
        "propertyNames",
        "items",
        "prefixItems",
        "allOf",
        "oneOf",
        "anyOf",
        "contentEncoding",
        "contentMediaType",
    ]
)
"""Keywords that decide a type. `not`, `if` and the assertions on values do not."""

WRAPPING = frozenset(("$ref", "allOf", "oneOf", "anyOf"))
"""Keywords that lead to other schemas for the same value."""

_NULLING = frozenset(("nullable", "x-nullable", "const", "enum"))
_HINTING = (
    ("object", ("properties", "additionalProperties", "patternProperties")),
    ("object", ("required", "propertyNames", "unevaluatedProperties")),
    ("object", ("minProperties", "maxProperties", "dependentRequired")),
    ("array", ("items", "prefixItems", "minItems", "maxItems", "uniqueItems")),
    ("array", ("contains", "unevaluatedItems", "additionalItems")),
    ("string", ("pattern", "minLength", "maxLength")),
    ("string", ("contentEncoding", "contentMediaType")),
    ("number", ("minimum", "maximum", "multipleOf")),
    ("number", ("exclusiveMinimum", "exclusiveMaximum")),
)
_NUMERIC_FORMATS = {
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
}
_CONTAINING = frozenset(("properties", "additionalProperties", "items"))
_TYPES = frozenset(("object", "array", "string", "integer", "number", "boolean"))


def members(node: dict[str, Any], key: str) -> dict[str, Any]:
    """The object under `key`; empty if there is none."""
    value = node.get(key)
    return value if isinstance(value, dict) else {}


def entries(node: dict[str, Any], key: str) -> list[Any]:
    """The array under `key`; empty if there is none."""
    value = node.get(key)
    return value if isinstance(value, list) else []


def branches(node: dict[str, Any], pointer: str, key: str) -> list[str]:
    """The pointers of the schemas in the array under `key`."""
    listed = entries(node, key)
    return [f"{pointer}/{key}/{index}" for index in range(len(listed))]


def text(node: dict[str, Any], key: str) -> str:
    """The string under `key`; empty if there is none."""
    value = node.get(key)
    return value if isinstance(value, str) else ""


def structural(node: dict[str, Any]) -> set[str]:
    """The keywords of `node` that decide a type.

    `additionalProperties: false`, `properties: {}` and the like say nothing beside
    other keywords, and are left out; so is the keyword with a null value.
    """
    return {
        key
        for key in STRUCTURAL.intersection(node)
        if key == "const" or not _is_empty(node[key])
    }


def _is_empty(value: Any) -> bool:
    return value is None or value is False or (value != 0 and not value)


def says_anything(node: Any) -> bool:
    """Whether every JSON value is valid under `node` as far as types go."""
    if not isinstance(node, dict):
        return node is not False
    return not structural(node) and inferred(node) is None


def declared(node: dict[str, Any]) -> tuple[str, ...]:
    """The JSON types that `type` lists, without null; empty if it says nothing.

    `type` may be a string or an array (JSON Schema 2020-12 validation, 6.1.1). Type
    names that JSON does not have are left out, but for `file` of OpenAPI 2.0; so is
    `integer` beside `number`, which includes it.
    """
    listed = node.get("type")
    names = listed if isinstance(listed, list) else [listed]
    if names == ["file"]:
        return ("string",)
    known = _TYPES - {"integer"} if "number" in names else _TYPES
    return tuple(dict.fromkeys(n for n in names if isinstance(n, str) and n in known))


def lists_null(node: dict[str, Any]) -> bool:
    """Whether `type`, `enum`, `const` or `nullable` of `node` names null.

    An unquoted `null` among the types, which YAML reads as a null, counts as well.
    """
    listed = node.get("type", ())
    if listed is None or listed == "null":
        return True
    if isinstance(listed, list) and ("null" in listed or None in listed):
        return True
    if _NULLING.isdisjoint(node):
        return False
    if node.get("nullable") is True or node.get("x-nullable") is True:
        return True
    if "const" in node and node["const"] is None:
        return True
    return None in entries(node, "enum")


def only_null(node: Any) -> bool:
    """Whether null is the only value that `node` allows by itself."""
    if not isinstance(node, dict) or not lists_null(node) or declared(node):
        return False
    if "type" in node or "const" in node:
        return True
    return "enum" in node and all(value is None for value in entries(node, "enum"))


def inferred(node: dict[str, Any]) -> str | None:
    """The JSON type that the keywords of a node without `type` are about.

    Strictly, such a node allows values of every other type as well; documents that
    leave out `type` do not mean that.
    """
    form = node.get("format")
    if form in _NUMERIC_FORMATS and not _CONTAINING.intersection(node):
        return _NUMERIC_FORMATS[form]  # a pattern beside it is about its digits
    for name, keys in _HINTING:
        if any(key in node for key in keys):
            return name
    match node.get("const"):
        case dict():
            return "object"
        case list():
            return "array"
    return "string" if isinstance(form, str) and form else None


def component(pointer: str) -> str | None:
    """The key of the component schema at `pointer`; `None` for any other place."""
    head, _, name = pointer.rpartition("/")
    return name if head == "/components/schemas" else None


def named(pointer: str) -> bool:
    """Whether the document gives the schema at `pointer` a name of its own.

    Component schemas and the members of `$defs` and `definitions` have one.
    """
    head = pointer.rpartition("/")[0]
    return head == "/components/schemas" or head.endswith(("/$defs", "/definitions"))


def nullable(kind: ir.Type) -> ir.Type:
    """`kind` or null."""
    if isinstance(kind, ir.Nullable | ir.Null | ir.Anything):
        return kind
    return ir.Null() if isinstance(kind, ir.Never) else ir.Nullable(kind)


def not_null(kind: ir.Type) -> ir.Type:
    """`kind` without null, where something is left."""
    return kind.inner if isinstance(kind, ir.Nullable) else kind


def kinds(nodes: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The JSON types that all nodes allow, without null; empty if nothing is said.

    `integer` is the narrower of `integer` and `number`. Nodes that contradict one
    another leave the types of the last one. Only where no node has `type`, the other
    keywords decide.
    """
    found: tuple[str, ...] = ()
    for node in nodes:
        own = declared(node)
        found = (found and _common(found, own)) or own or found
    if found or any(only_null(node) for node in nodes):
        return found
    guessed = filter(None, map(inferred, nodes))
    return tuple(guessed)[:1]


def _common(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    both = [name for name in second if name in first]
    if "integer" not in both and "integer" in (*first, *second):
        both.extend(["integer"] * ("number" in (*first, *second)))
    return tuple(both)
