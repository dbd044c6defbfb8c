"""What the codec does with absence, enums, directions, extras, defaults and tuples."""

from __future__ import annotations

import copy
import pickle
import typing
from dataclasses import dataclass, field
from typing import Any

import pytest
from demo_client._runtime import ABSENT, UNSET, Model, wire
from demo_client._runtime.codec import decode
from demo_client._runtime.encoding import encode, encode_json, members

from tests.codec.kit import fails
from tests.codec.samples import Account, Bag, Cat, Level, Ratio, State, Status

ID = "12345678-1234-5678-1234-567812345678"
STATUS = {"id": ID, "state": "BUILDING", "request_id": None}


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
    assert hash(state) == hash("NEW")


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
    sent = {"name": "n", "id": 1, "created": "2026-01-02T00:00:00Z"}
    seen: Any = decode(Account, sent, strict=True)
    assert seen.password is UNSET
    assert encode(seen) == sent
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


# S12: arrays


def test_s12_tuples() -> None:
    assert decode(tuple[int, str], [1, "a"]) == (1, "a")
    short: Any = decode(tuple[int, str], [1])
    assert short == [1]
    assert fails(tuple[int, str], [1, 2]).path == "$[1]"
    assert encode([(1, "a")]) == [[1, "a"]]
