"""A document as the validator can digest it: without references that lead nowhere."""

from __future__ import annotations

from typing import Any

from .pointers import below, value_at

_DIALECT = {"$id", "$schema", "$anchor", "$dynamicAnchor", "jsonSchemaDialect"}
"""Keywords that change how the validator resolves references; ours are plain by now."""

_STAND_INS: dict[str, dict[str, Any]] = {
    "parameters": {"in": "query", "schema": {}},
    "responses": {"description": ""},
    "requestBody": {"content": {}},
    "requestBodies": {"content": {}},
    "headers": {"schema": {}},
}
"""What is put in the place of a reference that leads nowhere, by what holds it."""


_DROPPED = object()
_LONGEST_CHAIN = 100


def digestible(root: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The document without dangling references, and the pointers where they were.

    What needs no change is shared with the input, which is not changed.
    """
    holes: list[str] = []
    clean: dict[str, Any] = _patched(root, "", ("", ""), holes)
    return clean, holes


def _patched(value: Any, pointer: str, held: tuple[str, str], holes: list[str]) -> Any:
    """Args: held: the two keys above the value."""
    if isinstance(value, dict):
        if value.get("x-regen-dangling") is True:
            holes.append(pointer)
            return _stand_in(held, len(holes))
        items: Any = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        return value
    changed: dict[Any, Any] = {}
    for key, item in items:
        if isinstance(item, dict | list):
            inner = _patched(item, below(pointer, key), (held[1], key), holes)
            if inner is not item:
                changed[key] = inner
        elif key in _DIALECT and isinstance(item, str):
            changed[key] = _DROPPED
    return _with(value, changed) if changed else value


def _with(value: Any, changed: dict[Any, Any]) -> Any:
    if isinstance(value, list):
        return [changed.get(index, item) for index, item in enumerate(value)]
    merged = {**value, **changed}
    return {key: item for key, item in merged.items() if item is not _DROPPED}


def _stand_in(held: tuple[Any, Any], number: int) -> dict[str, Any]:
    for key in held[::-1]:
        if key in _STAND_INS:
            new = dict(_STAND_INS[key])
            return {"name": f"hole{number}", **new} if key == "parameters" else new
    return {}


def home(root: Any, tokens: tuple[str | int, ...]) -> str:
    """Canonical pointer of a path that passes through references."""
    value, pointer = root, ""
    for token in tokens:
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(value, dict) or token in value or "$ref" not in value:
                break
            pointer = str(value["$ref"]).removeprefix("#")
            try:
                value = value_at(root, pointer)
            except (LookupError, ValueError):
                return pointer
        pointer = below(pointer, token)
        try:
            value = value[int(token)] if isinstance(value, list) else value[str(token)]
        except (LookupError, ValueError, TypeError):
            value = None
    return pointer
