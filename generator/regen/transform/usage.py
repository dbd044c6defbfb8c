"""Finds out in which direction each declaration travels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import types_of

from .reach import reach, received, sent


def run(api: ir.Api) -> ir.Api:
    """The API where each declaration knows whether requests and responses reach it.

    Read-only properties do not travel in requests, write-only ones not in responses.
    What webhooks and callbacks bring is received, as a response is.
    """
    requests = reach(api, sent(api), _in_requests)
    responses = reach(api, received(api), _in_responses)
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
