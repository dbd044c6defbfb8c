"""Names, the tolerant and the strict reader, and the neighbours of the codec."""

from __future__ import annotations

import json
import logging
import pickle
import sys
import threading
import types
import typing
import weakref
from dataclasses import dataclass, field, make_dataclass
from typing import Any, Never

import pytest
from demo_client._runtime import UNSET, Model, Unset, wire
from demo_client._runtime.codec import decode, decode_json
from demo_client._runtime.encoding import encode, encode_json, members
from demo_client._runtime.enums import StrEnum
from demo_client._runtime.fields import model_fields
from demo_client._runtime.trail import DecodeError
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.codec.kit import fails
from tests.codec.samples import (
    Account,
    Animal,
    Bag,
    Bird,
    Cat,
    Node,
    OpenCat,
    Pet,
    Shelter,
    State,
    Status,
    Step,
    Swapped,
    Tree,
)

ID = "12345678-1234-5678-1234-567812345678"
STATUS = {"id": ID, "state": "BUILDING", "request_id": None}


# Names


def test_names_on_the_wire() -> None:
    assert encode(Pet(pet_id=1, odd="o")) == {"petId": 1, "X-Odd name": "o"}
    assert encode(Swapped(left=1, right=2)) == {"right": 1, "left": 2}
    assert decode(Swapped, {"right": 1, "left": 2}) == Swapped(left=1, right=2)

    @dataclass(slots=True)
    class Kebab(Model, rename="kebab"):
        content_type: str

    assert encode(Kebab("x")) == {"content-type": "x"}


def test_names_that_python_or_the_models_use_themselves() -> None:
    @dataclass(slots=True)
    class Clash(Model):
        empty: int = field(metadata=wire(""))
        method: int = field(metadata=wire("from_dict"))
        keyword: int = field(metadata=wire("class"))
        rename: Pet = field(metadata=wire("_wire_rename"))

    plain = {"": 1, "from_dict": 2, "class": 3, "_wire_rename": {"petId": 4}}
    value = decode(Clash, plain, strict=True)
    assert value == Clash(1, 2, 3, Pet(pet_id=4))
    assert encode(value) == plain


def test_models_without_fields() -> None:
    @dataclass(slots=True)
    class Empty(Model):
        pass

    @dataclass(slots=True)
    class Free(Model):
        extra: dict[str, Any] = field(default_factory=dict, metadata=wire(extra=True))

    assert decode(Empty, {"a": 1}, strict=True) == Empty()
    assert encode(Empty()) == {}
    assert decode_json(list[Free], '[{"a":1}]', strict=True) == [Free({"a": 1})]
    assert encode(Free({"a": 1})) == {"a": 1}


def test_long_chains_of_models_do_not_recurse() -> None:
    lines = [
        "from __future__ import annotations",
        "from dataclasses import dataclass",
        "from demo_client._runtime import Model",
    ]
    for number in range(1500):
        lines += [
            "@dataclass(slots=True)",
            f"class Link{number}(Model):",
            f"    next: Link{(number + 1) % 1500} | None = None",
        ]
    module = types.ModuleType("long_chain")
    sys.modules[module.__name__] = module
    exec("\n".join(lines), vars(module))
    assert decode(module.Link0, {"next": {}}).next == module.Link1()


def test_a_dict_or_deviating_value_in_place_of_a_model_is_sent_as_it_is() -> None:
    step: Any = {"name": "x", "odd": None}
    status = decode(Status, STATUS)
    status.steps = [step, Step(name="y", state=State.BUILDING)]
    sent = encode(status)["steps"]
    assert sent == [step, {"name": "y", "state": "BUILDING"}]


def test_values_without_a_form_in_json_are_refused() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        encode({"a": object()})
    with pytest.raises(TypeError, match="object has no form in JSON"):
        encode_json([object()])


# The tolerant and the strict reader


def test_deviations_are_kept_and_reported_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @dataclass(slots=True)
    class Reported(Model):
        steps: list[Step]
        secret: int

    plain = {
        "steps": [{"name": 1, "state": "BUILDING"}, {"name": 2, "state": "BUILDING"}],
        "secret": "hunter2",
    }
    for _ in range(2):
        value: Any = decode(Reported, plain)
        assert [step.name for step in value.steps] == [1, 2]
        assert value.secret == "hunter2"
        assert encode(value) == plain
    assert len(caplog.records) == 2
    assert caplog.records[0].name == "demo_client"
    assert caplog.records[0].levelno == logging.WARNING
    assert "$.steps[*].name: expected str, got an integer" in caplog.text
    assert "hunter2" not in caplog.text


def test_one_deviation_among_many_items(caplog: pytest.LogCaptureFixture) -> None:
    plain: list[Any] = [{"petId": n} for n in range(100)]
    plain[7] = {"petId": "seven"}
    pets = decode(list[Pet], plain)
    assert [pet.pet_id for pet in pets] == [*range(7), "seven", *range(8, 100)]
    assert "$[*].petId: expected int, got a string" in caplog.text
    assert len(caplog.records) == 1
    assert fails(list[Pet], plain).path == "$[7].petId"


def test_a_missing_field_is_unset(caplog: pytest.LogCaptureFixture) -> None:
    status: Any = decode(Status, {"id": ID, "state": "x"})
    assert status.request_id is UNSET
    assert encode(status) == {"id": ID, "state": "x"}
    assert "$.request_id: expected UUID or null, got nothing" in caplog.text


def test_errors_name_path_expectation_and_value() -> None:
    error = fails(dict[str, list[Step]], {"a b": [{"name": "x" * 99, "state": 5}]})
    assert (error.path, error.expected, error.got) == (
        "$['a b'][0].state",
        "State",
        "5",
    )
    assert str(error) == "$['a b'][0].state: expected State, got 5"
    assert pickle.loads(pickle.dumps(error)).path == error.path
    assert len(fails(int, "x" * 1000).got) < 50
    assert fails(int, {"token": "secret"}).got == "an object"
    assert fails(Never, 1).expected == "no value"


@pytest.mark.parametrize("text", ["", "{", "[1,]", "nope", b"\xff"])
def test_malformed_text_is_an_error_in_both_modes(text: Any) -> None:
    for strict in (False, True):
        with pytest.raises(DecodeError, match="JSON"):
            decode_json(Status, text, strict=strict)


def test_nesting_beyond_measure_is_an_error() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    for kind in (Any, Status, Tree, Animal, Node):
        with pytest.raises(DecodeError):
            decode_json(kind, deep, strict=True)


def test_tolerance_takes_nan_and_lone_surrogates() -> None:
    assert decode_json(list[float], "[NaN]") != [0.0]
    assert decode_json(str, '"\\ud800"') == "\ud800"
    with pytest.raises(DecodeError):
        decode_json(list[float], "[NaN]", strict=True)


def test_from_dict_and_to_dict() -> None:
    pet = Pet.from_dict({"petId": 1, "bestFriend": {"petId": 2}})
    assert pet == Pet(pet_id=1, best_friend=Pet(pet_id=2))
    assert pet.to_dict() == {"petId": 1, "bestFriend": {"petId": 2}}
    with pytest.raises(DecodeError):
        Pet.from_dict({}, strict=True)


def test_members_are_not_encoded() -> None:
    step = Step(name="x", state=State.BUILDING)
    assert members(step) == {"name": "x", "state": State.BUILDING}
    assert members({"a": step}) == {"a": step}
    account = Account(name="n", password="p")
    account.id = 1
    assert "id" not in members(account, omit_read_only=True)


# Neighbours


@pytest.mark.parametrize("kind", [Step, Pet, Bag, Node, Shelter, Cat, OpenCat, Bird])
def test_pydantic_accepts_models_without_unset(kind: Any) -> None:
    adapter = TypeAdapter(kind)
    assert adapter.json_schema() is not None
    if kind is Step:
        assert adapter.validate_python({"name": "x", "state": "BUILDING"}) == Step(
            name="x", state=State.BUILDING
        )


def test_type_hints_resolve() -> None:
    hints = typing.get_type_hints(Status)
    assert hints["note"] == str | None | Unset
    assert [info.wire_name for info in model_fields(Pet)][:3] == [
        "petId",
        "nickName",
        "X-Odd name",
    ]


def test_nothing_is_compiled_before_the_first_use() -> None:
    @dataclass(slots=True)
    class Broken(Model):
        later: Missing  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(NameError):
        decode(Broken, {})


def test_threads_may_share_the_first_use() -> None:
    @dataclass(slots=True)
    class Fresh(Model, rename="camel"):
        some_pet: Pet
        some_animal: Animal
        other: dict[str, Node] = field(default_factory=dict)

    plain = {"somePet": {"petId": 1}, "someAnimal": {"kind": "cat"}}
    start, found = threading.Barrier(8), []

    def use() -> None:
        start.wait()
        found.append(decode(Fresh, plain, strict=True))

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Fresh(Pet(pet_id=1), Cat())] * 8


@pytest.mark.parametrize("name", ["text", "größe", "__class__", "", 'odd "', "a\n"])
def test_the_constructor_of_a_subclass_may_do_more(name: str) -> None:
    @dataclass(slots=True, kw_only=True)
    class Base(Model):
        text: str = field(metadata=wire(name))

    seen: list[Any] = []

    @dataclass(slots=True, kw_only=True)
    class Own(Base):
        def __post_init__(self) -> None:
            seen.append(self.text)

    for strict in (True, False):
        assert decode(Own, {name: "x"}, strict=strict).text == "x"
        assert type(decode_json(Own, json.dumps({name: "x"}))) is Own
    assert seen == ["x"] * 4
    deviant: Any = decode(Own, {name: 5})
    assert deviant.text == 5
    assert seen[-1] == 5


@dataclass(frozen=True)
class Frozen(Model, rename="camel"):
    some_id: int
    best: Pet | None = None


def test_classes_that_are_frozen_or_have_no_slots_are_models_too() -> None:
    @dataclass
    class Open(Model, rename="camel"):
        some_id: int
        frozen: Frozen | None = None

    plain = {"someId": 1, "frozen": {"someId": 2, "best": {"petId": 3}}}
    value = decode(Open, plain, strict=True)
    assert value == Open(1, Frozen(2, Pet(pet_id=3)))
    assert encode(value) == plain


def test_models_with_more_fields_than_a_call_had_arguments() -> None:
    fields: list[Any] = [(f"field_{n}", int, field(default=0)) for n in range(300)]
    made = make_dataclass("Wide", fields, bases=(Model,), slots=True, kw_only=True)
    made.__module__ = __name__

    @dataclass(slots=True)
    class Renamed(made, rename="camel"):  # type: ignore[call-arg, misc, valid-type]
        pass

    plain = {f"field{n}": n + 1 for n in range(300)}
    value = decode(Renamed, plain, strict=True)
    assert value == Renamed(**{f"field_{n}": n + 1 for n in range(300)})
    assert encode(value) == plain


def test_the_order_of_a_union_is_not_lost_in_the_cache() -> None:
    first, second = Cat | OpenCat, OpenCat | Cat
    assert first == second
    plain = {"kind": "cat"}
    for union, expected in ((first, Cat), (second, OpenCat)):
        items: Any = decode(types.GenericAlias(list, (union,)), [plain])
        assert type(items[0]) is expected


def test_a_subclass_of_str_is_text() -> None:
    class Marked(str):
        __slots__ = ()

    assert encode_json({"a": Marked("x")}) == b'{"a":"x"}'


def test_enum_members_may_have_any_value() -> None:
    class Odd(StrEnum):
        EMPTY = ""
        COLON = "a:b"

    assert decode(Odd, "") is Odd.EMPTY
    assert decode(dict[str, Odd], {"x": "a:b"}) == {"x": Odd.COLON}


# pydantic and FastAPI


def test_t15_pydantic_reads_and_writes_models_by_their_names_on_the_wire() -> None:
    adapter = TypeAdapter(list[Pet])
    pets = adapter.validate_json('[{"petId": 1, "bestFriend": {"petId": 2}}]')
    assert pets == [Pet(pet_id=1, best_friend=Pet(pet_id=2))]
    assert adapter.validate_python(pets) == pets
    assert json.loads(adapter.dump_json(pets)) == encode(pets)
    assert adapter.dump_python(pets) == encode(pets)
    with pytest.raises(ValidationError, match=r"\$.petId: expected int, got 'x'"):
        adapter.validate_json('[{"petId": "x"}]')


def test_t15_pydantic_tells_null_from_absent() -> None:
    adapter = TypeAdapter(Status)
    for note in ({}, {"note": None}, {"note": "x"}):
        status = adapter.validate_python({**STATUS, **note})
        assert json.loads(adapter.dump_json(status)) == {**STATUS, **note}


def test_t15_pydantic_describes_models() -> None:
    schema = TypeAdapter(Pet).json_schema()
    assert schema["$ref"] == "#/$defs/Pet"
    described = schema["$defs"]["Pet"]
    assert described["required"] == ["petId"]
    assert described["title"] == "Pet"
    assert {"$ref": "#/$defs/Pet"} in described["properties"]["bestFriend"]["anyOf"]
    for kind in (Shelter, Node, Status, Bag, Account, Tree):
        for mode in ("validation", "serialization"):
            assert TypeAdapter(kind).json_schema(mode=mode)  # type: ignore[arg-type]


def test_t15_a_class_of_pydantic_may_hold_models() -> None:
    class Order(BaseModel):
        pet: Pet
        shelter: Shelter | None = None

    order = Order.model_validate({"pet": {"petId": 1}, "shelter": {"animals": []}})
    assert order.pet == Pet(pet_id=1)
    assert json.loads(order.model_dump_json())["pet"] == {"petId": 1}
    assert "petId" in json.dumps(Order.model_json_schema())


def test_t15_models_from_json_and_to_json() -> None:
    pet = Pet.from_json(b'{"petId": 1}', strict=True)
    assert pet == Pet(pet_id=1)
    assert Pet.from_json(pet.to_json()) == pet
    for text in ("[1]", "{", b"\xff"):
        with pytest.raises(DecodeError):
            Pet.from_json(text)


def test_t15_a_model_shows_what_it_has() -> None:
    assert repr(Pet(pet_id=1)) == "Pet(pet_id=1)"
    assert repr(decode(Status, STATUS)).count("None") == 0
    pet = Pet(pet_id=1)
    assert weakref.ref(pet)() is pet
    assert Pet(pet_id=1) != Pet(pet_id=2)
    assert Pet(pet_id=1) != Bag(bag_size=1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(pet)
