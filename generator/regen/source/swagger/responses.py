"""Responses of 2.0: one schema for all media types of the operation."""

from __future__ import annotations

from typing import Any

from ..pointers import below
from .parameters import Found, parameter
from .rewrite import Rewrite
from .schemas import place, schema

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
