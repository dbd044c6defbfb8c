"""What has no form in JSON is refused by name, never changed (P11, R9, T15)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from demo_client._runtime import UNSET, Model, Unset, wire
from demo_client._runtime.codec import decode, decode_json
from demo_client._runtime.encoding import encode, encode_json
from demo_client._runtime.trail import DecodeError

from tests.codec.samples import Bag, Node, Pet, Ratio, Step


@dataclass(slots=True, kw_only=True)
class Measure(Model, rename="camel"):
    the_value: float | None = None
    values: list[float] | None = None
    exact: Decimal | None = None
    ratio: Ratio | None = None
    on_day: date | None = None
    days: list[date] | None = None
    note: str | Unset | None = UNSET
    notes: list[str] | None = None
    data: bytes | None = None
    free: Any = UNSET
    within: Measure | None = None
    odd: str | None = field(default=None, metadata=wire('odd "'))


AT = datetime(2026, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("arguments", "place", "reason"),
    [
        ({"the_value": math.nan}, "$.theValue", "nan has no form in JSON"),
        ({"the_value": -math.inf}, "$.theValue", "-inf has no form in JSON"),
        ({"values": [1.0, math.nan]}, r"$.values[1]", "nan has no form in JSON"),
        ({"exact": Decimal("NaN")}, "$.exact", "NaN has no form in JSON"),
        ({"ratio": Ratio(math.inf)}, "$.ratio", "inf has no form in JSON"),
        ({"free": {"a b": [math.nan]}}, "$.free['a b'][0]", "nan has no form in JSON"),
        ({"on_day": AT}, "$.onDay", "a datetime where a date is declared"),
        ({"days": [AT]}, "$.days", "a datetime where a date is declared"),
        ({"note": b"x"}, "$.note", "bytes where text is declared"),
        ({"note": bytearray(b"x")}, "$.note", "bytes where text is declared"),
        ({"notes": ["a", b"x"]}, "$.notes", "bytes where text is declared"),
        ({"odd": b"x"}, "$['odd \"']", "bytes where text is declared"),
        ({"within": Measure(note=b"")}, "$.within.note", "bytes where text"),  # type: ignore[arg-type]
    ],
)
def test_p11_what_would_be_changed_is_refused(
    arguments: dict[str, Any], place: str, reason: str
) -> None:
    for write in (encode, encode_json):
        with pytest.raises(ValueError, match=reason) as caught:
            write({"list": [Measure(**arguments)]})
        assert str(caught.value).startswith(f"$.list[0]{place[1:]}: ")


def test_p11_half_of_a_surrogate_pair_is_refused() -> None:
    for value in (Measure(note="\ud800"), Measure(free={"\ud800": 1})):
        with pytest.raises(ValueError, match="half of a surrogate pair"):
            encode_json(value)


def test_p11_undeclared_properties_do_not_take_declared_names() -> None:
    bag = Bag(bag_size=1, additional_properties={"BagSize": 2})
    for write in (encode, encode_json):
        with pytest.raises(ValueError, match="'BagSize' in it is declared"):
            write([bag])


def test_p11_what_deviates_is_sent_as_it_came() -> None:
    plain = {"theValue": "n/a", "onDay": 5, "note": {"a": 1}, "data": "!", "days": "x"}
    assert encode(decode(Measure, plain)) == plain


def test_p11_what_is_right_passes() -> None:
    value = Measure(
        the_value=1.5,
        values=[1.5, 2],
        exact=Decimal("1.10"),
        on_day=date(2026, 1, 2),
        days=[date(2026, 1, 2)],
        notes=["é"],
        data=b"\0",
    )
    assert decode_json(Measure, encode_json(value), strict=True) == value


def test_a_model_that_holds_itself_cannot_be_sent() -> None:
    pet = Pet(pet_id=1)
    pet.best_friend = pet
    node = Node(value=1)
    node.children = [node]
    for value in (pet, node):
        with pytest.raises(RecursionError):
            encode_json(value)
        assert "..." in repr(value)


# Reading


@pytest.mark.parametrize("kind", [Step, list[Step], str, Any, Node])
def test_r9_bytes_that_are_no_utf8_are_read_or_refused(
    kind: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for text in (b'{"name": "caf\xe9", "state": "DEPLOYED"}', b'["\xff"]', b'"\xe9"'):
        with pytest.raises(DecodeError, match="JSON"):
            decode_json(kind, text, strict=True)
        decode_json(kind, text)
    assert "no UTF-8" in caplog.text
    step = decode_json(Step, b'{"name": "caf\xe9", "state": "DEPLOYED"}')
    assert step.name == "caf\ufffd"


@pytest.mark.parametrize("data", [None, 5, "text", b"{}", ["name"]])
def test_r9_what_is_no_mapping_is_no_model(data: Any) -> None:
    for strict in (True, False):
        with pytest.raises(DecodeError, match="an object"):
            Step.from_dict(data, strict=strict)


def test_t15_json_text_is_no_plain_value() -> None:
    for text in (b'{"name": "x"}', bytearray(b"{}"), memoryview(b"{}")):
        with pytest.raises(TypeError, match="decode_json"):
            decode(Step, text)
