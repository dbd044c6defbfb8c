"""Parameters of an operation: arguments of its function, and values of its call.

Styles follow the table of the OpenAPI specification, section "Style Values"; a wrapper
is written only where a value would not be sent that way anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec import Struct

from regen import ir
from regen.ir import MediaKind, Style
from regen.outputs.python import defaults, literals
from regen.outputs.python.lines import Argument, Brackets, Node, call, keyword, mapping
from regen.outputs.python.resolve import Declarations, Shape, shape
from regen.outputs.python.types import Scope, annotation, any_of

_COLUMNS = {
    ir.ParameterLocation.QUERY: "query",
    ir.ParameterLocation.HEADER: "headers",
    ir.ParameterLocation.COOKIE: "cookies",
}


class ParameterWriter(Struct, frozen=True):
    """Writes the parameters of one operation.

    Attributes:
        arguments: (location, wire name) -> name of the argument.
        send_defaults: whether an argument has the default that the document gives.
    """

    scope: Scope
    declarations: Declarations
    arguments: Mapping[tuple[ir.ParameterLocation, str], str]
    send_defaults: bool = False

    def argument(self, parameter: ir.Parameter) -> Argument:
        """The argument of a function for a parameter."""
        type = self.annotation(parameter)
        name = self._name(parameter)
        if not parameter.required:
            default = self._default(parameter)
            return Argument(name, any_of([type, "None"]), default or "None")
        match parameter.type:
            case ir.Constant((only,)) if not _in_path(parameter):
                return Argument(name, type, literals.json_literal(only).code)
            case _:
                return Argument(name, type)

    def _default(self, parameter: ir.Parameter) -> str:
        """The document's default as source, if it is sent and fits the type."""
        if not (self.send_defaults and parameter.has_default):
            return ""
        return defaults.scalar(parameter.type, parameter.default) or ""

    def annotation(self, parameter: ir.Parameter) -> Node:
        """The type of a value for a parameter that is given."""
        scope = self.scope.with_binary("builtins", "bytes")
        return annotation(parameter.type, scope)

    def path(self, operation: ir.Operation) -> str:
        """The path as an expression."""
        by_name = {p.name: p for p in operation.parameters if _in_path(p)}
        parts: list[str | literals.Code] = []
        for part in operation.path:
            if isinstance(part, ir.PathText):
                parts.append(part.text)
            else:
                parts.append(literals.Code(self._segment(by_name[part.name])))
        return literals.fstring_path(parts).code

    def values(self, parameters: Iterable[ir.Parameter]) -> list[Node]:
        """The arguments query, headers and cookies of a call."""
        entries: dict[str, list[tuple[str, Node]]] = {}
        for parameter in parameters:
            name = self._name(parameter)
            if parameter.location is ir.ParameterLocation.QUERYSTRING:
                whole = self._query_string(parameter, name)
                return [
                    keyword("query", whole),
                    *self.values(_outside_query(parameters)),
                ]
            if parameter.location in _COLUMNS:
                entries.setdefault(_COLUMNS[parameter.location], []).append(
                    (literals.string(parameter.name).code, self._value(parameter, name))
                )
        return [
            keyword(column, mapping(entries[column]))
            for column in _COLUMNS.values()
            if column in entries
        ]

    def _name(self, parameter: ir.Parameter) -> str:
        return self.arguments[parameter.location, parameter.name]

    def _query_string(self, parameter: ir.Parameter, name: str) -> Brackets:
        items: list[Node] = [name]
        content = parameter.content
        if content is not None and content.kind is not MediaKind.FORM:
            items.append(literals.string(content.media_type).code)
        return call(self.scope.use_runtime("QueryString"), *items)

    def _segment(self, parameter: ir.Parameter) -> str:
        name = self._name(parameter)
        if parameter.content is not None:
            name = str(self._content(parameter.content, name))
        items: list[Node] = [name]
        match parameter.style:
            case Style.LABEL:
                function, joins = "label", Shape.SCALAR
            case Style.MATRIX:
                function, joins = "matrix", Shape.SCALAR
                items.insert(0, literals.string(parameter.name).code)
            case (
                Style.SIMPLE
                | Style.FORM
                | Style.SPACE_DELIMITED
                | Style.PIPE_DELIMITED
                | Style.DEEP_OBJECT
            ):
                function, joins = "segment", Shape.ARRAY
            case _:
                assert_never(parameter.style)
        looks = shape(parameter.type, self.declarations)
        if parameter.explode and looks not in (Shape.SCALAR, joins):
            items.append("explode=True")
        if parameter.allow_reserved:
            items.append("reserved=True")
        return str(call(self.scope.use_runtime(function), *items))

    def _value(self, parameter: ir.Parameter, name: str) -> Node:
        if parameter.content is not None:
            return self._content(parameter.content, name)
        looks = shape(parameter.type, self.declarations)
        wrapper, options = _wrapper(parameter, looks)
        if parameter.allow_reserved and parameter.style is not Style.SIMPLE:
            wrapper, options = wrapper or "Form", [*options, "reserved=True"]
        if not wrapper:
            return name
        return call(self.scope.use_runtime(wrapper), name, *options)

    def _content(self, content: ir.Content, name: str) -> Node:
        if content.kind is MediaKind.JSON:
            return call(self.scope.use_runtime("Json"), name)
        return name


def _wrapper(parameter: ir.Parameter, looks: Shape) -> tuple[str, list[str]]:
    """The class that writes a value in a style, and its options.

    Empty where a value is sent that way anyhow.
    """
    exploded = ["explode=True"] if parameter.explode else []
    match parameter.style:
        case Style.SIMPLE:
            matters = parameter.explode and looks in (Shape.OBJECT, Shape.ANY)
            return ("Simple", exploded) if matters else ("", [])
        case _ if looks is Shape.SCALAR:
            return "", []
        case Style.SPACE_DELIMITED:
            return "SpaceDelimited", exploded
        case Style.PIPE_DELIMITED:
            return "PipeDelimited", exploded
        case Style.DEEP_OBJECT:
            return "DeepObject", []
        case Style.FORM | Style.LABEL | Style.MATRIX:
            return ("", []) if parameter.explode else ("Form", ["explode=False"])
        case _:
            assert_never(parameter.style)


def _in_path(parameter: ir.Parameter) -> bool:
    return parameter.location is ir.ParameterLocation.PATH


def _outside_query(parameters: Iterable[ir.Parameter]) -> list[ir.Parameter]:
    query = (ir.ParameterLocation.QUERY, ir.ParameterLocation.QUERYSTRING)
    return [p for p in parameters if p.location not in query]


def in_order(operation: ir.Operation) -> tuple[list[ir.Parameter], list[ir.Parameter]]:
    """Parameters of the path as it names them, and the others as they are declared."""
    positions = {
        part.name: number
        for number, part in enumerate(operation.path)
        if isinstance(part, ir.PathVariable)
    }
    path = [p for p in operation.parameters if _in_path(p) and p.name in positions]
    path.sort(key=lambda parameter: positions[parameter.name])
    return path, [p for p in operation.parameters if not _in_path(p)]
