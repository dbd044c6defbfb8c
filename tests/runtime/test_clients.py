"""A2, A4, T2-T4: credentials, pools, hooks, settings, logs."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from demo_client._runtime import ApiInfo, Auth, Call, SyncClient
from demo_client._runtime.errors import (
    MissingCredentialsError,
    StatusError,
    TransportError,
)
from demo_client._runtime.retry import Retry
from demo_client._runtime.schemes import HttpBasic
from demo_client._runtime.settings import Hooks

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
from .server import Received, Server, answer, reset

both = pytest.mark.parametrize("exchange", BOTH)
OK = answer(200, b"{}")


class Basic(HttpBasic):
    scheme = "basic"


def sent(exchange: Exchange, auth: Any, security: Any, **options: Any) -> Received:
    with Server([OK]) as server:
        exchange(Call("GET", "/x", security=security), server.url, auth, **options)
        return server.last


@both
def test_a1_each_kind_of_scheme(exchange: Exchange) -> None:
    key = "a b&c"
    assert sent(exchange, Bearer(lambda: "jwt"), (Bearer,)).header("Authorization") == (
        "Bearer jwt"
    )
    assert sent(exchange, Basic("u", "p"), (Basic,)).header("Authorization") == (
        "Basic dTpw"
    )
    assert sent(exchange, HeaderKey(key), (HeaderKey,)).header("X-Key") == (
        "Token a b&c"
    )
    assert sent(exchange, QueryKey(key), (QueryKey,)).target == ("/x?api_key=a%20b%26c")
    assert sent(exchange, CookieKey(key), (CookieKey,)).header("Cookie") == (
        "session=a%20b&c"
    )


@both
def test_a2_the_first_alternative_that_can_be_met(exchange: Exchange) -> None:
    security = ((Bearer, HeaderKey), QueryKey, Bearer)
    auth = [Bearer("jwt-token"), QueryKey("the-key")]
    received = sent(exchange, auth, security)
    assert received.target == "/x?api_key=the-key"
    assert received.header("Authorization") is None
    received = sent(exchange, [*auth, HeaderKey("k")], security)
    assert (received.header("X-Key"), received.target) == ("Token k", "/x")


@both
def test_a2_no_security_and_optional_security(exchange: Exchange) -> None:
    assert sent(exchange, Bearer("jwt"), ()).header("Authorization") is None
    optional = ((), Bearer)
    assert sent(exchange, None, optional).header("Authorization") is None
    assert sent(exchange, Bearer("jwt"), optional).header("Authorization")


@both
def test_a2_the_security_of_the_client_holds_where_a_call_says_nothing(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = ApiInfo("demo", "1", "", security=((HeaderKey, Bearer), QueryKey))
    monkeypatch.setattr(Client, "info", info)
    monkeypatch.setattr(AsyncClient, "info", info)
    auth = [Bearer("jwt"), QueryKey("the-key")]
    assert sent(exchange, auth, None).target == "/x?api_key=the-key"
    assert sent(exchange, auth, (Bearer,)).header("Authorization") == "Bearer jwt"
    assert sent(exchange, None, ()).target == "/x"
    with pytest.raises(MissingCredentialsError, match="HeaderKey with Bearer or"):
        sent(exchange, None, None)


@both
def test_a2_missing_credentials_are_an_error_before_anything_is_sent(
    exchange: Exchange,
) -> None:
    with Server([OK]) as server:
        call: Call[Any] = Call("GET", "/", security=((Bearer, HeaderKey), QueryKey))
        with pytest.raises(MissingCredentialsError, match="Bearer with HeaderKey or"):
            exchange(call, server.url, HeaderKey(SECRET))
        assert server.connections == 0


class Fetched(Auth):
    """A token that a request of its own fetches, once."""

    def __init__(self) -> None:
        self.token = ""

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return [self.token]

    def token_request(self, url: httpx2.URL) -> httpx2.Request | None:
        return None if self.token else httpx2.Request("POST", url.join("/token"))

    def receive(self, response: httpx2.Response) -> None:
        self.token = response.json()["token"]

    def refused(self, request: httpx2.Request) -> bool:
        self.token = ""
        return True


@both
def test_a1_credentials_can_send_requests_of_their_own(exchange: Exchange) -> None:
    token = answer(200, b'{"token": "t1"}')
    with Server([token, answer(401), token, OK]) as server:
        auth = Fetched()
        exchange(Call("POST", "/x", security=(Bearer,)), server.url, auth)
        methods = [(r.target, r.header("Authorization")) for r in server.requests]
        assert methods == [("/token", None), ("/x", "Bearer t1")] * 2


@both
@pytest.mark.parametrize("reply", [answer(418, SECRET.encode()), reset, OK])
def test_a4_no_credential_shows(
    exchange: Exchange, reply: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    auth = [Bearer(SECRET), QueryKey(SECRET), HeaderKey(SECRET), CookieKey(SECRET)]
    shown = [repr(auth)]
    hooks = Hooks(before_request=[lambda r: shown.append(f"{r!r} {r.url} {r.url!r}")])
    call: Call[Any] = Call(
        "GET", "/x", security=((Bearer, QueryKey, HeaderKey, CookieKey),)
    )
    with Server([reply]) as server:
        try:
            response = exchange(call, server.url, auth, hooks=hooks)
            shown += [repr(response), str(response), response.title]
            shown.append(repr(response.http_response.request))
        except (StatusError, TransportError) as error:
            shown += [str(error), repr(error), repr(error.request)]
            shown += [str(error.request.url), repr(error.request.url)]
        assert SECRET in server.last.target
    client = Client(auth, base_url="http://h", headers={"X": SECRET})
    shown += [repr(client), repr(client.settings), repr(call), caplog.text]
    assert SECRET not in "\n".join(shown)
    assert "api_key=***" in caplog.text


def test_a4_credentials_in_a_base_url_do_not_show() -> None:
    with Server([answer(404)]) as server:
        url = server.url.replace("http://", f"http://user:{SECRET}@")
        with pytest.raises(StatusError) as caught, Client(base_url=url) as client:
            client.send(Call("GET", "/x"))
        assert SECRET not in str(caught.value) + repr(client)
        assert server.last.header("Authorization") is not None


@both
@pytest.mark.parametrize(
    ("base", "server_url", "explicit", "expected"),
    [
        ("/v1", "{0}/files", None, "/files/x?a=1"),
        ("{0}/v1/", None, None, "/v1/x?a=1"),
        ("{0}/v1", "/v2", None, "/v2/x?a=1"),
        ("https://unused.example", None, "{0}/mine?k=v", "/mine/x?k=v&a=1"),
        ("https://unused.example", "https://other.example", "{0}", "/x?a=1"),
        ("https://unused.example", "/v2", "{0}/mine", "/v2/x?a=1"),
    ],
)
def test_a3_servers(
    exchange: Exchange, base: str, server_url: str | None, explicit: str, expected: str
) -> None:
    kind: Any = Client if exchange is blocking else AsyncClient
    with Server([OK]) as server:
        fill = server.url
        old = kind.info
        kind.info = ApiInfo("demo", "1", base.format(fill))
        try:
            place = server_url.format(fill) if server_url else None
            call: Call[Any] = Call("GET", "/x?a=1#part", server=place)
            exchange(call, explicit and explicit.format(fill))
        finally:
            kind.info = old
        assert server.last.target == expected


def test_a3_a_relative_server_alone_is_a_clear_error() -> None:
    class Relative(SyncClient):
        info = ApiInfo("demo", "1", "/v1")

    with pytest.raises(ValueError, match="base_url"):
        Relative().send(Call("GET", "/x"))


@both
def test_t3_hooks(exchange: Exchange) -> None:
    seen: list[Any] = []

    def before(request: httpx2.Request) -> None:
        request.headers["X-Hook"] = "1"

    async def after(response: httpx2.Response) -> None:
        seen.append(response.status_code)

    hooks = Hooks([before], [after] if exchange is not blocking else [seen.append])
    with Server([OK]) as server:
        exchange(Call("GET", "/"), server.url, hooks=hooks)
        assert server.last.header("X-Hook") == "1"
    assert len(seen) == 1


def test_t3_a_coroutine_hook_needs_the_other_client() -> None:
    async def before(request: httpx2.Request) -> None:
        await asyncio.sleep(0)

    with Server() as server, pytest.raises(RuntimeError, match="AsyncClient"):
        blocking(Call("GET", "/"), server.url, hooks=Hooks([before]))


def test_t3_own_transport() -> None:
    transport = httpx2.MockTransport(lambda r: httpx2.Response(200, json={"a": 1}))
    client = Client(base_url="https://h", transport=transport)
    assert client.send(Call("GET", "/", results={200: dict[str, int]})) == {"a": 1}


def test_t2_an_own_http_client_stays_open() -> None:
    own = httpx2.Client()
    with Server() as server:
        with Client(base_url=server.url, http_client=own) as client:
            client.send(Call("GET", "/"))
        assert not own.is_closed
        assert client.settings.timeout == own.timeout


@both
def test_t4_user_agent_and_default_headers(exchange: Exchange) -> None:
    received = sent(exchange, None, (), headers={"X-A": "1", "accept": "text/x"})
    agent = received.header("User-Agent") or ""
    assert agent.startswith("demo/1.2.3 python/3.")
    assert f"httpx2/{httpx2.__version__}" in agent
    assert (received.header("X-A"), received.header("Accept")) == ("1", "text/x")


def test_t1_with_options_shares_the_pool() -> None:
    with Server() as server, Client(base_url=server.url, headers={"A": "1"}) as client:
        other = client.with_options(timeout=3, headers={"B": "2"}, retries=5)
        client.send(Call("GET", "/"))
        other.send(Call("GET", "/"))
        assert server.connections == 1
        assert [server.last.header(name) for name in "AB"] == ["1", "2"]
        assert server.requests[0].header("B") is None
        assert other.settings.retries == Retry(limit=5)
        assert other.settings.timeout.read == 3
        assert client.settings.timeout == httpx2.Timeout(60, connect=5)


def test_no_session_is_shared() -> None:
    with Server([answer(200, b"{}", Set_Cookie="sid=1")]) as server:
        with Client(base_url=server.url) as client:
            client.send(Call("GET", "/"))
            client.send(Call("GET", "/"))
        assert server.last.header("Cookie") is None


def test_t2_threads_share_one_pool() -> None:
    with Server() as server, Client(base_url=server.url) as client:
        with ThreadPoolExecutor(32) as threads:
            calls: list[Call[Any]]
            calls = [Call("GET", f"/{n}", results={200: dict}) for n in range(128)]
            assert list(threads.map(client.send, calls)) == [{}] * 128
        assert len(server.requests) == 128
        assert server.connections <= 32


def test_t2_tasks_share_one_pool() -> None:
    async def main(url: str) -> None:
        async with AsyncClient(base_url=url) as client:
            calls: list[Call[None]] = [Call("GET", f"/{n}") for n in range(200)]
            await asyncio.gather(*map(client.send, calls))

    with Server() as server:
        asyncio.run(main(server.url))
        assert len(server.requests) == 200
        assert server.connections <= 100


def test_a_stream_is_read_in_pieces_and_released() -> None:
    with Server([answer(200, b"abc"), answer(404)]) as server:
        with Client(base_url=server.url) as client:
            found: dict[int | str, Any] = {200: {"application/pdf": bytes}}
            call: Call[bytes] = Call("GET", "/", results=found)
            with client.stream(call) as response:
                assert b"".join(response.iter_bytes(1)) == b"abc"
            assert server.last.header("Accept") == "application/pdf"
            with pytest.raises(StatusError), client.stream(Call("GET", "/")):
                pass
        assert server.connections == 1


def test_p2_headers_and_cookies() -> None:
    headers = {"X-List": [1, 2], "X-None": None, "X-Bool": True}
    cookies = {"a": "x;y", "b": [1, 2], "c": None}
    with Server() as server:
        blocking(Call("GET", "/", headers=headers, cookies=cookies), server.url)
        assert server.last.header("X-List") == "1,2"
        assert server.last.header("X-Bool") == "true"
        assert server.last.header("X-None") is None
        assert server.last.header("Cookie") == "a=x%3By; b=1; b=2"


def test_p1_the_query_is_sent_as_it_was_encoded() -> None:
    value = "a b+c/d?e&f=g'[]%20é"
    with Server() as server:
        blocking(Call("GET", "/x", query={"q": value}), server.url)
        quoted = "a%20b%2Bc%2Fd%3Fe%26f%3Dg%27%5B%5D%2520%C3%A9"
        assert server.last.target == f"/x?q={quoted}"


def test_t4_the_environment_switches_the_log_on() -> None:
    home = next(path for path in sys.path if "regen-runtime-" in path)
    code = (
        "import httpx2; from demo_client._runtime import *\n"
        "class C(SyncClient): info = ApiInfo('my-demo', '1', 'https://h')\n"
        "transport = httpx2.MockTransport(lambda r: httpx2.Response(204))\n"
        "C(transport=transport).send(Call('GET', '/x'))\n"
    )
    environment = {"MY_DEMO_LOG": "info", "PYTHONPATH": home}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(home),
    )
    assert "demo_client INFO: GET https://h/x: 204 in" in run.stderr
