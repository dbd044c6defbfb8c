"""Plain JSON values that fit the schemas of a bundled OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import find, settings
from hypothesis import strategies as st

Schema = Mapping[str, Any]

MAX_DEPTH = 12
"""Levels of objects below which optional properties are left out."""

FORMATS = {
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "date-time": "2026-03-01T12:30:00Z",
    "date": "2026-03-01",
    "time": "12:30:00Z",
    "duration": "PT1M",
    "email": "someone@example.com",
    "uri": "https://example.com/",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "AAEC",
    "cron": "0 4 * * *",
}
LOWEST = ("minimum", "minLength", "minItems", "minProperties")
HIGHEST = ("maximum", "maxLength", "maxItems", "maxProperties")


class Sampler:
    """Makes one value of a schema, always the same.

    A full value has every property and the first variant of every union; a lean one
    has only what is required, the last variant, and null where it may stand.

    Args:
        root: the document, whose references are all local.
        response: make what a server sends: without properties that are write-only,
            instead of those that are read-only.
    """

    def __init__(
        self, root: Mapping[str, Any], *, lean: bool = False, response: bool = False
    ) -> None:
        self._root = root
        self.lean = lean
        self._foreign = "writeOnly" if response else "readOnly"
        self._tags: dict[str, dict[str, list[str]]] = {}
        for union in _unions(root):
            property, tags = _tags(union)
            for reference, values in tags.items():
                self._tags.setdefault(reference, {})[property] = values

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """The node that a chain of references leads to."""
        while "$ref" in node:
            target: Any = self._root
            for token in node["$ref"].removeprefix("#/").split("/"):
                key = token.replace("~1", "/").replace("~0", "~")
                target = target[int(key) if isinstance(target, list) else key]
            node = target
        return node

    def of(self, schema: Schema | bool, depth: int = 0) -> Any:
        """A value that fits the schema.

        Raises:
            ValueError: none was found, or every value would be infinite.
        """
        flat = self.flat(schema) if isinstance(schema, Mapping) else {}
        kinds = _kinds(flat)
        if "const" in flat:
            return flat["const"]
        if self.lean and ("null" in kinds or flat.get("nullable") is True):
            return None
        if "enum" in flat:
            return next(value for value in flat["enum"] if value is not None)
        kind = next((kind for kind in kinds if kind != "null"), "null")
        match kind:
            case "object":
                return dict(self._properties(flat, depth))
            case "array":
                return self._items(flat, depth)
            case "string":
                return _text(flat)
            case "integer" | "number":
                return _number(flat)
            case "boolean":
                return not self.lean
            case _:
                return None

    def flat(self, schema: Schema) -> dict[str, Any]:
        """One schema without references, compositions and unions: a variant is taken.

        What a discriminator calls a schema is what the schema says of itself, also
        outside of the union: other validators do not know of that.

        OpenAPI 3.1.1, section 4.8.24 (Schema Object).
        """
        target = self.resolve(schema)
        found = {key: target[key] for key in target if key not in _COMPOSING}
        if target is not schema:
            found = _both(found, {k: schema[k] for k in schema if k != "$ref"})
        for name, values in self._tags.get(schema.get("$ref", ""), {}).items():
            tag = {"properties": {name: {"enum": values}}, "required": [name]}
            found = _both(found, tag)
        for part in target.get("allOf", ()):
            found = _both(found, self.flat(part))
        for union in ("oneOf", "anyOf"):
            if variants := target.get(union):
                variant = variants[-1 if self.lean else 0]
                found = _both(found, self.flat(variant))
        return found

    def _properties(self, flat: Schema, depth: int) -> Iterator[tuple[str, Any]]:
        if depth > 2 * MAX_DEPTH:
            raise ValueError("the schema requires itself without an end")
        required = flat.get("required", ())
        declared = flat.get("properties", {})
        small = self.lean or depth > MAX_DEPTH
        for name, schema in declared.items():
            foreign = self.flat(schema).get(self._foreign)
            if not foreign and (name in required or not small):
                yield name, self.of(schema, depth + 1)
        for name in required:
            if name not in declared:
                yield name, self.of(_extra(flat), depth + 1)
        extras = 0 if small or not _extra(flat) else 1
        for number in range(max(extras, flat.get("minProperties", 0) - len(required))):
            yield f"key{number}", self.of(_extra(flat), depth + 1)

    def _items(self, flat: Schema, depth: int) -> list[Any]:
        least = flat.get("minItems", 0)
        if self.lean or depth > MAX_DEPTH:
            count = least
        else:
            count = max(least, min(1, flat.get("maxItems", 1)))
        return [self.of(flat.get("items", {}), depth + 1) for _ in range(count)]


_COMPOSING = ("$ref", "allOf", "oneOf", "anyOf", "discriminator")


def _unions(node: Any) -> Iterator[Schema]:
    """The schemas with variants and a discriminator, anywhere in a document."""
    if isinstance(node, list):
        for item in node:
            yield from _unions(item)
    elif isinstance(node, dict):
        if "discriminator" in node and ("oneOf" in node or "anyOf" in node):
            yield node
        for item in node.values():
            yield from _unions(item)


def _tags(union: Schema) -> tuple[str, dict[str, list[str]]]:
    """The property of a discriminator, and its values for each variant."""
    discriminator = union["discriminator"]
    mapping = discriminator.get("mapping", {})
    found: dict[str, list[str]] = {}
    for variant in union.get("oneOf") or union["anyOf"]:
        reference = variant.get("$ref")
        if reference is None:  # it has no name to be called by
            continue
        last = reference.rpartition("/")[2]
        named = [key for key, to in mapping.items() if to in (reference, last)]
        found[reference] = named or [last]
    return discriminator["propertyName"], found


def _extra(flat: Schema) -> Any:
    """The schema of undeclared properties; nothing where the document is silent."""
    schema = flat.get("additionalProperties")
    return schema if isinstance(schema, Mapping) else {}


def _kinds(flat: Schema) -> list[str]:
    """The types that a schema allows; one that names none tells by its keywords."""
    kind = flat.get("type")
    if isinstance(kind, list):
        return kind
    if kind is not None:
        return [kind]
    if "properties" in flat or "additionalProperties" in flat:
        return ["object"]
    return ["array"] if "items" in flat else ["string"]


def _both(one: Schema, other: Schema) -> dict[str, Any]:
    """A schema that demands what either does; `other` overrides where that is less."""
    merged = {**one, **other}
    for key in one.keys() & other.keys():
        first, second = one[key], other[key]
        if key == "properties":
            shared = first.keys() & second.keys()
            both = {name: {"allOf": [first[name], second[name]]} for name in shared}
            merged[key] = {**first, **second, **both}
        elif key == "required":
            merged[key] = [*dict.fromkeys([*first, *second])]
        elif key == "enum":
            merged[key] = [value for value in first if value in second]
        elif key in LOWEST:
            merged[key] = max(first, second)
        elif key in HIGHEST:
            merged[key] = min(first, second)
    return merged


def _text(flat: Schema) -> str:
    least, most = flat.get("minLength", 0), flat.get("maxLength")
    usual = FORMATS.get(flat.get("format", ""), "text")
    pattern = flat.get("pattern")
    if pattern is None:
        return usual.ljust(least, "x")[:most]
    return _matching(pattern, least, most)


@cache
def _matching(pattern: str, least: int, most: int | None) -> str:
    """The simplest text for a pattern; hypothesis shrinks to it."""
    return find(
        st.from_regex(pattern),
        lambda text: text.isprintable() and least <= len(text) <= (most or len(text)),
        settings=settings(database=None, derandomize=True),
    )


def _number(flat: Schema) -> int | float:
    """The least number that is allowed, else the greatest, else 1."""
    step: int | float = flat.get("multipleOf", 1)
    least, below = _bound(flat, "minimum", "exclusiveMinimum")
    if least is not None:
        fitting = -(-least // step) * step
        return fitting + step if fitting == below else fitting
    most, above = _bound(flat, "maximum", "exclusiveMaximum")
    if most is not None:
        fitting = most // step * step
        return fitting - step if fitting == above else fitting
    return step


def _bound(
    flat: Schema, inclusive: str, exclusive: str
) -> tuple[int | float | None, int | float | None]:
    """A bound, and the value at it that is not allowed, if there is one.

    `exclusiveMinimum` is a boolean in OpenAPI 3.0 and a number since 3.1.
    """
    bound: int | float | None = flat.get(inclusive)
    limit: bool | int | float = flat.get(exclusive, False)
    if isinstance(limit, bool):
        return bound, bound if limit else None
    return limit if bound is None else bound, limit
