"""A1 and A2: credentials of every scheme, and which of them an operation takes."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.behaviour.wire import OK, SECRET, asynchronous, blocking, both
from tests.runtime.server import Received, Server, answer
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
security: [{bearer: []}]
paths:
  /header: {get: {operationId: header, tags: [all], security: [{headerKey: []}], responses: &ok {"200": {description: OK}}}}
  /prefixed: {get: {operationId: prefixed, tags: [all], security: [{prefixedKey: []}], responses: *ok}}
  /query: {get: {operationId: query, tags: [all], security: [{queryKey: []}], responses: *ok, parameters: [{name: q, in: query, schema: {type: string}}]}}
  /cookie: {get: {operationId: cookie, tags: [all], security: [{cookieKey: []}], responses: *ok, parameters: [{name: c, in: cookie, schema: {type: string}}]}}
  /basic: {get: {operationId: basic, tags: [all], security: [{basic: []}], responses: *ok}}
  /bearer: {get: {operationId: bearer, tags: [all], responses: *ok}}
  /digest: {get: {operationId: other, tags: [all], security: [{digest: []}], responses: *ok}}
  /either: {get: {operationId: either, tags: [all], security: [{bearer: []}, {headerKey: []}], responses: *ok}}
  /together: {get: {operationId: together, tags: [all], security: [{headerKey: [], queryKey: []}, {basic: []}], responses: *ok}}
  /none: {get: {operationId: none, tags: [all], security: [], responses: *ok}}
  /optional: {get: {operationId: optional, tags: [all], security: [{}, {bearer: []}], responses: *ok}}
components:
  securitySchemes:
    headerKey: {type: apiKey, in: header, name: X-Api-Key}
    prefixedKey: {type: apiKey, in: header, name: Authorization}
    queryKey: {type: apiKey, in: query, name: api key}
    cookieKey: {type: apiKey, in: cookie, name: session}
    basic: {type: http, scheme: Basic}
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    digest: {type: http, scheme: Negotiate}
"""  # noqa: E501
TOKENS = """
openapi: 3.1.0
security: [{oauth: [read]}]
paths:
  /mine: {get: {operationId: mine, tags: [all], responses: &ok {"200": {description: OK}}}}
  /oidc: {get: {operationId: oidc, tags: [all], security: [{oidc: []}], responses: *ok}}
  /mutual: {get: {operationId: mutual, tags: [all], security: [{tls: []}], responses: *ok}}
components:
  securitySchemes:
    oidc: {type: openIdConnect, openIdConnectUrl: https://id.example/.well-known/openid-configuration}
    tls: {type: mutualTLS}
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: /oauth/token
          refreshUrl: /oauth/refresh
          scopes: {read: Read things, write: Write things}
"""  # noqa: E501


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    folder = tmp_path_factory.mktemp("security")
    return client(folder, DOCUMENT, prefixes={"prefixedKey": "Token"})


def authorized(way: Any, api: ModuleType, name: str, auth: Any) -> Received:
    """The request of an operation without arguments."""
    with Server([OK]) as server:
        way(api, getattr(operations(api), name), server.url, auth)
        (request,) = server.requests
    return request


@both
def test_a1_api_key_in_a_header(way: Callable[..., Any], api: ModuleType) -> None:
    request = authorized(way, api, "header", api.HeaderKey("abc"))
    assert request.header("X-Api-Key") == "abc"
    assert request.header("authorization") is None


@both
def test_a1_api_key_with_a_prefix(way: Callable[..., Any], api: ModuleType) -> None:
    request = authorized(way, api, "prefixed", api.PrefixedKey("abc"))
    assert request.header("authorization") == "Token abc"


@both
def test_a1_api_key_in_the_query(way: Callable[..., Any], api: ModuleType) -> None:
    with Server([OK]) as server:
        auth = api.QueryKey("a&b=c")
        way(api, lambda c: operations(api).query(c, q="x"), server.url, auth)
        assert server.last.target == "/query?q=x&api%20key=a%26b%3Dc"


@both
def test_a1_api_key_in_a_cookie(way: Callable[..., Any], api: ModuleType) -> None:
    with Server([OK]) as server:
        auth = api.CookieKey("abc")
        way(api, lambda c: operations(api).cookie(c, c="x"), server.url, auth)
        assert server.last.header("cookie") == "c=x; session=abc"


@both
def test_a1_basic(way: Callable[..., Any], api: ModuleType) -> None:
    request = authorized(way, api, "basic", api.Basic("jé", "p:w"))
    kind, _, text = (request.header("authorization") or "").partition(" ")
    assert kind == "Basic"
    assert base64.b64decode(text).decode() == "jé:p:w"


@both
def test_a1_bearer_from_text_or_function(
    way: Callable[..., Any], api: ModuleType
) -> None:
    request = authorized(way, api, "bearer", api.Bearer("jwt"))
    assert request.header("authorization") == "Bearer jwt"
    request = authorized(way, api, "bearer", api.Bearer(lambda: "fresh"))
    assert request.header("authorization") == "Bearer fresh"


@both
def test_a1_any_other_http_scheme(way: Callable[..., Any], api: ModuleType) -> None:
    request = authorized(way, api, "other", api.Digest("abc"))
    assert request.header("authorization") == "Negotiate abc"


@both
def test_a1_a_key_never_ends_its_header(
    way: Callable[..., Any], api: ModuleType
) -> None:
    with pytest.raises(ValueError, match="control") as caught:
        way(api, None, "http://localhost", api.HeaderKey(f"{SECRET}\r\nX-Evil: 1"))
    assert SECRET not in str(caught.value)


@both
def test_a2_alternatives(way: Callable[..., Any], api: ModuleType) -> None:
    bearer, key = api.Bearer("jwt"), api.HeaderKey("abc")
    request = authorized(way, api, "either", key)
    assert request.header("X-Api-Key") == "abc"
    assert request.header("authorization") is None
    request = authorized(way, api, "either", [key, bearer])
    assert request.header("authorization") == "Bearer jwt"
    assert request.header("X-Api-Key") is None


@both
def test_a2_combinations(way: Callable[..., Any], api: ModuleType) -> None:
    both_keys = [api.HeaderKey("abc"), api.QueryKey("def")]
    request = authorized(way, api, "together", both_keys)
    assert request.header("X-Api-Key") == "abc"
    assert request.target == "/together?api%20key=def"
    request = authorized(
        way, api, "together", [api.HeaderKey("abc"), api.Basic("u", "p")]
    )
    assert request.header("X-Api-Key") is None
    assert (request.header("authorization") or "").startswith("Basic ")


@both
@pytest.mark.parametrize("name", ["none", "optional"])
def test_a2_anonymous(way: Callable[..., Any], api: ModuleType, name: str) -> None:
    request = authorized(way, api, name, None)
    assert request.header("authorization") is None


@both
def test_a2_optional_credentials_are_sent_if_there_are_any(
    way: Callable[..., Any], api: ModuleType
) -> None:
    request = authorized(way, api, "optional", api.Bearer("jwt"))
    assert request.header("authorization") == "Bearer jwt"
    request = authorized(way, api, "none", api.Bearer("jwt"))
    assert request.header("authorization") is None


@both
@pytest.mark.parametrize(
    ("name", "owned", "text"),
    [
        ("bearer", [], "Bearer"),
        ("either", ["Basic"], "Bearer or HeaderKey"),
        ("together", ["HeaderKey"], "HeaderKey with QueryKey or Basic"),
    ],
)
def test_a2_missing_credentials_are_told_before_anything_is_sent(
    way: Callable[..., Any], api: ModuleType, name: str, owned: list[str], text: str
) -> None:
    table = {"Basic": ("u", "p"), "HeaderKey": ("k",)}
    auth = [getattr(api, kind)(*table[kind]) for kind in owned]
    with Server([OK]) as server:
        with pytest.raises(api.MissingCredentialsError, match=text):
            way(api, getattr(operations(api), name), server.url, auth)
        assert server.connections == 0


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("tokens"), TOKENS)


class TokenServer(Server):
    """Gives tokens t1, t2, ... and takes those that it was told to."""

    def __init__(self, *, alive: float | None = 3600, refused: int = 0) -> None:
        super().__init__()
        self.alive, self.refused, self.given = alive, refused, 0
        self.script = [self.reply]

    def reply(self, connection: Any) -> None:
        request = self.requests[-1]
        if request.method == "GET":
            status = 401 if self.refused else 200
            self.refused = max(0, self.refused - 1)
            connection.sendall(answer(status, b"{}"))
            return
        self.given += 1
        alive = "" if self.alive is None else f', "expires_in": {self.alive}'
        text = (
            f'{{"access_token": "{SECRET}{self.given}", "token_type": "bearer"{alive}}}'
        )
        connection.sendall(answer(200, text.encode()))

    def sent(self, method: str) -> list[Received]:
        return [request for request in self.requests if request.method == method]


@both
def test_a1_client_credentials(way: Callable[..., Any], tokens: ModuleType) -> None:
    auth = tokens.Oauth(client_id="id:1", client_secret="s&c", scopes=["read", "write"])
    with TokenServer() as server:
        way(tokens, operations(tokens).mine, server.url, auth)
        way(tokens, operations(tokens).mine, server.url, auth)
        (request,) = server.sent("POST")
        assert request.target == "/oauth/token"
        assert parse_qs(request.body.decode()) == {
            "grant_type": ["client_credentials"],
            "scope": ["read write"],
        }
        kind, _, text = (request.header("authorization") or "").partition(" ")
        assert (kind, base64.b64decode(text)) == ("Basic", b"id%3A1:s%26c")
        for call in server.sent("GET"):
            assert call.header("authorization") == f"Bearer {SECRET}1"


@both
def test_a1_refresh_token(way: Callable[..., Any], tokens: ModuleType) -> None:
    auth = tokens.Oauth(refresh_token="r1", client_id="me")
    with TokenServer() as server:
        way(tokens, operations(tokens).mine, server.url, auth)
        (request,) = server.sent("POST")
        assert request.target == "/oauth/refresh"
        assert parse_qs(request.body.decode()) == {
            "grant_type": ["refresh_token"],
            "refresh_token": ["r1"],
            "client_id": ["me"],
        }


@both
def test_a1_a_given_access_token(way: Callable[..., Any], tokens: ModuleType) -> None:
    with TokenServer() as server:
        way(tokens, operations(tokens).mine, server.url, tokens.Oauth("given"))
        assert server.sent("POST") == []
        assert server.last.header("authorization") == "Bearer given"


@both
def test_a1_an_old_token_is_fetched_again(
    way: Callable[..., Any], tokens: ModuleType
) -> None:
    auth = tokens.Oauth(client_id="id", client_secret=SECRET)
    with TokenServer(alive=1) as server:
        way(tokens, operations(tokens).mine, server.url, auth)
        way(tokens, operations(tokens).mine, server.url, auth)
        assert server.given == 2
        assert server.last.header("authorization") == f"Bearer {SECRET}2"


@both
def test_a1_a_refused_token_is_fetched_again_once(
    way: Callable[..., Any], tokens: ModuleType
) -> None:
    auth = tokens.Oauth(client_id="id", client_secret=SECRET)
    with TokenServer(refused=1) as server:
        way(tokens, operations(tokens).mine, server.url, auth)
        assert server.given == 2
    with TokenServer(refused=9) as server:
        with pytest.raises(tokens.UnauthorizedError):
            way(tokens, operations(tokens).mine, server.url, auth)
        assert server.given <= 2


def test_a1_threads_share_one_token(tokens: ModuleType) -> None:
    auth = tokens.Oauth(client_id="id", client_secret=SECRET)

    def work(c: Any) -> None:
        threads = [
            threading.Thread(target=operations(tokens).mine, args=(c,))
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with TokenServer() as server:
        blocking(tokens, work, server.url, auth)
        assert server.given == 1
        assert len(server.sent("GET")) == 16


def test_a1_tasks_share_one_token(tokens: ModuleType) -> None:
    auth = tokens.Oauth(client_id="id", client_secret=SECRET)

    async def work(c: Any) -> None:
        await asyncio.gather(*(operations(tokens).mine(c) for _ in range(16)))

    with TokenServer() as server:
        asynchronous(tokens, work, server.url, auth)
        assert server.given == 1
        assert len(server.sent("GET")) == 16


@both
def test_a1_no_token(way: Callable[..., Any], tokens: ModuleType) -> None:
    auth = tokens.Oauth(client_id="id", client_secret=SECRET)
    reply = answer(400, b'{"error": "invalid_client"}')
    with Server([reply]) as server:
        with pytest.raises(tokens.ApiError, match="invalid_client") as caught:
            way(tokens, operations(tokens).mine, server.url, auth)
        assert SECRET not in str(caught.value)
        assert len(server.requests) == 1


@both
def test_a1_open_id_connect_is_a_bearer(
    way: Callable[..., Any], tokens: ModuleType
) -> None:
    request = authorized(way, tokens, "oidc", tokens.Oidc("jwt"))
    assert request.header("authorization") == "Bearer jwt"


@both
def test_a1_mutual_tls_sends_nothing(
    way: Callable[..., Any], tokens: ModuleType
) -> None:
    request = authorized(way, tokens, "mutual", tokens.Tls())
    assert request.header("authorization") is None


def test_a1_scopes_are_documented(tokens: ModuleType) -> None:
    assert tokens.Oauth.scopes == {"read": "Read things", "write": "Write things"}
