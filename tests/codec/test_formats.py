"""What formats become, and how their values are written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Annotated, Any

import pytest
from demo_client._runtime import Model
from demo_client._runtime.codec import decode, decode_json
from demo_client._runtime.encoding import encode, encode_json, members
from demo_client._runtime.fields import Discriminator, TypeAliasType, wire
from demo_client._runtime.files import File

from tests.codec.kit import fails
from tests.codec.samples import Scalars

ID = "12345678-1234-5678-1234-567812345678"


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
    kept: Any = decode(bytes, text)
    assert kept == text
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


@pytest.mark.parametrize("year", [1999, 2024, 9999])
def test_s20_a_rounding_leads_to_no_other_year(year: int) -> None:
    text = f"{year}-12-31T23:59:59.9999999Z"
    for found in (
        decode(datetime, text, strict=True),
        decode(list[datetime | None], [text], strict=True)[0],
        decode_json(dict[str, datetime], f'{{"a": "{text}"}}', strict=True)["a"],
    ):
        assert found == datetime(year, 12, 31, 23, 59, 59, 999_999, UTC)


def test_s20_a_rounding_within_models_and_unions_leads_to_no_other_year() -> None:
    @dataclass(slots=True, kw_only=True)
    class Closing(Model):
        at: datetime

    text = '{"at": "2024-12-31T23:59:59.9999999"}'
    kind = dict[str, list[Closing | Scalars]]
    for found in (
        decode_json(Closing, text, strict=True),
        decode_json(kind, f'{{"a": [{text}]}}', strict=True)["a"][0],
        decode(kind, {"a": [json.loads(text)]}, strict=True)["a"][0],
    ):
        assert found == Closing(at=datetime(2024, 12, 31, 23, 59, 59, 999_999))


@dataclass(slots=True, kw_only=True)
class Span(Model):
    end: Stamp | None = None
    names: list[str] | None = None
    extra: dict[str, datetime] = field(default_factory=dict, metadata=wire(extra=True))


@dataclass(slots=True, kw_only=True)
class Stamp(Model):
    day: str | None = None
    inner: Span | None = None
    clock: time | None = None


Spans = TypeAliasType("Spans", "list[Spans] | Span")


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Span, {"closed": "AT"}),
        (Span, {"end": {"inner": {"names": ["a"], "closed": "AT"}}}),
        (Stamp, {"inner": {"end": {"clock": "CLOCK"}}}),
        (Spans, [[{"closed": "AT"}], {"end": {"clock": "CLOCK"}}]),
        (Spans, {"end": {"clock": "CLOCK"}}),
        (tuple[int, dict[str, Stamp]], [1, {"a": {"clock": "CLOCK"}}]),
        (
            Annotated[Span | Stamp, Discriminator("day", {"first": Stamp})],
            {"day": "first", "clock": "CLOCK"},
        ),
    ],
)
def test_s20_times_anywhere_in_a_message_are_not_rounded_up(
    kind: Any, plain: Any
) -> None:
    text = json.dumps(plain).replace("AT", "1999-12-31T23:59:59.99999999")
    text = text.replace("CLOCK", "23:59:59.99999999")
    found = encode_json(decode_json(kind, text, strict=True)).decode()
    assert json.loads(found) == json.loads(text.replace("99999999", "999999"))
    assert found == encode_json(decode_json(kind, text.encode(), strict=True)).decode()


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
