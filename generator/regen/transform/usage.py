"""Finds out in which direction each declaration travels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import of_body, of_request, of_responses, refs, types_of


def run(api: ir.Api) -> ir.Api:
    """The API where each declaration knows whether requests and responses reach it.

    Read-only properties do not travel in requests, write-only ones not in responses.
    What webhooks and callbacks bring is received, as a response is.
    """
    requests = _reach(api, _sent(api), ir.Usage.REQUEST)
    responses = _reach(api, _received(api), ir.Usage.RESPONSE)
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


def _sent(api: ir.Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        yield from of_request(operation)


def _received(api: ir.Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        yield from of_responses(operation.responses)
        for callback in operation.callbacks:
            yield from of_body(callback.body)
    for webhook in api.webhooks:
        yield from of_body(webhook.body)


def _reach(
    api: ir.Api, roots: Iterable[ir.Type], direction: ir.Usage
) -> set[ir.SchemaId]:
    reached: set[ir.SchemaId] = set()
    waiting = list(refs(roots))
    while waiting:
        id_ = waiting.pop()
        if id_ in reached or id_ not in api.declarations:
            continue
        reached.add(id_)
        waiting.extend(refs(_travelling(api.declarations[id_], direction)))
    return reached


def _travelling(declaration: ir.Declaration, direction: ir.Usage) -> Iterable[ir.Type]:
    if not isinstance(declaration, ir.Model):
        return types_of(declaration)
    fields = [
        field.type
        for field in declaration.fields
        if not (field.read_only if direction is ir.Usage.REQUEST else field.write_only)
    ]
    return fields if declaration.extra is None else [*fields, declaration.extra]
