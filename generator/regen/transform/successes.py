"""Tells failures from results where a document declares nothing but `default`.

`default` stands for all responses that are not declared (OpenAPI 3.2, section 4.16).
Alone it is the result of an operation, unless it has the body that failures have
elsewhere in the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from regen import ir


def run(api: ir.Api) -> ir.Api:
    """The API where a lone `default` with the body of a failure is no result."""
    failures = {
        type_
        for operation in api.operations
        for response in operation.responses
        if not response.is_result
        for type_ in _bodies(response)
    }
    results = {
        type_
        for operation in api.operations
        for response in operation.responses
        if response.status.startswith("2")
        for type_ in _bodies(response)
    }
    only_failures = failures - results

    def told(operation: ir.Operation) -> ir.Operation:
        return replace(
            operation,
            responses=tuple(
                (
                    replace(response, is_result=False)
                    if response.is_result
                    and response.status == "default"
                    and (bodies := set(_bodies(response)))
                    and bodies <= only_failures
                    else response
                )
                for response in operation.responses
            ),
        )

    if not only_failures:
        return api
    return replace(api, operations=tuple(map(told, api.operations)))


def _bodies(response: ir.Response) -> Iterable[ir.Type]:
    return (content.type for content in response.contents if content.type is not None)
