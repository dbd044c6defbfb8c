"""R6: redirects never carry credentials, headers or bodies to another origin."""

from __future__ import annotations

import io
from typing import Any

import httpx2
import pytest
from demo_client._runtime import Call, JsonBody
from demo_client._runtime.errors import RedirectError
from demo_client._runtime.uploads import BinaryBody

from .kit import (
    BOTH,
    SECRET,
    AsyncClient,
    Bearer,
    Client,
    CookieKey,
    Exchange,
    HeaderKey,
    QueryKey,
    blocking,
)
from .server import Server, answer

pytestmark = pytest.mark.parametrize("exchange", BOTH)
ALL = (Bearer, QueryKey, HeaderKey, CookieKey)
AUTH = [Bearer(SECRET), QueryKey(SECRET), HeaderKey(SECRET), CookieKey(SECRET)]
OK = answer(200, b"{}")


def call_of(method: str = "GET", **options: Any) -> Call[Any]:
    headers = {"X-Private": "private-value"}
    return Call(method, "/a", headers=headers, security=(ALL,), **options)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_r6_another_origin_gets_no_credentials(exchange: Exchange, status: int) -> None:
    with Server([OK]) as other:
        location = f"{other.url}/b?x=1"
        with Server([answer(status, Location=location)]) as server:
            headers = {"X-Default": "private-value"}
            exchange(call_of(), server.url, AUTH, headers=headers)
            assert SECRET in repr(server.last)
    assert other.last.target == "/b?x=1"
    assert SECRET not in repr(other.last)
    assert "private-value" not in repr(other.last)
    names = {name.lower() for name, _ in other.last.headers}
    assert names == {"host", "accept", "user-agent"}


def test_r6_nor_does_it_get_what_an_own_http_client_adds(exchange: Exchange) -> None:
    own: Any = httpx2.Client if exchange is blocking else httpx2.AsyncClient
    kind: Any = Client if exchange is blocking else AsyncClient
    assert kind.info.package == "demo"
    client = own(
        headers={"X-Own": SECRET}, cookies={"c": SECRET}, auth=("user", SECRET)
    )
    with Server([OK]) as other, Server([answer(302, Location=other.url)]) as server:
        exchange(call_of(), server.url, AUTH, http_client=client)
        assert server.last.header("X-Own") == SECRET
    assert SECRET not in repr(other.last)
    assert other.last.header("authorization") is None


def test_r6_a_way_back_restores_nothing(exchange: Exchange) -> None:
    with Server() as other, Server([answer(302, Location=other.url), OK]) as server:
        other.script = [answer(302, Location=f"{server.url}/back")]
        exchange(call_of(), server.url, AUTH)
        assert server.last.target == "/back"
        assert SECRET not in repr(server.last)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_r6_another_origin_gets_no_body(exchange: Exchange, status: int) -> None:
    with Server([OK]) as other, Server([answer(status, Location=other.url)]) as server:
        with pytest.raises(RedirectError, match=f"POST .*: {status} "):
            exchange(call_of("POST", body=JsonBody({"a": 1})), server.url, AUTH)
        assert len(server.requests) == 1
    assert other.requests == []


@pytest.mark.parametrize("location", ["/b?x=1#frag", "b?x=1", "?x=1", "//{host}/b?x=1"])
def test_the_same_origin_is_followed_with_everything(
    exchange: Exchange, location: str
) -> None:
    with Server() as server:
        place = location.format(host=server.url.removeprefix("http://"))
        server.script = [answer(307, Location=place), OK]
        exchange(call_of(query={"y": 2}), server.url, AUTH)
        path = "/a" if location == "?x=1" else "/b"
        assert server.last.target == f"{path}?x=1&api_key={SECRET}"
        assert server.last.header("authorization") == f"Bearer {SECRET}"
        assert server.last.header("cookie") == f"session={SECRET}"
        assert server.last.header("X-Private") == "private-value"


@pytest.mark.parametrize("status", [307, 308])
def test_the_same_origin_gets_the_body_again(exchange: Exchange, status: int) -> None:
    with Server([answer(status, Location="/a/"), OK]) as server:
        body = BinaryBody(io.BytesIO(b"data"))
        exchange(Call("POST", "/a", body=body), server.url)
        assert [(r.method, r.target, r.body) for r in server.requests] == [
            ("POST", "/a", b"data"),
            ("POST", "/a/", b"data"),
        ]


def test_see_other_is_read_with_get(exchange: Exchange) -> None:
    script = [answer(303, Location="/b"), answer(307, Location="/c"), OK]
    with Server(script) as server:
        exchange(Call("POST", "/a", body=JsonBody({})), server.url)
        assert [(r.method, r.target) for r in server.requests] == [
            ("POST", "/a"),
            ("GET", "/b"),
            ("GET", "/c"),
        ]
        assert server.last.body == b""
        assert server.last.header("content-type") is None


@pytest.mark.parametrize("status", [301, 302])
def test_a_post_never_becomes_a_get_silently(exchange: Exchange, status: int) -> None:
    with Server([answer(status, Location="/b"), OK]) as server:
        with pytest.raises(RedirectError):
            exchange(Call("POST", "/a"), server.url)
        assert len(server.requests) == 1


@pytest.mark.parametrize("location", ["ftp://x/", "", "file:///e"])
def test_places_that_cannot_be_followed(exchange: Exchange, location: str) -> None:
    with Server([answer(302, Location=location), OK]) as server:
        with pytest.raises(RedirectError):
            exchange(Call("GET", "/a"), server.url)
        assert len(server.requests) == 1


def test_a_loop_ends(exchange: Exchange) -> None:
    with Server([answer(302, Location="/a")]) as server:
        with pytest.raises(RedirectError):
            exchange(Call("GET", "/a"), server.url)
        assert len(server.requests) == 6


def test_a_declared_redirect_is_a_result(exchange: Exchange) -> None:
    with Server([answer(302, Location="/b")]) as server:
        response = exchange(Call("GET", "/a", results={302: None}), server.url)
        assert (response.status, response.headers["location"]) == (302, "/b")
