"""Reads Parameter Objects: their types, defaults of style and explode, overriding.

Follows "Parameter Object" and "Style Values" of the OpenAPI Specification 3.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from regen import ir
from regen.diagnostics import Level
from regen.ir import ParameterLocation, Style, media

from . import extensions, facts
from .contents import STRING, UNENCODED, ContentReader, default_style, style_of
from .name_hints import words_of_shared
from .reader import Node, object_at

_IGNORED_HEADERS = frozenset(("accept", "content-type", "authorization"))
"""Header parameters that "SHALL be ignored": the client sends these itself."""

_DISAGREES = "path-parameter"
"""The code of diagnostics about path and parameters; the validator's is the same."""

Key = tuple[str, ParameterLocation]
"""The identity of a parameter: its name (a header's in lower case) and location."""


class ParameterReader(Struct, frozen=True):
    """Reads the parameters of operations.

    Attributes:
        contents: reads `content` maps.
    """

    contents: ContentReader
    _shared: dict[str, ir.Parameter] = field(default_factory=dict)

    def read(
        self, path_item: Node, operation: Node, operation_id: str
    ) -> tuple[ir.Parameter, ...]:
        """The parameters of an operation, in the order of the document.

        Those of the path item come first; the operation's override them in their place.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        merged = _declared(path_item)
        merged.update(_declared(operation))
        return tuple(
            self._parameter(node, location, operation_id)
            for (_, location), node in merged.items()
        )

    def _parameter(
        self, node: Node, location: ParameterLocation, operation_id: str
    ) -> ir.Parameter:
        """One parameter.

        One that operations share is read only once, and named after itself; only texts
        beside a reference make a difference.
        """
        own = words_of_shared(node, "parameter")
        if own is None or node.is_overridden:
            return self._read(node, location, own or (operation_id, _name(node)))
        if node.pointer not in self._shared:
            self._shared[node.pointer] = self._read(node, location, own)
        return self._shared[node.pointer]

    def _read(
        self, node: Node, location: ParameterLocation, hint: tuple[str, ...]
    ) -> ir.Parameter:
        name = _name(node)
        style = style_of(node, location) or default_style(location)
        is_raw = node.value.get("style") == UNENCODED
        explode = node.flag("explode")
        schema, use = None, facts.Use()
        if _has_schema(node):
            schema = object_at(node.log, node.at("schema"))
            use = self.contents.schemas.use_at(node.at("schema"), hint)
        parameter = ir.Parameter(
            name=name,
            location=location,
            type=STRING,
            required=_required(node, location),
            style=style,
            explode=style is Style.FORM if explode is None else explode,
            doc=_doc(node, schema),
            allow_reserved=is_raw or node.flag("allowReserved") or False,
            allow_empty=node.flag("allowEmptyValue") or False,
            has_default=use.has_default,
            default=use.default,
            deprecated=node.flag("deprecated") or False,
            name_hint=extensions.name_hint(node),
            facts=_facts(node, use),
        )
        return self._typed(parameter, node, hint)

    def _typed(
        self, parameter: ir.Parameter, node: Node, hint: tuple[str, ...]
    ) -> ir.Parameter:
        """The parameter with the type of its `schema`, or of its one `content`."""
        if _has_schema(node):
            type_ = self.contents.schemas.type_at(node.at("schema"), hint)
            return replace(parameter, type=type_)
        for content in self.contents.read(node, hint):
            type_ = content.type if content.type is not None else ir.Anything()
            return replace(parameter, type=type_, content=content)
        node.log.add(
            "untyped-parameter",
            f"parameter {parameter.name!r} has neither `schema` nor `content`:"
            " it is taken for a string",
            node.pointer,
        )
        return parameter


def accepted(path_item: Node, operation: Node) -> tuple[str, ...]:
    """The media types that a header parameter `Accept` lists; ranges are no choice."""
    found: list[Any] = []
    for owner in (path_item, operation):
        for node in owner.items("parameters"):
            is_accept = node.text("in") == "header" and _name(node).lower() == "accept"
            schema = node.node("schema") if is_accept and _has_schema(node) else None
            if schema is not None:
                found += (schema.value.get("const"), *schema.array("enum"))
    names = [name for name in found if isinstance(name, str) and "*" not in name]
    return tuple(media.normalise(name) for name in names if media.is_valid(name))


def fit_to_path(
    parameters: Iterable[ir.Parameter],
    path: tuple[ir.PathPart, ...],
    operation: Node,
) -> tuple[tuple[ir.Parameter, ...], tuple[ir.PathPart, ...]]:
    """Path parameters and path template made to agree with each other.

    A variable that no parameter declares becomes a required string; a path parameter
    that no variable carries is left out. `{+name}`, `{name*}` (RFC 6570) and `{name+}`
    (as API gateways write it) are read as the parameter `name`, and so is `{name=a/*}`
    (gRPC); with a plus, or a pattern of several segments, it may have a slash.
    """
    table = {(p.name, p.location): p for p in parameters}
    declared = [p.name for p in table.values() if p.location is ParameterLocation.PATH]
    parts: list[ir.PathPart] = []
    for part in path:
        if isinstance(part, ir.PathText):
            parts.append(part)
            continue
        name = _variable(part.name, declared, operation)
        key = (name, ParameterLocation.PATH)
        if key not in table:
            table[key] = _undeclared(name, operation)
        _, _, pattern = part.name.partition("=")
        if part.name in (f"+{name}", f"{name}+") or "/" in pattern or "**" in pattern:
            table[key] = replace(table[key], allow_reserved=True)
        parts.append(ir.PathVariable(name))
    used = {part.name for part in parts if isinstance(part, ir.PathVariable)}
    for name in declared:
        if name not in used:
            _report_unused(name, operation)
            del table[name, ParameterLocation.PATH]
    return tuple(table.values()), tuple(parts)


def _declared(owner: Node) -> dict[Key, Node]:
    """The parameters of a path item or an operation; of two with one key, the first."""
    found: dict[Key, Node] = {}
    for node in owner.items("parameters"):
        key = _key(node)
        if key is None:
            continue
        if key in found:
            node.log.add(
                "duplicate-parameter",
                f"parameter {key[0]!r} in {key[1].value} is listed twice:"
                " the first one is used",
                owner.at("parameters"),
            )
            continue
        found[key] = node
    return found


def _key(node: Node) -> Key | None:
    """The identity of a parameter; `None` if it is one that is left out."""
    name, location = _name(node), ParameterLocation(node.text("in"))
    if location is not ParameterLocation.HEADER:
        return name, location
    if name.lower() in _IGNORED_HEADERS:
        # Without a credential each call fails, which a user should hear of.
        is_credential = name.lower() == "authorization"
        node.log.add(
            "ignored-header",
            f"the header parameter {name!r} is left to the client, as OpenAPI says",
            node.pointer,
            Level.WARNING if is_credential else Level.INFO,
            "use a security scheme, or the headers of the client",
        )
        return None
    return name.lower(), location


def _name(node: Node) -> str:
    """The name, which a parameter for the whole query string need not have."""
    place = node.text("in")
    return node.text("name") or (place if place == "querystring" else "")


def _required(node: Node, location: ParameterLocation) -> bool:
    return location is ParameterLocation.PATH or node.flag("required") or False


def _has_schema(node: Node) -> bool:
    return isinstance(node.value.get("schema"), dict | bool)


def _doc(node: Node, schema: Node | None) -> ir.Doc:
    """The parameter's own text, else that of its schema."""
    doc = node.doc()
    if doc == ir.Doc() and schema is not None:
        return ir.Doc(description=schema.text("description"))
    return doc


def _facts(node: Node, use: facts.Use) -> ir.Facts:
    """Those of the schema; examples of the parameter itself come before its."""
    own = node.examples()
    return replace(use.facts, examples=own) if own else use.facts


def _variable(name: str, declared: list[str], operation: Node) -> str:
    """The name of the parameter that a variable of the path template stands for."""
    if name in declared:
        return name
    bare = name.removeprefix("+").partition("=")[0].rstrip("*+")
    if bare in declared:
        return bare
    alike = [d for d in declared if d.casefold() == bare.casefold()]
    if len(alike) != 1:
        return bare or name
    operation.log.add(
        _DISAGREES,
        f"{{{name}}} in the path and parameter {alike[0]!r} are taken for the same",
        operation.pointer,
    )
    return alike[0]


def _undeclared(name: str, operation: Node) -> ir.Parameter:
    operation.log.add(
        _DISAGREES,
        f"{{{name}}} in the path has no parameter: it is taken for a string",
        operation.pointer,
        hint="declare it under `parameters` with `in: path`",
    )
    return ir.Parameter(
        name,
        ParameterLocation.PATH,
        STRING,
        required=True,
        style=Style.SIMPLE,
        explode=False,
    )


def _report_unused(name: str, operation: Node) -> None:
    operation.log.add(
        _DISAGREES,
        f"path parameter {name!r} is left out: {{{name}}} is not in the path",
        operation.pointer,
    )
