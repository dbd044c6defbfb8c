"""Models, enums, unions and aliases as source."""

from __future__ import annotations

import ast

from regen import ir
from regen.naming import decide
from regen.outputs.formatting import format_files
from regen.outputs.python.building import SurfaceOptions, build_surface
from regen.outputs.python.layout import package_files
from regen.outputs.render import render

from .deploy import INTEGER, STRING, api_of, model, ref, string_enum

BOTH = ir.Usage.REQUEST | ir.Usage.RESPONSE
FILE = ir.Primitive(ir.PrimitiveKind.BINARY)
DATE = ir.Primitive(ir.PrimitiveKind.DATE)


def files_of(api: ir.Api, *, send_defaults: bool = False) -> dict[str, str]:
    names = decide(api, package="shop")
    surface = build_surface(api, names, SurfaceOptions(send_defaults=send_defaults))
    return format_files(render(package_files(surface)))


def body_of(api: ir.Api, module: str) -> str:
    """What follows the imports in a module of models."""
    text = files_of(api)[f"models/{module}.py"]
    nodes = ast.parse(text).body
    imports = [
        node.end_lineno or 0 for node in nodes if isinstance(node, ast.ImportFrom)
    ]
    return "\n".join(text.split("\n")[max(imports, default=1) :]).strip("\n")


def alias(name: str, type: ir.Type) -> ir.Alias:
    return ir.Alias(ref(name).id, (name,), ir.Doc(), type)


def union(name: str, type: ir.Type) -> ir.Union:
    return ir.Union(ref(name).id, (name,), ir.Doc(), type)


def test_presence_and_null_stay_apart() -> None:
    pet = model(
        "Pet",
        ir.Field("a", STRING, True),
        ir.Field("b", ir.Nullable(STRING), True),
        ir.Field("c", STRING, False),
        ir.Field("d", ir.Nullable(STRING), False),
        ir.Field("e", ir.Anything(), True),
        ir.Field("f", ir.Anything(), False),
    )
    assert body_of(api_of(pet), "pet") == (
        "\n@dataclass(slots=True, kw_only=True, repr=False, eq=False)\n"
        "class Pet(Model):\n"
        "    a: str\n"
        "    b: str | None\n"
        "    c: str | None = None\n"
        "    d: str | Unset | None = UNSET\n"
        "    e: Any\n"
        "    f: Any = UNSET"
    ).strip("\n")


def test_null_behind_an_alias_counts() -> None:
    api = api_of(
        alias("Text", ir.Nullable(STRING)),
        model("Pet", ir.Field("name", ref("Text"), False)),
    )
    assert "name: Text | Unset | None = UNSET" in body_of(api, "pet")


def test_constants_are_filled_in() -> None:
    pet = model(
        "Pet",
        ir.Field("kind", ir.Constant(("dog",)), True),
        ir.Field("size", ir.Constant((1, 2)), True),
        ir.Field("old", ir.Constant((True,)), False),
    )
    text = body_of(api_of(pet), "pet")
    assert '    kind: Literal["dog"] = "dog"\n' in text
    assert "    size: Literal[1, 2]\n" in text
    assert "    old: Literal[True] | None = None" in text


def test_directions() -> None:
    fields = (
        ir.Field("id", INTEGER, True, read_only=True),
        ir.Field("at", ir.Nullable(DATE), False, read_only=True),
        ir.Field("password", STRING, True, write_only=True),
    )
    text = body_of(api_of(model("User", *fields, usage=BOTH)), "user")
    lines = text.splitlines()
    assert "    id: int = field(default=ABSENT, metadata=wire(read_only=True))" in lines
    assert (
        "    at: date | Unset | None = "
        "field(default=UNSET, metadata=wire(read_only=True))"
    ) in lines
    assert "    password: str = field(metadata=wire(write_only=True))" in text


def test_directions_do_not_show_where_they_do_not_matter() -> None:
    fields = (
        ir.Field("id", INTEGER, True, read_only=True),
        ir.Field("password", STRING, True, write_only=True),
    )
    response = model("User", *fields[:1], usage=ir.Usage.RESPONSE)
    assert "    id: int" in body_of(api_of(response), "user").splitlines()
    request = model("User", *fields[1:], usage=ir.Usage.REQUEST)
    assert "    password: str" in body_of(api_of(request), "user").splitlines()


def test_wire_names() -> None:
    pet = model(
        "Pet",
        ir.Field("petId", INTEGER, True),
        ir.Field("birthDate", DATE, True),
        ir.Field("X-Odd name", STRING, False),
        extra=STRING,
    )
    text = body_of(api_of(pet), "pet")
    assert 'class Pet(Model, rename="camel"):\n    pet_id: int\n' in text
    assert '= field(default=None, metadata=wire("X-Odd name"))' in text
    assert (
        "    additional_properties: dict[str, str] = field(\n"
        "        default_factory=dict[str, str], metadata=wire(extra=True)\n    )"
    ) in text


def test_a_field_never_hides_a_type() -> None:
    pet = model(
        "Pet",
        ir.Field("date", DATE, False, name_hint="date"),
        ir.Field("born", DATE, False),
    )
    text = files_of(api_of(pet))["models/pet.py"]
    types: dict[str, str] = {}
    for line in text.splitlines():
        if line.endswith(" | None = None"):
            name, _, rest = line.strip().partition(": ")
            types[name] = rest.partition(" ")[0]
    assert len(types) == 2
    assert not set(types) & set(types.values())


def test_a_cycle_shares_a_module_and_the_rest_does_not() -> None:
    api = api_of(
        model("Node", ir.Field("edges", ir.ListOf(ref("Edge")), False)),
        model("Edge", ir.Field("to", ref("Node"), True), ir.Field("c", ref("C"), True)),
        string_enum("C", "red"),
    )
    files = files_of(api)
    assert "models/edge.py" not in files
    assert "class Edge(Model):" in files["models/node.py"]
    assert "from .c import C\n" in files["models/node.py"]
    table = '_NAMES = {"c": ["C"], "node": ["Edge", "Node"]}'
    assert table in files["models/__init__.py"]
    assert "    from .node import Edge, Node\n" in files["models/__init__.py"]


def test_an_inline_schema_stands_beside_its_owner() -> None:
    owner = ref("Pet").id
    inner = ir.SchemaId(f"{owner.pointer}/properties/owner")
    api = api_of(
        model("Pet", ir.Field("owner", ir.Ref(inner), True)),
        ir.Model(inner, ("Pet", "owner"), ir.Doc(), (ir.Field("n", STRING, True),)),
    )
    assert "class PetOwner(Model):" in files_of(api)["models/pet.py"]
    shared = api_of(
        *api.declarations.values(), model("Dog", ir.Field("o", ir.Ref(inner), True))
    )
    assert "class PetOwner(Model):" in files_of(shared)["models/pet_owner.py"]


def test_unions() -> None:
    tags = ir.Discriminator("kind", (("cat", ref("Cat")), ("dog", ref("Dog"))))
    api = api_of(
        model("Cat"),
        model("Dog"),
        union("Pet", ir.UnionOf((ref("Cat"), ref("Dog")), tags)),
        union("Text", ir.Nullable(ir.UnionOf((STRING, INTEGER)))),
    )
    assert body_of(api, "pet") == (
        "Pet: TypeAlias = "
        'Annotated[Cat | Dog, Discriminator("kind", {"cat": Cat, "dog": Dog})]'
    )
    assert body_of(api, "text") == "Text: TypeAlias = str | int | None"


def test_variants_with_one_spelling_are_one() -> None:
    kinds = (STRING, INTEGER, ir.Primitive(ir.PrimitiveKind.STRING))
    assert body_of(api_of(union("U", ir.UnionOf(kinds))), "u") == (
        "U: TypeAlias = str | int"
    )


def test_recursive_aliases_are_lazy() -> None:
    api = api_of(alias("Tree", ir.ListOf(ir.UnionOf((STRING, ref("Tree"))))))
    text = body_of(api, "tree")
    assert text == 'Tree = TypeAliasType("Tree", "list[str | Tree]")'


def test_aliases_follow_what_they_name() -> None:
    api = api_of(
        alias("Pets", ir.ListOf(ref("Pet"))),
        model("Pet", ir.Field("friends", ref("Pets"), False)),
    )
    text = files_of(api)["models/pet.py"]
    assert text.index("class Pet(Model)") < text.index("Pets: TypeAlias = list[Pet]")


def test_tuples_files_and_boolean_schemas() -> None:
    pet = model(
        "Pet",
        ir.Field("a", ir.TupleOf((STRING, INTEGER)), True),
        ir.Field("b", FILE, True),
        ir.Field("c", ir.Never(), False),
        ir.Field("d", ir.MapOf(ir.Nullable(ir.ListOf(DATE))), True),
    )
    text = body_of(api_of(pet), "pet")
    assert "    a: tuple[str, int]\n    b: BinaryContent\n" in text
    assert "    c: Never | None = None\n" in text
    assert "    d: dict[str, list[date] | None]" in text


def test_a_long_chain_does_not_overflow() -> None:
    chain = [
        model(f"M{n}", ir.Field("next", ref(f"M{n + 1}"), False)) for n in range(3000)
    ]
    assert "models/m2999.py" in files_of(api_of(*chain, model("M3000")))
