"""Names that an earlier run decided, and what holds for the names of any document."""

from __future__ import annotations

import json
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from regen import ir
from regen.naming import ModelName, OperationName, decide, name_resources
from regen.naming.forms import ARGUMENTS, ATTRIBUTES, CLASSES, FUNCTIONS

from .building import api, class_of, enum, model, named, operation, schema_id

IN = ir.ParameterLocation


def test_n2_pinned_names_stay_when_something_collides() -> None:
    before = named(
        model("Pet/owner", "ownerId", hint=("Pet", "owner")),
        enum("E", "asc"),
        operation("getPet", ("query", "petId")),
    )
    pins = json.loads(json.dumps(before.to_pins()))
    after = decide(
        api(
            model("PetOwner"),
            model("Pet/owner", "owner_id", "ownerId", hint=("Pet", "owner")),
            enum("E", "ASC", "asc"),
            operation("getPet", ("query", "pet_id"), ("query", "petId")),
            operation("get_pet"),
        ),
        package="x",
        pinned=pins,
    )
    assert class_of(after, "Pet/owner") == "PetOwner"
    assert class_of(after, "PetOwner") == "PetOwnerSchema"
    assert after.model(schema_id("Pet/owner")).fields["ownerId"] == "owner_id"
    assert after.enum(schema_id("E")).members == ("ASC_2", "ASC")
    assert after.operations["getPet"].function == "get_pet"
    assert after.operations["getPet"].parameters[IN.QUERY, "petId"] == "pet_id"


HOSTILE_NAMES = [
    "import os",
    "class",
    "x;y",
    "",
    "_x",
    "\uff49\uff46",
    "a" * 999,
    1,
    [],
]


@pytest.mark.parametrize("bad", [*HOSTILE_NAMES, "File"])
def test_pins_that_are_no_fit_names_lapse(bad: object) -> None:
    pinned = {
        "declarations": {"/components/schemas/A": [bad, bad]},
        "fields": {"/components/schemas/A": {"b": bad}, "/x": bad},
        "operations": {"op": bad},
        "security": bad,
    }
    item, call = model("A", "b"), operation("op")
    if bad == "File":
        pinned["fields"] = pinned["operations"] = {}
    assert decide(api(item, call), package="x", pinned=pinned) == named(item, call)


TEXT = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["Foo", "foo", "FOO", "foo_bar", "fooBar", "foo-bar", "con", "date"]
    ),
)


APIS = st.builds(
    lambda models, values, calls, parameters: api(
        *(model(name.replace("/", ""), *wires) for name, wires in models.items()),
        enum("Enum of it", *values),
        *(operation(id_, *parameters, tags=tuple(tags)) for id_, tags in calls.items()),
    ),
    st.dictionaries(TEXT, st.lists(TEXT, unique=True, max_size=5), max_size=5),
    st.lists(TEXT, unique=True, max_size=5),
    st.dictionaries(TEXT, st.lists(TEXT, max_size=1), max_size=5),
    st.lists(
        st.tuples(st.sampled_from(["path", "query"]), TEXT), unique=True, max_size=4
    ),
)


@given(APIS)
def test_names_are_valid_and_unique(given_api: ir.Api) -> None:
    names = decide(given_api, package="x")
    classes = [name.name for name in names.declarations.values()]
    modules = [name.module.casefold() for name in names.declarations.values()]
    functions: dict[str, list[str]] = {}
    for call in names.operations.values():
        functions.setdefault(call.module, []).append(call.function)
    groups = [
        (classes, CLASSES),
        (modules, frozenset({"con", "class"})),
        *((group, FUNCTIONS) for group in functions.values()),
        *(
            ([*name.fields.values(), name.extra], ATTRIBUTES)
            for name in names.declarations.values()
            if isinstance(name, ModelName)
        ),
        *(
            (list(op.parameters.values()), ARGUMENTS)
            for op in names.operations.values()
        ),
    ]
    for group, taken in groups:
        assert len(set(group)) == len(group)
        assert not set(group) & taken
        assert all(
            name.isidentifier() and not keyword.iskeyword(name) for name in group
        )


@given(APIS)
def test_n2_pinning_changes_nothing_by_itself(given_api: ir.Api) -> None:
    names = decide(given_api, package="x")
    pinned = json.loads(json.dumps(names.to_pins()))
    assert decide(given_api, package="x", pinned=pinned) == names


@given(APIS, APIS)
def test_n2_pinned_names_survive_any_addition(one: ir.Api, two: ir.Api) -> None:
    names = decide(one, package="x")
    both = replace(
        one,
        declarations={**two.declarations, **one.declarations},
        operations=(
            *(op for op in two.operations if op.id not in names.operations),
            *one.operations,
        ),
    )
    later = decide(both, package="x", pinned=names.to_pins())
    assert names.declarations.items() <= later.declarations.items()
    for id_, name in names.operations.items():
        assert later.operations[id_] == name


def test_n2_an_operation_that_moves_takes_no_name_from_those_that_stayed() -> None:
    before = (operation("getPet", tags=("Zoo",)), operation("get_pet", tags=("Pets",)))
    pinned = named(*before).to_pins()
    assert set(pinned["operations"].values()) == {"zoo.get_pet", "pets.get_pet"}
    after = (operation("getPet", tags=("Pets",)), operation("get_pet", tags=("Pets",)))
    later = decide(api(*after), package="x", pinned=pinned)
    assert later.operations["get_pet"].function == "get_pet"
    assert later.operations["getPet"].function == "pets_get_pet"


def test_n11_a_package_with_the_long_names_keeps_them() -> None:
    items = [
        replace(operation(f"{name}_things_get"), name_hint=name)
        for name in ("read", "find")
    ]
    assert {item.function for item in named(*items).operations.values()} == {
        "read",
        "find",
    }
    long = named(replace(items[0], name_hint="")).to_pins()
    later = decide(api(*items), package="x", pinned=long)
    assert [item.function for item in later.operations.values()] == [
        "read_things_get",
        "find_things_get",
    ]


def test_n12_the_module_of_an_earlier_run_stays() -> None:
    call = operation("op", path="/users", tags=("01. Pets",))
    pinned = {"operations": {"op": "tag_01_pets.op"}}
    later = decide(api(call), package="x", pinned=pinned)
    assert later.operations["op"] == OperationName("tag_01_pets", "op")


def test_n9_a_module_that_comes_gives_no_other_class_to_one_that_stays() -> None:
    alone, both = name_resources(["v10"]), name_resources(["v10", "v1_0"])
    assert alone["v10"] == both["v10"]
    assert [item.resource for item in both.values()] == ["V10Resource", "V1_0Resource"]


def test_n9_classes_of_modules_are_named_like_classes() -> None:
    names = ["application_main_calls", "class_", "send"]
    assert [(n.attribute, n.resource) for n in name_resources(names).values()] == [
        ("application_main_calls", "ApplicationMainCallsResource"),
        ("class_", "ClassResource"),
        ("send_", "SendResource"),
    ]
