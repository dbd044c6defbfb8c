"""A5, A6, A7: credentials that are given once, refused early, and shown nowhere."""

from __future__ import annotations

import asyncio
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any, cast

import httpx2
import pytest
from demo_client._runtime import ApiInfo, ApiKey, Auth, Call, HttpBearer, TextBody
from demo_client._runtime.errors import (
    MissingCredentialsError,
    ServerError,
    StatusError,
    TransportError,
)
from demo_client._runtime.forms import FormBody
from demo_client._runtime.oauth2 import OAuth2
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
    asynchronous,
    blocking,
)
from .server import Server, answer, reset, truncated

both = pytest.mark.parametrize("exchange", BOTH)
OK = answer(200, b"{}")
ALL = (Bearer, QueryKey, HeaderKey, CookieKey)
TOKEN = answer(200, b'{"access_token": "t1", "expires_in": 3600}')


class OAuth(OAuth2):
    scheme = "oauth"
    token_url = "/token"


@both
@pytest.mark.parametrize("security", [None, (), (Bearer,), ((Bearer, HeaderKey),)])
def test_a5_credentials_of_no_scheme_are_sent_always(
    exchange: Exchange, security: Any
) -> None:
    with Server([OK]) as server:
        call: Call[Any] = Call("GET", "/x", security=security)
        exchange(call, server.url, [HttpBearer("token"), ApiKey("key")])
        assert server.last.header("Authorization") == "Bearer token"
        assert server.last.header("X-API-Key") == "key"


@both
def test_a5_a_server_may_want_no_credentials_where_its_document_does(
    exchange: Exchange,
) -> None:
    call: Call[Any] = Call("GET", "/x", security=(Bearer, (QueryKey, HeaderKey)))
    with Server([OK]) as server:
        with pytest.raises(MissingCredentialsError, match=r"or Auth\(\) if the server"):
            exchange(call, server.url)
        exchange(call, server.url, Auth())
        assert server.last.target == "/x"
        assert server.last.header("Authorization") is None


@both
@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        (Bearer, {"Authorization": "Bearer x"}),
        (HeaderKey, {"x-key": "Token x"}),
        (CookieKey, {"Cookie": "a=1; session=x"}),
    ],
)
def test_a5_a_header_that_the_client_carries_is_a_credential(
    exchange: Exchange, kind: Any, headers: dict[str, str]
) -> None:
    with Server([OK]) as server:
        call: Call[Any] = Call("GET", "/x", security=(kind,))
        exchange(call, server.url, headers=headers)
        for name, value in headers.items():
            assert server.last.header(name) == value
        with pytest.raises(MissingCredentialsError):
            exchange(call, server.url, headers={"X-Other": "1"})


@both
def test_a5_the_environment_gives_what_the_client_was_not_given(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    call: Call[Any] = Call("GET", "/x", security=(Bearer,))
    with Server([OK]) as server:
        monkeypatch.setenv("DEMO_BEARER", "from-environment")
        monkeypatch.setenv("DEMO_BASE_URL", server.url)
        if exchange is blocking:
            with Client() as client:
                client.send(call)
        else:
            exchange(call, server.url)
        assert server.last.header("Authorization") == "Bearer from-environment"
        exchange(call, server.url, Bearer("given"))
        assert server.last.header("Authorization") == "Bearer given"
        keys: Call[Any] = Call("GET", "/x", security=(HeaderKey,))
        with pytest.raises(MissingCredentialsError):
            exchange(keys, server.url, Bearer("given"))
        monkeypatch.setenv("DEMO_API_KEY", "k")
        exchange(keys, server.url)
        assert server.last.header("X-Key") == "Token k"


def test_a5_a_coroutine_function_gives_the_token() -> None:
    tokens = iter(["old", "new"])

    async def token() -> str:
        await asyncio.sleep(0)
        return next(tokens)

    call: Call[Any] = Call("GET", "/x", security=(Bearer,))
    with Server([answer(401), OK]) as server:
        asynchronous(call, server.url, Bearer(token))
        sent = [request.header("Authorization") for request in server.requests]
        assert sent == ["Bearer old", "Bearer new"]
        tokens = iter(["other"])
        with pytest.raises(RuntimeError, match="AsyncClient"):
            blocking(call, server.url, Bearer(token))


@both
def test_a5_a_function_is_asked_again_after_a_401(exchange: Exchange) -> None:
    tokens = iter(["old", "new", "third"])
    call: Call[Any] = Call("POST", "/x", security=(Bearer,))
    with Server([answer(401), OK, answer(401)]) as server:
        exchange(call, server.url, Bearer(lambda: next(tokens)))
        sent = [request.header("Authorization") for request in server.requests]
        assert sent == ["Bearer old", "Bearer new"]
        with pytest.raises(StatusError):
            exchange(call, server.url, Bearer("fixed"))
        assert len(server.requests) == 3


@both
@pytest.mark.parametrize(
    ("options", "sent", "basic"),
    [
        (
            {"username": "u", "password": "p w"},
            b"grant_type=password&username=u&password=p+w",
            False,
        ),
        (
            {"client_id": "i", "client_secret": "s", "audience": "https://a"},
            b"grant_type=client_credentials&audience=https%3A%2F%2Fa",
            True,
        ),
        (
            {"client_id": "i", "client_secret": "s", "secret_in_body": True},
            b"grant_type=client_credentials&client_id=i&client_secret=s",
            False,
        ),
        (
            {"client_id": "i", "client_secret": "s", "extra": {"resource": "r"}},
            b"grant_type=client_credentials&resource=r",
            True,
        ),
    ],
)
def test_a5_what_a_token_is_asked_with(
    exchange: Exchange, options: Any, sent: bytes, basic: bool
) -> None:
    call: Call[Any] = Call("GET", "/x", security=(OAuth,))
    with Server([TOKEN, OK]) as server:
        exchange(call, server.url, OAuth(**options))
        assert server.requests[0].body == sent
        assert (server.requests[0].header("authorization") is not None) is basic
        assert server.last.header("authorization") == "Bearer t1"


@both
@pytest.mark.parametrize("fault", [answer(503), answer(429), reset])
def test_a5_faults_of_the_token_endpoint_are_repeated(
    exchange: Exchange, fault: Any
) -> None:
    auth = OAuth(client_id="i", client_secret="s")
    with Server([fault, TOKEN, OK]) as server:
        exchange(Call("POST", "/x", security=(OAuth,)), server.url, auth)
        assert [r.target for r in server.requests] == ["/token", "/token", "/x"]


@both
def test_a5_faults_of_the_token_endpoint_are_told(exchange: Exchange) -> None:
    call: Call[Any] = Call("GET", "/x", security=(OAuth,))
    secret = "the-client-secret"
    with Server([answer(503)]) as server:
        with pytest.raises(ServerError, match="503"):
            exchange(call, server.url, OAuth(client_id="i", client_secret=secret))
        assert len(server.requests) == 3
    body = b'{"error": "invalid_client", "error_description": "no the-client-secret"}'
    with Server([answer(400, body)]) as server:
        with pytest.raises(MissingCredentialsError, match=r"400 invalid_client no \*"):
            exchange(call, server.url, OAuth(client_id="i", client_secret=secret))
        assert len(server.requests) == 1


@both
@pytest.mark.parametrize(
    "answered", [b"1e400", b"1" + b"0" * 400, b"NaN", b'"x"', b"-1", b"null", b"{}"]
)
def test_a5_a_token_that_holds_for_an_odd_time(
    exchange: Exchange, answered: bytes
) -> None:
    reply = answer(200, b'{"access_token": "t1", "expires_in": %s}' % answered)
    call: Call[Any] = Call("GET", "/x", security=(OAuth,))
    with Server([reply, OK]) as server:
        exchange(call, server.url, OAuth(client_id="i", client_secret="s"))
        assert server.last.header("authorization") == "Bearer t1"


BAD: list[Any] = [None, "", "  ", " key", "key ", "key\n", "a\r\nX: 1", "a\0b", 7]
MAKERS: list[Callable[[Any], Any]] = [
    Bearer,
    HeaderKey,
    QueryKey,
    CookieKey,
    lambda key: HttpBasic(key, key),
    lambda key: OAuth(key if key is not None else ""),
    lambda key: OAuth(client_id="i", client_secret=key),
    lambda key: Client(base_url="http://h", headers={"X-Key": cast(Any, key or None)}),
]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("value", BAD, ids=repr)
def test_a6_what_cannot_be_a_credential_is_refused_when_it_is_made(
    make: Callable[[Any], Any], value: Any
) -> None:
    is_basic = make is MAKERS[4] and isinstance(value, str)
    if is_basic and value and value.isprintable():
        return  # any text without control characters goes through base64
    if make is MAKERS[7] and value == 7:
        return  # numbers are sent as their text
    with pytest.raises((TypeError, ValueError)) as caught:
        make(value)
    if isinstance(value, str) and len(value) > 4:
        assert value not in str(caught.value)


@pytest.mark.parametrize("auth", ["key", Bearer, ["key"], 7])
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a6_what_is_no_credential_is_refused_by_the_client(
    kind: Any, auth: Any
) -> None:
    with pytest.raises(TypeError):
        kind(auth, base_url="http://h")


@both
def test_a6_cookies_are_sent_as_given_beside_those_of_the_caller(
    exchange: Exchange,
) -> None:
    with Server([OK]) as server:
        call: Call[Any] = Call(
            "GET", "/x", security=(CookieKey,), cookies={"lang": "de"}
        )
        auth = CookieKey("s%3Aa:b+c/==|")
        exchange(call, server.url, auth, headers={"Cookie": "x=1"})
        cookies = server.last.header("Cookie")
        assert cookies == "x=1; lang=de; session=s%3Aa:b+c/==|"


def locals_of(error: BaseException | None) -> list[str]:
    """The reprs of the locals of all frames of the runtime, causes included."""
    found: list[str] = []
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename != __file__ and "kit.py" not in str(
                frame.f_code.co_filename
            ):
                found += map(repr, frame.f_locals.values())
        error = error.__cause__ or error.__context__
    return found


@both
@pytest.mark.parametrize(
    "step",
    [
        answer(404, b"{}"),
        answer(500),
        reset,
        truncated,
        answer(200, b"{"),
        answer(302, Location=f"/{SECRET}/[", X_Echo=SECRET),
        answer(302, Location=f"/{SECRET}/next"),
        answer(418, b"{}", content_type="text/\x1b[31mred"),
    ],
)
def test_a6_nothing_secret_in_errors_pickles_and_locals(
    exchange: Exchange, step: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("demo_client", "httpx2"):
        caplog.set_level(logging.DEBUG, name)
    auth = [Bearer(SECRET), QueryKey(SECRET), HeaderKey(SECRET), CookieKey(SECRET)]
    call: Call[Any] = Call("GET", "/x", security=(ALL,), results={200: int})
    headers = {"X-My-Token": SECRET}
    with Server([step]) as server:
        with pytest.raises(Exception, match="GET http") as caught:
            exchange(call, server.url, auth, retries=0, headers=headers)
        assert SECRET in server.last.target
    error: Any = caught.value
    shown = [str(error), repr(error), *traceback.format_exception(error), caplog.text]
    shown += locals_of(error)
    for held in (error, error.__cause__):
        request = getattr(held, "request", None)
        if request is not None:
            shown += [repr(request.headers), repr(request.url), str(request.url)]
    found = getattr(error, "response", None)
    if found is not None:
        shown.append(str(dict(found.headers)))
    assert "\x1b" not in "".join(shown)
    shown += [pickle.dumps(each).decode("latin-1") for each in (error, found)]
    assert [text for text in shown if SECRET in text] == []


@both
def test_a6_a_result_can_be_kept_and_shown(exchange: Exchange) -> None:
    auth = [Bearer(SECRET), QueryKey(SECRET)]
    with Server([OK]) as server:
        call: Call[Any] = Call("GET", "/x", security=((Bearer, QueryKey),))
        found = exchange(call, server.url, auth)
    assert SECRET.encode() not in pickle.dumps(found)
    assert str(found.http_response.request.url).endswith("/x?api_key=***")


@pytest.mark.parametrize("auth", [Bearer(SECRET), HttpBasic("u", SECRET)])
def test_a6_credentials_are_not_pickled(auth: Any) -> None:
    with pytest.raises(TypeError, match="secret"):
        pickle.dumps(auth)


@both
def test_a6_hooks_still_see_what_is_sent(exchange: Exchange) -> None:
    seen: list[httpx2.Headers] = []
    hooks = Hooks(before_request=[lambda request: seen.append(request.headers)])
    with Server([OK]) as server:
        call: Call[Any] = Call("GET", "/x", security=(Bearer,))
        exchange(call, server.url, Bearer(SECRET), hooks=hooks)
    assert seen[0]["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("url", ["api.example.com", "/v1", "ftp://h", "http://", "//h"])
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a7_a_base_url_is_whole(kind: Any, url: str) -> None:
    with pytest.raises(ValueError, match="https://host/api"):
        kind(base_url=url)


@both
def test_a7_a_relative_server_is_told_with_what_is_needed(exchange: Exchange) -> None:
    kind: Any = Client if exchange is blocking else AsyncClient
    old = kind.info
    kind.info = ApiInfo("demo", "1", "/api-v3")
    try:
        with pytest.raises(ValueError, match="https://host/api-v3"):
            exchange(Call("GET", "/x"), None)
    finally:
        kind.info = old


@both
def test_t18_bodies_in_the_debug_log_are_redacted(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    from demo_client._runtime import JsonBody

    caplog.set_level(logging.DEBUG, "demo_client")
    body = JsonBody({"name": "seen", "password": "hunter2hunter2", "key": SECRET})
    reply = answer(201, b'{"told": 1, "access_token": "tok-tok-tok"}')
    with Server([reply]) as server:
        call: Call[Any] = Call(
            "POST", "/x", security=(Bearer,), body=body, results={201: Any}
        )
        exchange(call, server.url, Bearer(SECRET))
    [text] = [r.getMessage() for r in caplog.records if r.name == "demo_client"]
    assert "POST http" in text
    assert '"name":"seen"' in text
    assert '"told": 1' in text
    assert "authorization: ***" in text
    for hidden in (SECRET, "hunter2", "tok-tok"):
        assert hidden not in text


@both
@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (FormBody({"user": "me", "password": "hunter2&"}), "user=me&password=***"),
        (
            TextBody("<a><password>hunter2</password></a>", "text/xml"),
            "<password>***</",
        ),
        (TextBody('{"client_secret": "hunter2\\"2"}', "a/b+json"), '_secret": "***"}'),
    ],
    ids=["form", "xml", "json"],
)
def test_t18_secrets_of_any_notation_are_redacted(
    exchange: Exchange, body: Any, seen: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "demo_client")
    with Server([OK]) as server:
        exchange(Call("POST", "/token", body=body, results={200: Any}), server.url)
    assert seen in caplog.text
    assert "hunter2" not in caplog.text


@both
def test_t12_certificates_and_local_errors_are_final(exchange: Exchange) -> None:
    seen: list[Any] = []
    hooks = Hooks(before_request=[seen.append])
    call: Call[Any] = Call("GET", "/x", headers={"X-H": " lead"})
    with Server([OK]) as server:
        with pytest.raises(TransportError) as caught:
            exchange(call, server.url, hooks=hooks)
        assert "lead" not in str(caught.value)
        with pytest.raises(TransportError):
            exchange(
                Call("GET", "/x"), "ftp://x".replace("ftp", "https") + "/", retries=0
            )
    assert len(seen) == 1
