"""Names of whole APIs: unique, stable, pinned, clear of what generated code uses."""

from __future__ import annotations

import ast
import enum as enums
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from regen import ir
from regen.naming import decide
from regen.naming.declarations import RULES

from .building import api, class_of, enum, model, named, operation, schema_id

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
IN = ir.ParameterLocation


def test_a_component_keeps_its_name_and_an_inline_schema_follows_its_place() -> None:
    names = named(
        model("OAuth2Token"),
        model("pet_status"),
        model("Status/steps", hint=("Status", "steps", "item")),
    )
    assert [(name.module, name.name) for name in names.declarations.values()] == [
        ("oauth2_token", "OAuth2Token"),
        ("pet_status", "PetStatus"),
        ("status_steps_item", "StatusStepsItem"),
    ]
    assert not names.diagnostics


def test_n1_twins_by_case_and_spelling_are_apart_also_as_files() -> None:
    names = named(
        model("foo"), model("Foo"), model("Foo_Bar"), model("FooBar"), model("foo-bar")
    )
    found = [(name.module, name.name) for name in names.declarations.values()]
    assert found == [
        ("foo_schema", "FooSchema"),
        ("foo", "Foo"),
        ("foo_bar_2", "Foo_Bar"),
        ("foo_bar", "FooBar"),
        ("foo_bar_schema", "FooBarSchema"),
    ]
    assert len(names.diagnostics) == 3
    assert "#/components/schemas/foo is generated as FooSchema" in str(
        [finding.message for finding in names.diagnostics]
    )


def test_a_component_wins_against_an_inline_schema() -> None:
    names = named(model("Pet/owner", hint=("Pet", "owner")), model("PetOwner"))
    assert class_of(names, "PetOwner") == "PetOwner"
    assert class_of(names, "Pet/owner") == "PetOwnerSchema"


def test_an_enum_has_the_name_it_asks_for_unless_that_is_taken() -> None:
    places = ("Pet/color", "Pet/kind", "Pet/size")
    asked = ("colour code", "Kind", "Kind")
    enums = [
        replace(enum(place, "a"), hint=(*place.split("/"),), name_hint=name)
        for place, name in zip(places, asked, strict=True)
    ]
    names = named(*enums)
    assert [class_of(names, place) for place in places] == [
        "ColourCode",
        "Kind",
        "PetSize",
    ]


@pytest.mark.parametrize("name", ["File", "Any", "UUID", "Model", "Literal", "None"])
def test_n1_classes_leave_the_names_of_generated_code_alone(name: str) -> None:
    assert class_of(named(model(name)), name) == f"{name}Schema"


def test_attributes_are_unique_and_exact_names_come_first() -> None:
    names = named(model("A", "petId", "pet_id", "$top", "top", "pet-id", "@top"))
    assert names.model(schema_id("A")).fields == {
        "petId": "pet_id_2",
        "pet_id": "pet_id",
        "$top": "dollar_top",
        "top": "top",
        "pet-id": "pet_minus_id",
        "@top": "at_top",
    }
    assert names.model(schema_id("A")).extra == "additional_properties"


def test_the_attribute_for_extras_gives_way() -> None:
    names = named(model("A", "additional_properties", "extra_properties"))
    assert names.model(schema_id("A")).extra == "additional_properties_2"


@pytest.mark.parametrize(
    ("wire_names", "rule", "explicit"),
    [
        (("petId", "ownerName", "id"), "camel", set()),
        (("PetId", "Id"), "pascal", set()),
        (("pet-id", "owner-name"), "kebab", set()),
        (("pet_id", "id"), None, set()),
        (("pet_id", "owner_name", "petName"), None, {"petName"}),
        (("petId", "ownerName", "X-Odd"), "camel", {"X-Odd"}),
        (("petId", "class", "ownerID"), "camel", {"ownerID"}),
    ],
)
def test_one_rule_renames_most_fields(
    wire_names: tuple[str, ...], rule: str | None, explicit: set[str]
) -> None:
    names = named(model("A", *wire_names))
    assert names.model(schema_id("A")).rename == rule
    assert set(names.model(schema_id("A")).explicit) == explicit


@given(st.text(st.sampled_from("abz09_"), min_size=1))
def test_the_rules_are_those_of_the_runtime(attribute: str) -> None:
    tree = ast.parse((RUNTIME / "fields.py").read_text(encoding="utf-8"))
    renamed = next(
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "_renamed"
    )
    future = ast.parse("from __future__ import annotations").body
    space: dict[str, object] = {}
    exec(compile(ast.Module([*future, renamed], []), "model", "exec"), space)
    for name, rule in RULES.items():
        owner = type("Owner", (), {"_wire_rename": name})
        assert rule(attribute) == space["_renamed"](owner, attribute)  # type: ignore[operator]


def test_s6_members_are_unique_and_stable() -> None:
    values = ("asc", "ASC", "-asc", "", "a:b", "a b", "\u00b3", "3", "-1", "1")
    names = named(enum("E", *values))
    assert names.enum(schema_id("E")).members == (
        "ASC_2",
        "ASC",
        "MINUS_ASC",
        "EMPTY",
        "A_B",
        "A_SPACE_B",
        "VALUE_3",
        "VALUE_3_2",
        "MINUS_1",
        "VALUE_1",
    )


def test_s6_hints_of_the_document_name_members() -> None:
    members = (ir.EnumMember(1, "Low"), ir.EnumMember(2, "Low"), ir.EnumMember(3))
    item = replace(enum("E"), members=members)
    assert named(item).enum(item.id).members == ("LOW", "VALUE_2", "VALUE_3")


@given(st.lists(st.text() | st.integers() | st.floats(), unique=True, max_size=8))
def test_members_make_an_enum(values: list[str | int | float]) -> None:
    members = named(enum("E", *values)).enum(schema_id("E")).members
    assert len(set(members)) == len(values)
    make: Any = enums.Enum
    assert len(make("E", list(members))) == len(values)
    assert not set(members) & set(dir(str))


def test_p4_arguments() -> None:
    names = named(
        operation(
            "find",
            ("query", "id"),
            ("path", "id"),
            ("header", "X-Api-Key"),
            ("query", "$top"),
            ("query", "filter[name]"),
            ("query", "client"),
            ("query", "self"),
            ("query", "from"),
            ("query", "find"),
            ("query", "X-Api-Key"),
            ("query", "args"),
        )
    )
    assert names.operations["find"].parameters == {
        (IN.QUERY, "id"): "id_query",
        (IN.PATH, "id"): "id",
        (IN.HEADER, "X-Api-Key"): "x_api_key_header",
        (IN.QUERY, "$top"): "top",
        (IN.QUERY, "filter[name]"): "filter_name",
        (IN.QUERY, "client"): "client_",
        (IN.QUERY, "self"): "self_",
        (IN.QUERY, "from"): "from_",
        (IN.QUERY, "find"): "find_query",
        (IN.QUERY, "X-Api-Key"): "x_api_key",
        (IN.QUERY, "args"): "args",
    }


def test_p4_arguments_that_differ_by_a_comparison_say_it() -> None:
    names = named(
        operation("find", *(("query", f"at{sign}") for sign in ("", "<", ">")))
    )
    assert [*names.operations["find"].parameters.values()] == [
        "at",
        "at_less",
        "at_greater",
    ]


def test_functions_are_unique_in_their_module() -> None:
    names = named(
        operation("getPet", tags=("Pets",)),
        operation("get_pet", tags=("Animals",)),
        operation("GetPet", tags=("pets",)),
        operation("pets", tags=("Pets",)),
        operation("list", tags=()),
        operation("import os", tags=("__init__",)),
    )
    found = {id_: (op.module, op.function) for id_, op in names.operations.items()}
    assert found == {
        "getPet": ("pets", "get_pet"),
        "get_pet": ("animals", "get_pet"),
        "GetPet": ("pets", "pets_get_pet"),
        "pets": ("pets", "pets"),
        "list": ("things", "list_"),
        "import os": ("init", "import_os"),
    }


def test_security_classes() -> None:
    names = named(
        ir.HttpBearer("bearerAuth"),
        ir.ApiKey("ApiKey", ir.ParameterLocation.HEADER, "X"),
        ir.OAuth2("oauth2", ()),
        ir.HttpBasic("Client"),
    )
    assert names.security == {
        "bearerAuth": "BearerAuth",
        "ApiKey": "ApiKeyAuth",
        "oauth2": "Oauth2",
        "Client": "ClientAuth",
    }


def test_servers() -> None:
    servers = (
        ir.Server("https://api.x.com", doc=ir.Doc(description="Production server")),
        ir.Server(
            "https://{region}.x.com/v1", variables=(ir.ServerVariable("str", ""),)
        ),
        ir.Server("https://api.x.com/2", doc=ir.Doc(description="The production API")),
        ir.Server("/"),
    )
    names = decide(replace(api(), servers=servers), package="x")
    assert [server.function for server in names.servers] == [
        "production",
        "region_x_com_v1",
        "production_2",
        "server_4",
    ]
    assert names.servers[1].variables == {"str": "str_"}


def test_webhooks_and_callbacks() -> None:
    hooks = tuple(ir.Webhook("newPet", f"/webhooks/{n}", "post", None) for n in "ab")
    call = replace(operation("x"), callbacks=hooks[1:])
    names = decide(replace(api(call), webhooks=hooks[:1]), package="x")
    assert names.webhooks == {"/webhooks/a": "new_pet", "/webhooks/b": "new_pet_post"}


@pytest.mark.parametrize(
    ("tag", "module"),
    [
        ("01. Pets", "pets"),
        ("2) Pet stores", "pet_stores"),
        ("3D models", "tag_3d_models"),
        ("\u7528\u6237", "users"),
        ("\u00dcbersicht", "ubersicht"),
    ],
)
def test_n12_modules_are_what_tags_tell(tag: str, module: str) -> None:
    call = operation("op", path="/api/v1/users/{id}", tags=(tag,))
    assert named(call).operations["op"].module == module


@pytest.mark.parametrize(
    ("hint", "name"),
    [
        (("Pet", "pet status"), "PetStatus"),
        (("ListPets", "pets", "item"), "ListPetsPetsItem"),
        (("BankRequirement", "bankRequirementType"), "BankRequirementType"),
        (("CardPayment", "cardPaymentOptions", "kind"), "CardPaymentOptionsKind"),
        (("A" * 30, "B" * 30, "c" * 30, "kind"), f"{'A' * 30}C{'c' * 29}Kind"),
        (("Pet", "pet"), "PetPet"),
    ],
)
def test_n12_names_of_inline_schemas_are_short(
    hint: tuple[str, ...], name: str
) -> None:
    assert class_of(named(model("A/b", hint=hint)), "A/b") == name


def test_n12_what_is_not_said_twice_is_said_where_names_collide() -> None:
    names = named(
        model("Pet/status", hint=("Pet", "status")),
        model("Pet/pet_status", hint=("Pet", "pet status")),
    )
    assert {item.name for item in names.declarations.values()} == {
        "PetStatus",
        "PetPetStatus",
    }
