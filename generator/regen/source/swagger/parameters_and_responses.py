"""Converts parameters of 2.0, of which some become a body, and responses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from ..pointers import below
from .components import Rewrite, place, schema

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

_OWN = {"name", "in", "description", "required", "allowEmptyValue", "deprecated"}
_STYLES = {
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "tsv": {"style": "tabDelimited", "explode": False},
}


class Found(Struct, frozen=True):
    """A Parameter or Response Object of 2.0 and where it stands in the old document."""

    value: dict[str, Any]
    pointer: str

    @property
    def location(self) -> object:
        """`in` of the parameter."""
        return self.value.get("in")


def parameter(found: Found, pointer: str, rewrite: Rewrite) -> dict[str, Any]:
    """A Parameter Object of 3.0, to stand at `pointer` (2.0, "Parameter Object").

    Version 3.x has no style for `collectionFormat: tsv`; it becomes `tabDelimited`.
    """
    new = {
        key: value
        for key, value in found.value.items()
        if key in _OWN or key.startswith("x-")
    }
    new["schema"] = _inline(found, below(pointer, "schema"), rewrite)
    new.update(_style(found.value))
    rewrite.move(found.pointer, pointer)
    return new


def _inline(found: Found, pointer: str, rewrite: Rewrite) -> Any:
    """The schema at `pointer` that the keywords of a parameter make."""
    if "schema" in found.value:
        rewrite.move(below(found.pointer, "schema"), pointer)
        return schema(found.value["schema"], rewrite)
    rewrite.derive(found.pointer, pointer)
    if "items" in found.value:
        rewrite.move(below(found.pointer, "items"), below(pointer, "items"))
    return schema(_keywords(found), rewrite)


def _keywords(found: Found) -> dict[str, Any]:
    """What a parameter says about its value, as 2.0 writes it."""
    dropped = _OWN | {"collectionFormat", "x-example"}
    return {key: item for key, item in found.value.items() if key not in dropped}


def _style(value: dict[str, Any]) -> dict[str, Any]:
    """`style` and `explode` of an array; the default of 2.0 is csv."""
    if value.get("type") != "array":
        return {}
    form = value.get("collectionFormat", "csv")
    if form in _STYLES:
        return _STYLES[form]
    if value.get("in") in ("query", "formData"):
        return {"style": "form", "explode": form == "multi"}
    return {"style": "simple", "explode": False}


def request_body(
    parameters: Sequence[Found], consumes: list[str], pointer: str, rewrite: Rewrite
) -> dict[str, Any] | None:
    """The Request Body Object for the body and form parameters among these.

    Args:
        consumes: media types that the operation accepts.
        pointer: where the body is going to stand.
    """
    for found in parameters:
        if found.location == "body":
            return _body(found, consumes, pointer, rewrite)
    form = [found for found in parameters if found.location == "formData"]
    return _form(form, consumes, pointer, rewrite) if form else None


def _body(
    found: Found, consumes: list[str], pointer: str, rewrite: Rewrite
) -> dict[str, Any]:
    body = {
        key: item
        for key, item in found.value.items()
        if key in ("description", "required") or key.startswith("x-")
    }
    if "name" in found.value:
        body["x-body-name"] = found.value["name"]
    body["content"] = {}
    old = below(found.pointer, "schema")
    for media_type in consumes or ["application/json"]:
        at = below(pointer, "content", media_type, "schema")
        new = schema(found.value.get("schema", {}), rewrite)
        body["content"][media_type] = {"schema": place(new, old, at, rewrite)}
    rewrite.move(found.pointer, pointer)
    return body


def _form(
    form: list[Found], consumes: list[str], pointer: str, rewrite: Rewrite
) -> dict[str, Any]:
    rewrite.derive(form[0].pointer, pointer)
    body: dict[str, Any] = {"content": {}}
    for media_type in _form_types(form, consumes):
        at = below(pointer, "content", media_type, "schema")
        body["content"][media_type] = _form_content(form, at, rewrite)
    if any(found.value.get("required") is True for found in form):
        body["required"] = True
    return body


def _form_content(form: list[Found], pointer: str, rewrite: Rewrite) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    encoding: dict[str, Any] = {}
    required: list[str] = []
    for found in form:
        name = str(found.value.get("name", ""))
        properties[name] = _property(found, below(pointer, "properties", name), rewrite)
        style = _style(found.value)
        if style and not _is_file(found.value):
            encoding[name] = style
        if found.value.get("required") is True:
            required.append(name)
    new: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        new["required"] = required
    return {"schema": new, **({"encoding": encoding} if encoding else {})}


def _property(found: Found, pointer: str, rewrite: Rewrite) -> Any:
    notes = ("description", "deprecated", "allowEmptyValue")
    said = {key: found.value[key] for key in notes if key in found.value}
    new = schema({**said, **found.value.get("schema", _keywords(found))}, rewrite)
    new = place(new, found.pointer, pointer, rewrite)
    if "items" in found.value:
        rewrite.move(below(found.pointer, "items"), below(pointer, "items"))
    return new


def _is_file(value: dict[str, Any]) -> bool:
    items = value.get("items")
    return value.get("type") == "file" or (
        isinstance(items, dict) and items.get("type") == "file"
    )


def _form_types(form: list[Found], consumes: list[str]) -> list[str]:
    """Media types that can carry these fields; files need multipart."""
    if any(_is_file(found.value) for found in form):
        return [MULTIPART]
    forms = (FORM, MULTIPART)
    fit = [item for item in consumes if item.partition(";")[0].strip().lower() in forms]
    return fit or [FORM]


_REPLACED = {"schema", "headers", "examples"}


def response(
    value: Any, old: str, pointer: str, produces: list[str], rewrite: Rewrite
) -> Any:
    """A Response Object of 3.0 from the one at `old` (2.0, "Response Object").

    Args:
        pointer: where it is going to stand.
        produces: media types that the operation answers with.
    """
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        return rewrite.refer(dict(value))
    new = {key: item for key, item in value.items() if key not in _REPLACED}
    headers = value.get("headers")
    if isinstance(headers, dict):
        new["headers"] = {
            name: _header(
                item,
                below(old, "headers", name),
                below(pointer, "headers", name),
                rewrite,
            )
            for name, item in headers.items()
        }
    examples = value.get("examples")
    examples = dict(examples) if isinstance(examples, dict) else {}
    if "schema" in value:
        types = produces or list(examples) or ["application/json"]
        new["content"] = _content(value["schema"], old, pointer, types, rewrite)
        for media_type, content in new["content"].items():
            if media_type in examples:
                content["example"] = examples.pop(media_type)
    if examples:
        new["x-examples"] = examples
    return new


def _content(
    value: Any, old: str, pointer: str, types: list[str], rewrite: Rewrite
) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for media_type in types:
        at = below(pointer, "content", media_type, "schema")
        new = place(schema(value, rewrite), below(old, "schema"), at, rewrite)
        content[media_type] = {"schema": new}
    return content


def _header(value: Any, old: str, pointer: str, rewrite: Rewrite) -> Any:
    """A Header Object: a parameter without name and location."""
    if not isinstance(value, dict):
        return value
    new = parameter(Found({**value, "in": "header"}, old), pointer, rewrite)
    del new["in"]
    return new
