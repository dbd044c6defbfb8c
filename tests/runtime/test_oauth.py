"""A1: OAuth2 tokens are fetched once, cached, refreshed and never shown."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import pytest
from demo_client._runtime import Call
from demo_client._runtime.errors import (
    ApiError,
    MissingCredentialsError,
    RequestTimeoutError,
    UnauthorizedError,
)
from demo_client._runtime.oauth2 import OAuth2
from demo_client._runtime.schemes import OpenIdConnect

from .kit import BOTH, AsyncClient, Client, Exchange
from .server import Received, Server, answer, slow

both = pytest.mark.parametrize("exchange", BOTH)
OK = answer(200, b"{}")


class OAuth(OAuth2):
    scheme = "oauth"
    token_url = "/token"


CALL: Call[Any] = Call("GET", "/x", security=(OAuth,))


def token(name: str, **members: Any) -> bytes:
    data = {"access_token": name, "token_type": "Bearer", **members}
    return answer(200, json.dumps(data).encode())


def bearers(server: Server) -> list[str]:
    """What was sent, in order: the token of each call, "fetch" for a token request."""
    return [
        "fetch" if r.target == "/token" else (r.header("authorization") or "")
        for r in server.requests
    ]


def form(received: Received) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(received.body.decode()).items()}


@both
def test_a1_client_credentials(exchange: Exchange) -> None:
    auth = OAuth(client_id="me", client_secret="p:w", scopes=["read", "write"])
    with Server([token("t1", expires_in=3600), OK]) as server:
        exchange(CALL, server.url, auth)
        exchange(CALL, server.url, auth)
        assert bearers(server) == ["fetch", "Bearer t1", "Bearer t1"]
        fetch = server.requests[0]
    assert form(fetch) == {"grant_type": "client_credentials", "scope": "read write"}
    basic = base64.b64encode(b"me:p%3Aw").decode()
    assert fetch.header("authorization") == f"Basic {basic}"


@both
def test_a1_a_token_is_fetched_again_before_its_end(exchange: Exchange) -> None:
    auth = OAuth(client_id="me", client_secret="pw")
    script = [token("t1", expires_in=20), OK, token("t2", expires_in="3600"), OK]
    with Server(script) as server:
        for _ in range(3):
            exchange(CALL, server.url, auth)
        expected = ["fetch", "Bearer t1", "fetch", "Bearer t2", "Bearer t2"]
        assert bearers(server) == expected


@both
def test_a1_a_refresh_token_and_its_successor(exchange: Exchange) -> None:
    auth = OAuth("old", client_id="me", refresh_token="r1")
    script = [answer(401), token("new", refresh_token="r2"), OK]
    with Server(script) as server:
        exchange(CALL, server.url, auth)
        assert bearers(server) == ["Bearer old", "fetch", "Bearer new"]
        sent = form(server.requests[1])
        assert sent == {
            "grant_type": "refresh_token",
            "refresh_token": "r1",
            "client_id": "me",
        }
        server.script = [answer(401)] * 4 + [token("newer"), OK]
        exchange(CALL, server.url, auth)
        assert form(server.requests[4])["refresh_token"] == "r2"


@both
def test_a1_a_401_is_repeated_once(exchange: Exchange) -> None:
    auth = OAuth(client_id="me", client_secret="pw")
    with Server([token("t1"), answer(401), token("t2"), answer(401)]) as server:
        with pytest.raises(UnauthorizedError):
            exchange(CALL, server.url, auth)
        assert bearers(server) == ["fetch", "Bearer t1", "fetch", "Bearer t2"]


@both
def test_a1_a_bare_token(exchange: Exchange) -> None:
    with Server([OK]) as server:
        exchange(CALL, server.url, OAuth("mine"))
        assert server.last.header("authorization") == "Bearer mine"
        assert len(server.requests) == 1
    with pytest.raises(TypeError, match="access_token"):
        OAuth()


def test_a1_a_flow_without_a_token_url_gives_no_secret_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Implicit(OAuth2):
        scheme = "implicit"

    Implicit("a token")
    Implicit(client_id="c", client_secret="s", token_url="https://h/token")
    with pytest.raises(TypeError, match="Implicit needs a token_url"):
        Implicit(client_id="c", client_secret="s")
    monkeypatch.setenv("P_CLIENT_ID", "c")
    monkeypatch.setenv("P_CLIENT_SECRET", "s")
    assert Implicit.from_environment("p") is None


@both
@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("token", "/api/v1/token"),
        ("./auth/token", "/api/v1/auth/token"),
        ("/token", "/token"),
    ],
)
@pytest.mark.parametrize("end", ["", "/", "?a=b"])
def test_a1_a_token_url_is_relative_to_the_api(
    exchange: Exchange, place: str, target: str, end: str
) -> None:
    class Relative(OAuth2):
        scheme = "relative"
        token_url = place

    auth = Relative(username="me", password="pw")
    call: Call[Any] = Call("GET", "/of/me/things", security=(Relative,))
    with Server([token("t1"), OK]) as server:
        exchange(call, f"{server.url}/api/v1{end}", auth)
        assert server.requests[0].target == target


@both
def test_a1_open_id_connect_is_a_bearer(exchange: Exchange) -> None:
    class Login(OpenIdConnect):
        scheme = "login"

    with Server([OK]) as server:
        exchange(Call("GET", "/x", security=(Login,)), server.url, Login("id"))
        assert server.last.header("authorization") == "Bearer id"


@both
@pytest.mark.parametrize(
    "reply",
    [answer(400, b'{"error": "invalid_client"}'), answer(200, b"<html>"), OK],
)
def test_a4_a_token_endpoint_that_fails(exchange: Exchange, reply: bytes) -> None:
    auth = OAuth(client_id="me", client_secret="the-secret", refresh_token="the-token")
    with Server([reply]) as server:
        with pytest.raises(MissingCredentialsError, match=r"no token from .* \d+") as e:
            exchange(CALL, server.url, auth)
        assert len(server.requests) == 1
    for shown in (str(e.value), repr(e.value), repr(auth)):
        assert "the-" not in shown


@both
@pytest.mark.parametrize(
    "name", ["\ud800", "a\r\nX: y", "\0", " ", "\x7f", {"a": [1]}, 10**300, [[]] * 99]
)
def test_tokens_that_are_none(exchange: Exchange, name: Any) -> None:
    """A new one that cannot be sent ends in an error, a successor is not taken."""
    for script in ([token(name), OK], [token("t", refresh_token=name), answer(401)]):
        auth = OAuth(client_id="me", refresh_token="r1")
        with Server([*script, token("u"), OK]) as server:
            with suppress(ApiError):
                exchange(CALL, server.url, auth)
            sent = [form(r) for r in server.requests if r.target == "/token"]
            assert {fields["refresh_token"] for fields in sent} == {"r1"}
            assert not any(r.header("X") for r in server.requests)


@both
@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (400, b'{"detail": "Incorrect, s3cret"}', '400 {"detail": "Incorrect, ***"}'),
        (401, b"<p>who?</p>", "401 <p>who?</p>"),
        (403, b"", "403"),
        (200, b'{"token": "of another name"}', "200"),
    ],
)
def test_a5_what_a_token_endpoint_says_otherwise_is_told_if_it_fails(
    exchange: Exchange, status: int, body: bytes, told: str
) -> None:
    auth = OAuth(username="me", password="s3cret")
    call: Call[Any] = Call("GET", "/x", security=(OAuth,))
    with (
        Server([answer(status, body)]) as server,
        pytest.raises(MissingCredentialsError) as caught,
    ):
        exchange(call, server.url, auth)
    assert str(caught.value) == f"no token from {server.url}/token: {told}"


@both
def test_t1_fetching_a_token_has_the_timeout_too(exchange: Exchange) -> None:
    auth = OAuth(client_id="me", client_secret="pw")
    with Server([slow(1.0)]) as server, pytest.raises(RequestTimeoutError):
        exchange(CALL, server.url, auth, timeout=0.1, retries=0)


def test_t2_threads_fetch_one_token() -> None:
    auth = OAuth(client_id="me", client_secret="pw")
    with Server([token("t1", expires_in=3600), OK]) as server:
        with (
            Client(auth, base_url=server.url) as client,
            ThreadPoolExecutor(20) as threads,
        ):
            list(threads.map(client.send, [CALL] * 20))
        assert bearers(server).count("fetch") == 1
        assert bearers(server).count("Bearer t1") == 20


def test_t2_tasks_fetch_one_token() -> None:
    auth = OAuth(client_id="me", client_secret="pw")

    async def main(url: str) -> None:
        async with AsyncClient(auth, base_url=url) as client:
            await asyncio.gather(*(client.send(CALL) for _ in range(20)))

    with Server([token("t1", expires_in=3600), OK]) as server:
        asyncio.run(main(server.url))
        assert bearers(server).count("fetch") == 1
        assert bearers(server).count("Bearer t1") == 20


def late(refused: threading.Event) -> Callable[[socket.socket], None]:
    """A 401 that comes when another request has a new token already."""

    def play(connection: socket.socket) -> None:
        assert refused.wait(10)
        connection.sendall(answer(401))

    return play


def fetching(name: str, done: threading.Event) -> Callable[[socket.socket], None]:
    def play(connection: socket.socket) -> None:
        connection.sendall(token(name))
        done.set()

    return play


def test_a5_threads_that_are_refused_fetch_one_token() -> None:
    done = threading.Event()
    script: list[Any] = [late(done), answer(401), fetching("new", done), OK]
    auth = OAuth("old", client_id="me", client_secret="pw")
    with (
        Server(script) as server,
        Client(auth, base_url=server.url) as client,
        ThreadPoolExecutor() as threads,
    ):
        first = threads.submit(client.send, CALL)
        while not server.requests:
            time.sleep(0.001)
        client.send(CALL)
        first.result()
        assert sorted(bearers(server)) == [
            *["Bearer new"] * 2,
            *["Bearer old"] * 2,
            "fetch",
        ]


def test_a5_tasks_that_are_refused_fetch_one_token() -> None:
    done = threading.Event()
    script: list[Any] = [late(done), answer(401), fetching("new", done), OK]
    auth = OAuth("old", client_id="me", client_secret="pw")

    async def main(server: Server) -> None:
        async with AsyncClient(auth, base_url=server.url) as client:
            first = asyncio.create_task(client.send(CALL))
            while not server.requests:
                await asyncio.sleep(0.001)
            await client.send(CALL)
            await first

    with Server(script) as server:
        asyncio.run(main(server))
        assert sorted(bearers(server)) == [
            *["Bearer new"] * 2,
            *["Bearer old"] * 2,
            "fetch",
        ]
