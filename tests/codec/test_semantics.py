"""What the codec does, by row of the table of semantics (S1 to S12)."""

from __future__ import annotations

import copy
import json
import pickle
import typing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Annotated, Any, TypeAlias

import pytest
from demo_client._runtime import (
    ABSENT,
    UNSET,
    Discriminator,
    Model,
    TypeAliasType,
    wire,
)
from demo_client._runtime.codec import decode, decode_json
from demo_client._runtime.encoding import encode, encode_json, members
from demo_client._runtime.files import File
from demo_client._runtime.trail import DecodeError

from tests.codec.samples import (
    Account,
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
    Ratio,
    Scalars,
    State,
    Status,
)

ID = "12345678-1234-5678-1234-567812345678"
STATUS = {"id": ID, "state": "BUILDING", "request_id": None}


def fails(kind: Any, plain: Any) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        decode(kind, plain, strict=True)
    return caught.value


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
        Cat | Bird | Fish,
        Discriminator("petType", {"fish": Fish}, default=Bird),
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


# S4, S5: null and absent


def test_s4_null_absent_and_value_stay_apart() -> None:
    for note in (UNSET, None, "text"):
        plain = STATUS if note is UNSET else {**STATUS, "note": note}
        status = decode(Status, plain, strict=True)
        assert status.note is note or status.note == note
        assert status.to_dict() == plain


def test_s4_null_in_an_optional_field_is_not_sent_back() -> None:
    status = decode(Status, {**STATUS, "steps": None}, strict=True)
    assert status.steps is None
    assert encode(status) == STATUS


def test_s4_an_optional_any_keeps_null() -> None:
    @dataclass(slots=True)
    class Loose(Model):
        free: Any = UNSET

    assert encode(Loose()) == {}
    assert encode(Loose(None)) == {"free": None}
    assert decode(Loose, {"free": None}).free is None
    assert decode(Loose, {}, strict=True).free is UNSET


# S6: enums


def test_s6_unlisted_values_survive() -> None:
    state = decode(State, "NEW")
    assert (state, hash(state), str(state)) == ("NEW", hash("NEW"), "NEW")
    assert not state.is_known
    assert State.BUILDING.is_known
    assert repr(state) == "<State: 'NEW'>"
    assert repr(State.BUILDING) == "<State.BUILDING: 'BUILDING'>"
    for again in (copy.copy(state), copy.deepcopy(state)):
        assert again == state
    assert pickle.loads(pickle.dumps(state)) == state
    assert pickle.loads(pickle.dumps(State.BUILDING)) is State.BUILDING
    assert State("NEW") == state
    assert "NEW" not in State._value2member_map_
    assert len(State) == 2
    assert {state: 1}["NEW"] == 1


def test_s6_numbers_too() -> None:
    assert decode(Level, 7) == 7
    assert not decode(Level, 7).is_known
    assert decode(Ratio, 0.5) is Ratio.HALF
    assert decode(Ratio, 3) == 3.0
    assert encode([Level.HIGH, Level(7), Ratio.HALF, Ratio(3)]) == [2, 7, 0.5, 3.0]
    assert encode_json({"a": Ratio(0.25), "b": State("X")}) == b'{"a":0.25,"b":"X"}'
    assert fails(Level, True).expected == "Level"
    assert fails(Ratio, True).expected == "Ratio"
    with pytest.raises(ValueError, match="nothing"):
        State(typing.cast(Any, ["nothing"]))


# S8: directions


def test_s8_required_holds_per_direction() -> None:
    account = Account(name="n", password="p")
    assert encode(account) == {"name": "n", "password": "p"}
    seen = decode(
        Account, {"name": "n", "id": 1, "created": "2026-01-02T00:00:00Z"}, strict=True
    )
    assert seen.password is UNSET
    assert encode(seen) == {"name": "n", "id": 1, "created": "2026-01-02T00:00:00Z"}
    assert encode(seen, omit_read_only=True) == {"name": "n"}
    assert encode_json([seen], omit_read_only=True) == b'[{"name":"n"}]'
    assert fails(Account, {"name": "n"}).path == "$.id"


def test_s8_a_model_of_what_only_the_server_sends_is_sent_as_it_is() -> None:
    @dataclass(slots=True, kw_only=True)
    class Reference(Model):
        id: str = field(default=ABSENT, metadata=wire(read_only=True))
        self_: str | None = field(default=None, metadata=wire("self", read_only=True))

    known = Reference(id="P1")
    assert encode(known, omit_read_only=True) == {"id": "P1"}
    assert encode_json(known, omit_read_only=True) == b'{"id":"P1"}'
    assert members(known, omit_read_only=True) == {"id": "P1"}


# S9: extras


def test_s9_extras_survive_and_are_no_declared_names() -> None:
    bag = decode(Bag, {"BagSize": 1, "additional_properties": 2, "x": 3}, strict=True)
    assert bag == Bag(
        bag_size=1, additional_properties={"additional_properties": 2, "x": 3}
    )
    assert encode(bag) == {"BagSize": 1, "additional_properties": 2, "x": 3}
    with pytest.raises(ValueError, match=r"additional_properties: 'BagSize' in it"):
        encode(Bag(bag_size=1, additional_properties={"BagSize": 9}))
    assert fails(Bag, {"BagSize": 1, "x": "y"}).path == "$.x"
    first, second = decode(Bag, {"BagSize": 1}), decode(Bag, {"BagSize": 1})
    assert first.additional_properties is not second.additional_properties


# S10: defaults


def test_s10_a_required_constant_is_always_sent_and_demanded() -> None:
    assert encode(Cat()) == {"kind": "cat"}
    assert decode(Cat, {}) == Cat()
    assert fails(Cat, {}).path == "$.kind"
    assert fails(list[Cat], [{}]).path == "$[0].kind"


# S11: formats


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02t03:04:05z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04:05.1Z", datetime(2026, 1, 2, 3, 4, 5, 100000, tzinfo=UTC)),
        (
            "2026-01-02T03:04:05.123456789012+02:00",
            datetime(2026, 1, 2, 3, 4, 5, 123457, timezone(timedelta(hours=2))),
        ),
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5)),
        ("yesterday", "yesterday"),
    ],
)
def test_s11_date_time(text: str, expected: Any) -> None:
    found = decode(datetime, text)
    assert found == expected
    if isinstance(found, datetime):
        assert found.utcoffset() == expected.utcoffset()
        assert decode(datetime, encode(found)) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1W", timedelta(weeks=1)),
        ("P1DT2H3M4.5S", timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ("-PT1S", timedelta(seconds=-1)),
        ("P1M", "P1M"),
        ("P1Y", "P1Y"),
        ("PW", "PW"),
        ("P1e400W", "P1e400W"),
    ],
)
def test_s11_durations_of_exact_length(text: str, expected: Any) -> None:
    assert decode(timedelta, text) == expected


# S19, S20: durations, bytes, times


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("P123DT22H14M12.011S", timedelta(123, 80_052, 11_000)),
        ("PT1H30M", timedelta(hours=1.5)),
        ("P2D", timedelta(2)),
        ("PT0.5S", timedelta(milliseconds=500)),
        ("PT0S", timedelta()),
        ("-PT1M", timedelta(minutes=-1)),
        ("-P1DT0.000001S", timedelta(days=-1, microseconds=-1)),
        ("PT59M59.999999S", timedelta(minutes=59, seconds=59.999999)),
    ],
)
def test_s19_durations_are_sent_as_people_write_them(text: str, value: Any) -> None:
    assert decode(timedelta, text, strict=True) == value
    assert encode(value) == text
    assert encode_json([value]) == f'["{text}"]'.encode()


@pytest.mark.parametrize("text", ["P1M", "P1Y2M10DT2H30M", "-P3Y", "P1YT0.5S"])
def test_s19_months_and_years_survive(text: str) -> None:
    @dataclass(slots=True)
    class Plan(Model):
        every: timedelta
        name: str

    plan = decode(Plan, {"every": text, "name": "x"}, strict=True)
    assert encode(plan) == {"every": text, "name": "x"}
    assert json.loads(encode_json(plan))["every"] == text
    assert decode(list[timedelta], [text, "PT1S"], strict=True)[1] == timedelta(0, 1)


@pytest.mark.parametrize("text", ["PW", "P", "PT", "1D", "P1H", "P1DT", "", "P1M1Y"])
def test_s19_other_text_is_no_duration(text: str) -> None:
    assert decode(timedelta, text) == text
    assert fails(timedelta, text).expected == "timedelta"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("aGVsbG8", b"hello"),
        ("aGVsbG8=", b"hello"),
        ("-_8=", b"\xfb\xff"),
        ("-_8", b"\xfb\xff"),
        ("aGVs\nbG8=\n", b"hello"),
        ("aGVs\r\n bG8", b"hello"),
        ("", b""),
    ],
)
def test_s20_bytes_are_read_in_every_spelling(text: str, data: bytes) -> None:
    for strict in (True, False):
        assert decode(bytes, text, strict=strict) == data
        assert decode_json(list[bytes], json.dumps([text]), strict=strict) == [data]


@pytest.mark.parametrize("text", ["!!!", "a", "aGVsb", "é", "a=b"])
def test_s20_other_text_is_no_bytes(text: str) -> None:
    assert decode(bytes, text) == text
    assert fails(bytes, text).expected == "bytes"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (time, "03:04", time(3, 4)),
        (time, "03:04Z", time(3, 4, tzinfo=UTC)),
        (datetime, "2026-01-02T03:04", datetime(2026, 1, 2, 3, 4)),
        (datetime, "2026-01-02T03:04Z", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
        (
            datetime,
            "2026-01-02T03:04+02:00",
            datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=2))),
        ),
    ],
)
def test_s20_times_without_seconds_are_read(kind: Any, text: str, value: Any) -> None:
    assert decode(kind, text, strict=True) == value


def test_s20_the_last_moment_that_there_is_is_not_rounded_beyond() -> None:
    text = "9999-12-31T23:59:59.9999999Z"
    for found in (
        decode(datetime, text, strict=True),
        decode(list[datetime | None], [text], strict=True)[0],
        decode_json(dict[str, datetime], f'{{"a": "{text}"}}', strict=True)["a"],
    ):
        assert found == datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)


def test_s11_other_formats_encode_as_the_specification_says() -> None:
    plain = {
        "text": "t",
        "count": 1,
        "ratio": 1.5,
        "flag": True,
        "at": "2026-01-02T03:04:05+02:00",
        "day": "2026-01-02",
        "clock": "03:04:05Z",
        "span": "P1DT1S",
        "data": "YWI=",
        "amount": "1.10",
        "level": 2,
        "half": 0.5,
        "anything": {"a": [None]},
        "kind": "a",
        "yes": True,
        "pair": [1, "x"],
        "numbers": {"n": [1, None]},
        "nothing": None,
    }
    value = decode(Scalars, plain, strict=True)
    assert value.pair == (1, "x")
    assert value.data == b"ab"
    assert str(value.amount) == "1.10"
    assert encode(value) == plain
    assert (
        decode(Scalars, {**plain, "amount": 1.5, "count": 2.0}, strict=True).count == 2
    )


def test_s11_files_within_json_are_text() -> None:
    @dataclass(slots=True)
    class Upload(Model, rename="camel"):
        the_file: File

    value = decode(Upload, {"theFile": "text"}, strict=True)
    assert value == Upload(File("text"))
    assert encode(value) == {"theFile": "text"}
    assert members(value) == {"theFile": File("text")}


# S12: arrays


def test_s12_tuples() -> None:
    assert decode(tuple[int, str], [1, "a"]) == (1, "a")
    assert decode(tuple[int, str], [1]) == [1]
    assert fails(tuple[int, str], [1, 2]).path == "$[1]"
    assert encode([(1, "a")]) == [[1, "a"]]
