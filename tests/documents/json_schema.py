"""A document with its schemas as JSON Schema 2020-12, made without regen.

What an oracle reads must not come from what it judges: this follows the OpenAPI
Specification, shares no code with `regen.model`, and leaves out what ARCHITECTURE says
does not shape the generated code.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

Json = Any

_MAPS = ("properties", "patternProperties", "$defs", "definitions")
_LISTS = ("allOf", "oneOf", "anyOf", "prefixItems")
_ONES = ("items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems")
_KEPT = ("$ref", "$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "type", "format")
_ALSO = ("contentEncoding", "contentMediaType", "const", "enum", "required")
_MARKS = ("discriminator", "readOnly", "writeOnly")
_SAYS = frozenset((*_KEPT, *_ALSO, *_MAPS, *_LISTS, *_ONES)) - {"format", "required"}
_IMPLIED = {
    "string": ("pattern", "minLength", "maxLength"),
    "array": ("minItems", "maxItems", "uniqueItems"),
    "number": ("minimum", "maximum", "multipleOf"),
    "object": ("minProperties", "maxProperties"),
}
_SCHEMAS = ("schemas", "definitions")


class Translator:
    """Translates the schemas of a document wherever they stand.

    Args:
        types_only: for judging deviations: enums are open, what only the caller sends
            may be missing, objects are open; what is not declared, and the items of an
            array with positions and a rest, are of one type each; a union that only
            lists required names says nothing.
    """

    def __init__(self, *, types_only: bool = False) -> None:
        self._types_only = types_only

    def document(self, value: Json) -> Json:
        """The document, without its examples."""
        if isinstance(value, list):
            return [self.document(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {}
        for key, item in value.items():
            if key in ("schema", "itemSchema"):
                found[key] = self.schema(item)
            elif key in _SCHEMAS and isinstance(item, dict):
                found[key] = {name: self.schema(part) for name, part in item.items()}
            elif key not in ("example", "examples"):
                found[key] = self.document(item)
        return found

    def schema(self, schema: Json) -> Json:
        """One schema, and those inside it."""
        if not isinstance(schema, dict):
            return schema
        found: dict[str, Json] = {
            key: schema[key]
            for key in (*_KEPT, *_ALSO, *_MARKS)
            if schema.get(key) is not None or (key == "const" and key in schema)
        }
        for key in _MAPS:
            if isinstance(schema.get(key), dict):
                found[key] = {n: self.schema(part) for n, part in schema[key].items()}
        for key in _LISTS:
            if isinstance(schema.get(key), list):
                found[key] = [self.schema(part) for part in schema[key]]
        for key in _ONES:
            if isinstance(schema.get(key), dict | bool):
                found[key] = self.schema(schema[key])
        if isinstance(schema.get("items"), list):  # before JSON Schema 2020-12
            found["prefixItems"] = [self.schema(part) for part in schema["items"]]
        if not _SAYS.intersection(schema):
            found["x-implied"] = _implied(schema)
        self._tidy(found)
        if self._types_only:
            self._loosen(found)
        return _or_null(found) if says_nullable(schema) else found

    def _tidy(self, found: dict[str, Json]) -> None:
        if isinstance(found.get("$ref"), str):
            found["$ref"] = quoted(found["$ref"])
        if found.get("type") == "file":
            found["type"] = "string"
        if isinstance(found.get("discriminator"), str):
            found["discriminator"] = {"propertyName": found["discriminator"]}
        if not isinstance(found.get("required", []), list):
            del found["required"]
        if "discriminator" in found and "oneOf" in found and "anyOf" not in found:
            found["anyOf"] = found.pop("oneOf")  # the tag tells variants apart

    def _loosen(self, found: dict[str, Json]) -> None:
        properties = found.get("properties", {})
        if "required" in found:
            found["required"] = [
                name
                for name in found["required"]
                if not _marked(properties.get(name), "writeOnly")
            ]
        for key in _ONES[1:]:
            if found.get(key) is False:
                del found[key]
        for key in ("oneOf", "anyOf"):
            if key in found and all(_only_requires(part) for part in found[key]):
                del found[key]
        if "patternProperties" in found:  # all that is not declared has one type
            kinds = [*found.pop("patternProperties").values()]
            rest = found.pop("additionalProperties", False)
            kinds += [rest] if rest is not False else []
            found["additionalProperties"] = {"anyOf": kinds}
        if "prefixItems" in found and isinstance(found.get("items"), dict):
            kinds = [*found.pop("prefixItems"), found["items"]]
            found["items"] = {"anyOf": kinds}
        if "oneOf" in found:
            union = {"anyOf": found.pop("oneOf")}
            found["allOf"] = [*found.get("allOf", []), union]
        if "enum" in found:
            listed = found.pop("enum")
            found.setdefault("type", sorted({type_name(value) for value in listed}))


def _implied(schema: dict[str, Json]) -> str | None:
    """What documents mean that only limit a value."""
    for kind, keys in _IMPLIED.items():
        if any(key in schema for key in keys):
            return kind
    return None


def says_nullable(schema: Json) -> bool:
    """Whether a schema allows null by a keyword of OpenAPI, also beside a `$ref`."""
    return schema.get("nullable") is True or schema.get("x-nullable") is True


def _or_null(schema: dict[str, Json]) -> dict[str, Json]:
    return {"anyOf": [schema, {"type": "null"}], "x-null": True}


def _only_requires(schema: Json) -> bool:
    return isinstance(schema, dict) and set(schema) <= {"required"}


def _marked(schema: Json, mark: str) -> bool:
    """Whether a property has an annotation, perhaps inside a wrapper."""
    if not isinstance(schema, dict):
        return False
    inner = [*schema.get("allOf", []), *schema.get("anyOf", [])]
    return schema.get(mark) is True or any(_marked(part, mark) for part in inner)


def type_name(value: Json) -> str:
    """The JSON type of a value."""
    for name, kinds in (
        ("boolean", bool),
        ("integer", int),
        ("number", float),
        ("string", str),
        ("array", list),
        ("object", dict),
    ):
        if isinstance(value, kinds):
            return name
    return "null"


def quoted(reference: str) -> str:
    """A reference whose fragment is a URI, whatever the document writes."""
    return quote(unquote(reference), safe="#/~!$&'()*+,;=:@%")


def resolved(document: Json, reference: str) -> Json:
    """What a local reference refers to.

    Raises:
        KeyError, IndexError: nothing.
    """
    here = document
    for key in unquote(reference).split("/")[1:]:
        name = key.replace("~1", "/").replace("~0", "~")
        here = here[int(name)] if isinstance(here, list) else here[name]
    return here
