"""Random JSON values that a translated schema allows, or nearly: a judge decides."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from tests.documents.json_schema import Json, resolved, type_name
from tests.documents.tags import Discriminators, Tags

_DEEPEST = 7
_ATTEMPTS = 24
_ANY: tuple[Json, ...] = (None, True, 5, 1.5, "any", [1, "x"], {"k": {"n": [None]}})
_TEXTS = ("", "a", "größe ✓", "null", "12", "2020-01-01", 'a\nb"\\')
_KEYS = ("extra", "x y", "größe", "self", "Extra-1", "a.b", "x-1", "n-1")
_MOMENTS = ("2024-02-29T12:34:56Z", "2020-01-01T00:00:00.5+05:30")
_FORMATS = {
    "date-time": (*_MOMENTS, "2021-06-01t10:00:00.123456789z"),
    "date": ("2024-02-29", "1999-12-31"),
    "time": ("12:34:56Z", "23:59:59.5+05:30"),
    "duration": ("P1D", "PT1H30M", "P2W", "PT1.5S"),
    "uuid": ("3fa85f64-5717-4562-b3fc-2c963f66afa6",),
    "decimal": ("1.50", "-3", "12345678901234567890.5"),
}
_HINTS = {
    "object": ("properties", "additionalProperties", "patternProperties", "required"),
    "array": ("items", "prefixItems"),
    "string": ("contentEncoding", "contentMediaType"),
}
_NUMERIC = {"int32": "integer", "int64": "integer", "float": "number"}
_NUMERIC |= {"double": "number"}


class NoInstance(Exception):
    """What was chosen contradicts itself, or does not end."""


class Maker:
    """Makes instances of the schemas of one translated document.

    Args:
        base: where its named schemas stand.
    """

    def __init__(self, document: Json, base: str, random: Random) -> None:
        self._document, self._random = document, random
        self.discriminators = Discriminators(document, base)

    def make(self, reference: str, *, family: bool = False) -> Json:
        """An instance of the schema at `reference`.

        Args:
            family: whether the heirs of the schema count as well.

        Raises:
            NoInstance: there is none, or another attempt has to find it.
        """
        return self._value([{"$ref": reference}], 0, family)

    def _value(self, schemas: list[Json], depth: int, family: bool = True) -> Json:
        if depth > _DEEPEST:
            raise NoInstance("too deep")
        parts, tags, listed = self._chosen(schemas, depth, family)
        if listed is not None:
            return self._random.choice(listed)
        types = _types(parts)
        if types is None:
            guessed = _inferred(parts)
            types = {guessed} if guessed else {type_name(self._random.choice(_ANY))}
            if guessed is None:
                return self._random.choice(_ANY)
        match self._random.choice(sorted(types)):
            case "object":
                return self._object(parts, tags, depth)
            case "array":
                return self._array(parts, depth)
            case "string":
                return self._string(parts)
            case "integer":
                return self._random.choice((0, 1, -5, 2**31, 2**53))
            case "number":
                return self._random.choice((0, 7, 1.5, -0.25, 3.0))
            case "boolean":
                return self._random.random() < 0.5
        return None

    def _chosen(
        self, schemas: list[Json], depth: int, family: bool
    ) -> tuple[list[Json], Tags, list[Json] | None]:
        """Parts that agree with one another, their tags, and the values they list."""
        for _ in range(_ATTEMPTS):
            tags: Tags = {}
            try:
                parts = [
                    part
                    for schema in schemas
                    for part in self._parts(schema, depth, family, tags, ())
                ]
                parts = list({id(part): part for part in parts}.values())
                types = _types(parts)
                if types is not None and not types:
                    raise NoInstance("types contradict")
                return parts, tags, _listed(parts, types)
            except NoInstance:
                continue
        raise NoInstance("no choice agrees with itself")

    def _parts(
        self,
        schema: Json,
        depth: int,
        family: bool,
        tags: Tags,
        seen: tuple[str, ...],
    ) -> Iterator[Json]:
        """The schemas that must hold together, one variant of each union."""
        if not isinstance(schema, dict):
            if schema is False:
                raise NoInstance("false")
            return
        if "$ref" in schema:
            yield from self._referred(schema["$ref"], depth, family, tags, seen)
        for part in schema.get("allOf", ()):
            yield from self._parts(part, depth, False, tags, seen)
        for key in ("oneOf", "anyOf"):
            if not (branches := schema.get(key)):
                continue
            flat = [b for b in branches if isinstance(b, dict) and "$ref" not in b]
            deep = depth > _DEEPEST - 2 and flat
            branch = self._random.choice(deep or branches)
            _note(tags, self.discriminators.of_branch(schema, branch))
            yield from self._parts(branch, depth, True, tags, seen)
        yield schema

    def _referred(
        self,
        reference: str,
        depth: int,
        family: bool,
        tags: Tags,
        seen: tuple[str, ...],
    ) -> Iterator[Json]:
        if reference in seen:
            raise NoInstance("only itself")
        target = resolved(self._document, reference)
        heirs = self.discriminators.heirs(reference, target) if family else {}
        if heirs:
            heir = self._random.choice(sorted(heirs))
            _note(tags, heirs[heir])
            target, seen = resolved(self._document, heir), (*seen, heir)
        else:
            own = self.discriminators.own(reference)
            _note(tags, {name: own[name] for name in own.keys() - tags.keys()})
            seen = (*seen, reference)
        yield from self._parts(target, depth, False, tags, seen)

    def _object(self, parts: list[Json], tags: Tags, depth: int) -> Json:
        declared: dict[str, list[Json]] = {}
        for part in parts:
            for name, schema in part.get("properties", {}).items():
                declared.setdefault(name, []).append(schema)
        required = [name for part in parts for name in part.get("required", ())]
        chance = self._random.choice((0, 0.3, 0.7, 1) if depth < 4 else (0, 0.3))
        found: dict[str, Json] = {}
        for name in dict.fromkeys((*declared, *required, *tags)):
            needed = name in required or name in tags
            if not needed and self._random.random() >= chance:
                continue
            schemas = [*declared.get(name, ()), *_others(parts, name)]
            try:
                if name in tags:
                    found[name] = self._tag(schemas, tags[name], depth)
                else:
                    found[name] = self._value(schemas, depth + 1)
            except NoInstance:
                if needed:
                    raise
        if depth < 4:
            self._extend(found, parts, depth)
        return found

    def _tag(self, schemas: list[Json], tags: set[str], depth: int) -> Json:
        """A tag as the property has it: keys of a mapping are always strings."""
        tag = self._random.choice(sorted(tags))
        parts, _, listed = self._chosen(schemas, depth, True)
        for value in listed or ():
            plain = value if isinstance(value, str) else json.dumps(value)
            if plain in tags:
                return value
        if listed:  # the schema of the variant has the last word
            return self._random.choice(listed)
        if "string" in (_types(parts) or {"string"}):
            return tag
        try:
            return json.loads(tag)
        except ValueError:
            raise NoInstance("no such tag") from None

    def _extend(self, found: dict[str, Json], parts: list[Json], depth: int) -> None:
        """Add properties that the parts allow without declaring them."""
        if not any(
            part.get("patternProperties") or part.get("additionalProperties")
            for part in parts
        ):
            return
        for key in self._random.sample(_KEYS, 2):
            schemas = list(_others(parts, key))
            if schemas and key not in found:
                try:
                    found[key] = self._value(schemas, depth + 1)
                except NoInstance:
                    continue

    def _array(self, parts: list[Json], depth: int) -> Json:
        positions = [part["prefixItems"] for part in parts if "prefixItems" in part]
        items = [part["items"] for part in parts if "items" in part]
        length = max(map(len, positions), default=0)
        count = length or self._random.choice((0, 1, 2) if depth < 5 else (0, 1))
        found = []
        for index in range(count):
            own = [listed[index] for listed in positions if index < len(listed)]
            try:
                found.append(self._value(own or items, depth + 1))
            except NoInstance:
                if length:
                    raise
                break
        return found

    def _string(self, parts: list[Json]) -> Json:
        for part in reversed(parts):
            form = str(part.get("format", "")).lower()
            if form in _FORMATS:
                return self._random.choice(_FORMATS[form])
            encoding = str(part.get("contentEncoding", "")).lower()
            if "base64" in (form, encoding) or form == "byte":
                return base64.b64encode(self._random.randbytes(5)).decode()
        return self._random.choice(_TEXTS)


def _note(tags: Tags, more: Tags) -> None:
    for name, values in more.items():
        tags[name] = tags[name] & values if name in tags else values
        if not tags[name]:
            raise NoInstance("tags contradict")


def _types(parts: Iterable[Json]) -> set[str] | None:
    """The types that all parts allow; `None` if none says any."""
    found: set[str] | None = None
    for part in parts:
        if "type" in part:
            listed = part["type"]
            own = set(listed if isinstance(listed, list) else [listed])
            own |= {"integer"} if "number" in own else set()
            found = own if found is None else found & own
    return found


def _listed(parts: list[Json], types: set[str] | None) -> list[Json] | None:
    """The values that all parts list; `None` if none lists any."""
    lists = [[part["const"]] for part in parts if "const" in part]
    lists += [part["enum"] for part in parts if isinstance(part.get("enum"), list)]
    if not lists:
        return None
    found: list[Any] = [
        value
        for value in lists[0]
        if all(_among(value, other) for other in lists)
        and (types is None or type_name(value) in types)
    ]
    if not found:
        raise NoInstance("listed values contradict")
    return found


def _among(value: Json, values: list[Json]) -> bool:
    return any(value == v and type_name(value) == type_name(v) for v in values)


def _inferred(parts: list[Json]) -> str | None:
    """What documents mean that leave out `type`."""
    for part in parts:
        if part.get("x-implied"):
            return str(part["x-implied"])
    for name, keys in _HINTS.items():
        if any(key in part for part in parts for key in keys):
            return name
    forms = [part["format"] for part in parts if part.get("format")]
    return _NUMERIC.get(forms[0], "string") if forms else None


def _others(parts: list[Json], name: str) -> Iterator[Json]:
    """The schemas for a property that some of the parts do not declare."""
    for part in parts:
        if name in part.get("properties", ()):
            continue
        patterns = part.get("patternProperties", {})
        matching = [schema for rx, schema in patterns.items() if re.search(rx, name)]
        if matching:
            yield from matching
        elif part.get("additionalProperties") not in (None, False):
            yield part["additionalProperties"]
