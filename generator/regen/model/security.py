"""Reads Security Scheme and Security Requirement Objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from regen import ir
from regen.diagnostics import Level
from regen.ir import FlowKind, ParameterLocation

from .reader import Node, Unsupported, child

_COMPONENTS = "#/components/securitySchemes/"
_FLOWS = {kind.value: kind for kind in FlowKind}


def read_schemes(
    root: Node, prefixes: Mapping[str, str]
) -> Iterator[ir.SecurityScheme]:
    """The security schemes of the document, in its order.

    Args:
        prefixes: scheme name -> what precedes the credential, from configuration.
    """
    components = root.node("components")
    table = components.node("securitySchemes") if components is not None else None
    for name in table.value if table is not None else ():
        assert table is not None
        try:
            node = table.node(name)
            if node is not None:
                yield _scheme(name, node, prefixes.get(name))
        except Unsupported as unsupported:
            diagnostic = unsupported.located(root.log.document)
            root.log.put(diagnostic, unsupported.pointer)


_PREFIX = re.compile(r'^Token-based authentication with required prefix "([\w-]+)"$')
"""The description in which drf-spectacular names the word before a token."""


def _scheme(name: str, node: Node, prefix: str | None) -> ir.SecurityScheme:
    """One Security Scheme Object.

    Raises:
        Unsupported: its type is one that only the table of the specification knows.
    """
    doc = ir.Doc(description=node.text("description"))
    if prefix is None:
        described = _PREFIX.search(doc.description)
        own = node.text("x-regen-prefix")
        prefix = own or (str(described[1]) if described else "")
    match node.text("type"):
        case "apiKey":
            location = ParameterLocation(node.text("in").lower())
            return ir.ApiKey(name, location, node.text("name"), doc, prefix)
        case "http":
            return _http(name, node, doc, prefix)
        case "oauth2":
            return ir.OAuth2(name, tuple(_flows(node)), doc)
        case "openIdConnect":
            return ir.OpenIdConnect(name, doc)
        case "mutualTLS":
            return ir.MutualTls(name, doc)
        case other:
            raise Unsupported(
                "unknown-security-type",
                f"the type {other!r} of security scheme {name!r} is not supported",
                node.pointer,
            )


def _http(name: str, node: Node, doc: ir.Doc, prefix: str) -> ir.SecurityScheme:
    match node.text("scheme").lower():
        case "basic":
            return ir.HttpBasic(name, doc)
        case "bearer":
            return ir.HttpBearer(name, doc, prefix or "Bearer")
        case _:
            return ir.HttpScheme(name, node.text("scheme"), doc)


def _flows(node: Node) -> Iterator[ir.OAuthFlow]:
    for key, flow in node.members("flows"):
        kind = _FLOWS.get(key)
        if kind is None:
            if not key.startswith("x-"):
                node.log.add(
                    "unknown-oauth-flow", f"flow {key!r} is ignored", flow.pointer
                )
            continue
        scopes = flow.node("scopes")
        yield ir.OAuthFlow(
            kind=kind,
            authorization_url=flow.text("authorizationUrl"),
            token_url=flow.text("tokenUrl"),
            refresh_url=flow.text("refreshUrl"),
            scopes=tuple((s, scopes.text(s)) for s in scopes.value) if scopes else (),
        )


class RequirementReader(Struct, frozen=True):
    """Reads the security of operations.

    Attributes:
        names: the security schemes that exist.
        level: what a requirement is that names another scheme.
    """

    names: frozenset[str]
    level: Level

    def read(self, root: Node, operation: Node) -> tuple[ir.Requirement, ...]:
        """The alternatives of an operation; the document's unless it has its own.

        Scopes do not tell alternatives apart: whoever has a token has its scopes.
        """
        owner = operation if operation.value.get("security") is not None else root
        found: dict[ir.Requirement, None] = {}
        for index, value in enumerate(owner.array("security")):
            place = child(owner.at("security"), index)
            # Since 3.2 a scheme may also be named by reference.
            schemes = tuple(name.removeprefix(_COMPONENTS) for name in value)
            unknown = [name for name in schemes if name not in self.names]
            for name in unknown:
                owner.log.add(
                    "unknown-security-scheme",
                    f"the alternative is left out: security scheme {name!r} does not"
                    " exist",
                    place,
                    self.level,
                )
            if not unknown:
                found[schemes] = None
        return tuple(found)
