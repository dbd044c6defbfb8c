"""Marks which declarations requests and responses reach, and removes all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import of_body, of_request, of_responses, refs, types_of


def mark(api: ir.Api) -> ir.Api:
    """The API where each declaration knows whether requests and responses reach it.

    Read-only properties do not travel in requests, write-only ones not in responses.
    What webhooks and callbacks bring is received, as a response is.
    """
    requests = _reach(api, _sent(api), _in_requests)
    responses = _reach(api, _received(api), _in_responses)
    marked: dict[ir.SchemaId, ir.Declaration] = {}
    for id_, declaration in api.declarations.items():
        usage = ir.Usage.NONE
        if id_ in requests:
            usage |= ir.Usage.REQUEST
        if id_ in responses:
            usage |= ir.Usage.RESPONSE
        same = declaration.usage is usage
        marked[id_] = declaration if same else replace(declaration, usage=usage)
    return replace(api, declarations=marked)


def _in_requests(declaration: ir.Declaration) -> Iterable[ir.Type]:
    return _travelling(declaration, lambda field: not field.read_only)


def _in_responses(declaration: ir.Declaration) -> Iterable[ir.Type]:
    return _travelling(declaration, lambda field: not field.write_only)


def _travelling(
    declaration: ir.Declaration, travels: Callable[[ir.Field], bool]
) -> Iterable[ir.Type]:
    if not isinstance(declaration, ir.Model):
        return types_of(declaration)
    fields = [field.type for field in declaration.fields if travels(field)]
    return fields if declaration.extra is None else [*fields, declaration.extra]


def prune(api: ir.Api) -> ir.Api:
    """The API without the declarations that no operation, webhook or callback needs."""
    reached = _reach(api, chain(_sent(api), _received(api)), types_of)
    kept = {id_: d for id_, d in api.declarations.items() if id_ in reached}
    return replace(api, declarations=kept)


def _sent(api: ir.Api) -> Iterator[ir.Type]:
    """The types that callers give."""
    for operation in api.operations:
        yield from of_request(operation)


def _received(api: ir.Api) -> Iterator[ir.Type]:
    """The types that come: in responses, and in what webhooks and callbacks bring."""
    for operation in api.operations:
        yield from of_responses(operation.responses)
    for request in api.incoming():
        yield from of_body(request.body)


def _reach(
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
