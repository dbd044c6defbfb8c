"""Operations that stand for themselves: with what their path item says for all."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .pointers import below, join, value_at
from .sourcemap import SourceMap
from .spec import METHODS

_MORE = "additionalOperations"
OPERATIONS = frozenset((*METHODS, _MORE))
"""Keys of a path item below which operations stand."""

_MAX_CHAIN = 100
"""References from parameter to parameter."""


class Part(Struct, frozen=True):
    """A path item of a document.

    Attributes:
        root: the document; only what a merge moves differs from it.
        source_map: of the document; follows what a merge moves.
        place: its pointer in the document.
    """

    root: dict[str, Any]
    source_map: SourceMap
    place: str
    item: dict[str, Any]


def expanded(part: Part) -> Part:
    """A path item that has what its `$ref` leads to; what stands beside that wins."""
    item = part.item
    for _ in range(_MAX_CHAIN):
        reference = str(item.get("$ref", ""))
        target = target_of(part.root, reference)
        if not isinstance(target, dict):
            break
        own = {key: value for key, value in item.items() if key != "$ref"}
        for key in target.keys() - own.keys():
            moved = part.source_map.extract(below(reference[1:], key))
            part.source_map.insert(below(part.place, key), moved)
        item = {**target, **own}
    return replace(part, item=item)


def operations(item: dict[str, Any]) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """The operations of a path item, each with the keys that lead to it."""
    found: list[tuple[tuple[str, ...], Any]]
    found = [((key,), value) for key, value in item.items() if key in METHODS]
    more = item.get(_MORE)
    if isinstance(more, dict):
        found += [((_MORE, key), value) for key, value in more.items()]
    return [(path, value) for path, value in found if isinstance(value, dict)]


def with_operation(
    item: dict[str, Any], path: tuple[str, ...], operation: dict[str, Any]
) -> dict[str, Any]:
    """The path item with one of its operations set; neither is changed."""
    head, *rest = path
    if not rest:
        return {**item, head: operation}
    return {**item, head: {**item.get(head, {}), rest[0]: operation}}


def standalone(part: Part) -> Part:
    """A path item without `parameters` and `servers`, which its operations have."""
    item = {k: v for k, v in part.item.items() if k not in ("parameters", "servers")}
    for path, operation in operations(item):
        changed = dict(operation)
        place = part.place + join(path)
        if "servers" in part.item and not operation.get("servers"):
            changed["servers"] = part.item["servers"]
            shared = part.source_map.extract(f"{part.place}/servers")
            part.source_map.insert(f"{place}/servers", shared)
        moved = _parameters(part, operation, place)
        if moved:
            changed["parameters"] = [value for value, _ in moved]
            maps = [part.source_map.extract(old) for _, old in moved]
            for index, source_map in enumerate(maps):
                part.source_map.insert(f"{place}/parameters/{index}", source_map)
        item = with_operation(item, path, changed)
    return replace(part, item=item)


def _parameters(
    part: Part, operation: dict[str, Any], place: str
) -> list[tuple[Any, str]]:
    """The parameters of an operation and where each stands; its own override others."""
    own = _listed(operation.get("parameters"), f"{place}/parameters")
    known = {_identity(part.root, value) for value, _ in own}
    common = _listed(part.item.get("parameters"), f"{part.place}/parameters")
    return [p for p in common if _identity(part.root, p[0]) not in known] + own


def _listed(value: Any, place: str) -> list[tuple[Any, str]]:
    items = value if isinstance(value, list) else []
    return [(item, f"{place}/{i}") for i, item in enumerate(items)]


def _identity(root: Any, parameter: Any) -> tuple[Any, Any] | None:
    """What makes a parameter the same as another: its location and name."""
    for _ in range(_MAX_CHAIN):
        if not isinstance(parameter, dict):
            return None
        if "$ref" not in parameter:
            return parameter.get("in"), parameter.get("name")
        parameter = target_of(root, parameter["$ref"])
    return None


def target_of(root: Any, reference: Any) -> Any:
    """What a local reference leads to; `None` if it leads nowhere."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    try:
        return value_at(root, reference[1:])
    except LookupError:
        return None
