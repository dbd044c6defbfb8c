"""Short ways to write the parts of an API."""

from __future__ import annotations

from regen import ir
from regen.naming import Names, decide

STRING = ir.Primitive(ir.PrimitiveKind.STRING)


def model(name: str, *wire_names: str, hint: tuple[str, ...] = ()) -> ir.Model:
    """A component, or an inline schema if its name holds a slash."""
    fields = tuple(ir.Field(wire, STRING, True) for wire in wire_names)
    return ir.Model(schema_id(name), hint or tuple(name.split("/")), ir.Doc(), fields)


def enum(name: str, *values: str | int | float) -> ir.Enum:
    """A component."""
    members = tuple(ir.EnumMember(value) for value in values)
    kind = ir.PrimitiveKind.STRING
    return ir.Enum(schema_id(name), (name,), ir.Doc(), kind, members)


def schema_id(name: str) -> ir.SchemaId:
    """The identity of a component, or of what stands in it."""
    return ir.SchemaId(f"/components/schemas/{name.replace('/', '/properties/')}")


def operation(
    id_: str,
    *parameters: tuple[str, str],
    method: str = "get",
    path: str = "/things",
    tags: tuple[str, ...] = ("Things",),
) -> ir.Operation:
    """An operation with parameters as (location, name)."""
    return ir.Operation(
        id_,
        f"/paths/{id_}",
        method,
        (ir.PathText(path),),
        tuple(
            ir.Parameter(
                name, ir.ParameterLocation(where), STRING, True, ir.Style.FORM, True
            )
            for where, name in parameters
        ),
        tags=tags,
    )


def api(*items: ir.Declaration | ir.Operation | ir.SecurityScheme) -> ir.Api:
    """An API of these parts."""
    declarations = [item for item in items if isinstance(item, ir.Declaration)]
    operations = tuple(item for item in items if isinstance(item, ir.Operation))
    schemes = tuple(item for item in items if isinstance(item, ir.SecurityScheme))
    return ir.Api(
        ir.Info("Test", "1"),
        declarations={item.id: item for item in declarations},
        operations=operations,
        security=schemes,
    )


def named(*items: ir.Declaration | ir.Operation | ir.SecurityScheme) -> Names:
    """The names of an API of these parts alone."""
    return decide(api(*items), package="x")


def class_of(names: Names, name: str) -> str:
    """The name of a component's class, or of that of what stands in it."""
    return names.declarations[schema_id(name)].name
