"""Passes over operations: what the configuration adds, and which bodies are results."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from regen import ir
from regen.config import Config, suggest
from regen.diagnostics import RegenError, error


def paginate(api: ir.Api, config: Config) -> ir.Api:
    """The API with the configured paginations, which win over the document's own.

    Raises:
        RegenError: the configuration names an operation or a query parameter that does
            not exist.
    """
    known = tuple(operation.id for operation in api.operations)
    for id_ in config.pagination:
        if id_ not in known:
            raise _fault(config, id_, f"operation {id_!r} does not exist", known, id_)
    operations = []
    for operation in api.operations:
        wanted = config.pagination.get(operation.id)
        if wanted is None:
            operations.append(operation)
        else:
            _check(operation, wanted, config)
            operations.append(replace(operation, pagination=wanted))
    return replace(api, operations=tuple(operations))


def _check(operation: ir.Operation, wanted: ir.Pagination, config: Config) -> None:
    query = tuple(
        parameter.name
        for parameter in operation.parameters
        if parameter.location is ir.ParameterLocation.QUERY
    )
    for key, name in (("parameter", wanted.parameter), ("limit", wanted.limit)):
        in_body = name.startswith("/") and wanted.style == "cursor"
        if in_body and operation.body is None:
            message = f"{operation.id} has no request body for {name!r}"
            raise _fault(config, operation.id, message, (), name, key)
        if name and not in_body and name not in query:
            message = f"{operation.id} has no query parameter {name!r}"
            raise _fault(config, operation.id, message, query, name, key)


def _fault(
    config: Config,
    id_: str,
    message: str,
    known: tuple[str, ...],
    word: str,
    *keys: str,
) -> RegenError:
    place = config.location("pagination", id_, *keys)
    return error("unknown-in-pagination", message, place, suggest(word, known))


def add_idempotency_keys(api: ir.Api, config: Config) -> ir.Api:
    """The API where operations of the configured methods name the header.

    An operation that declares the header as a parameter of its own is left alone: the
    caller gives the key.
    """
    header = config.idempotency_header
    if not header:
        return api

    def mark(operation: ir.Operation) -> ir.Operation:
        own = any(
            parameter.location is ir.ParameterLocation.HEADER
            and parameter.name.lower() == header.lower()
            for parameter in operation.parameters
        )
        if own or operation.method not in config.idempotency_methods:
            return operation
        return replace(operation, idempotency_header=header)

    return replace(api, operations=tuple(map(mark, api.operations)))


def default_as_result(api: ir.Api) -> ir.Api:
    """Returns the API where a lone `default` with the body of a failure is no result.

    `default` stands for all responses that are not declared (OpenAPI 3.2, section
    4.16). Alone it is the result of an operation, unless it has the body that failures
    have elsewhere in the document.
    """
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
    if not only_failures:
        return api
    operations = tuple(
        replace(
            operation,
            responses=tuple(
                (
                    replace(response, is_result=False)
                    if _is_failure(response, only_failures)
                    else response
                )
                for response in operation.responses
            ),
        )
        for operation in api.operations
    )
    return replace(api, operations=operations)


def _is_failure(response: ir.Response, only_failures: set[ir.Type]) -> bool:
    if not response.is_result or response.status != "default":
        return False
    bodies = set(_bodies(response))
    return bool(bodies) and bodies <= only_failures


def _bodies(response: ir.Response) -> Iterable[ir.Type]:
    return (content.type for content in response.contents if content.type is not None)
