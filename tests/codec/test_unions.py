"""How the codec reads and writes unions, with and without discriminators."""

from __future__ import annotations

import json
import typing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias

import pytest
from demo_client._runtime import Discriminator, Model, TypeAliasType, wire
from demo_client._runtime.codec import decode, decode_json
from demo_client._runtime.encoding import encode, encode_json

from tests.codec.kit import fails
from tests.codec.samples import (
    Animal,
    Bag,
    Bird,
    Cat,
    Dog,
    DogKind,
    Fish,
    Level,
    Mammal,
    OpenCat,
    OpenDog,
    Pet,
    State,
)

ID = "12345678-1234-5678-1234-567812345678"


# S1, S2: unions


def test_s1_the_variant_that_fits_best_is_chosen() -> None:
    @dataclass(slots=True, kw_only=True)
    class Short(Model):
        name: str

    @dataclass(slots=True, kw_only=True)
    class Long(Model):
        name: str
        size: int | None = None

    @dataclass(slots=True, kw_only=True)
    class Other(Model):
        name: int

    kind = Short | Long | Other
    assert decode(kind, {"name": "x"}) == Short(name="x")
    assert decode(kind, {"name": "x", "size": 1}) == Long(name="x", size=1)
    assert decode(kind, {"name": 1}) == Other(name=1)
    assert decode(Long | Short, {"name": "x"}) == Long(name="x")
    assert decode(list[kind], [{"name": 1}, {"name": "x"}]) == [
        Other(name=1),
        Short(name="x"),
    ]


def test_s1_what_lies_beneath_decides_between_variants_with_the_same_keys() -> None:
    @dataclass(slots=True, kw_only=True)
    class Red(Model):
        data: Pet

    @dataclass(slots=True, kw_only=True)
    class Blue(Model):
        data: Bag

    kind = Red | Blue
    assert type(decode(kind, {"data": {"petId": 1}})) is Red
    assert type(decode(kind, {"data": {"BagSize": 1, "petId": 1}})) is Blue
    assert type(decode_json(kind, b'{"data": {"BagSize": 1}}')) is Blue


def test_s1_a_deviation_beneath_does_not_lose_what_only_one_variant_knows() -> None:
    @dataclass(slots=True, kw_only=True)
    class Image(Model):
        image: Pet | None = None

    @dataclass(slots=True, kw_only=True)
    class Docker(Model):
        docker: Pet | None = None

    plain = {"docker": {"petId": "seven"}}
    value = decode(Image | Docker, plain)
    assert type(value) is Docker
    assert encode(value) == plain
    assert type(decode(Docker | Image, {"image": {}})) is Image
    assert decode(Image | Docker, plain, strict=True) == Image()  # it is valid


def test_s1_a_value_that_no_variant_lists_decides_nothing() -> None:
    @dataclass(slots=True, kw_only=True)
    class Plain(Model):
        text: str

    @dataclass(slots=True, kw_only=True)
    class Staged(Model):
        text: str
        state: State | None = None

    plain = {"text": "x", "state": "NEW"}
    value = decode(Plain | Staged, plain, strict=True)
    assert value == Staged(text="x", state=State("NEW"))


def test_s1_an_open_enum_tells_variants_apart() -> None:
    kind = OpenCat | OpenDog
    assert type(decode(kind, {"kind": "dog"})) is OpenDog
    assert type(decode(kind, {"kind": "cat"})) is OpenCat
    assert type(decode(kind, {"kind": "cow"})) is OpenCat


@pytest.mark.parametrize(
    ("kind", "plain", "expected"),
    [
        (int | float, 1, 1),
        (int | float, 1.0, 1.0),
        (int | bool, True, True),
        (int | str, 1.0, 1),
        (float | str, 1, 1.0),
        (str | datetime, "2026-01-02T00:00:00Z", datetime(2026, 1, 2, tzinfo=UTC)),
        (datetime | str, "tomorrow", "tomorrow"),
        (str | State, "BUILDING", State.BUILDING),
        (State | str, "NEW", "NEW"),
        (State | int, "NEW", State("NEW")),
        (bytes | str, "YWJj", "YWJj"),
        (Level | float, 2, Level.HIGH),
        (Level | float, 7, 7.0),
        (Level | bool, True, True),
        (Level | str, 2.0, Level.HIGH),
        (str | list[str] | None, ["a"], ["a"]),
        (str | list[str] | None, None, None),
    ],
)
def test_s1_scalars_take_the_exact_type_first(
    kind: Any, plain: Any, expected: Any
) -> None:
    found = decode(kind, plain, strict=True)
    assert found == expected
    assert type(found) is type(expected)


def test_s1_nested_ambiguous_unions_stay_linear() -> None:
    @dataclass(slots=True, kw_only=True)
    class Left(Model):
        next: Left | Right | None = None

    @dataclass(slots=True, kw_only=True)
    class Right(Model):
        next: Left | Right | None = None

    Left.__module__ = Right.__module__ = __name__
    globals().update(Left=Left, Right=Right)
    plain: dict[str, Any] = {"next": 5}
    for _ in range(60):
        plain = {"next": plain}
    assert type(decode(Left | Right, plain)) is Left


def test_s2_discriminators_nest_and_take_tags_that_are_no_strings() -> None:
    assert decode(Animal, {"kind": "dog", "bark": "w"}) == Dog(bark="w")
    assert decode(Animal, {"petType": "fish", "depth": 1}) == Fish(
        pet_type="fish", depth=1
    )
    assert type(decode(Animal, {"petType": 2, "depth": 1})) is Fish

    @dataclass(slots=True)
    class One(Model):
        version: Any

    @dataclass(slots=True)
    class Yes(Model):
        version: Any

    kind = Annotated[One | Yes, Discriminator("version", {2: One, True: Yes})]
    assert type(decode(kind, {"version": 2})) is One
    assert type(decode(kind, {"version": True})) is Yes
    assert type(decode(list[kind], [{"version": True}])[0]) is Yes


def test_s2_a_default_takes_all_other_tags_and_none() -> None:
    kind = Annotated[
        Cat | Bird | Fish, Discriminator("petType", {"fish": Fish}, default=Bird)
    ]
    for tag in ({"petType": "eagle"}, {"petType": "cat"}):
        value = decode(kind, {**tag, "wingSpan": 2.0}, strict=True)
        assert value == Bird(pet_type=tag["petType"], wing_span=2.0)
    assert type(decode(kind, {"petType": "fish", "depth": 1})) is Fish
    assert fails(kind, {"kind": "cat"}).path == "$.petType"


def test_s2_a_default_takes_nothing_from_a_union_beside_it() -> None:
    mammal = Annotated[Cat | Dog, Discriminator("kind", {"cat": Cat}, default=Dog)]
    swimmer = Annotated[Bird | Fish, Discriminator("petType", {"fish": Fish})]
    eel: Any = {"petType": "eel", "depth": 5}
    assert decode(mammal | swimmer, eel) == eel


def test_s2_an_unknown_tag_is_kept_and_reported(
    caplog: pytest.LogCaptureFixture,
) -> None:
    plain = {"kind": "unknown tag", "depth": 5}
    assert decode(Cat | Dog, plain) == Cat(kind=typing.cast(Any, "unknown tag"))
    tagged = Annotated[Cat | Dog, Discriminator("kind", {"cat": Cat, "dog": Dog})]
    assert decode(tagged, plain) == plain
    assert "Cat or Dog at $: expected Cat or Dog, got an object" in caplog.text
    assert fails(list[tagged], [plain]).path == "$[0]"


@dataclass(slots=True, kw_only=True)
class Meow(Model):
    meow: bool | None = None


@dataclass(slots=True, kw_only=True)
class Bark(Model):
    bark: bool | None = None
    extra: dict[str, Any] = field(default_factory=dict, metadata=wire(extra=True))


ByKind: TypeAlias = Annotated[
    Meow | Bark, Discriminator("kind", {"cat": Meow, "dog": Bark})
]
ByType: TypeAlias = Annotated[
    Meow | Bark, Discriminator("type", {"CAT": Meow, "DOG": Bark})
]
Recursive = TypeAliasType("Recursive", "list[Recursive] | ByKind")


@dataclass(slots=True, kw_only=True)
class Pets(Model, rename="camel"):
    by_kind: ByKind | None = None
    by_type: ByType | None = None
    all_kinds: list[ByKind | None] | None = None
    kinds_by_name: dict[str, ByKind | str] | None = None
    one_of_both: ByKind | ByType | None = None
    deep: Recursive | None = None
    alone: Meow | None = None


def test_s17_a_tag_belongs_to_the_union_that_names_it() -> None:
    pets = Pets(
        by_kind=Meow(meow=True),
        by_type=Meow(meow=True),
        all_kinds=[Bark(bark=True), None, Meow()],
        kinds_by_name={"a": Bark(), "b": "text"},
        deep=[[Meow()]],
        alone=Meow(meow=False),
    )
    plain = {
        "byKind": {"kind": "cat", "meow": True},
        "byType": {"type": "CAT", "meow": True},
        "allKinds": [{"kind": "dog", "bark": True}, None, {"kind": "cat"}],
        "kindsByName": {"a": {"kind": "dog"}, "b": "text"},
        "deep": [[{"kind": "cat"}]],
        "alone": {"meow": False},
    }
    assert encode(pets) == plain
    assert json.loads(encode_json(pets)) == plain
    assert decode(Pets, plain, strict=True) == pets
    assert decode_json(Pets, encode_json(pets), strict=True) == pets
    assert encode(Meow(meow=True)) == {"meow": True}
    assert encode(Meow(meow=True), ByKind) == {"kind": "cat", "meow": True}
    assert encode([Bark()], list[ByType]) == [{"type": "DOG"}]


def test_s17_a_subclass_of_a_variant_has_its_tag() -> None:
    @dataclass(slots=True, kw_only=True)
    class Loud(Bark):
        volume: int

    pets = Pets(by_kind=Loud(volume=3, bark=True))
    assert encode(pets) == {"byKind": {"kind": "dog", "bark": True, "volume": 3}}


@pytest.mark.parametrize("message", [{}, {"meow": True}, {"kind": "cow"}, {"kind": 1}])
def test_s18_no_message_gets_a_tag_that_it_has_not(message: Any) -> None:
    assert decode(ByKind, message) == message
    assert encode(decode(Pets, {"byKind": message})) == {"byKind": message}
    assert fails(ByKind, message).path == "$"
    assert decode(Mammal, message) == message


def test_s18_an_open_enum_as_the_tag_makes_no_difference() -> None:
    kind = Annotated[
        OpenCat | OpenDog, Discriminator("kind", {"cat": OpenCat, "dog": OpenDog})
    ]
    assert decode(kind, {"kind": "cow", "age": 1}) == {"kind": "cow", "age": 1}
    assert decode(list[kind], [{"kind": "dog"}], strict=True) == [
        OpenDog(kind=DogKind.DOG)
    ]


def test_s18_what_no_tag_tells_is_read_by_its_keys() -> None:
    kind = Annotated[Cat | Dog | Pet, Discriminator("kind", {"cat": Cat, "dog": Dog})]
    assert decode(kind, {"petId": 1}, strict=True) == Pet(pet_id=1)
    assert decode(kind, {"kind": "dog"}, strict=True) == Dog()
    assert decode(kind, {"kind": "cow", "lives": 1}) == {"kind": "cow", "lives": 1}
