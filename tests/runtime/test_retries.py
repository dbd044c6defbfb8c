"""T1, T7: what is sent again, how often, and after how long."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
from demo_client._runtime import Call, JsonBody
from demo_client._runtime.errors import (
    ConnectionFailedError,
    ServerError,
    StatusError,
    TooManyRequestsError,
)
from demo_client._runtime.retry import Retry

from .kit import BOTH, Exchange
from .server import Server, answer, reset, reset_midway, truncated

both = pytest.mark.parametrize("exchange", BOTH)
OK = answer(200, b"{}")


def attempts(
    exchange: Exchange, script: list[Any], method: str = "GET", **call: Any
) -> int:
    """The number of requests of a call; 0 if it failed in the end."""
    with Server(script) as server:
        try:
            exchange(Call(method, "/x", **call), server.url)
        except (StatusError, ConnectionFailedError):
            return -len(server.requests)
        return len(server.requests)


@both
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_t1_idempotent_methods(exchange: Exchange, status: int, method: str) -> None:
    assert attempts(exchange, [answer(status), OK], method) == 2


@both
@pytest.mark.parametrize("fault", [reset, reset_midway, truncated])
def test_t1_connection_faults(exchange: Exchange, fault: Any) -> None:
    assert attempts(exchange, [fault, fault, OK]) == 3
    assert attempts(exchange, [fault, OK], "POST") == -1


@both
@pytest.mark.parametrize("status", [520, 521, 522, 523, 524, 529])
def test_t12_the_statuses_of_proxies(exchange: Exchange, status: int) -> None:
    assert attempts(exchange, [answer(status), OK]) == 2
    assert attempts(exchange, [answer(status), OK], "POST") == -1


@both
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST"])
def test_t12_a_conflict_is_an_answer(exchange: Exchange, method: str) -> None:
    assert attempts(exchange, [answer(409), OK], method) == -1


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "0.9"}, 0.9),
        ({"retry-after-ms": "900", "retry-after": "5"}, 0.9),
        ({"x-ratelimit-reset": "7"}, 7.0),
        ({"x-ratelimit-reset": "1800000012"}, 12.0),
        ({"x-ratelimit-reset-after": "0.5", "x-ratelimit-reset": "1800000012"}, 0.5),
        ({"ratelimit-reset": "3"}, 3.0),
        ({"x-ratelimit-reset": "1900000000"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, None),
        ({"retry-after": "Fri, 31 Dec 99999 23:59:59 GMT"}, 0.5),
        ({"x-ratelimit-reset": "2026-01-01"}, 0.5),
    ],
)
def test_t12_what_servers_ask_to_wait(
    headers: dict[str, str], expected: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: NOW)
    monkeypatch.setattr("random.random", lambda: 1.0)
    reply = httpx2.Response(429, headers=headers)
    assert Retry().wait(reply, 0, idempotent=True) == expected


def test_t12_certificate_errors_are_final() -> None:
    cause = ssl.SSLCertVerificationError("self-signed certificate")
    error = httpx2.ConnectError("no")
    error.__cause__ = cause
    assert Retry().wait(error, 0, idempotent=True) is None
    assert Retry().wait(httpx2.ConnectError("no"), 0, idempotent=False) is not None
    assert Retry().wait(httpx2.LocalProtocolError("x"), 0, idempotent=True) is None


@both
def test_t1_no_more_than_the_limit(exchange: Exchange) -> None:
    assert attempts(exchange, [answer(503), answer(503), answer(503), OK]) == -3


@both
@pytest.mark.parametrize("status", [400, 401, 404, 501])
def test_t1_other_statuses_are_final(exchange: Exchange, status: int) -> None:
    assert attempts(exchange, [answer(status), OK]) == -1


@both
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(429), 2),
        (answer(503, Retry_After="0"), 2),
        (answer(503), -1),
        (answer(500), -1),
        (answer(409), -1),
        (answer(500, x_should_retry="true"), 2),
        (answer(429, x_should_retry="false"), -1),
    ],
)
def test_t1_a_post_is_repeated_when_it_is_safe(
    exchange: Exchange, reply: bytes, expected: int
) -> None:
    assert attempts(exchange, [reply, OK], "POST") == expected


@both
def test_t1_a_post_that_the_document_calls_idempotent(exchange: Exchange) -> None:
    assert attempts(exchange, [answer(500), OK], "POST", idempotent=True) == 2
    assert attempts(exchange, [answer(500), OK], "GET", idempotent=False) == -1


@both
def test_t1_connection_refused(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    draws: list[float] = []

    def draw() -> float:
        draws.append(0.0)
        return 0.0

    monkeypatch.setattr("random.random", draw)
    url = f"http://127.0.0.1:{port}"
    with pytest.raises(ConnectionFailedError, match=f"POST {url}/x: ") as caught:
        exchange(Call("POST", "/x"), url)
    assert len(draws) == 2
    assert isinstance(caught.value.__cause__, httpx2.ConnectError)


@both
def test_t7_one_idempotency_key_for_all_attempts(exchange: Exchange) -> None:
    header = "Idempotency-Key"
    with Server([answer(500), OK]) as server:
        call: Call[Any] = Call("POST", "/x", idempotency_header=header)
        exchange(call, server.url)
        exchange(call, server.url)
        keys = [request.header(header) for request in server.requests]
    assert keys[0] == keys[1]
    assert keys[0] is not None
    assert keys[2] not in (None, keys[0])


@both
def test_t7_the_caller_can_choose_the_key(exchange: Exchange) -> None:
    headers = {"idempotency-key": "mine"}
    with Server([answer(500), OK]) as server:
        call: Call[Any] = Call(
            "POST", "/x", headers=headers, idempotency_header="Idempotency-Key"
        )
        exchange(call, server.url)
        assert [r.header("Idempotency-Key") for r in server.requests] == ["mine"] * 2


@both
def test_the_body_is_the_same_in_each_attempt(exchange: Exchange) -> None:
    with Server([answer(503), OK]) as server:
        exchange(Call("PUT", "/x", body=JsonBody({"a": 1})), server.url)
        assert [r.body for r in server.requests] == [b'{"a":1}'] * 2


NOW = 1_800_000_000.0


@pytest.fixture
def abroad() -> Iterator[None]:
    """A computer whose clock shows another time than UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7.0),
        (formatdate(NOW + 12, usegmt=True), 12.0),
        (formatdate(NOW - 12, usegmt=True), 0.0),
        (formatdate(NOW + 12), 12.0),
        (time.strftime("%A, %d-%b-%y %H:%M:%S GMT", time.gmtime(NOW + 12)), 12.0),
        (time.asctime(time.gmtime(NOW + 12)), 12.0),
        ("61", None),
        (formatdate(NOW + 3600, usegmt=True), None),
    ],
)
@pytest.mark.usefixtures("abroad")
def test_t1_retry_after(
    text: str, expected: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: NOW)
    retry = Retry()
    reply = httpx2.Response(429, headers={"Retry-After": text})
    assert retry.wait(reply, 0, idempotent=False) == expected


@pytest.mark.parametrize("text", ["soon", "-1", "1e3", "Mon, 99 Foo", "\u0661"])
def test_a_retry_after_that_means_nothing_is_ignored(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)
    retry = Retry()
    headers = httpx2.Headers([(b"Retry-After", text.encode())])
    reply = httpx2.Response(429, headers=headers)
    assert retry.wait(reply, 0, idempotent=True) == 0.5


def test_t1_backoff_doubles_with_full_jitter_and_has_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("random.random", lambda: 0.5)
    retry = Retry(limit=9)
    reply = httpx2.Response(503)
    waits = [retry.wait(reply, n, idempotent=True) for n in range(6)]
    assert waits == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0]


@both
@pytest.mark.parametrize("reply", [answer(429, Retry_After="1")])
def test_t1_the_wait_is_kept(
    exchange: Exchange, reply: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def sleep(_: Any, seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("demo_client._runtime.transport.Transport.sleep", sleep)
    assert attempts(exchange, [reply, OK]) == 2
    assert waits == [1.0]


@both
def test_a_failure_says_the_last_status(exchange: Exchange) -> None:
    with Server([answer(429), answer(429), answer(500)]) as server:
        with pytest.raises(ServerError):
            exchange(Call("GET", "/x"), server.url)
        with pytest.raises(ServerError):
            exchange(Call("GET", "/x"), server.url, retries=0)


@both
def test_retries_can_be_switched_off(exchange: Exchange) -> None:
    with Server([answer(429), OK]) as server, pytest.raises(TooManyRequestsError):
        exchange(Call("GET", "/x"), server.url, retries=0)
