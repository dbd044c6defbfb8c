"""S6, S11, S12, S13, S15: scalars, enums, arrays, aliases, keywords of 3.1 and 3.2."""

from __future__ import annotations

import inspect
import sys
import typing
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import pytest

from tests.behaviour.wire import blocking, both, received, sent
from tests.golden import cases
from tests.runtime.server import answer
from tests.support import client, operations

CASES = (
    "s06_enums_of_strings",
    "s06_enums_of_other_types",
    "s11_formats",
    "s12_arrays",
    "s13_json_schema",
    "s13_openapi_3_2",
    "s15_aliases",
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The golden cases as one document; each schema is named after its case too."""
    schemas: dict[str, Any] = {}
    for name in CASES[:5]:
        for key, schema in cases.document(name)["components"]["schemas"].items():
            schemas[key if key not in schemas else f"{key}{name[:3]}"] = schema
    document = {"components": {"schemas": schemas}}
    return client(tmp_path_factory.mktemp("values"), document)


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    document = cases.document("s13_openapi_3_2")
    aliases = cases.document("s15_aliases")["components"]["schemas"]
    document["components"]["schemas"] |= aliases
    return client(tmp_path_factory.mktemp("newest"), document)


def alike(api: Any, schema: str, plain: Any) -> Any:
    """The value of plain JSON that makes the round trip."""
    value = api.decode(getattr(api.models, schema), plain, strict=True)
    assert api.encode(value) == plain
    return value


def test_s6_every_listed_value_has_a_member(api: Any) -> None:
    document = cases.document("s06_enums_of_strings")["components"]["schemas"]
    listed = document["Odd"]["enum"]
    assert [member.value for member in api.models.Odd] == listed
    for value in listed:
        assert alike(api, "Odd", value).is_known


def test_s6_values_that_no_document_lists_survive(api: Any) -> None:
    state = alike(api, "ThingState", "ajar")
    assert (state, state.is_known) == ("ajar", False)
    assert alike(api, "Level", 7) == 7
    assert alike(api, "Ratio", 7.5) == 7.5
    assert not alike(api, "Ratio", 7.5).is_known


def test_s6_names_from_extensions(api: Any) -> None:
    assert api.models.Named("A1") is api.models.Named.FIRST
    assert api.models.Titled("y") is api.models.Titled.WHY
    assert api.models.Code(404) is api.models.Code.NOT_FOUND
    assert {member.name for member in api.models.AnnotatedSchema} == {"UP", "DOWN"}


def test_s6_numbers_booleans_mixtures(api: Any) -> None:
    assert [member.value for member in api.models.Level] == [-1, 0, 1, 10]
    assert alike(api, "Ratio", 0.5) is api.models.Ratio.VALUE_0_5
    assert api.models.Flag == Literal[True]
    assert api.models.Mixed == Literal["auto", 1, 2, True]
    assert alike(api, "Mixed", True) is True
    with pytest.raises(api.DecodeError):
        api.decode(api.models.Mixed, "manual", strict=True)


def test_s6_constants_and_enums_of_one_value(api: Any) -> None:
    assert [member.value for member in api.models.Single] == ["only"]
    thing = api.models.Things06()
    assert thing.to_dict() == {"version": 2, "always": True, "single": "only"}
    optional = {**thing.to_dict(), "optional": "maybe", "nothing": None, "mixed": None}
    alike(api, "Things06", optional)


FORMATS = {
    "at": "2026-01-02T03:04:05.5+02:00",
    "day": "2026-01-02",
    "clock": "03:04:05Z",
    "span": "PT90S",
    "id": "12345678-1234-5678-1234-567812345678",
    "data": "YWI=",
    "raw": "text",
    "amount": "1.10",
}


def test_s11_formats_have_types_of_their_own(api: Any) -> None:
    value = api.models.Formats.from_dict(FORMATS, strict=True)
    zone = timezone(timedelta(hours=2))
    assert value.at == datetime(2026, 1, 2, 3, 4, 5, 500000, zone)
    assert value.at.utcoffset() == timedelta(hours=2)
    assert value.day == date(2026, 1, 2)
    assert value.clock == time(3, 4, 5, tzinfo=UTC)
    assert value.span == timedelta(seconds=90)
    assert value.id == UUID(FORMATS["id"])
    assert value.data == b"ab"
    assert str(value.amount) == "1.10"
    assert isinstance(value.amount, Decimal)
    again = api.models.Formats.from_dict(value.to_dict(), strict=True)
    assert again == value
    assert value.to_dict()["at"] == "2026-01-02T03:04:05.500000+02:00"


@pytest.mark.parametrize("text", ["2026-01-02T03:04:05Z", "2026-01-02t03:04:05.25z"])
def test_s11_date_times_as_rfc_3339_allows_them(api: Any, text: str) -> None:
    value = api.models.Formats.from_dict({**FORMATS, "at": text}, strict=True)
    assert value.at.utcoffset() == timedelta(0)
    assert value.at.replace(microsecond=0) == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_s11_other_formats_are_their_base_type(api: Any) -> None:
    hints = typing.get_type_hints(api.models.Formats)
    for name in ("link", "mail", "v4", "v6", "word"):
        assert hints[name] == str | None
    for name in ("small", "large", "count"):
        assert hints[name] == int | None
    for name in ("single", "double"):
        assert hints[name] == float | None
    assert hints["number_amount"] == Decimal | None
    assert hints["untyped"] == UUID | None


@pytest.mark.parametrize(
    ("schema", "plain", "expected"),
    [
        ("Point", [1.5, 2.5], (1.5, 2.5)),
        ("Row", ["a", 1, 2], ["a", 1, 2]),
        ("Matrix", [[1.0], []], [[1.0], []]),
        ("Unsaid", [1, "a", None], [1, "a", None]),
        ("Maybe", ["a", None], ["a", None]),
        ("Unique", ["a", "b"], ["a", "b"]),
        ("Empty", [], []),
        ("Mixed", ["a", 1], ["a", 1]),
    ],
)
def test_s12_arrays(api: Any, schema: str, plain: Any, expected: Any) -> None:
    schema = "Mixeds12" if schema == "Mixed" else schema
    value = alike(api, schema, plain)
    assert (value, type(value)) == (expected, type(expected))


def test_s12_tuples_within_models(api: Any) -> None:
    plain = {
        "points": [[1.0, 2.0]],
        "pairs": [["a", {"n": 1}]],
        "steps": [{"name": "s"}],
    }
    value = alike(api, "Line", plain)
    assert value.points == [(1.0, 2.0)]
    assert value.pairs[0][1].n == 1
    with pytest.raises(api.DecodeError):
        api.models.Line.from_dict({"points": [[1.0]]}, strict=True)


def test_s13_keywords_of_json_schema_2020_12(api: Any) -> None:
    plain = {
        "part": {"size": "m"},
        "other": {"size": "s"},
        "anything": [None],
        "kind": "thing",
        "picture": "YWI=",
        "config": "{}",
        "both": {"size": "s", "weight": 1.5},
    }
    value = alike(api, "Things13", plain)
    assert type(value.part) is type(value.other)
    assert value.part.size is api.models.Things13Size.M
    assert value.picture == b"ab"
    assert value.both.weight == 1.5
    source = inspect.getsource(sys.modules[api.models.Things13.__module__])
    assert '    """The part beside its text. Deprecated."""\n' in source
    assert alike(api, "Wide", 1) == 1
    assert alike(api, "Wide", "a") == "a"


def test_s13_the_query_method_and_item_schema(newest: Any) -> None:
    query_logs = operations(newest).query_logs
    body = newest.models.QueryLogsRequest(text="x")
    assert query_logs.call(body).method == "QUERY"
    reply = answer(200, b'{"text": "a"}\n{"text": "b"}\n', "application/jsonl")
    lines = received(blocking, newest, lambda c: list(query_logs(c, body)), reply)
    assert lines == [newest.models.Line(text="a"), newest.models.Line(text="b")]


@both
def test_s13_query_strings_and_additional_operations(way: Any, newest: Any) -> None:
    calls, models = operations(newest), newest.models
    log_filter = models.FindLogsFilter(level="a b")
    request = sent(way, newest, lambda c: calls.find_logs(c, filter=log_filter))
    assert (request.method, request.target) == ("GET", "/logs?level=a+b")
    request = sent(way, newest, calls.purge_logs)
    assert (request.method, request.target) == ("PURGE", "/logs")


def test_s15_aliases_keep_their_names_and_meaning(newest: Any) -> None:
    models = newest.models
    assert models.UserId is UUID
    assert models.Names == list[str]
    assert models.Scores == dict[str, float]
    assert models.IdOrName == UUID | str
    assert models.SameUser is models.User
    user_id = "12345678-1234-5678-1234-567812345678"
    plain = {"id": user_id, "names": ["a"], "scores": {"a": 1.5}, "nick": None}
    assert alike(newest, "User", plain).id == UUID(user_id)


@pytest.mark.parametrize("listed", ["[integer, number]", "[number, integer, 'null']"])
def test_s13_numbers_include_integers(tmp_path: Path, listed: str) -> None:
    package = client(
        tmp_path,
        f"""
        components:
          schemas:
            Sizes:
              type: object
              required: [size]
              properties: {{size: {{type: {listed}}}}}
            Whole:
              allOf:
                - {{$ref: "#/components/schemas/Sizes"}}
                - {{properties: {{size: {{type: integer}}}}}}
        """,
    )
    for size in (1, 1.5):
        plain = {"size": size}
        assert package.models.Sizes.from_dict(plain, strict=True).to_dict() == plain
    assert typing.get_type_hints(package.models.Whole)["size"] is int


def test_s6_null_in_place_of_a_constant_is_kept(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Dog:
              type: object
              required: [kind]
              properties: {kind: {const: dog}, name: {type: string}}
        """,
    )
    with pytest.raises(package.DecodeError, match=r"\$\.kind: expected 'dog'"):
        package.models.Dog.from_dict({"kind": None}, strict=True)
    assert package.models.Dog.from_dict({"kind": None}).to_dict() == {"kind": None}
