"""Plain functions: URLs of servers, and payloads of webhooks and callbacks."""

from __future__ import annotations

from regen import ir
from regen.ir import MediaKind
from regen.naming import ServerName
from regen.outputs.python import docs, literals
from regen.outputs.python.context import Context, code, exports
from regen.outputs.python.imports import Imports
from regen.outputs.python.lines import (
    Argument,
    Node,
    assignment,
    call,
    returned,
    signature,
)
from regen.outputs.python.resolve import follow
from regen.outputs.python.types import Scope, annotation, literal_type
from regen.outputs.python.urls import url_expression
from regen.outputs.python.views import FunctionModule, FunctionView

_INDENT = 4


def needs_servers(api: ir.Api) -> bool:
    """Whether there is a server to choose or to complete."""
    return len(api.servers) > 1 or any(server.variables for server in api.servers)


def servers_module(context: Context) -> FunctionModule:
    """`servers.py`."""
    names = context.names.servers
    imports = Imports(
        text for name in names for text in (name.function, *name.variables.values())
    )
    scope = Scope(imports, context.name_of, "._runtime")
    functions = tuple(
        _server(server, name, scope)
        for server, name in zip(context.api.servers, names, strict=True)
    )
    doc = literals.docstring("URLs of the servers, for `Client(base_url=...)`.", 0)
    exported = exports(name.function for name in names)
    return FunctionModule(code(imports.lines()), exported, doc, functions)


def _server(server: ir.Server, name: ServerName, scope: Scope) -> FunctionView:
    return FunctionView(
        code(
            signature(
                name.function,
                server_arguments(server, name, scope),
                scope.imports.builtin("str"),
            )
        ),
        docs.compose(server.doc, _INDENT),
        code(returned(url_expression(server, name.variables), _INDENT)),
    )


def server_arguments(
    server: ir.Server, name: ServerName, scope: Scope
) -> list[Argument]:
    """The arguments of the function for a server, one a variable."""
    arguments: list[Argument] = [Argument("*")] if server.variables else []
    text = scope.imports.builtin("str")
    for variable in server.variables:
        values = [literals.string(value) for value in variable.values]
        type = literal_type(values, scope) if values else text
        default = literals.string(variable.default).code
        arguments.append(Argument(name.variables[variable.name], type, default))
    return arguments


def payloads(api: ir.Api) -> list[tuple[ir.Webhook, ir.Type]]:
    """Webhooks and callbacks that bring JSON of a known type, and that type."""
    found = {hook.pointer: (hook, _payload(hook)) for hook in api.incoming()}
    return [(hook, payload) for hook, payload in found.values() if payload is not None]


def _payload(hook: ir.Webhook) -> ir.Type | None:
    """The type of what a webhook brings; `None` if it is not JSON or has no type."""
    for content in hook.body.contents if hook.body else ():
        if content.kind is MediaKind.JSON:
            return content.type
    return None


def webhooks_module(context: Context) -> FunctionModule:
    """`webhooks.py`."""
    found = payloads(context.api)
    names = [context.names.webhooks[hook.pointer] for hook, _ in found]
    imports = Imports(names)

    def reference(id: ir.SchemaId) -> str:
        return f"{imports.use('.', 'models')}.{context.name_of(id)}"

    scope = Scope(imports, reference, "._runtime")
    functions = tuple(
        _webhook(hook, payload, name, scope, context)
        for (hook, payload), name in zip(found, names, strict=True)
    )
    doc = literals.docstring("Payloads of the requests that the server sends to us.", 0)
    return FunctionModule(code(imports.lines()), exports(names), doc, functions)


def _webhook(
    hook: ir.Webhook, payload: ir.Type, name: str, scope: Scope, context: Context
) -> FunctionView:
    type = annotation(payload, scope)
    text = f"{scope.imports.builtin('bytes')} | {scope.imports.builtin('str')}"
    value = call(scope.use_runtime("decode_json"), type, "payload")
    return FunctionView(
        code(signature(name, [Argument("payload", text)], type)),
        docs.compose(hook.doc, _INDENT),
        code(_decoded(value, type, payload, context)),
    )


def _decoded(value: Node, type: Node, payload: ir.Type, context: Context) -> list[str]:
    """`decode_json` infers its result for a class; any other type is stated."""
    if isinstance(follow(payload, context.api.declarations), ir.Ref):
        return returned(value, _INDENT)
    return [*assignment("body", type, value, _INDENT), " " * _INDENT + "return body"]
