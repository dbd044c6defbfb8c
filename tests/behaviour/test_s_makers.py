"""S16, S20, S23, S25: schemas as the makers of documents mean them."""

from __future__ import annotations

import typing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from regen.diagnostics import Level

from tests.behaviour.wire import both, received, sent
from tests.golden import cases
from tests.runtime.server import answer
from tests.support import build_package, client, operations


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("numbers"), cases.document("s16_numbers"))


@pytest.mark.parametrize("strict", [True, False])
def test_s16_numbers_are_read_from_digits_in_quotes(numbers: Any, strict: bool) -> None:
    for degrees, rain in ((-5, 1.5), ("-5", "1.5")):
        plain = {"degrees": degrees, "rain": rain, "wind": None}
        value = numbers.decode(numbers.models.Forecast, plain, strict=strict)
        assert (value.degrees, value.rain, value.wind) == (-5, 1.5, None)
        assert type(value.degrees) is int
        assert numbers.encode(value) == {"degrees": -5, "rain": 1.5, "wind": None}


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "1x"])
def test_s16_text_that_is_no_number_deviates(numbers: Any, text: str) -> None:
    plain = {"degrees": 1, "rain": text}
    assert numbers.decode(numbers.models.Forecast, plain).rain == text
    with pytest.raises(numbers.DecodeError, match="rain"):
        numbers.decode(numbers.models.Forecast, plain, strict=True)


def test_s16_decimals_are_numbers_on_the_wire(numbers: Any) -> None:
    plain = {"degrees": 1, "rain": 1, "price": 1.1, "prices": [2, 0.3]}
    value = numbers.decode(numbers.models.Forecast, plain, strict=True)
    assert (value.price, value.prices) == (Decimal("1.1"), [Decimal(2), Decimal("0.3")])
    assert numbers.encode(value) == plain
    value.price = Decimal("0.1234567890123456789")
    with pytest.raises(ValueError, match="more digits"):
        numbers.encode(value)


@pytest.mark.parametrize("port", [80, "http"])
def test_s16_int_or_string(numbers: Any, port: object) -> None:
    plain = {"degrees": 1, "rain": 1.0, "port": port}
    value = numbers.decode(numbers.models.Forecast, plain, strict=True)
    assert value.port == port
    assert numbers.encode(value) == plain


@both
def test_s20_binary_in_json_is_text(way: Any, tmp_path: Path) -> None:
    package = client(tmp_path, cases.document("s20_binary_in_json"))
    send = operations(package).send
    message = package.models.Message(blob="hello", raw="there", coded=b"\xff")
    plain = b'{"blob":"hello","raw":"there","coded":"/w=="}'
    assert sent(way, package, lambda c: send(c, message)).body == plain
    given = received(way, package, send, answer(200, plain), strict=True)
    assert given == message


@both
def test_s20_binary_in_a_form_is_a_file(way: Any, tmp_path: Path) -> None:
    package = client(tmp_path, cases.document("s20_binary_in_json"))
    upload = operations(package).upload
    about = package.models.Message(blob="text")
    form = package.models.Form(file=package.File(b"\xff\x00"), about=about)
    body = sent(way, package, lambda c: upload(c, form)).body
    assert b"\r\n\r\n\xff\x00\r\n" in body
    assert b'{"blob":"text"}' in body


def test_s23_what_adds_nothing_leaves_the_name(tmp_path: Path) -> None:
    models: Any = client(tmp_path, cases.document("s23_additions")).models
    hints = typing.get_type_hints(models.Holder)
    for name in ("typed", "titled", "negated", "demanding"):
        assert hints[name] == models.Station | None
    page = typing.get_type_hints(models.HolderPage)
    assert page["data"] == list[models.Station] | None
    assert models.Same is models.Station


def test_s23_a_branch_of_limits_leaves_the_name(tmp_path: Path) -> None:
    pet = {"$ref": "#/components/schemas/Pet"}
    limits = {"minProperties": 1, "maxProperties": 3, "description": "A few."}
    content = {"application/json": {"schema": {"allOf": [pet, limits]}}}
    body = {"operationId": "addPet", "requestBody": {"content": content}}
    schemas = {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}}
    parts = {
        "paths": {"/a": {"post": body | {"responses": {}}}},
        "components": {"schemas": schemas},
    }
    assert client(tmp_path, parts).models.__all__ == ["Pet"]


def test_s23_a_name_of_its_own_may_demand_more(tmp_path: Path) -> None:
    models = client(tmp_path, cases.document("s23_additions")).models
    assert typing.get_type_hints(models.Named)["name"] is str
    assert models.Choice(a="x").to_dict() == {"a": "x"}


@pytest.mark.parametrize("version", ["2.0", "3.0.3"])
def test_s25_a_list_of_schemas_is_a_list_of_any_of_them(
    tmp_path: Path, version: str
) -> None:
    schemas = {
        "Row": {"type": "array", "items": [{"type": "integer"}, {"type": "string"}]}
    }
    parts: dict[str, Any] = {"openapi": version, "components": {"schemas": schemas}}
    if version == "2.0":
        parts = {"swagger": version, "definitions": schemas}
    package = client(tmp_path, parts)
    for row in ([], [1], ["a", 1, 2]):
        assert package.decode(package.models.Row, row, strict=True) == row
    with pytest.raises(package.DecodeError):
        package.decode(package.models.Row, [1.5], strict=True)
    found = [d for d in build_package(tmp_path, parts).diagnostics if "items" in d.code]
    assert [d.level for d in found] == [Level.WARNING]


@pytest.mark.parametrize("price", [1.5, "1.50", "free"])
def test_s16_digits_in_quotes_are_a_string_where_strings_are_allowed(
    tmp_path: Path, price: object
) -> None:
    schema = {"oneOf": [{"type": "number", "format": "decimal"}, {"type": "string"}]}
    row = {"type": "object", "properties": {"price": schema}}
    package = client(tmp_path, {"components": {"schemas": {"Row": row}}})
    value = package.decode(package.models.Row, {"price": price}, strict=True)
    assert type(value.price) is (str if isinstance(price, str) else Decimal)
    assert package.encode(value) == {"price": price}
