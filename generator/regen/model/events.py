"""What the `data` of server-sent events holds (OpenAPI 3.2, Special Considerations for
`text/event-stream` Content)."""

from __future__ import annotations

from regen import ir

from .reader import Node, child, object_at
from .schemas import Schemas

_FRAME = frozenset(("data", "event", "id", "retry", "comment"))
"""The fields of an event as the wire has them."""

_DONE = "[DONE]"
"""What many servers send as the data of the last event."""


def event_data(node: Node, schemas: Schemas, hint: tuple[str, ...]) -> ir.Type | None:
    """The type of `data`, if the schema of the media type describes whole events.

    `itemSchema` describes whole events if it declares `data` and nothing that an event
    does not have. Under `schema`, as documents before 3.2 use it, `event` must be
    declared as well, or one of the events be the last one by its `data`: otherwise it
    is taken for the schema of the data.

    Args:
        node: the Media Type Object of `text/event-stream`.

    Returns:
        `None` if the schema describes the data itself, or there is none.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    key, needed = "schema", {"data", "event"}
    if node.value.get("itemSchema") is not None:
        key, needed = "itemSchema", {"data"}
    if not isinstance(node.value.get(key), dict):
        return None
    places = _data_places(node, node.at(key), needed, set())
    if not places:
        places = _data_places(node, node.at(key), {"data"}, set())
        if not any(_is_last(node, place) for place in places):
            return None
    # The client ends with the last event, and gives only those before it.
    places = [place for place in places if not _is_last(node, place)] or places
    types = [
        _data_type(
            node,
            place,
            schemas,
            hint if len(places) == 1 else (*hint, f"option {number}"),
        )
        for number, place in enumerate(places, 1)
    ]
    return _union(types)


def _is_last(node: Node, place: str) -> bool:
    """Whether the `data` at `place` is nothing but the mark of the end."""
    data = object_at(node.findings, place)
    if data is None:
        return False
    return data.value.get("const", data.value.get("enum")) in (_DONE, [_DONE])


def _data_type(
    node: Node, place: str, schemas: Schemas, hint: tuple[str, ...]
) -> ir.Type:
    data = object_at(node.findings, place)
    if data is not None and data.value.get("contentSchema") is not None:
        return schemas.type_at(data.at("contentSchema"), hint)
    return schemas.type_at(place, hint)


def _data_places(
    node: Node, pointer: str, needed: set[str], seen: set[str]
) -> list[str]:
    """Where each kind of event declares `data`; nothing if one of them is no event."""
    schema = object_at(node.findings, pointer)
    if schema is None or schema.pointer in seen:
        return []
    seen = {*seen, schema.pointer}
    properties = schema.node("properties")
    variants = [
        child(schema.at(key), index)
        for key in ("oneOf", "anyOf")
        for index, _ in enumerate(schema.array(key))
    ]
    found = [_data_places(node, variant, needed, seen) for variant in variants]
    if found and all(found):
        return [place for places in found for place in places]
    if properties is None or (variants and "data" not in properties.value):
        return []
    names = properties.value.keys()
    return [properties.at("data")] if needed <= names <= _FRAME else []


def _union(types: list[ir.Type]) -> ir.Type:
    """A flat union without twins; `null` is lifted out of it."""
    flat: list[ir.Type] = []
    nullable = False
    for type_ in types:
        if isinstance(type_, ir.Nullable):
            nullable, type_ = True, type_.inner
        variants = type_.variants if isinstance(type_, ir.UnionOf) else (type_,)
        flat += [variant for variant in variants if variant not in flat]
    if ir.Anything() in flat:
        return ir.Anything()
    whole = flat[0] if len(flat) == 1 else ir.UnionOf(tuple(flat))
    return ir.Nullable(whole) if nullable else whole
