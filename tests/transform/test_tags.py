"""S2: the tag of a variant is a constant."""

from __future__ import annotations

from regen import ir
from regen.transform import model_passes

STRING = ir.Primitive(ir.PrimitiveKind.STRING)


def ref(name: str) -> ir.Ref:
    return ir.Ref(ir.SchemaId(f"/{name}"))


def model(name: str, *fields: ir.Field) -> ir.Model:
    return ir.Model(ir.SchemaId(f"/{name}"), (name,), ir.Doc(), fields)


def union(name: str, *tags: tuple[str | int, str]) -> ir.Union:
    mapping = tuple((tag, ref(target)) for tag, target in tags)
    variants = tuple(dict.fromkeys(target for _, target in mapping))
    type_ = ir.UnionOf(variants, ir.Discriminator("kind", mapping))
    return ir.Union(ir.SchemaId(f"/{name}"), (name,), ir.Doc(), type_)


def run(*declarations: ir.Declaration) -> dict[str, ir.Declaration]:
    api = ir.Api(ir.Info("", ""), declarations={d.id: d for d in declarations})
    ran = model_passes.fix_tags(api)
    assert api.declarations == {d.id: d for d in declarations}
    return {id_.pointer[1:]: found for id_, found in ran.declarations.items()}


def kind(declaration: ir.Declaration) -> ir.Field | None:
    assert isinstance(declaration, ir.Model)
    return next((f for f in declaration.fields if f.wire_name == "kind"), None)


def test_s17_the_tag_that_a_model_declares_is_a_required_constant() -> None:
    found = run(
        union("U", ("a", "A"), ("b", "B"), ("c", "B"), (1, "N")),
        model("A", ir.Field("kind", STRING, required=False)),
        model("B", ir.Field("kind", STRING, required=True)),
        model("N"),
    )
    assert kind(found["A"]) == ir.Field("kind", ir.Constant(("a",)), required=True)
    assert kind(found["B"]) == ir.Field("kind", STRING, required=True)
    assert kind(found["N"]) is None


def test_s2_two_unions_that_disagree_leave_the_property_alone() -> None:
    found = run(
        union("U", ("a", "A"), ("b", "B")),
        union("V", ("other", "A"), ("b", "B")),
        model("A", ir.Field("kind", STRING, required=True)),
        model("B", ir.Field("kind", STRING, required=True)),
    )
    a, b = kind(found["A"]), kind(found["B"])
    assert a is not None
    assert b is not None
    assert a.type == STRING
    assert b.type == ir.Constant(("b",))


def test_s2_an_enum_narrows_only_to_a_value_that_it_lists() -> None:
    members = (ir.EnumMember("a"), ir.EnumMember("x"))
    enum = ir.Enum(
        ir.SchemaId("/E"), ("E",), ir.Doc(), ir.PrimitiveKind.STRING, members
    )
    found = run(
        union("U", ("a", "A"), ("b", "B")),
        model("A", ir.Field("kind", ref("E"), required=True)),
        model("B", ir.Field("kind", ref("E"), required=True)),
        enum,
    )
    a, b = kind(found["A"]), kind(found["B"])
    assert a is not None
    assert b is not None
    assert a.type == ir.Constant(("a",))
    assert b.type == ref("E")


def test_s2_variants_that_are_other_names_of_one_model_become_models() -> None:
    found = run(
        union("U", ("a", "A"), ("b", "B")),
        model("Base", ir.Field("kind", STRING, required=True)),
        ir.Alias(ir.SchemaId("/A"), ("A",), ir.Doc("", "is A"), ref("Base")),
        ir.Alias(ir.SchemaId("/B"), ("B",), ir.Doc(), ref("Base")),
    )
    a, base = found["A"], found["Base"]
    assert isinstance(a, ir.Model)
    assert (a.id, a.hint, a.doc.description) == (ir.SchemaId("/A"), ("A",), "is A")
    assert kind(a) == ir.Field("kind", ir.Constant(("a",)), required=True)
    assert kind(base) == ir.Field("kind", STRING, required=True)
