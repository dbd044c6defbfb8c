"""Types of the intermediate model as Python annotations.

An annotation is also valid as an expression at run time: `dict[str, models.Pet]` in the
result of an operation is what `typing.get_type_hints` would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.outputs.python import literals
from regen.outputs.python.imports import Imports
from regen.outputs.python.lines import (
    Brackets,
    Node,
    Operands,
    call,
    keyword,
    mapping,
    subscript,
)
from regen.outputs.python.runtime import module_of

_KINDS = {
    ir.PrimitiveKind.STRING: ("builtins", "str"),
    ir.PrimitiveKind.INTEGER: ("builtins", "int"),
    ir.PrimitiveKind.NUMBER: ("builtins", "float"),
    ir.PrimitiveKind.BOOLEAN: ("builtins", "bool"),
    ir.PrimitiveKind.DATE_TIME: ("datetime", "datetime"),
    ir.PrimitiveKind.DATE: ("datetime", "date"),
    ir.PrimitiveKind.TIME: ("datetime", "time"),
    ir.PrimitiveKind.DURATION: ("datetime", "timedelta"),
    ir.PrimitiveKind.UUID: ("uuid", "UUID"),
    ir.PrimitiveKind.BYTES: ("builtins", "bytes"),
    ir.PrimitiveKind.BINARY: ("", "File"),
    ir.PrimitiveKind.DECIMAL: ("decimal", "Decimal"),
    ir.PrimitiveKind.DECIMAL_NUMBER: ("", "DecimalNumber"),
    ir.PrimitiveKind.QUOTED_INTEGER: ("", "QuotedInt"),
    ir.PrimitiveKind.QUOTED_NUMBER: ("", "QuotedFloat"),
}


class Scope(Struct, frozen=True):
    """Where annotations are written.

    Attributes:
        imports: of the module; what an annotation needs is added to it.
        reference: the expression that names a declaration there.
        runtime: the runtime package as the module imports it, `.._runtime`.
        binary: module and name of the type of raw bytes; `File` if empty.
    """

    imports: Imports
    reference: Callable[[ir.SchemaId], str]
    runtime: str = ".._runtime"
    binary: tuple[str, str] = ("", "")

    def use_runtime(self, name: str) -> str:
        """The local name of something of the runtime."""
        return self.imports.use(module_of(name, self.runtime), name)

    def with_binary(self, module: str, name: str) -> Scope:
        """The same scope where raw bytes are written as another type."""
        return replace(self, binary=(module, name))


def annotation(type: ir.Type, scope: Scope) -> Node:
    """The annotation of a type; its imports are added to the scope."""
    match type:
        case ir.Primitive(kind):
            return _primitive(kind, scope)
        case ir.Ref(id):
            return scope.reference(id)
        case ir.ListOf(item):
            return subscript(scope.imports.builtin("list"), annotation(item, scope))
        case ir.MapOf(value):
            key = scope.imports.builtin("str")
            return subscript(
                scope.imports.builtin("dict"), key, annotation(value, scope)
            )
        case ir.TupleOf(items):
            members = [annotation(item, scope) for item in items]
            return subscript(scope.imports.builtin("tuple"), *(members or ["()"]))
        case ir.Nullable(inner):
            return any_of([annotation(inner, scope), "None"])
        case ir.UnionOf():
            return _union(type, scope)
        case ir.Constant(values):
            return literal_type(map(literals.json_literal, values), scope)
        case ir.Null():
            return "None"
        case ir.Anything():
            return scope.imports.use("typing", "Any")
        case ir.Never():
            return scope.imports.use("typing", "Never")
        case _:
            assert_never(type)


def literal_type(values: Iterable[literals.Literal], scope: Scope) -> Node:
    """`Literal[...]` of these values."""
    name = scope.imports.use("typing", "Literal")
    return subscript(name, *(value.code for value in values))


def any_of(nodes: Iterable[Node]) -> Node:
    """The union of annotations: flat, each one once, None at the end."""
    parts: dict[str, Node] = {}
    for node in nodes:
        for part in node.parts if isinstance(node, Operands) else (node,):
            parts.setdefault(str(part), part)
    if "Any" in parts:
        return "Any"
    null = parts.pop("None", None)
    operands = (*parts.values(), null) if null is not None else (*parts.values(),)
    return operands[0] if len(operands) == 1 else Operands(operands)


def _primitive(kind: ir.PrimitiveKind, scope: Scope) -> Node:
    module, name = _KINDS[kind]
    if kind is ir.PrimitiveKind.BINARY and scope.binary[1]:
        module, name = scope.binary
    if not module:
        return scope.use_runtime(name)
    return scope.imports.use(module, name)


def _union(union: ir.UnionOf, scope: Scope) -> Node:
    variants = any_of(annotation(variant, scope) for variant in union.variants)
    if union.discriminator is None or not isinstance(variants, Operands):
        return variants
    tags = mapping(
        (literals.json_literal(tag).code, annotation(type, scope))
        for tag, type in union.discriminator.mapping
    )
    rest = union.discriminator.default
    default = None if rest is None else annotation(rest, scope)
    return subscript(
        scope.imports.use("typing", "Annotated"),
        variants,
        discriminator(union.discriminator.property, tags, default, scope),
    )


def discriminator(
    property: str, tags: Brackets, default: Node | None, scope: Scope
) -> Node:
    """`Discriminator("type", {"cat": Cat})`."""
    name = scope.use_runtime("Discriminator")
    rest = [] if default is None else [keyword("default", default)]
    return call(name, literals.string(property).code, tags, *rest)
