"""What discriminators say: the tags of each component, and who stands for a parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from tests.documents.json_schema import Json, quoted, resolved

Tags = dict[str, set[str]]
"""The values that properties may have, by property."""


class Discriminators:
    """The discriminators of a translated document.

    Args:
        base: where its named schemas stand: `#/components/schemas`, `#/definitions`.

    Attributes:
        properties: the names of all properties that hold a tag.
    """

    def __init__(self, document: Json, base: str) -> None:
        self.properties: set[str] = set()
        self._base = base
        try:
            self._schemas: dict[str, Json] = resolved(document, base)
        except KeyError:
            self._schemas = {}
        self._children: dict[str, list[str]] = {}
        self._tags: dict[str, Tags] = {}
        for name, schema in self._schemas.items():
            for parent in _parents(schema):
                self._children.setdefault(parent, []).append(self._reference(name))
        for name, schema in self._schemas.items():
            self._note_family(self._reference(name), schema)
        self._note_unions(document)

    def own(self, reference: str) -> Tags:
        """The tags by which unions and parents know a component."""
        return self._tags.get(reference, {})

    def heirs(self, reference: str, schema: Json) -> dict[str, Tags]:
        """Who may stand where a parent is referred to, each with the tags for it."""
        found = discriminator_of(schema)
        heirs = self._descendants(reference)
        if found is None or not heirs or _lists(schema):
            return {}
        name, mapping = found
        if mapped := [end for end in map(self.end, mapping.values()) if end]:
            heirs = [heir for heir in (*heirs, reference) if heir in mapped]
        return {heir: {name: self._of(mapping, heir)} for heir in heirs}

    def of_branch(self, union: Json, branch: Json) -> Tags:
        """The tags of a branch of a union."""
        found, end = discriminator_of(union), reference_of(branch)
        if found is None or end is None:
            return {}
        name, mapping = found
        mapped = {tag for tag, value in mapping.items() if self.end(value) == end}
        nested = _lists(self._schemas.get(self._name(end) or "", {}))
        return {name: mapped or self._of(mapping, end)} if mapped or not nested else {}

    def end(self, value: Any) -> str | None:
        """The component that a value of `mapping` means: a reference or a name."""
        if not isinstance(value, str):
            return None
        if value.startswith("#"):
            return quoted(value)
        stem = re.sub(r"\.(json|ya?ml)$", "", value.rpartition("/")[2])
        known = (name for name in (value, stem) if name in self._schemas)
        name = next(known, None)
        return None if name is None else self._reference(name)

    def _of(self, mapping: dict[str, str], end: str) -> set[str]:
        found = {tag for tag, value in mapping.items() if self.end(value) == end}
        name = self._name(end)
        return found or ({name} if name else set())

    def _reference(self, name: str) -> str:
        escaped = name.replace("~", "~0").replace("/", "~1")
        return quoted(f"{self._base}/{escaped}")

    def _name(self, reference: str) -> str | None:
        head, _, last = reference.rpartition("/")
        plain = unquote(last).replace("~1", "/").replace("~0", "~")
        return plain if head == self._base else None

    def _descendants(self, reference: str) -> list[str]:
        found: list[str] = []
        waiting = list(self._children.get(reference, ()))
        while waiting:
            here = waiting.pop()
            if here not in found and here != reference:
                found.append(here)
                waiting += self._children.get(here, ())
        return found

    def _note(self, end: str, tags: Tags) -> None:
        known = self._tags.setdefault(end, {})
        for name, values in tags.items():
            known.setdefault(name, set()).update(values)

    def _note_family(self, reference: str, schema: Json) -> None:
        found = discriminator_of(schema)
        if found is None or _lists(schema):
            return
        name, mapping = found
        for heir in self._descendants(reference):
            self._note(heir, {name: self._of(mapping, heir)})
        if not mapping or any(self.end(end) == reference for end in mapping.values()):
            self._note(reference, {name: self._of(mapping, reference)})

    def _note_unions(self, value: Json) -> None:
        if isinstance(value, dict):
            found = discriminator_of(value)
            self.properties |= {found[0]} if found else set()
            # With properties of its own, a union has models of its own.
            if found is not None and _lists(value) and "properties" not in value:
                name, mapping = found
                for branch in (*value.get("oneOf", ()), *value.get("anyOf", ())):
                    end = reference_of(branch)
                    if end is not None:
                        self._note(end, self.of_branch(value, branch))
                for end in filter(None, map(self.end, mapping.values())):
                    self._note(end, {name: self._of(mapping, end)})
        parts = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            for part in parts:
                self._note_unions(part)


def discriminator_of(schema: Json) -> tuple[str, dict[str, str]] | None:
    """The property and the mapping of a schema's own discriminator."""
    if not isinstance(schema, dict):
        return None
    if schema.get("x-null"):
        return discriminator_of(schema["anyOf"][0])
    found = schema.get("discriminator")
    if isinstance(found, dict) and isinstance(found.get("propertyName"), str):
        mapping = found.get("mapping")
        return found["propertyName"], mapping if isinstance(mapping, dict) else {}
    parts = (part for part in schema.get("allOf", ()) if isinstance(part, dict))
    inline = (discriminator_of(part) for part in parts if "$ref" not in part)
    return next(filter(None, inline), None)


def reference_of(schema: Json) -> str | None:
    """The component behind wrappers that add nothing."""
    while isinstance(schema, dict):
        if "$ref" in schema:
            return str(schema["$ref"])
        inner = schema.get("anyOf" if schema.get("x-null") else "allOf", ())
        if not inner or not (schema.get("x-null") or schema.keys() == {"allOf"}):
            return None
        schema = inner[0]
    return None


def _lists(schema: Json) -> bool:
    """Whether a schema lists its variants."""
    if not isinstance(schema, dict):
        return False
    return not schema.get("x-null") and ("oneOf" in schema or "anyOf" in schema)


def _parents(schema: Json) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    if schema.get("x-null"):
        yield from _parents(schema["anyOf"][0])
    for part in schema.get("allOf", ()):
        if isinstance(part, dict):
            if "$ref" in part:
                yield part["$ref"]
            yield from _parents(part)
