"""Security schemes as classes of `security.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from regen import ir
from regen.ir import FlowKind
from regen.outputs.python import docs, literals
from regen.outputs.python.context import Context, code, exports
from regen.outputs.python.imports import Imports
from regen.outputs.python.lines import Node, assignment, mapping, subscript
from regen.outputs.python.runtime import module_of
from regen.outputs.python.views import SchemeView, SecurityModule

_INDENT = 4
_FLOWS = (
    FlowKind.CLIENT_CREDENTIALS,
    FlowKind.AUTHORIZATION_CODE,
    FlowKind.PASSWORD,
    FlowKind.IMPLICIT,
    FlowKind.DEVICE_AUTHORIZATION,
)
"""Kinds of flows by how well a program can go through them alone."""


def security_module(context: Context) -> SecurityModule:
    """`security.py`."""
    imports = Imports(context.names.security.values())
    schemes = tuple(_scheme(s, imports, context) for s in context.api.security)
    names = exports(scheme.name.code for scheme in schemes)
    return SecurityModule(code(imports.lines()), names, schemes)


def _scheme(
    scheme: ir.SecurityScheme, imports: Imports, context: Context
) -> SchemeView:
    base = base_of(scheme)
    attributes = [("scheme", literals.string(scheme.name).code), *attributes_of(scheme)]
    return SchemeView(
        literals.Identifier(context.names.security[scheme.name]),
        literals.Code(imports.use(module_of(base, "._runtime"), base)),
        docs.compose(scheme.doc, _INDENT),
        tuple(
            code(assignment(name, _annotation(name, imports), value, _INDENT))
            for name, value in attributes
        ),
    )


def _annotation(attribute: str, imports: Imports) -> Node | None:
    """Only of what is mutable: it belongs to the class, and nothing may change it."""
    if attribute != "scopes":
        return None
    types = subscript(imports.use("collections.abc", "Mapping"), "str", "str")
    return subscript(imports.use("typing", "ClassVar"), types)


def base_of(scheme: ir.SecurityScheme) -> str:
    """The class of the runtime that a scheme extends."""
    match scheme:
        case ir.ApiKey():
            return "ApiKey"
        case ir.HttpBasic():
            return "HttpBasic"
        case ir.HttpBearer():
            return "HttpBearer"
        case ir.HttpScheme():
            return "HttpScheme"
        case ir.OAuth2():
            return "OAuth2"
        case ir.OpenIdConnect():
            return "OpenIdConnect"
        case ir.MutualTls():
            return "MutualTls"
        case _:
            assert_never(scheme)


def attributes_of(scheme: ir.SecurityScheme) -> Iterator[tuple[str, Node]]:
    """The attributes of the class of a scheme beside its name."""
    match scheme:
        case ir.ApiKey():
            yield "location", literals.string(scheme.location.value).code
            yield "name", literals.string(scheme.parameter).code
            if scheme.prefix:
                yield "prefix", literals.string(scheme.prefix).code
        case ir.HttpBearer(prefix=prefix) if prefix != "Bearer":
            yield "name", literals.string(prefix).code
        case ir.HttpScheme():
            yield "name", literals.string(scheme.scheme).code
        case ir.OAuth2():
            yield from _oauth2(scheme)
        case ir.HttpBasic() | ir.HttpBearer() | ir.OpenIdConnect() | ir.MutualTls():
            return
        case _:
            assert_never(scheme)


def _oauth2(scheme: ir.OAuth2) -> Iterator[tuple[str, Node]]:
    flows = sorted(scheme.flows, key=lambda flow: _FLOWS.index(flow.kind))
    for attribute in ("authorization_url", "token_url", "refresh_url"):
        urls = [url for flow in flows if (url := getattr(flow, attribute))]
        if urls:
            yield attribute, literals.string(urls[0]).code
    scopes = {name: text for flow in reversed(flows) for name, text in flow.scopes}
    if scopes:
        yield (
            "scopes",
            mapping(
                (literals.string(name).code, _text(text))
                for name, text in scopes.items()
            ),
        )


def _text(text: str) -> Node:
    return literals.string(literals.one_line(text)).code
