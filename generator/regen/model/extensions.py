"""Reads the specification extensions that regen knows: names and pagination.

An extension gives a name as a hint only; naming makes an identifier of it.
"""

from __future__ import annotations

import re

from regen import ir
from regen.config import (
    PAGINATION_NEEDS,
    PAGINATION_POINTERS,
    PAGINATION_STYLES,
    suggest,
)
from regen.source.pointers import join

from .reader import Node, Unsupported

_NAMES = ("x-regen-name", "x-python-name", "x-speakeasy-name-override")

_KEYS = ir.Pagination.__struct_fields__

_STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^']*)'\]|\[\"([^\"]*)\"\]")


def name_hint(node: Node) -> str:
    """The name that the document asks for, or empty."""
    values = (node.value.get(key) for key in _NAMES)
    return next((v for v in values if isinstance(v, str) and v.strip()), "")


def pagination(operation: Node) -> ir.Pagination | None:
    """`x-regen-pagination`, or else `x-speakeasy-pagination`; `None` without either.

    The first has the keys of `ir.Pagination`. The second is read as far as its inputs
    are parameters.
    """
    try:
        own = operation.node("x-regen-pagination")
        if own is not None:
            return _own(own)
        foreign = operation.node("x-speakeasy-pagination")
        return _speakeasy(foreign) if foreign is not None else None
    except Unsupported:
        return None


def _own(node: Node) -> ir.Pagination | None:
    style = node.text("style")
    if style not in PAGINATION_STYLES:
        return _ignored(node, f"unknown style {style!r}")
    for key in node.value:
        if key not in _KEYS and not key.startswith("x-"):
            return _ignored(node, f"unknown key {key!r}", suggest(key, _KEYS))
    for key, styles in PAGINATION_NEEDS.items():
        if style in styles and not node.text(key):
            return _ignored(node, f"style {style} needs `{key}`")
    for key in PAGINATION_POINTERS:
        if node.text(key) and not node.text(key).startswith("/"):
            return _ignored(node, f'`{key}` must be a JSON pointer, as in "/data"')
    return ir.Pagination(**{key: node.text(key) for key in _KEYS})


def _speakeasy(node: Node) -> ir.Pagination | None:
    inputs = {
        item.text("type"): item.text("name")
        for item in node.items("inputs")
        if item.text("in") in ("", "parameters")
    }
    outputs = node.node("outputs")
    results = _pointer(outputs.text("results")) if outputs is not None else ""
    if outputs is None or results is None:
        return _ignored(node, "it has no `outputs.results` that is a plain path")
    match node.text("type"):
        case "offsetLimit" if "offset" in inputs:
            limit = inputs.get("limit", "")
            return ir.Pagination("offset", results, inputs["offset"], limit=limit)
        case "offsetLimit" if "page" in inputs:
            return ir.Pagination("page", results, inputs["page"])
        case "cursor" if "cursor" in inputs:
            after = _pointer(outputs.text("nextCursor"))
            if after:
                return ir.Pagination("cursor", results, inputs["cursor"], after)
        case "url":
            after = _pointer(outputs.text("nextUrl"))
            if after:
                return ir.Pagination("url", results, next=after)
    return _ignored(node, "its inputs or outputs are not ones that regen follows")


def _ignored(node: Node, reason: str, hint: str = "") -> ir.Pagination | None:
    text = f"the pagination is ignored: {reason}"
    node.log.add("ignored-pagination", text, node.pointer, hint=hint)
    return None


def _pointer(path: str) -> str | None:
    """A JSON path of plain steps (`$.data.items`) as a JSON pointer; else `None`."""
    rest = path.removeprefix("$")
    if rest and not rest.startswith((".", "[")):
        rest = f".{rest}"
    keys: list[str] = []
    while rest:
        step = _STEP.match(rest)
        if step is None:
            return None
        keys.append(next(group for group in step.groups() if group is not None))
        rest = rest[step.end() :]
    return join(keys)
