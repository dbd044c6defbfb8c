"""Bodies that an operation of 2.0 cannot have at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..pointers import below
from ..remarks import Remark
from .operations import METHODS, Context, bodies, override
from .parameters import Found
from .rewrite import Rewrite


def several_bodies(root: dict[str, Any]) -> Iterator[Remark]:
    """Parameters of operations that contend for the one body of the request.

    "There can be only one body parameter", and form parameters "cannot exist together
    for the same operation" with it (2.0, "Parameter Object").
    """
    context = Context(root, Rewrite())
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        place = below("/paths", path)
        for method in METHODS if isinstance(item, dict) else ():
            if isinstance(item.get(method), dict):
                shared = _parameters(item, place, context)
                own = _parameters(item[method], below(place, method), context)
                yield from _contending(override(shared, own), f"{method} {path}")


def _parameters(owner: dict[str, Any], pointer: str, context: Context) -> list[Found]:
    return bodies(owner.get("parameters"), below(pointer, "parameters"), context)


def _contending(found: list[Found], operation: str) -> Iterator[Remark]:
    """A parameter that contends with a body."""
    first = next((item for item in found if item.location == "body"), None)
    other = next((item for item in found if item is not first), None)
    if first is not None and other is not None:
        one = "the body parameter" if other.location == "body" else "the form field"
        text = (
            f"{operation[:120]} has the body {_name(first)}"
            f" and {one} {_name(other)} at the same time"
        )
        hint = "put all into one body, or all into form fields"
        yield Remark("several-bodies", other.pointer, text, hint)


def _name(found: Found) -> str:
    return repr(str(found.value.get("name", ""))[:40])
