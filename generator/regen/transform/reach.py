"""Which declarations can be reached from what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from regen import ir
from regen.ir.walk import of_body, of_request, of_responses, refs


def sent(api: ir.Api) -> Iterator[ir.Type]:
    """The types that callers give."""
    for operation in api.operations:
        yield from of_request(operation)


def received(api: ir.Api) -> Iterator[ir.Type]:
    """The types that come: in responses, and in what webhooks and callbacks bring."""
    for operation in api.operations:
        yield from of_responses(operation.responses)
    for request in api.incoming():
        yield from of_body(request.body)


def reach(
    api: ir.Api,
    roots: Iterable[ir.Type],
    inside: Callable[[ir.Declaration], Iterable[ir.Type]],
) -> set[ir.SchemaId]:
    """The declarations that the roots refer to, directly or not.

    Args:
        inside: the types of a declaration through which it goes on.
    """
    reached: set[ir.SchemaId] = set()
    waiting = list(refs(roots))
    while waiting:
        id_ = waiting.pop()
        if id_ in reached or id_ not in api.declarations:
            continue
        reached.add(id_)
        waiting.extend(refs(inside(api.declarations[id_])))
    return reached
