"""Declarations as classes and aliases of `models`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from regen import ir
from regen.ir.walk import refs
from regen.outputs.python import defaults, docs, literals
from regen.outputs.python.context import Context, code
from regen.outputs.python.graph import components, references
from regen.outputs.python.imports import Imports
from regen.outputs.python.lines import (
    Brackets,
    Node,
    alias,
    assignment,
    call,
    keyword,
    lay_out,
    prefixed,
)
from regen.outputs.python.resolve import follow, is_anything, is_nullable
from regen.outputs.python.types import Scope, annotation, any_of
from regen.outputs.python.views import (
    AliasView,
    DeclarationView,
    EnumView,
    MemberView,
    ModelModule,
    ModelView,
)

_INDENT = 4
FUTURE = literals.Code("from __future__ import annotations")
_ENUMS = {
    ir.PrimitiveKind.STRING: "StrEnum",
    ir.PrimitiveKind.INTEGER: "IntEnum",
    ir.PrimitiveKind.NUMBER: "FloatEnum",
}


def model_module(
    module: str, declarations: Iterable[ir.Declaration], context: Context
) -> ModelModule:
    """One module of `models` with the declarations that stand in it."""
    ordered = _ordered(declarations)
    if context.send_defaults:  # a default may be a member of an enum
        ordered.sort(key=lambda declaration: not isinstance(declaration, ir.Enum))
    imports = Imports(_taken(ordered, context))
    scope = context.models_scope(module, imports)
    recursive = _recursive(ordered)
    views = tuple(_declaration(d, scope, context, recursive) for d in ordered)
    late = FUTURE if _looks_ahead(ordered) else None
    return ModelModule(late, code(imports.lines()), views)


def _looks_ahead(declarations: Iterable[ir.Declaration]) -> bool:
    """Whether a model names itself or what stands below it in its module."""
    below = {declaration.id for declaration in declarations}
    for declaration in declarations:
        is_model = isinstance(declaration, ir.Model)
        if is_model and not below.isdisjoint(references(declaration)):
            return True
        below.discard(declaration.id)
    return False


def _taken(declarations: Iterable[ir.Declaration], context: Context) -> set[str]:
    """Names that an import would hide, or that would hide an import."""
    taken: set[str] = set()
    for declaration in declarations:
        taken.add(context.name_of(declaration.id))
        if isinstance(declaration, ir.Model):
            taken.update(context.names.model(declaration.id).fields.values())
    return taken


def _ordered(declarations: Iterable[ir.Declaration]) -> list[ir.Declaration]:
    """Classes first, then aliases, each after those that it names."""
    classes: list[ir.Declaration] = []
    aliases: dict[ir.SchemaId, ir.Declaration] = {}
    for declaration in declarations:
        if isinstance(declaration, ir.Model | ir.Enum):
            classes.append(declaration)
        else:
            aliases[declaration.id] = declaration
    groups = components(_graph(aliases))
    return classes + [aliases[id] for group in groups for id in group]


def _recursive(declarations: Iterable[ir.Declaration]) -> set[ir.SchemaId]:
    """The aliases that name themselves, perhaps through other aliases."""
    graph = _graph(
        {d.id: d for d in declarations if isinstance(d, ir.Union | ir.Alias)}
    )
    found: set[ir.SchemaId] = set()
    for group in components(graph):
        if len(group) > 1 or group[0] in graph[group[0]]:
            found.update(group)
    return found


def _graph(
    aliases: Mapping[ir.SchemaId, ir.Declaration],
) -> dict[ir.SchemaId, list[ir.SchemaId]]:
    return {
        id: [target for target in references(declaration) if target in aliases]
        for id, declaration in aliases.items()
    }


def _declaration(
    declaration: ir.Declaration,
    scope: Scope,
    context: Context,
    recursive: set[ir.SchemaId],
) -> DeclarationView:
    match declaration:
        case ir.Model():
            return _model(declaration, scope, context)
        case ir.Enum():
            return _enum(declaration, scope, context)
        case ir.Union() | ir.Alias():
            return _alias(declaration, scope, context, declaration.id in recursive)
        case _:
            assert_never(declaration)


def _model(model: ir.Model, scope: Scope, context: Context) -> ModelView:
    rename = context.names.model(model.id).rename
    scope.imports.use("dataclasses", "dataclass")
    bases: list[Node] = [scope.use_runtime("Model")]
    if rename is not None:
        bases.append(keyword("rename", literals.string(rename).code))
    head = lay_out(call(f"class {context.name_of(model.id)}", *bases), 0, ":")
    members = [
        MemberView(
            _field(field, model, scope, context),
            docs.field_doc(field, _INDENT),
        )
        for field in model.fields
    ]
    if model.extra is not None:
        extra = _extra(context.names.model(model.id).extra, model.extra, scope)
        members.append(MemberView(extra, None))
    doc = docs.declaration_doc(model, _INDENT)
    return ModelView(code(head), doc, tuple(members))


def _field(
    field: ir.Field,
    model: ir.Model,
    scope: Scope,
    context: Context,
) -> literals.Code:
    type, default = use_of(field, model, scope, context)
    metadata: list[Node] = []
    if field.wire_name in context.names.model(model.id).explicit:
        metadata.append(literals.string(field.wire_name).code)
    if field.read_only and ir.Usage.REQUEST in model.usage:
        metadata.append("read_only=True")
    if field.write_only and ir.Usage.RESPONSE in model.usage:
        metadata.append("write_only=True")
    value = default
    factory = isinstance(default, Brackets)
    if metadata or factory:
        key = "default_factory" if factory else "default"
        arguments = [keyword(key, default)] if default else []
        if metadata:
            info = call(scope.use_runtime("wire"), *metadata)
            arguments.append(keyword("metadata", info))
        value = call(scope.imports.use("dataclasses", "field"), *arguments)
    attribute = context.names.model(model.id).fields[field.wire_name]
    return code(assignment(attribute, type, value, _INDENT))


def use_of(
    field: ir.Field, model: ir.Model, scope: Scope, context: Context
) -> tuple[Node, Node | None]:
    """The annotation of a field and its default, `None` if it has none."""
    declarations = context.api.declarations
    type = annotation(field.type, scope)
    if field.required:
        match field.type:
            case ir.Constant((only,)):
                return type, literals.json_literal(only).code
            case _ if field.read_only and ir.Usage.REQUEST in model.usage:
                return type, scope.use_runtime("ABSENT")
            case _:
                return type, None
    if is_anything(field.type, declarations):
        return type, scope.use_runtime("UNSET")
    if is_nullable(field.type, declarations):
        unset = scope.use_runtime("Unset")
        return any_of([type, unset, "None"]), scope.use_runtime("UNSET")
    return any_of([type, "None"]), _default(field, scope, context)


def _default(field: ir.Field, scope: Scope, context: Context) -> Node:
    """The default of an optional field: what the document gives, if that is sent.

    A list or map comes from a factory, so that no two objects share it.
    """
    if not context.send_defaults or not field.has_default or field.read_only:
        return "None"
    declarations = context.api.declarations
    type = follow(field.type, declarations)
    if isinstance(type, ir.Ref) and isinstance(enum := declarations[type.id], ir.Enum):
        return _member(enum, field.default, scope, context)
    plain = defaults.scalar(type, field.default)
    if plain is not None:
        return plain
    items = defaults.collection(type, field.default, declarations)
    if items is None:
        return "None"
    return prefixed("lambda: ", items) if items.items else annotation(type, scope)


def _member(enum: ir.Enum, value: ir.JsonValue, scope: Scope, context: Context) -> Node:
    """The member of an enum for a default; `None` if the enum does not list it."""
    names = context.names.enum(enum.id).members
    for name, member in zip(names, enum.members, strict=True):
        if member.value == value:
            return f"{scope.reference(enum.id)}.{name}"
    return "None"


def _extra(attribute: str, type: ir.Type, scope: Scope) -> literals.Code:
    # The factory is read when the class is made, and a model may stand further down.
    kept = ir.Anything() if any(refs([type])) else type
    value = call(
        scope.imports.use("dataclasses", "field"),
        keyword("default_factory", annotation(ir.MapOf(kept), scope)),
        keyword("metadata", call(scope.use_runtime("wire"), "extra=True")),
    )
    types = annotation(ir.MapOf(type), scope)
    return code(assignment(attribute, types, value, _INDENT))


def _enum(enum: ir.Enum, scope: Scope, context: Context) -> EnumView:
    members = tuple(
        MemberView(
            code(
                assignment(
                    name, None, literals.json_literal(member.value).code, _INDENT
                )
            ),
            docs.member_doc(member, _INDENT),
        )
        for name, member in zip(
            context.names.enum(enum.id).members, enum.members, strict=True
        )
    )
    base = scope.use_runtime(_ENUMS[enum.kind])
    return EnumView(
        code(lay_out(call(f"class {context.name_of(enum.id)}", base), 0, ":")),
        docs.declaration_doc(enum, _INDENT),
        members,
    )


def _alias(
    declaration: ir.Union | ir.Alias, scope: Scope, context: Context, recursive: bool
) -> AliasView:
    name = context.name_of(declaration.id)
    value = annotation(declaration.type, scope)
    if recursive:
        lazy = call(
            scope.use_runtime("TypeAliasType"),
            literals.string(name).code,
            literals.string(str(value)).code,
        )
        line = assignment(name, None, lazy)
    else:
        line = alias(name, scope.imports.use("typing", "TypeAlias"), value)
    return AliasView(code(line), docs.declaration_doc(declaration, 0))
