"""Leaves out the declarations that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import refs, types_of


def run(api: ir.Api) -> ir.Api:
    """The API without the declarations that no operation, webhook or callback needs."""
    reached: set[ir.SchemaId] = set()
    waiting = list(refs(_roots(api)))
    while waiting:
        id_ = waiting.pop()
        if id_ in reached or id_ not in api.declarations:
            continue
        reached.add(id_)
        waiting.extend(refs(types_of(api.declarations[id_])))
    kept = {id_: d for id_, d in api.declarations.items() if id_ in reached}
    return replace(api, declarations=kept)


def _roots(api: ir.Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        for parameter in operation.parameters:
            yield parameter.type
        yield from _of_body(operation.body)
        for response in operation.responses:
            yield from _of_contents(response.contents)
            if response.headers is not None:
                yield response.headers
        for callback in operation.callbacks:
            yield from _of_body(callback.body)
    for webhook in api.webhooks:
        yield from _of_body(webhook.body)


def _of_body(body: ir.Body | None) -> Iterator[ir.Type]:
    if body is not None:
        yield from _of_contents(body.contents)


def _of_contents(contents: tuple[ir.Content, ...]) -> Iterator[ir.Type]:
    for content in contents:
        for type_ in (content.type, content.item):
            if type_ is not None:
                yield type_
