"""R7, R8, R9, R11, R13-R15: what a body becomes, whatever comes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from demo_client._runtime import Call, StrEnum
from demo_client._runtime.errors import (
    ApiError,
    MalformedResponseError,
    NotModifiedError,
    RedirectError,
    ServerError,
    StatusError,
)
from demo_client._runtime.fields import wire
from demo_client._runtime.model import Model

from .kit import BOTH, AsyncClient, Client, Exchange
from .server import Server, answer

pytestmark = pytest.mark.parametrize("exchange", BOTH)
PNG = b"\x89PNG\xff\xfe"
ID = UUID("8b0330e0-8402-4dbc-823e-3300572f21bb")


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    id: int


class Color(StrEnum):
    RED = "red"


def response(exchange: Exchange, reply: bytes, declared: Any, **options: Any) -> Any:
    with Server([reply]) as server:
        call: Call[Any] = Call("GET", "/x", results={200: declared})
        return exchange(call, server.url, retries=0, **options)


def value(exchange: Exchange, reply: bytes, declared: Any, **options: Any) -> Any:
    return response(exchange, reply, declared, **options).value


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json;charset=UTF-8", "text/csv", None]
)
@pytest.mark.parametrize("strict", [False, True])
def test_r7_bytes_stay_bytes(
    exchange: Exchange, kind: str | None, strict: bool
) -> None:
    for key in ("application/json", "*/*", "application/octet-stream"):
        for body in (b'{"a":  1}', b"a\xff", b""):
            reply = answer(200, body, kind)
            assert value(exchange, reply, {key: bytes}, strict=strict) == body


@pytest.mark.parametrize("declared", [Any, {"application/json": Any}])
@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("image/png", PNG, PNG),
        ("application/octet-stream", b"\0", b"\0"),
        ("application/json", b'{"a": 1}', {"a": 1}),
        ("text/plain", b'{"a": 1}', {"a": 1}),
        ("text/plain", b"12", "12"),
        ("text/html", b"<p>", "<p>"),
        (None, b"12345\r\n", "12345\r\n"),
        (None, PNG, PNG),
        ("application/json", b"hello", "hello"),
        ("application/json", b"", None),
    ],
)
def test_r7_what_nothing_is_said_of(
    exchange: Exchange, declared: Any, kind: str | None, body: bytes, expected: Any
) -> None:
    assert value(exchange, answer(200, body, kind), declared) == expected


def test_r7_the_raw_body_is_beside_the_value(exchange: Exchange) -> None:
    found = response(exchange, answer(200, b'{"id": 1, "more": [2]}'), Pet)
    assert found.value == Pet(id=1)
    assert found.content == b'{"id": 1, "more": [2]}'
    assert found.text == '{"id": 1, "more": [2]}'
    assert found.json() == {"id": 1, "more": [2]}


def test_r13_json_of_what_is_not_declared(exchange: Exchange) -> None:
    found = response(exchange, answer(200, b'{"id": 1}'), None)
    assert (found.value, found.json()) == (None, {"id": 1})


@pytest.mark.parametrize(
    ("declared", "body", "expected"),
    [
        (int, b"5", 5),
        (bool, b"true", True),
        (float, b"1.5\n", 1.5),
        (UUID, str(ID).encode(), ID),
        (Color, b"red", Color.RED),
        (list[Pet], b'[{"id": 1}]', [Pet(id=1)]),
        (Pet, b'{"id": 1}', Pet(id=1)),
        (str, b"5", "5"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_r8_text_follows_its_schema(
    exchange: Exchange, declared: Any, body: bytes, expected: Any, strict: bool
) -> None:
    for contents in (declared, {"text/plain": declared}):
        reply = answer(200, body, "text/plain; charset=utf-8")
        assert value(exchange, reply, contents, strict=strict) == expected


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_r8_parameters_choose_the_type(exchange: Exchange, version: str) -> None:
    kind = "application/vnd.acme.json"
    declared = {f"{kind}; version=1.0": Pet, f"{kind};version=2.0": dict[str, int]}
    for given in (f'version="{version}"', f"charset=utf-8;version={version}"):
        reply = answer(200, b'{"id": 1}', f"{kind};{given}")
        found = value(exchange, reply, declared)
        assert found == (Pet(id=1) if version == "1.0" else {"id": 1})


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"caf\xe9 \xff", "application/json"),
        (b"<html>", "application/json"),
        (b"hello", "application/json"),
        (b"", "application/json"),
        (b"\xff\xfe\xfd", "text/html; charset=utf-16"),
        (b"x", "text/plain; charset=base64"),
        (b"x", "text/plain; charset=unicode_escape"),
        (b"x", "text/plain; charset=idna"),
    ],
)
@pytest.mark.parametrize("declared", [None, Pet, str, {"application/xml": str}])
def test_r9_no_body_hides_a_status(
    exchange: Exchange, body: bytes, kind: str, declared: Any
) -> None:
    with Server([answer(500, body, kind)]) as server:
        call: Call[Any] = Call("GET", "/x", errors={500: declared})
        with pytest.raises(ServerError, match=r"GET http.*/x: 500") as caught:
            exchange(call, server.url, retries=0)
    assert caught.value.response.content == body


@pytest.mark.parametrize(
    ("body", "kind", "declared", "kept"),
    [
        (b"", "application/json", Pet, None),
        (b"hello", "application/json", str, "hello"),
        (b"<html>", "text/html", Pet, "<html>"),
        (b"not a number", "text/plain", int, "not a number"),
    ],
)
def test_r9_what_deviates_is_kept_and_told(
    exchange: Exchange,
    body: bytes,
    kind: str,
    declared: Any,
    kept: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reply = answer(200, body, kind)
    assert value(exchange, reply, declared) == kept
    assert "GET /x" in caplog.text
    with pytest.raises(MalformedResponseError) as caught:
        value(exchange, reply, declared, strict=True)
    error = caught.value
    assert isinstance(error, ApiError)
    assert (error.status, error.path, error.body) == (200, "$", body)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("results", [{}, {200: None}])
def test_r9_a_body_where_none_is_declared_is_told(
    exchange: Exchange,
    strict: bool,
    results: dict[Any, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    call: Call[Any] = Call("GET", "/x", results=results)
    with Server([answer(200, b"{}")]) as server:
        found = exchange(call, server.url, strict=strict)
    assert (found.value, found.json()) == (None, {})
    (told,) = [record for record in caplog.records if record.name == "demo_client"]
    assert "GET /x: a body where none is declared" in told.getMessage()


def test_r9_an_empty_body_where_none_is_declared_is_right(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    assert value(exchange, answer(200, b""), None) is None
    assert not [record for record in caplog.records if record.name == "demo_client"]


def test_r9_broken_json_is_an_error(exchange: Exchange) -> None:
    with pytest.raises(MalformedResponseError, match="200 OK"):
        value(exchange, answer(200, b'{"id": '), Pet)


@dataclass(slots=True, kw_only=True)
class Headers(Model):
    modified: datetime | None = field(default=None, metadata=wire("Last-Modified"))
    cookies: list[str] | None = field(default=None, metadata=wire("Set-Cookie"))
    tags: list[str] | None = field(default=None, metadata=wire("X-Tags"))
    limits: dict[str, int] | None = field(default=None, metadata=wire("X-Limits"))


def test_r11_headers_as_http_writes_them(exchange: Exchange) -> None:
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
        b"Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
        b"Set-Cookie: a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT\r\n"
        b"Set-Cookie: b=2\r\n"
        b'X-Tags: one, "two, three"\r\nX-Tags: four\r\n'
        b"X-Limits: day=5,hour=1\r\n\r\n"
    )
    found = response(exchange, head, None).headers_as(Headers)
    assert found.modified == datetime.fromisoformat("2015-10-21T07:28:00+00:00")
    assert found.cookies == ["a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "b=2"]
    assert found.tags == ["one", '"two, three"', "four"]
    assert found.limits == {"day": 5, "hour": 1}


def test_r14_each_deviation_is_told_once_per_client(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    call: Call[Any] = Call("GET", "/x", results={200: {"text/plain": str}})

    def many(url: str) -> None:
        with Client(base_url=url) as client:
            for _ in range(5):
                client.send(call)

    async def many_async(url: str) -> None:
        async with AsyncClient(base_url=url) as client:
            for _ in range(5):
                await client.send(call)

    with Server([answer(200, b"{}")]) as server:
        for _ in range(2):
            if exchange is BOTH[0]:
                many(server.url)
            else:
                asyncio.run(many_async(server.url))
    told = [record for record in caplog.records if record.name == "demo_client"]
    assert len(told) == 2


STANDARD = [
    status
    for status in HTTPStatus
    if status >= 400 and status not in (418, 506, 510)  # reserved, experimental
]


def test_r15_each_standard_status_has_a_class(exchange: Exchange) -> None:
    kinds: list[type[StatusError]] = []
    for status in STANDARD:
        with Server([answer(status)]) as server, pytest.raises(StatusError) as caught:
            exchange(Call("GET", "/x"), server.url, retries=0)
        kinds.append(type(caught.value))
    assert len({*kinds}) == len(STANDARD)
    assert StatusError not in kinds
    server_errors = [kind for kind in kinds if issubclass(kind, ServerError)]
    assert len(server_errors) == sum(status >= 500 for status in STANDARD)


def test_r15_not_modified(exchange: Exchange) -> None:
    reply = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
    with Server([reply]) as server, pytest.raises(NotModifiedError) as caught:
        exchange(Call("GET", "/x", results={200: Pet}), server.url)
    assert not isinstance(caught.value, RedirectError)
    with Server([reply]) as server:
        found = exchange(Call("GET", "/x", results={200: Pet, 304: None}), server.url)
    assert (found.status, found.value, found.headers["etag"]) == (304, None, "x")
