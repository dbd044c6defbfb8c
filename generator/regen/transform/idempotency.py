"""Marks the operations that carry an idempotency key, as the configuration says."""

from __future__ import annotations

from msgspec.structs import replace

from regen import ir
from regen.config import Config


def run(api: ir.Api, config: Config) -> ir.Api:
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
