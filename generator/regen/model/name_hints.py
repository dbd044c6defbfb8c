"""Collects the words of a place, of which naming makes a name (`ir.Model.hint`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from regen.source.pointers import split, unescape
from regen.source.spec import METHODS

from .keywords import component
from .reader import Node, Tree

_LONGEST_TITLE = 40
_NAMED_BY_KEY = frozenset(("properties", "patternProperties", "$defs", "definitions"))
_KINDS = {
    "requestBodies": "request",
    "responses": "response",
    "parameters": "parameter",
    "headers": "header",
}
_WORDS = {
    "items": "item",
    "prefixItems": "item",
    "additionalProperties": "value",
    "unevaluatedProperties": "value",
    "not": "not",
}


def of_place(tree: Tree, pointer: str) -> tuple[str, ...]:
    """The words of the schema at `pointer`, from the pointer alone.

    The same place has the same words whoever refers to it, and in whatever order.
    """
    if (name := component(pointer)) is not None:
        return (unescape(name),)
    keys = split(pointer)
    if keys[:2] == ["components", "schemas"] and len(keys) > 2:
        return (keys[2], *_inside(keys[3:]))
    if keys[:1] in (["paths"], ["webhooks"]) and len(keys) > 3:
        return _in_operation(tree, keys)
    if keys[:1] == ["components"] and len(keys) > 3:
        shared = of_component(keys[2], _KINDS.get(keys[1], ""))
        return (*shared, *_inside(_after_schema(keys[3:])))
    return tuple(_inside(keys)) or ("schema",)


def _inside(keys: Sequence[str]) -> list[str]:
    """The words of a path of keywords inside a schema."""
    words: list[str] = []
    index = 0
    while index < len(keys):
        key = keys[index]
        following = keys[index + 1] if index + 1 < len(keys) else ""
        index += 1
        if key in _NAMED_BY_KEY:
            words.append(following)
            index += 1
        elif key in ("oneOf", "anyOf", "allOf"):
            if key != "allOf" and following.isdecimal():
                words.append(f"option {int(following) + 1}")
            index += 1
        elif key in _WORDS:
            words.append(_WORDS[key])
            index += following.isdecimal()
    return words


def _in_operation(tree: Tree, keys: Sequence[str]) -> tuple[str, ...]:
    """The words of a place in an operation: its id, then request or response."""
    method, rest = keys[2], list(keys[3:])
    item = tree.root.get(keys[0], {}).get(keys[1], {})
    operation = item.get(method) if isinstance(item, dict) else None
    name = operation.get("operationId") if isinstance(operation, dict) else None
    if not isinstance(name, str) or not name:
        name = f"{method} {keys[1]}" if method in METHODS else keys[1]
    inside = _inside(_after_schema(rest))
    match rest:
        case ["requestBody", *_]:
            return (name, "request", *inside)
        case ["responses", status, *_] if status.startswith("2"):
            return (name, "response", *inside)
        case ["responses", status, *_]:
            return (name, "response", status, *inside)
        case ["parameters", index, *_] if isinstance(operation, dict):
            return (name, _parameter_name(operation, index), *inside)
    return (name, *inside)


def of_component(name: str, kind: str) -> tuple[str, ...]:
    """The words of a body, response or parameter under `components`.

    Args:
        kind: what it is, as `request`; left out where the name says it already.
    """
    return (name,) if name.casefold().endswith(kind) else (name, kind)


def _after_schema(keys: list[str]) -> list[str]:
    return keys[keys.index("schema") + 1 :] if "schema" in keys else []


def _parameter_name(operation: dict[str, Any], index: str) -> str:
    listed = operation.get("parameters")
    if isinstance(listed, list) and index.isdecimal() and int(index) < len(listed):
        parameter = listed[int(index)]
        if isinstance(parameter, dict) and isinstance(parameter.get("name"), str):
            return str(parameter["name"])
    return f"parameter {index}"


class VariantWords(Struct, frozen=True):
    """The words that can name an inline variant of a union, the best one first.

    Attributes:
        tag: the value of a constant property.
        title: its title.
        keys: its properties, the required ones first.
        kind: its JSON type, or `enum`.
    """

    tag: str
    title: str
    keys: Sequence[str]
    kind: str


def of_variants(
    parent: tuple[str, ...], variants: Sequence[VariantWords]
) -> list[tuple[str, ...]]:
    """The words of the inline variants of a union.

    A word that two variants share does not tell them apart, and is not used.
    """
    tags = Counter(variant.tag for variant in variants)
    titles = Counter(_beyond(parent, variant.title) for variant in variants)
    keys = Counter(key for variant in variants for key in set(variant.keys))
    kinds = Counter(variant.kind for variant in variants)
    words: list[tuple[str, ...]] = []
    for index, variant in enumerate(variants):
        title = _beyond(parent, variant.title)
        own = next((key for key in variant.keys if keys[key] == 1), "")
        if variant.tag and tags[variant.tag] == 1:
            words.append((*parent, variant.tag))
        elif title and titles[title] == 1:
            words.append((*parent, title))
        elif own:
            words.append((*parent, own))
        elif variant.kind and kinds[variant.kind] == 1:
            words.append((*parent, variant.kind))
        else:
            words.append((*parent, f"option {index + 1}"))
    return words


def _beyond(parent: tuple[str, ...], title: str) -> str:
    """The part of a title that the last word of the parent does not say; may be empty.

    A title that goes on for long is a description, not a name.
    """
    if not title or len(title) > _LONGEST_TITLE:
        return ""
    last = parent[-1] if parent else ""
    if last and title.casefold().startswith(last.casefold()):
        title = title[len(last) :].strip()
    return title if re.search(r"\w", title) else ""


def words_of_shared(node: Node, kind: str) -> tuple[str, ...] | None:
    """The words of a part that stands under `components`; `None` for any other.

    The part is named after its own key, because no operation owns it.

    Args:
        kind: what the part is, as `request`.
    """
    if not node.pointer.startswith("/components/"):
        return None
    keys = split(node.pointer)
    if len(keys) != 3:
        return None
    return of_component(keys[2], kind)
