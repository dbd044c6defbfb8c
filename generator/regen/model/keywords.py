"""Reads the keywords of one schema object that decide its type, and builds scalars.

Terms follow JSON Schema 2020-12 and the Schema Object of OpenAPI 3.0 to 3.2. The
functions never look through `$ref`, `allOf`, `oneOf` or `anyOf`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from regen import ir
from regen.ir import PrimitiveKind
from regen.ir.media import essence

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


_STRINGS = {
    "date-time": PrimitiveKind.DATE_TIME,
    "date": PrimitiveKind.DATE,
    "time": PrimitiveKind.TIME,
    "duration": PrimitiveKind.DURATION,
    "uuid": PrimitiveKind.UUID,
    "byte": PrimitiveKind.BYTES,
    "base64": PrimitiveKind.BYTES,
    "binary": PrimitiveKind.BINARY,
    "file": PrimitiveKind.BINARY,
    "decimal": PrimitiveKind.DECIMAL,
}
_OTHERS = {
    "integer": PrimitiveKind.INTEGER,
    "number": PrimitiveKind.NUMBER,
    "boolean": PrimitiveKind.BOOLEAN,
}
_QUOTED = {
    "integer": PrimitiveKind.QUOTED_INTEGER,
    "number": PrimitiveKind.QUOTED_NUMBER,
}
_ANY_DIGIT = re.compile(r"\\d|0-9")
_DIGITS = re.compile(r"(\\d|\\[.+-]|0-9|[0-9^$()?:|\[\]*+{},.eE-])+")
"""Patterns that only numbers can match: digits, signs, a point, an exponent."""
_DECIDING = STRUCTURAL - {"type", "format", "contentEncoding", "contentMediaType"}
"""Keywords by which a schema with a type becomes something else."""


def has_own_type(format_: str) -> bool:
    """Whether a format of strings has a Python type of its own."""
    return format_.lower() in _STRINGS


def plain_primitive(node: dict[str, Any]) -> ir.Type | None:
    """The primitive of a schema that only says its type and format, as most do.

    `None` for any other schema.
    """
    name = node.get("type")
    if not isinstance(name, str) or not _DECIDING.isdisjoint(node):
        return None
    return primitive([node], name) if name == "string" or name in _OTHERS else None


def primitive(nodes: Sequence[dict[str, Any]], name: str) -> ir.Type:
    """The primitive of the JSON type `name`; the last node that refines it decides.

    Formats follow the OpenAPI Format Registry and JSON Schema 2020-12 validation,
    section 7.3; one without a Python type of its own leaves the type as it is.
    """
    formats = {text(node, "format").lower() for node in nodes}
    if name != "string":
        if name != "boolean" and "decimal" in formats:
            return ir.Primitive(PrimitiveKind.DECIMAL_NUMBER)
        is_quoted = name in _QUOTED and not any("type" in node for node in nodes)
        if is_quoted and _lists_digits(nodes):
            return ir.Primitive(_QUOTED[name])
        return ir.Primitive(_OTHERS[name])
    if "int-or-string" in formats:
        kinds = (PrimitiveKind.INTEGER, PrimitiveKind.STRING)
        return ir.UnionOf(tuple(map(ir.Primitive, kinds)))
    refined = filter(None, map(_of_string, reversed(nodes)))
    return ir.Primitive(next(refined, PrimitiveKind.STRING))


def quoted_number(
    nodes: Sequence[dict[str, Any]], names: Sequence[str]
) -> ir.Type | None:
    """The number of a schema that allows it as text of digits too; else `None`.

    ASP.NET Core writes each number so, because its parser reads both.
    """
    number = next((name for name in names if name in _QUOTED), None)
    if number is None or set(names) != {number, "string"} or not _lists_digits(nodes):
        return None
    return ir.Primitive(_QUOTED[number])


def _lists_digits(nodes: Sequence[dict[str, Any]]) -> bool:
    """Whether a pattern says that a text consists of the digits of a number."""
    patterns = filter(None, (text(node, "pattern") for node in nodes))
    return any(_ANY_DIGIT.search(p) and _DIGITS.fullmatch(p) for p in patterns)


def _of_string(node: dict[str, Any]) -> PrimitiveKind | None:
    """The kind of a string by its format and its encoding."""
    if node.get("type") == "file":
        return PrimitiveKind.BINARY
    return _STRINGS.get(text(node, "format").lower()) or _of_content(
        text(node, "contentEncoding"), text(node, "contentMediaType")
    )


def _of_content(encoding: str, media_type: str) -> PrimitiveKind | None:
    """JSON Schema 2020-12 validation, section 8; OpenAPI 3.1, section 4.8.24.

    A media type without an encoding stands for raw bytes, unless it is one of text.
    """
    if encoding:
        return PrimitiveKind.BYTES if encoding.lower() == "base64" else None
    if not media_type:
        return None
    name = essence(media_type)
    if name.startswith("text/") or name.endswith(("json", "xml", "yaml")):
        return None
    return PrimitiveKind.BINARY
