"""What the text of a file follows from, as a digest.

The text of a module of models or of operations is a function of what stands in it, of
all that this refers to, directly or not, and of the names of these. Where all of it is
as it was when the file on disk was written, so is the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from msgspec.json import Encoder

from regen import ir
from regen.ir.walk import of_request, of_responses, refs
from regen.outputs.python.context import Context

_SIZE = 16
"""Hex digits of a digest: enough to notice a change."""

_encode = Encoder().encode


class Bases:
    """The digests for the files of one API."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._declared: dict[ir.SchemaId, str] = {}
        for group in context.graph.groups:
            own = [list(self._own(id)) for id in group]
            beyond = {target for id in group for target in context.graph.targets[id]}
            known = sorted(self._declared[id] for id in beyond.difference(group))
            self._declared |= dict.fromkeys(group, _digest((own, known)))
        names, api = context.names, context.api
        security = (api.security, api.requirements, names.security)
        self._for_operations = _digest((security, context.send_defaults))
        declared = [(context.name_of(id), file) for id, file in context.modules.items()]
        servers = (api.servers, names.servers)
        self.of_package = _digest(
            (context.package, api.info, security, servers, declared)
        )
        """For a file that says what the package holds, but nothing of what is in it."""

    def of_models(self, declarations: Iterable[ir.Declaration]) -> str:
        """The digest for a module with these declarations."""
        known = [self._declared[declaration.id] for declaration in declarations]
        return _digest((known, self._context.send_defaults))

    def of_operations(self, operations: Iterable[ir.Operation], doc: ir.Doc) -> str:
        """The digest for a module with these operations; `doc` is that of their tag."""
        parts = [list(self._of_operation(operation)) for operation in operations]
        return _digest((self._for_operations, doc, parts))

    def _own(self, id: ir.SchemaId) -> Iterator[Any]:
        """A declaration and the names that its own text, or a use of it, has."""
        names = self._context.names
        yield self._context.api.declarations[id]
        yield names.declarations[id]
        yield self._context.modules[id]

    def _of_operation(self, operation: ir.Operation) -> Iterator[Any]:
        name = self._context.names.operations[operation.id]
        yield operation
        yield name.module, name.function, list(name.parameters.items())
        types = (*of_request(operation), *of_responses(operation.responses))
        yield [self._declared[id] for id in refs(types)]


def _digest(value: Any) -> str:
    return sha256(_encode(value)).hexdigest()[:_SIZE]
