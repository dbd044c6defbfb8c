"""Operations as functions of `operations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from regen import ir
from regen.outputs.python import docs, literals
from regen.outputs.python.bodies import BodyWriter
from regen.outputs.python.context import Context, code
from regen.outputs.python.imports import Imports
from regen.outputs.python.lines import (
    Argument,
    Brackets,
    Node,
    Operands,
    assignment,
    call,
    keyword,
    returned,
    subscript,
)
from regen.outputs.python.lines import signature as lay_out_signature
from regen.outputs.python.parameters import ParameterWriter, in_order
from regen.outputs.python.responses import ResponseWriter, shared_failures
from regen.outputs.python.security import alternatives, written
from regen.outputs.python.types import Scope
from regen.outputs.python.urls import default_url
from regen.outputs.python.views import OperationModule, OperationView

_INDENT = 4


def operation_module(
    operations: Sequence[ir.Operation], doc: ir.Doc, context: Context
) -> OperationModule:
    """One module of `operations`; `doc` is that of its tag."""
    names = [context.names.operations[operation.id] for operation in operations]
    taken = {name.function for name in names}
    taken.update(argument for name in names for argument in name.parameters.values())
    imports = Imports(taken)
    scope = context.operations_scope(imports)
    responses = ResponseWriter(scope, context.api.declarations)
    shared = shared_failures(operations, responses)
    named = {text: name for text, (name, _) in shared.items()}
    responses = replace(responses, shared=named)
    views = tuple(_operation(item, scope, responses, context) for item in operations)
    constants = _constants(dict(shared.values()), scope)
    return OperationModule(
        code(imports.lines()),
        constants,
        docs.module_doc(doc),
        views,
    )


def _constants(
    tables: Mapping[str, Brackets], scope: Scope
) -> tuple[literals.Code, ...]:
    if not tables:
        return ()
    integer, text, mapping = map(scope.imports.builtin, ("int", "str", "dict"))
    values = Operands((text, scope.use_runtime("Failure")))
    type = subscript(mapping, Operands((integer, text)), values)
    return tuple(
        code(assignment(name, type, table)) for name, table in sorted(tables.items())
    )


def _operation(
    operation: ir.Operation,
    scope: Scope,
    responses: ResponseWriter,
    context: Context,
) -> OperationView:
    names = context.names.operations[operation.id]
    declarations = context.api.declarations
    parameters = ParameterWriter(
        scope, declarations, names.parameters, context.send_defaults
    )
    bodies = BodyWriter(scope, declarations)
    results = responses.results(operation)
    _, others = in_order(operation)
    signature = lay_out_signature(
        names.function,
        arguments(operation, parameters, bodies),
        results.returns,
    )
    items: list[Node] = [
        literals.string(operation.method.upper()).code,
        parameters.path(operation),
        *parameters.values(others),
    ]
    if operation.body is not None:
        items.append(keyword("body", bodies.expression(operation.body)))
    items += [
        *_security(operation.security, scope, context),
        *results.arguments,
        *_options(operation),
    ]
    return OperationView(
        literals.Code(results.decorator),
        code(signature),
        docs.operation_doc(operation, names.parameters, _INDENT),
        code(returned(call(results.call, *items), _INDENT)),
    )


def arguments(
    operation: ir.Operation, parameters: ParameterWriter, bodies: BodyWriter
) -> list[Argument]:
    """Path and body first; the others by keyword, the required ones first."""
    path, others = in_order(operation)
    body = operation.body
    found = [parameters.argument(parameter) for parameter in path]
    named = [parameters.argument(parameter) for parameter in others]
    if body is not None:
        found.append(bodies.argument(body))
        choice = bodies.choice(body)
        named += [choice] if choice is not None else []
    if named:
        found.append(Argument("*"))
        found += sorted(named, key=lambda argument: bool(argument.default))
    return found


def _security(
    requirements: Sequence[ir.Requirement], scope: Scope, context: Context
) -> list[Node]:
    """Nothing where the client's own security holds."""
    given = alternatives(requirements)
    if given == alternatives(context.api.requirements):
        return []

    def use(scheme: str) -> str:
        return scope.imports.use("..security", context.names.security[scheme])

    return [keyword("security", written(given, use))]


def _options(operation: ir.Operation) -> list[Node]:
    """What only a few operations say: a server of their own, an idempotency key."""
    found: list[Node] = []
    if operation.servers:
        url = default_url(operation.servers[0])
        found.append(keyword("server", literals.string(url).code))
    if operation.idempotency_header:
        header = literals.string(operation.idempotency_header).code
        found.append(keyword("idempotency_header", header))
    return found
