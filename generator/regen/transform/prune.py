"""Leaves out the declarations that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import of_body, of_request, of_responses, refs, types_of


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
        yield from of_request(operation)
        yield from of_responses(operation.responses)
        for callback in operation.callbacks:
            yield from of_body(callback.body)
    for webhook in api.webhooks:
        yield from of_body(webhook.body)
