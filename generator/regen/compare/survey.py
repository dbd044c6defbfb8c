"""From an API with its names to what users see of its package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from regen import ir
from regen.naming import Names
from regen.outputs.python.bodies import BODY, BodyWriter
from regen.outputs.python.context import Context
from regen.outputs.python.imports import Imports
from regen.outputs.python.lines import Argument, Brackets
from regen.outputs.python.parameters import ParameterWriter
from regen.outputs.python.responses import ResponseWriter, failures
from regen.outputs.python.security import alternatives
from regen.outputs.python.types import Scope, annotation
from regen.outputs.python.urls import default_url
from regen.outputs.python.views_functions import (
    needs_servers,
    payloads,
    server_arguments,
)
from regen.outputs.python.views_models import use_of
from regen.outputs.python.views_operations import arguments
from regen.outputs.python.views_security import attributes_of, base_of
from regen.source.pointers import below

from .surface import (
    Attribute,
    Declared,
    EnumClass,
    Function,
    ModelClass,
    Scheme,
    Surface,
    TypeName,
    Webhook,
)

_BASES = {
    ir.PrimitiveKind.STRING: "str",
    ir.PrimitiveKind.INTEGER: "int",
    ir.PrimitiveKind.NUMBER: "float",
}


def survey(api: ir.Api, names: Names) -> Surface:
    """What the package for an API offers."""
    context = Context.of(api, names, names.package)
    imports = Imports(name.name for name in names.declarations.values())
    scope = Scope(imports, context.name_of)
    functions = [_function(item, scope, context) for item in api.operations]
    return Surface(
        functions={(item.module, item.name): item for item in functions},
        declared={
            context.name_of(id): _declared(declaration, scope, context)
            for id, declaration in api.declarations.items()
        },
        security={
            names.security[scheme.name]: Scheme(
                below("/components/securitySchemes", scheme.name),
                base_of(scheme),
                {name: str(value) for name, value in attributes_of(scheme)},
            )
            for scheme in api.security
        },
        servers=_servers(api, names, scope),
        webhooks=dict(_webhooks(context, scope)),
        base_url=default_url(api.servers[0]) if api.servers else "",
    )


def _function(operation: ir.Operation, scope: Scope, context: Context) -> Function:
    name = context.names.operations[operation.id]
    declarations = context.api.declarations
    parameters = ParameterWriter(scope, declarations, name.parameters)
    responses = ResponseWriter(scope, declarations)
    call = responses.results(operation)
    assert isinstance(call.returns, Brackets)
    places = {
        name.parameters[item.location, item.name]: f"{operation.pointer}/parameters"
        for item in operation.parameters
    }
    return Function(
        id=operation.id,
        name=name.function,
        module=name.module,
        pointer=operation.pointer,
        request=f"{operation.method.upper()} {operation.path_template}",
        arguments=tuple(
            arguments(operation, parameters, BodyWriter(scope, declarations))
        ),
        places={BODY: f"{operation.pointer}/requestBody", **places},
        call=call.call,
        results=call.returns.items,
        errors={
            response.status: responses.body_of(response)
            for response in failures(operation)
        },
        security=frozenset(
            frozenset(context.names.security[scheme] for scheme in alternative)
            for alternative in alternatives(operation.security) or ((),)
        ),
        deprecated=operation.deprecated,
    )


def _declared(declaration: ir.Declaration, scope: Scope, context: Context) -> Declared:
    name = context.name_of(declaration.id)
    module = context.modules[declaration.id]
    pointer, usage = declaration.id.pointer, declaration.usage
    match declaration:
        case ir.Model():
            attributes = dict(_attributes(declaration, scope, context))
            fields = context.names.model(declaration.id).fields
            wire_names = {attribute: wire for wire, attribute in fields.items()}
            return ModelClass(name, module, pointer, usage, attributes, wire_names)
        case ir.Enum(kind=kind, members=members):
            values = (member.value for member in members)
            named = zip(context.names.enum(declaration.id).members, values, strict=True)
            base = _BASES[kind]
            return EnumClass(name, module, pointer, usage, base, dict(named))
        case ir.Union(type=type) | ir.Alias(type=type):
            return TypeName(name, module, pointer, usage, annotation(type, scope))
        case _:
            assert_never(declaration)


def _attributes(
    model: ir.Model, scope: Scope, context: Context
) -> Iterator[tuple[str, Attribute]]:
    for field in model.fields:
        name = context.names.model(model.id).fields[field.wire_name]
        type, default = use_of(field, model, scope, context)
        pointer = below(model.id.pointer, "properties", field.wire_name)
        yield (
            name,
            Attribute(
                type,
                annotation(field.type, scope),
                required=default is None,
                sent=not field.read_only,
                received=not field.write_only,
                pointer=pointer,
            ),
        )
    if model.extra is not None:
        type = annotation(ir.MapOf(model.extra), scope)
        pointer = f"{model.id.pointer}/additionalProperties"
        extra = Attribute(
            type, type, required=False, sent=True, received=True, pointer=pointer
        )
        yield context.names.model(model.id).extra, extra


def _servers(
    api: ir.Api, names: Names, scope: Scope
) -> dict[str, tuple[Argument, ...]]:
    if not needs_servers(api):
        return {}
    return {
        name.function: tuple(server_arguments(server, name, scope))
        for server, name in zip(api.servers, names.servers, strict=True)
    }


def _webhooks(context: Context, scope: Scope) -> Iterator[tuple[str, Webhook]]:
    for hook, payload in payloads(context.api):
        name = context.names.webhooks[hook.pointer]
        yield name, Webhook(hook.pointer, annotation(payload, scope))
