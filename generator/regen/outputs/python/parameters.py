"""Parameters of an operation: arguments of its function, and values of its call.

Styles follow the table of the OpenAPI specification, section "Style Values"; a wrapper
is written only where a value would not be sent that way anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from regen import ir
from regen.model.media import MediaKind, kind
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
        if kind(parameter.media_type) is not MediaKind.FORM and parameter.media_type:
            items.append(literals.string(parameter.media_type).code)
        return call(self.scope.use_runtime("QueryString"), *items)

    def _segment(self, parameter: ir.Parameter) -> str:
        name = self._name(parameter)
        if parameter.media_type:
            name = str(self._content(parameter, name))
        items: list[Node] = [name]
        match parameter.style:
            case "label":
                function, joins = "label", Shape.SCALAR
            case "matrix":
                function, joins = "matrix", Shape.SCALAR
                items.insert(0, literals.string(parameter.name).code)
            case _:
                function, joins = "segment", Shape.ARRAY
        looks = shape(parameter.type, self.declarations)
        if parameter.explode and looks not in (Shape.SCALAR, joins):
            items.append("explode=True")
        if parameter.allow_reserved:
            items.append("reserved=True")
        return str(call(self.scope.use_runtime(function), *items))

    def _value(self, parameter: ir.Parameter, name: str) -> Node:
        if parameter.media_type:
            return self._content(parameter, name)
        looks = shape(parameter.type, self.declarations)
        wrapper, options = "", []
        match parameter.style:
            case "simple":
                if parameter.explode and looks in (Shape.OBJECT, Shape.ANY):
                    wrapper, options = "Simple", ["explode=True"]
            case "spaceDelimited" | "pipeDelimited" if looks is not Shape.SCALAR:
                wrapper = f"{parameter.style[0].upper()}{parameter.style[1:]}"
                options = ["explode=True"] if parameter.explode else []
            case "deepObject" if looks is not Shape.SCALAR:
                wrapper = "DeepObject"
            case _:
                if not parameter.explode and looks is not Shape.SCALAR:
                    wrapper, options = "Form", ["explode=False"]
        if parameter.allow_reserved and parameter.style != "simple":
            wrapper, options = wrapper or "Form", [*options, "reserved=True"]
        if not wrapper:
            return name
        return call(self.scope.use_runtime(wrapper), name, *options)

    def _content(self, parameter: ir.Parameter, name: str) -> Node:
        if kind(parameter.media_type) in (MediaKind.JSON, MediaKind.OTHER):
            return call(self.scope.use_runtime("Json"), name)
        return name


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
