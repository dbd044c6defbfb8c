"""What a response becomes: by status, media type and declared type."""

from __future__ import annotations

import gzip
import logging
import pickle
from dataclasses import dataclass, field
from typing import Any

import pytest
from demo_client._runtime import Call, Failure, Model, wire
from demo_client._runtime.errors import (
    ApiError,
    BadRequestError,
    ConflictError,
    ForbiddenError,
    MalformedResponseError,
    NotFoundError,
    PaymentRequiredError,
    RequestTimeoutError,
    ResponseTooLargeError,
    ServerError,
    StatusError,
    TooManyRequestsError,
    UnauthorizedError,
    UnprocessableEntityError,
)

from .kit import BOTH, Exchange
from .server import Server, answer, slow

pytestmark = pytest.mark.parametrize("exchange", BOTH)


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    id: int
    name: str | None = None


@dataclass(slots=True, kw_only=True)
class Problem(Model):
    detail: str


PET = b'{"id": 1, "name": "Rex"}'


def result(
    exchange: Exchange,
    reply: Any,
    results: dict[int | str, Any],
    method: str = "GET",
    **options: Any,
) -> Any:
    with Server([reply]) as server:
        call: Call[Any] = Call(method, "/x", results=results)
        return exchange(call, server.url, **options).value


@pytest.mark.parametrize("key", [200, "2XX", "default"])
def test_r1_exact_range_and_default(exchange: Exchange, key: int | str) -> None:
    assert result(exchange, answer(body=PET), {key: Pet}) == Pet(id=1, name="Rex")


def test_r1_the_exact_status_wins(exchange: Exchange) -> None:
    results: dict[int | str, Any] = {"default": Problem, "2XX": dict, 201: Pet}
    assert result(exchange, answer(201, PET), results) == Pet(id=1, name="Rex")
    assert result(exchange, answer(202, PET), results) == {"id": 1, "name": "Rex"}


@pytest.mark.parametrize("status", [200, 204])
def test_r1_no_content(exchange: Exchange, status: int) -> None:
    assert result(exchange, answer(status), {status: None}) is None
    assert result(exchange, answer(status), {status: Pet}) is None


def test_r1_head(exchange: Exchange) -> None:
    kind = b"Content-Type: application/json\r\n"
    head = b"HTTP/1.1 200 OK\r\n" + kind + b"Content-Length: 9\r\n\r\n"
    assert result(exchange, head, {200: Pet}, "HEAD") is None
    assert result(exchange, head, {200: {"text/plain": str}}, "HEAD") is None


def test_r1_an_undeclared_success_is_read_as_the_declared_one(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    assert result(exchange, answer(202, PET), {200: Pet}) == Pet(id=1, name="Rex")
    assert "undeclared status 202" in caplog.text


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "APPLICATION/JSON; charset=utf-8",
        "application/vnd.api+json;v=1",
        "text/html",
        None,
    ],
)
@pytest.mark.parametrize("declared", [Pet, {"application/json": Pet}])
def test_r3_json_whatever_the_content_type(
    exchange: Exchange, kind: str | None, declared: Any
) -> None:
    reply = answer(200, PET, kind)
    assert result(exchange, reply, {200: declared}) == Pet(id=1, name="Rex")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("application/json", Pet(id=1, name="Rex")),
        ("Text/Plain; charset=latin-1", PET.decode()),
        ("text/csv", PET.decode()),
        ("image/png", PET),
        ("application/problem+json", Pet(id=1, name="Rex")),
    ],
)
def test_r3_by_media_type(exchange: Exchange, kind: str, expected: Any) -> None:
    declared = {"application/json": Pet, "text/*": str, "*/*": bytes}
    assert result(exchange, answer(200, PET, kind), {200: declared}) == expected


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/plain; charset=latin-1", b"\xe9", "é"),
        ("text/plain; charset=nonsense", "é".encode(), "é"),
        ("text/plain", b"a\xff", "a\ufffd"),
        ("application/xml", b"<a/>", "<a/>"),
    ],
)
def test_r3_charset(
    exchange: Exchange, content_type: str, body: bytes, expected: str
) -> None:
    declared = {content_type.partition(";")[0]: str}
    reply = answer(200, body, content_type)
    assert result(exchange, reply, {200: declared}) == expected


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "utf-8-sig"])
def test_r3_json_in_another_charset(exchange: Exchange, charset: str) -> None:
    body = '{"id": 1, "name": "é"}'.encode(charset)
    reply = answer(200, body, f"application/json; charset={charset}")
    assert result(exchange, reply, {200: Pet}) == Pet(id=1, name="é")


def test_r3_empty_texts_and_files(exchange: Exchange) -> None:
    assert result(exchange, answer(), {200: {"text/plain": str}}) == ""
    assert result(exchange, answer(), {200: {"application/pdf": bytes}}) == b""


@pytest.mark.parametrize(
    "body", [b'{"id": 1', b"<html>", b"\xff\xfe", b'{"id": "\xff"}']
)
def test_malformed_json(exchange: Exchange, body: bytes) -> None:
    with pytest.raises(MalformedResponseError) as caught:
        result(exchange, answer(200, body), {200: Pet}, strict=True)
    assert "GET http://127.0.0.1" in str(caught.value)
    assert "200 OK" in str(caught.value)
    assert caught.value.response.http_response.content == body
    assert isinstance(caught.value, ApiError)


def test_strict_names_the_path(exchange: Exchange) -> None:
    reply = answer(200, b'{"id": "x"}')
    with pytest.raises(MalformedResponseError, match=r"\$\.id"):
        result(exchange, reply, {200: Pet}, strict=True)
    assert result(exchange, reply, {200: Pet}).id == "x"


def test_deep_nesting_is_no_crash(exchange: Exchange) -> None:
    body = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(MalformedResponseError):
        result(exchange, answer(200, body), {200: Any})


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, UnauthorizedError),
        (402, PaymentRequiredError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (409, ConflictError),
        (422, UnprocessableEntityError),
        (429, TooManyRequestsError),
        (500, ServerError),
        (599, ServerError),
    ],
)
def test_r2_errors_by_status(
    exchange: Exchange, status: int, kind: type[StatusError]
) -> None:
    reply = answer(status, b'{"detail": "no"}', X_Request_Id="r1")
    with Server([reply]) as server:
        errors = {400: "Bad", "4XX": Failure("Bad", Problem), "5XX": "Oops\nmore"}
        call: Call[Any] = Call("POST", "/x", results={200: Pet}, errors=errors)
        with pytest.raises(kind) as caught:
            exchange(call, server.url, retries=0)
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.request_id) == (status, "r1")
    assert error.request.method == "POST"
    assert error.headers["content-type"] == "application/json"
    plain = {"detail": "no"}
    declared = 400 < status < 500
    assert error.body == (Problem(detail="no") if declared else plain)
    assert str(error).startswith(f"POST {server.url}/x: {status}")
    assert 'detail": "no"' in str(error)
    assert "more" not in str(error)


def test_r2_the_body_of_an_error_is_bounded_and_never_hides_it(
    exchange: Exchange,
) -> None:
    reply = answer(500, b"<html>" + b"x" * 10_000, "application/json")
    with pytest.raises(ServerError) as caught:
        result(exchange, reply, {200: Pet}, retries=0)
    assert len(str(caught.value)) < 700
    assert len(caught.value.body) == 10_006


def test_r4_declared_headers(exchange: Exchange) -> None:
    @dataclass(slots=True, kw_only=True)
    class Headers(Model):
        total: int = field(metadata=wire("X-Total"))
        tags: list[str] | None = field(default=None, metadata=wire("x-tags"))
        rate: float | None = field(default=None, metadata=wire("X-Rate"))

    reply = answer(200, b"{}", x_total="42", X_Tags="a, b")
    with Server([reply]) as server:
        response = exchange(Call("GET", "/"), server.url)
    assert response.headers_as(Headers) == Headers(total=42, tags=["a", "b"])
    assert response.status == 200


def test_a_body_that_is_too_large(exchange: Exchange) -> None:
    bomb = gzip.compress(b"x" * 5_000_000)
    for reply in (answer(200, b"x" * 2000), answer(200, bomb, Content_Encoding="gzip")):
        with pytest.raises(ResponseTooLargeError, match="1000 bytes"):
            result(exchange, reply, {200: Any}, max_response_size=1000)


def test_compressed_bodies(exchange: Exchange) -> None:
    reply = answer(200, gzip.compress(PET), Content_Encoding="gzip")
    assert result(exchange, reply, {200: Pet}) == Pet(id=1, name="Rex")


def test_t1_slow_bytes_meet_the_timeout_or_the_deadline(exchange: Exchange) -> None:
    limits: list[dict[str, Any]] = [{"timeout": 0.1}, {"deadline": 0.3}]
    for limit in limits:
        with pytest.raises(RequestTimeoutError, match="GET http"):
            result(exchange, slow(0.2), {200: Pet}, retries=0, **limit)


def test_t4_the_log(exchange: Exchange, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="demo_client")
    result(exchange, answer(200, PET), {200: Pet})
    [record] = [r for r in caplog.records if r.name == "demo_client"]
    assert record.getMessage().startswith("GET http://127.0.0.1")
    assert ": 200 in " in record.getMessage()


def test_errors_survive_pickling(exchange: Exchange) -> None:
    errors = {404: Problem}
    with Server([answer(404, b'{"detail": "no"}')]) as server:
        call: Call[Any] = Call("GET", "/x", errors=errors)
        with pytest.raises(NotFoundError) as missing:
            exchange(call, server.url)
    with pytest.raises(MalformedResponseError) as malformed:
        result(exchange, answer(200, b"{"), {200: Pet})
    with pytest.raises(RequestTimeoutError) as late:
        result(exchange, slow(0.3), {200: Pet}, retries=0, timeout=0.05)
    for error in (missing.value, malformed.value, late.value):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert (str(again), repr(again)) == (str(error), repr(error))
        assert again.__dict__.keys() == error.__dict__.keys()
    assert pickle.loads(pickle.dumps(missing.value)).body == Problem(detail="no")
