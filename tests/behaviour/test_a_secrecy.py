"""A4: no credential in any log, error, repr or traceback."""

from __future__ import annotations

import base64
import logging
import traceback
from collections.abc import Callable
from types import ModuleType
from typing import Any
from urllib.parse import quote, unquote

import pytest

from tests.behaviour.wire import both
from tests.runtime.server import Server, answer, reset, truncated
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
security: [{all1: [], all2: [], all3: [], all4: []}]
paths:
  /a:
    get:
      operationId: get
      tags: [all]
      responses:
        "200": {description: OK, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
        "400": {description: Bad}
  /basic:
    get: {operationId: basic, tags: [all], security: [{basic: []}], responses: {"200": {description: OK}}}
  /stream:
    get:
      operationId: stream
      tags: [all]
      responses: {"200": {description: OK, content: {text/event-stream: {schema: {type: string}}}}}
components:
  securitySchemes:
    all1: {type: http, scheme: bearer}
    all2: {type: apiKey, in: query, name: api_key}
    all3: {type: apiKey, in: cookie, name: session}
    all4: {type: apiKey, in: header, name: X-Api-Key}
    basic: {type: http, scheme: basic}
"""  # noqa: E501
SECRETS = {
    "All1": "bearer/s3cret+one",
    "All2": "query/s3cret two&x",
    "All3": "cookie/s3cret;three",
    "All4": "header/s3cret=four",
}
PASSWORD = "p4ssword-of-the-user"
FORMS = [
    form
    for secret in [*SECRETS.values(), PASSWORD]
    for form in (
        secret,
        quote(secret, safe=""),
        quote(secret),
        base64.b64encode(f"user:{secret}".encode()).decode(),
    )
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("secrecy"), DOCUMENT)


def credentials(api: ModuleType) -> list[Any]:
    found = [getattr(api, name)(secret) for name, secret in SECRETS.items()]
    return [*found, api.Basic("user", PASSWORD)]


def assert_silent(*texts: str) -> None:
    for text in texts:
        leaks = [form for form in FORMS if form in text]
        assert not leaks, text


def told(error: BaseException) -> list[str]:
    """All that an error says: itself, what it holds, its traceback with causes."""
    texts = [str(error), repr(error), *traceback.format_exception(error)]
    for name in ("request", "response", "headers"):
        held = getattr(error, name, None)
        texts += [str(held), repr(held)]
        if url := getattr(held, "url", None):
            texts += [str(url), repr(url)]
    return texts


FAULTS: dict[str, Any] = {
    "bad": answer(400, b'{"why": 1}'),
    "server": answer(500),
    "reset": reset,
    "truncated": truncated,
    "malformed": answer(200, b'{"id": '),
    "redirect": answer(301, Location="http://["),
}


@both
@pytest.mark.parametrize(
    ("name", "fault"),
    [("get", fault) for fault in FAULTS]
    + [("basic", fault) for fault in FAULTS if fault != "malformed"],
)
def test_a4_errors_and_logs_are_silent(
    way: Callable[..., Any],
    api: ModuleType,
    caplog: pytest.LogCaptureFixture,
    name: str,
    fault: str,
) -> None:
    caplog.set_level(logging.DEBUG, logger=api.__name__)
    operation = getattr(operations(api), name)
    with Server([FAULTS[fault]]) as server:
        with pytest.raises(api.ApiError) as caught:
            way(api, operation, server.url, credentials(api), retries=1)
        assert server.requests
    assert_silent(caplog.text, *told(caught.value))


@both
@pytest.mark.parametrize("status", [400, 500])
@pytest.mark.parametrize(
    ("name", "decoded"),
    [
        ("get", True),
        ("get", False),
        ("basic", True),
        ("basic", False),
    ],
)
def test_a4_a_server_that_echoes_the_request(
    way: Callable[..., Any], api: ModuleType, name: str, status: int, decoded: bool
) -> None:
    with Server() as server:

        def echo(connection: Any) -> None:
            request = server.last
            texts = [request.target, *(value for _, value in request.headers)]
            text = "\n".join(map(unquote, texts) if decoded else texts)
            connection.sendall(answer(status, text.encode(), "text/plain"))

        server.script = [echo]
        with pytest.raises(api.StatusError) as caught:
            way(api, getattr(operations(api), name), server.url, credentials(api))
        assert "***" in str(caught.value)
    assert_silent(str(caught.value), repr(caught.value))


@both
def test_a4_so_are_those_of_httpx2(
    way: Callable[..., Any], api: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with Server([answer(200, b"{}")]) as server:
        way(api, operations(api).get, server.url, credentials(api))
        assert quote(SECRETS["All2"], safe="") in server.last.target
    assert api.__name__ in caplog.text
    assert_silent(caplog.text)


@both
def test_a4_reprs(way: Callable[..., Any], api: ModuleType) -> None:
    auth = credentials(api)
    url = "http://user:p4ssword-of-the-user@127.0.0.1:1/"

    def show(c: Any) -> Any:
        texts = [repr(c), str(c), repr(c.settings), repr(c.with_options(auth=auth))]
        texts += [repr(item) + str(item) for item in auth]
        assert_silent(*texts)
        return finished() if way.__name__ == "asynchronous" else None

    async def finished() -> None:
        return None

    way(api, show, url, auth, headers={"Authorization": PASSWORD})


@both
def test_a4_results_and_calls(way: Callable[..., Any], api: ModuleType) -> None:
    call = operations(api).get.call()
    with Server([answer(200, b"{}")]) as server:
        response = way(api, lambda c: c.exchange(call), server.url, credentials(api))
    assert_silent(
        repr(call),
        repr(response),
        response.title,
        str(response.http_response.request.url),
        repr(response.http_response.request),
        repr(response.http_response),
    )


@both
def test_a4_missing_credentials_do_not_show_the_others(
    way: Callable[..., Any], api: ModuleType
) -> None:
    with pytest.raises(api.MissingCredentialsError) as caught:
        way(api, operations(api).get, "http://127.0.0.1:1", credentials(api)[1:])
    assert_silent(*told(caught.value))
