"""Builds enums and constants from `enum` and `const`.

JSON Schema 2020-12 validation, sections 6.1.2 and 6.1.3. Names and texts come from
`x-enum-varnames`, `x-enumNames`, `x-enum-descriptions`, `x-enumDescriptions` and
`x-ms-enum`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from regen import ir

from . import facts
from .composed import Builder, ComposedSchema
from .keywords import declared, entries, members

Scalar: TypeAlias = str | int | float | bool

_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_TEXTS = ("x-enum-descriptions", "x-enumDescriptions", "x-enum-description")

_LOW, _HIGH = -(2**63), 2**63 - 1


class Listed(Struct, frozen=True):
    """A value with the name and the text that the document gives it."""

    value: Scalar
    name: str = ""
    doc: str = ""


def key(value: object) -> tuple[bool, object]:
    """Equality of JSON values: 1 and 1.0 are equal, 1 and true are not."""
    return (isinstance(value, bool), value)


def listed(schema: ComposedSchema) -> list[Listed] | None:
    """The values that all parts of a schema allow, each once, without null.

    `None` if the parts list no values, or values that are objects or arrays, or if the
    type says that the list is about something else (the items of an array). Parts that
    contradict one another leave the values of the last one.
    """
    found: list[Listed] | None = None
    for part in schema.parts:
        own = _own(part.node)
        if own is None:
            continue
        if found is not None:
            common = {key(one.value) for one in own}
            before = {key(one.value): one for one in found}
            kept = [_named(one, before) for one in own if key(one.value) in before]
            own = kept if common.intersection(before) else own
        found = own
    return found or None


def _named(one: Listed, before: dict[tuple[bool, object], Listed]) -> Listed:
    earlier = before[key(one.value)]
    return replace(one, name=one.name or earlier.name, doc=one.doc or earlier.doc)


def _own(node: dict[str, Any]) -> list[Listed] | None:
    """The values of one node, in document order."""
    if "const" in node:
        values: Sequence[Any] = [node["const"]]
        names: Sequence[str] = ()
        texts: Sequence[str] = ()
    elif "enum" not in node:
        return None
    else:
        values = entries(node, "enum")
        names, texts = _extensions(node, values)
    found: dict[tuple[bool, object], Listed] = {}
    for index, value in enumerate(values):
        if value is None:
            continue
        if not isinstance(value, str | int | float):
            return None
        name = names[index] if index < len(names) else ""
        doc = texts[index] if index < len(texts) else ""
        found.setdefault(key(value), Listed(value, name, doc))
    kinds = declared(node)
    if not found or (kinds and set(kinds) <= {"array", "object"}):
        return None
    return list(found.values())


def _extensions(
    node: dict[str, Any], values: Sequence[Any]
) -> tuple[Sequence[str], Sequence[str]]:
    """The names and the texts of the values, where extensions give them."""
    names = _parallel(node, _NAMES, values)
    texts = _parallel(node, _TEXTS, values)
    described = {
        _spelled(item["value"]): item
        for item in entries(members(node, "x-ms-enum"), "values")
        if isinstance(item, dict) and "value" in item
    }
    if described:
        rows = [described.get(_spelled(value), {}) for value in values]
        names = names or [_text(row.get("name")) for row in rows]
        texts = texts or [_text(row.get("description")) for row in rows]
    return names, texts


def _parallel(
    node: dict[str, Any], keys: Iterable[str], values: Sequence[Any]
) -> list[str]:
    """The texts of an extension: a list in the order of the values, or an object."""
    for name in keys:
        match node.get(name):
            case list() as found if found:
                return [_text(item) for item in found]
            case dict() as found if found:
                return [_text(found.get(_spelled(value))) for value in values]
    return []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _spelled(value: object) -> str:
    """A value as the key of a JSON object."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def build(
    builder: Builder, schema: ComposedSchema, values: list[Listed]
) -> ir.Type | None:
    """The enum, constant or plain type for listed values; `None`: no list at all.

    Strings, integers and numbers become an enum, booleans and mixtures a constant. A
    single value is a constant unless its schema has a name and is an enum. Integers
    beyond 64 bits are not listed: no type checker takes them for literals.
    """
    scalars = [one.value for one in values]
    kind = _kind(scalars)
    if any(isinstance(value, int) and not _LOW <= value <= _HIGH for value in scalars):
        return None if kind is None else ir.Primitive(kind)
    const = any("const" in part.node for part in schema.parts)
    single = len(values) == 1 and (const or not schema.named)
    if kind is not None and not (single and kind is not ir.PrimitiveKind.NUMBER):
        if single:
            return ir.Primitive(kind)
        return declare(builder, schema, kind, values)
    if {key(True), key(False)} == {key(value) for value in scalars}:
        return ir.Primitive(ir.PrimitiveKind.BOOLEAN)
    exact = tuple(value for value in scalars if not isinstance(value, float))
    if not exact:
        return None
    constant = ir.Constant(exact)
    if len(exact) == len(scalars):
        return constant
    return ir.UnionOf((constant, ir.Primitive(ir.PrimitiveKind.NUMBER)))


def annotated(
    nodes: Sequence[Any],
) -> tuple[ir.PrimitiveKind, list[Listed]] | None:
    """The kind and the values of an enum that is written as a union of constants.

    `title` names a value and `description` explains it; `None` if a node is more than
    a constant.
    """
    found: dict[tuple[bool, object], Listed] = {}
    for node in nodes:
        if not isinstance(node, dict) or not {"const", "enum"} & set(node):
            return None
        own = _own(node)
        if own is None or len(own) != 1 or members(node, "properties"):
            return None
        doc = _text(node.get("description"))
        value = own[0].value
        found.setdefault(key(value), Listed(value, _text(node.get("title")), doc))
    kind = _kind([one.value for one in found.values()])
    return None if kind is None or len(found) < 2 else (kind, list(found.values()))


def _kind(values: Sequence[Scalar]) -> ir.PrimitiveKind | None:
    """The kind of enum that holds all values; `None` for booleans and mixtures."""
    if any(isinstance(value, bool) for value in values):
        return None
    if all(isinstance(value, str) for value in values):
        return ir.PrimitiveKind.STRING
    if all(isinstance(value, int) for value in values):
        return ir.PrimitiveKind.INTEGER
    if all(isinstance(value, int | float) for value in values):
        return ir.PrimitiveKind.NUMBER
    return None


def declare(
    builder: Builder,
    schema: ComposedSchema,
    kind: ir.PrimitiveKind,
    values: list[Listed],
) -> ir.Ref:
    """Register the enum of a schema.

    `x-ms-enum` names those that have no name of their own, and those of one name and
    the same values are one.
    """
    listed = tuple(
        ir.EnumMember(_plain(one.value, kind), one.name, one.doc) for one in values
    )
    return builder.declare(
        ir.Enum(
            id=ir.SchemaId(schema.pointer),
            hint=schema.hint,
            doc=facts.doc_of(builder.tree, schema),
            kind=kind,
            members=listed,
            deprecated=facts.deprecated(schema),
            name_hint="" if schema.named else _asked(schema),
            facts=facts.facts_of(schema),
        )
    )


def _asked(schema: ComposedSchema) -> str:
    names = (members(part.node, "x-ms-enum").get("name") for part in schema.parts)
    return next(filter(None, map(_text, names)), "").strip()


def _plain(value: Scalar, kind: ir.PrimitiveKind) -> str | int | float:
    return float(value) if kind is ir.PrimitiveKind.NUMBER else value
