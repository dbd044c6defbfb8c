"""Writes calls for readers, with values from the examples of the document.

A sample names what it uses; the page that shows it imports that, see `snippet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, assert_never

from msgspec import UNSET, Struct, UnsetType

from regen import ir
from regen.naming import Names

from . import literals
from .expressions import (
    BUILTINS,
    MODELS,
    NONE,
    Display,
    Expression,
    Invocation,
    MemberAccess,
    Name,
    mapping,
    source,
)
from .literals import Literal
from .surface import Function

_DEEPEST = 4
"""Models within models that a sample shows; what is optional is left out anyhow."""
_MOST = 200
"""Values that are tried for one sample, also those that lead nowhere: unions without an
end have powers of them."""
_TEXTS = {
    "email": "ada@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
}


class NoSample(Exception):
    """No value of a type can be shown, as of one that never ends."""


class Snippet(Struct, frozen=True):
    """A few lines of Python.

    Attributes:
        imports: module -> names, sorted; `.` stands for the package.
        arguments: of the call, behind the client.
    """

    imports: Mapping[str, tuple[str, ...]]
    arguments: tuple[str, ...]


class Samples:
    """Writes values of the types of one API."""

    def __init__(self, api: ir.Api, names: Names) -> None:
        self.api, self.names = api, names
        self._left = _MOST

    def snippet(self, operation: ir.Operation, function: Function) -> Snippet | None:
        """The arguments that a call needs; `None` if one of them cannot be shown."""
        self._left = _MOST
        try:
            arguments = dict(self._arguments(operation, function))
        except NoSample:
            return None
        return _snippet(arguments.items())

    def shown(self, type: ir.Type) -> Snippet | None:
        """A value of a type; `None` if there is none to show."""
        self._left = _MOST
        try:
            return _snippet([(("", False), self.value(type))])
        except NoSample:
            return None

    def _arguments(
        self, operation: ir.Operation, function: Function
    ) -> Iterator[tuple[tuple[str, bool], Expression]]:
        given = self._given(operation)
        for argument in function.arguments:
            if argument.default is None:
                key = str(argument.name)
                if key not in given:
                    raise NoSample
                type, example = given[key]
                value = self.value(type, example, key)
                yield (key, argument.keyword_only), value

    def _given(self, operation: ir.Operation) -> dict[str, tuple[ir.Type, Any]]:
        """Argument -> its type, and its example if there is one."""
        arguments = self.names.operations[operation.id].parameters
        found: dict[str, tuple[ir.Type, Any]] = {}
        for parameter in operation.parameters:
            name = arguments[parameter.location, parameter.name]
            found[name] = (parameter.type, _first(parameter.facts.examples))
        for content in operation.body.contents if operation.body else ():
            if content.type is not None:
                found.setdefault("body", (content.type, _first(content.examples)))
        return found

    def value(
        self, type: ir.Type, example: Any = UNSET, name: str = "", depth: int = 0
    ) -> Expression:
        """A value of a type: the example where it fits, else one made up.

        Args:
            name: of what has the value, for texts that are made up.
            depth: how many models this is in.

        Raises:
            NoSample: there is no finite value, or it would be too long to show.
        """
        self._left -= 1
        if self._left < 0:
            raise NoSample
        match type:
            case ir.Primitive(kind):
                return _scalar(kind, example, name)
            case ir.Ref(id):
                return self._declared(self.api.declarations[id], example, name, depth)
            case ir.ListOf() | ir.MapOf() | ir.TupleOf():
                return self._collection(type, example, name, depth)
            case ir.Nullable(inner):
                return (
                    NONE if example is None else self.value(inner, example, name, depth)
                )
            case ir.UnionOf(variants):
                return self._variant(variants, example, name, depth)
            case ir.Constant(values):
                fits = not isinstance(example, UnsetType) and example in values
                return literals.json_literal(example if fits else values[0])
            case ir.Null():
                return NONE
            case ir.Anything():
                return literals.json_literal("value" if example is UNSET else example)
            case ir.Never():
                raise NoSample
            case _:
                assert_never(type)

    def _collection(
        self,
        type: ir.ListOf | ir.MapOf | ir.TupleOf,
        example: Any,
        name: str,
        depth: int,
    ) -> Expression:
        """A list, dict or tuple with the first items of the example, or with one."""
        match type:
            case ir.ListOf(item):
                first = example[0] if isinstance(example, list) and example else UNSET
                return Display("[", (self.value(item, first, name, depth),))
            case ir.MapOf(value):
                pairs = example if isinstance(example, dict) and example else {}
                key, inner = next(iter(pairs.items()), ("key", UNSET))
                return mapping([(key, self.value(value, inner, name, depth))])
            case ir.TupleOf(items):
                each = (self.value(item, UNSET, name, depth) for item in items)
                return Display("(", tuple(each))
            case _:
                assert_never(type)

    def _variant(
        self, variants: tuple[ir.Type, ...], example: Any, name: str, depth: int
    ) -> Expression:
        for variant in variants:
            try:
                return self.value(variant, example, name, depth)
            except NoSample:
                continue
        raise NoSample

    def _declared(
        self, declaration: ir.Declaration, example: Any, name: str, depth: int
    ) -> Expression:
        called = Name(self.names.declarations[declaration.id].name, MODELS)
        if example is UNSET:
            example = _first(declaration.facts.examples)
        match declaration:
            case ir.Model():
                return self._model(declaration, called, example, depth)
            case ir.Enum(members=members):
                listed = [member.value for member in members]
                index = listed.index(example) if example in listed else 0
                member = self.names.enum(declaration.id).members[index]
                return MemberAccess(called, member)
            case ir.Union(type=type) | ir.Alias(type=type):
                if depth > 2 * _DEEPEST:
                    raise NoSample
                return self.value(type, example, name, depth + 1)
            case _:
                assert_never(declaration)

    def _model(
        self, model: ir.Model, called: Name, example: Any, depth: int
    ) -> Expression:
        if depth > _DEEPEST:
            raise NoSample
        values = example if isinstance(example, dict) else {}
        attributes = self.names.model(model.id).fields
        keywords = []
        for field in model.fields:
            needed = field.required and not field.read_only
            needed = needed and not isinstance(field.type, ir.Constant)
            has_example = isinstance(values.get(field.wire_name), str | int | float)
            if needed or (has_example and not field.read_only and depth == 0):
                given = values.get(field.wire_name, _first(field.facts.examples))
                value = self.value(field.type, given, field.wire_name, depth + 1)
                keywords.append((attributes[field.wire_name], value))
        return Invocation(called, (), tuple(keywords))


def _snippet(
    arguments: Iterable[tuple[tuple[str, bool], Expression]],
) -> Snippet:
    """Values with what they import; each has a name, and whether it shows it."""
    imports: dict[str, set[str]] = {}

    def local(name: Name) -> str:
        if name.module == MODELS:
            imports.setdefault(".", set()).add("models")
            return f"models.{name.name}"
        if name.module != BUILTINS:
            imports.setdefault(name.module, set()).add(name.name)
        return name.name

    texts = tuple(
        f"{name}={source(value, local)}" if by_keyword else source(value, local)
        for (name, by_keyword), value in arguments
    )
    found = {module: tuple(sorted(imports[module])) for module in sorted(imports)}
    return Snippet(found, texts)


def _first(examples: Sequence[ir.JsonValue]) -> Any:
    return examples[0] if examples else UNSET


def _scalar(kind: ir.PrimitiveKind, example: Any, name: str) -> Expression:
    """A constant, or the call that makes a value from its text."""
    text = example if isinstance(example, str) else ""
    is_number = isinstance(example, int | float) and not isinstance(example, bool)
    match kind:
        case ir.PrimitiveKind.STRING:
            made_up = _TEXTS.get(name, name.replace("_", " ") or "text")
            return literals.string(text or made_up)
        case ir.PrimitiveKind.INTEGER | ir.PrimitiveKind.QUOTED_INTEGER:
            return literals.number(int(example) if is_number else 1)
        case ir.PrimitiveKind.NUMBER | ir.PrimitiveKind.QUOTED_NUMBER:
            return literals.number(float(example) if is_number else 1.5)
        case ir.PrimitiveKind.BOOLEAN:
            return literals.json_literal(example if isinstance(example, bool) else True)
        case (
            ir.PrimitiveKind.DATE_TIME
            | ir.PrimitiveKind.DATE
            | ir.PrimitiveKind.TIME
            | ir.PrimitiveKind.DURATION
        ):
            return _of_time(kind, text)
        case ir.PrimitiveKind.UUID:
            known = text if _is_uuid(text) else "3fa85f64-5717-4562-b3fc-2c963f66afa6"
            return Invocation(Name("UUID", "uuid"), (literals.string(known),))
        case ir.PrimitiveKind.BYTES | ir.PrimitiveKind.BINARY:
            return Literal('b"content"')
        case ir.PrimitiveKind.DECIMAL | ir.PrimitiveKind.DECIMAL_NUMBER:
            number = str(example) if is_number else "1.50"
            return Invocation(Name("Decimal", "decimal"), (literals.string(number),))
        case _:
            assert_never(kind)


def _of_time(kind: ir.PrimitiveKind, text: str) -> Expression:
    """The call that makes a date, a time, both or a duration."""
    if kind is ir.PrimitiveKind.DATE_TIME:
        return _moment(_parsed(datetime, text) or datetime(2026, 3, 1, 12, 30))
    if kind is ir.PrimitiveKind.DATE:
        day = _parsed(date, text) or date(2026, 3, 1)
        return _call("date", "datetime", day.year, day.month, day.day)
    if kind is ir.PrimitiveKind.TIME:
        at = _parsed(time, text) or time(12, 30)
        return _call("time", "datetime", at.hour, at.minute)
    minutes = ("minutes", literals.number(5))
    return Invocation(Name("timedelta", "datetime"), (), (minutes,))


def _moment(at: datetime) -> Expression:
    parts = [at.year, at.month, at.day, at.hour, at.minute]
    zone = ("tzinfo", Name("UTC", "datetime"))
    numbers = tuple(literals.number(part) for part in parts)
    return Invocation(Name("datetime", "datetime"), numbers, (zone,))


def _call(name: str, module: str, *numbers: int) -> Expression:
    return Invocation(Name(name, module), tuple(map(literals.number, numbers)))


def _parsed(kind: Any, text: str) -> Any:
    try:
        return kind.fromisoformat(text) if text else None
    except ValueError:
        return None


def _is_uuid(text: str) -> bool:
    from uuid import UUID

    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
