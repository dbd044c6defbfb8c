"""Reads what a schema says beside its type: texts for people, facts about its use."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from regen import ir

from .composed import ComposedSchema, Hint, unwrap_once
from .keywords import entries, has_own_type, text
from .reader import Tree, Unsupported

_NOTHING = ir.Doc()
_CONSTRAINTS = frozenset(
    (
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    )
)
_BETWEEN = re.compile(r"[\W_]+")
_FACTS = frozenset((*_CONSTRAINTS, "example", "examples", "format"))


def doc(node: Any, hint: Hint = ()) -> ir.Doc:
    """Title and description; a title that only repeats the name is left out."""
    if not isinstance(node, dict):
        return _NOTHING
    title = text(node, "title")
    if title and letters(title) in (
        letters("".join(hint)),
        letters("".join(hint[-1:])),
    ):
        title = ""
    return ir.Doc(title, text(node, "description"))


def doc_of(tree: Tree, schema: ComposedSchema) -> ir.Doc:
    """The texts of a declaration: its own, else those of its last inline part."""
    try:
        own = doc(tree[schema.pointer], schema.hint)
    except Unsupported:  # a place that only merging makes
        own = _NOTHING
    inline = (p for p in reversed(schema.parts) if p.pointer.startswith(schema.pointer))
    for part in inline:
        if own != _NOTHING:
            break
        own = doc(part.node, schema.hint)
    return own


def deprecated(schema: ComposedSchema) -> bool:
    """Whether the declaration itself is deprecated; that of a parent says nothing."""
    return any(
        part.node.get("deprecated") is True
        for part in schema.parts
        if part.pointer.startswith(schema.pointer)
    )


def stated(node: dict[str, Any]) -> ir.Facts:
    """The constraints, the examples and the format without a Python type of a node."""
    if _FACTS.isdisjoint(node):
        return ir.NO_FACTS
    constraints = tuple((k, v) for k, v in node.items() if k in _CONSTRAINTS)
    examples = (node["example"],) if "example" in node else entries(node, "examples")
    format_ = text(node, "format")
    if has_own_type(format_):
        format_ = ""
    if not (constraints or examples or format_):
        return ir.NO_FACTS
    return ir.Facts(constraints, tuple(examples), format_)


def facts_of(schema: ComposedSchema) -> ir.Facts:
    """The facts of a declaration: those of its last part that stands in its place."""
    for part in reversed(schema.parts):
        if part.pointer.startswith(schema.pointer):
            found = stated(part.node)
            if found is not ir.NO_FACTS:
                return found
    return ir.NO_FACTS


def letters(title: str) -> str:
    """The letters and digits of a text, to compare spellings."""
    return _BETWEEN.sub("", title).casefold()


class Use(Struct):
    """The annotations of one use of a schema, as a property or a variant."""

    doc: ir.Doc = _NOTHING
    has_default: bool = False
    default: ir.JsonValue = None
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    facts: ir.Facts = ir.NO_FACTS


def use(tree: Tree, pointer: str, hint: Hint) -> Use:
    """What the schema at `pointer` says about its use.

    A wrapper's own annotations win; what it leaves out comes from the schema that it
    wraps, except for the description and the deprecation of a schema with a name,
    which stay with that schema.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    found = Use()
    place, inline = pointer, True
    for _ in range(20):  # longer chains add nothing
        node = tree[place]
        if isinstance(node, dict):
            _add(found, node, inline, hint)
        after = unwrap_once(tree, place, hint)
        if after is None or after.pointer == place:
            break
        inline = inline and "$ref" not in node
        place = after.pointer
    return found


def narrowed(wide: Use, narrow: Use) -> Use:
    """Two uses of one value, where the text and the default of `narrow` win."""
    default = narrow if narrow.has_default else wide
    return Use(
        doc=wide.doc if narrow.doc == _NOTHING else narrow.doc,
        has_default=default.has_default,
        default=default.default,
        read_only=wide.read_only or narrow.read_only,
        write_only=wide.write_only or narrow.write_only,
        deprecated=wide.deprecated or narrow.deprecated,
        facts=wide.facts if narrow.facts is ir.NO_FACTS else narrow.facts,
    )


def _add(found: Use, node: dict[str, Any], inline: bool, hint: Hint) -> None:
    if not found.has_default and "default" in node:
        found.has_default, found.default = True, node["default"]
    found.read_only = found.read_only or node.get("readOnly") is True
    found.write_only = found.write_only or node.get("writeOnly") is True
    if not inline:
        return
    found.deprecated = found.deprecated or node.get("deprecated") is True
    if found.doc == _NOTHING:
        found.doc = doc(node, hint)
    if found.facts is ir.NO_FACTS:
        found.facts = stated(node)
    for item in node.get("allOf") or ():
        if isinstance(item, dict) and "$ref" not in item:
            _add(found, item, True, hint)
