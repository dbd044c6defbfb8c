"""What a type means once its references are followed, however these go."""

from __future__ import annotations

import pytest
from regen import ir
from regen.outputs.python.annotations import ValueForm, value_form

STRING = ir.Primitive(ir.PrimitiveKind.STRING)


def ref(name: str) -> ir.Ref:
    return ir.Ref(ir.SchemaId(name))


def union(name: str, *variants: ir.Type) -> ir.Union:
    return ir.Union(ir.SchemaId(name), (name,), ir.Doc(), ir.UnionOf(variants))


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (STRING, ValueForm.SCALAR),
        (ir.ListOf(STRING), ValueForm.ANY),
        (ref("A"), ValueForm.SCALAR),
    ],
)
def test_unions_in_a_circle_have_the_shape_of_their_ends(
    end: ir.Type, expected: ValueForm
) -> None:
    found = (union("A", ref("B"), STRING), union("B", ref("A"), end))
    declarations = {item.id: item for item in found}
    assert value_form(ref("A"), declarations) is expected


def test_a_long_chain_of_unions_does_not_overflow() -> None:
    links = [union(str(n), ref(str(n + 1)), STRING) for n in range(5_000)]
    declarations: dict[ir.SchemaId, ir.Declaration] = {link.id: link for link in links}
    end = ir.Model(ir.SchemaId("5000"), ("M",), ir.Doc(), ())
    declarations[end.id] = end
    assert value_form(ref("0"), declarations) is ValueForm.ANY
    assert value_form(ref("5000"), declarations) is ValueForm.OBJECT
