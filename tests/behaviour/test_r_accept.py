"""R10: the caller chooses a media type, and checkers know what comes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.behaviour.wire import blocking, both, received
from tests.golden import cases
from tests.runtime.server import Server, answer
from tests.runtime.typed import checked
from tests.support import client, operations

PROGRAM = """
from typing import assert_type
from {name} import AsyncClient, Client, models
from {name}.operations.all import get_image, get_log

def blocking(client: Client) -> None:
    assert_type(get_log(client, "x"), models.Log | str)
    assert_type(get_log(client, "x", accept="text/plain"), str)
    assert_type(client.all.get_log("x", accept="application/json"), models.Log)
    assert_type(get_image(client, accept="image/png"), bytes)

async def asynchronous(client: AsyncClient) -> None:
    assert_type(await get_log(client, "x"), models.Log | str)
    assert_type(await get_log(client, "x", accept="text/plain"), str)
    assert_type(await client.all.get_log("x", accept="application/json"), models.Log)

def mistaken(client: Client) -> None:
    get_log(client, "x", accept="text/csv")  # type: ignore[call-overload]
    get_image(client, accept="image/gif")  # type: ignore[call-overload]
"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("accept"), cases.document("r10_accept"))


def asked(way: Callable[..., Any], api: Any, action: Any, reply: bytes) -> str | None:
    with Server([reply]) as server:
        way(api, action, server.url)
        (request,) = server.requests
    return request.header("accept")


@both
@pytest.mark.parametrize("kind", ["image/png", "image/jpeg"])
def test_r10_the_caller_chooses(way: Callable[..., Any], api: Any, kind: str) -> None:
    image, reply = operations(api).get_image, answer(200, b"\xff", kind)
    assert asked(way, api, lambda c: image(c, accept=kind), reply) == kind
    assert asked(way, api, lambda c: c.all.get_image(accept=kind), reply) == kind
    assert asked(way, api, image, reply) == "image/png, image/jpeg"


@both
def test_r10_the_choice_decides_what_comes(way: Callable[..., Any], api: Any) -> None:
    log, models = operations(api).get_log, api.models
    text, json = answer(200, b"a\nb", "text/plain"), answer(200, b'{"lines": ["a"]}')
    assert (
        received(way, api, lambda c: log(c, "x", accept="text/plain"), text) == "a\nb"
    )
    found = received(way, api, lambda c: log(c, "x", accept="application/json"), json)
    assert found == models.Log(lines=["a"])
    usual = "application/json, text/plain;q=0.5"
    assert asked(way, api, lambda c: log(c, "x"), json) == usual


def test_r10_copies_are_no_choice(api: Any) -> None:
    with pytest.raises(TypeError, match="accept"):
        blocking(
            api,
            lambda c: operations(api).get_copies(c, accept="application/xml"),
            "http://127.0.0.1:1",
        )


def test_r10_checkers_know_what_comes(api: Any) -> None:
    folder = Path(api.__file__).parents[1]
    program = folder / "program.py"
    program.write_text(PROGRAM.format(name=api.__name__), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", program.name]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@both
def test_r10_a_stream_is_no_choice_of_the_argument(
    way: Callable[..., Any], tmp_path: Path
) -> None:
    api = client(
        tmp_path,
        """
        paths:
          /log:
            get:
              operationId: log
              parameters:
                - {name: accept, in: header, schema: {enum: [text/plain, '*/*']}}
              responses:
                '200':
                  description: JSON, text or lines, as Airflow has it
                  content:
                    application/json: {schema: {type: object}}
                    text/plain: {schema: {type: string}}
                    application/x-ndjson: {schema: {type: string}}
        """,
    )
    log = operations(api).log
    text, lines = answer(200, b"a", "text/plain"), b'"a"\n"b"\n'
    assert received(way, api, lambda c: log(c, accept="text/plain"), text) == "a"
    assert asked(way, api, lambda c: log(c, accept="text/plain"), text) == "text/plain"
    with Server([answer(200, lines, "application/x-ndjson")]) as server:
        with api.Client(base_url=server.url, retries=0) as blocking_client:
            assert list(log.stream(blocking_client, accept="text/plain")) == [
                '"a"',
                '"b"',
            ]
        (request,) = server.requests
    assert request.header("accept") == "application/x-ndjson"


VARIED = """
paths:
  /log:
    get:
      operationId: log
      tags: [all]
      parameters:
        - {name: accept, in: query, schema: {type: string}}
      responses:
        '200': &several
          description: ok
          content:
            application/json: {schema: {type: array, items: {type: integer}}}
            text/csv: {schema: {type: string}}
  /pets:
    get:
      operationId: pets
      tags: [all]
      x-regen-pagination: {style: offset, parameter: offset}
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      responses: {'200': *several}
  /talk:
    get:
      operationId: talk
      tags: [all]
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {type: integer}}
            text/plain: {schema: {type: string}}
            text/event-stream: {schema: {type: number}}
"""
VARIED_PROGRAM = """
from typing import assert_type
from {name} import AsyncClient, Client
from {name}.operations.all import log, pets, talk

def blocking(client: Client) -> None:
    assert_type(log(client), list[int] | str)
    assert_type(log(client, accept="x", accept_type="text/csv"), str)
    assert_type(pets(client), list[int])
    for item in pets.items(client):
        assert_type(item, int)
    for page in client.all.pets.pages():
        assert_type(page, list[int])
    assert_type(talk(client, accept="text/plain"), int | str)
    for event in talk.stream(client):
        assert_type(event, float)

async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.all.log(accept_type="application/json"), list[int])
    assert_type(await pets(client), list[int])
    assert_type(await client.all.talk(accept="text/plain"), int | str)
"""


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("varied"), VARIED)


@both
def test_r10_a_parameter_named_accept_is_no_choice(
    way: Callable[..., Any], varied: Any
) -> None:
    log = operations(varied).log
    with Server([answer(200, b"1,2", "text/csv")]) as server:
        found = way(
            varied, lambda c: log(c, accept="x", accept_type="text/csv"), server.url
        )
        (request,) = server.requests
    assert (found, request.target) == ("1,2", "/log?accept=x")
    assert request.header("accept") == "text/csv"


@both
def test_r10_pages_are_asked_for_as_json(way: Callable[..., Any], varied: Any) -> None:
    pets = operations(varied).pets
    assert asked(way, varied, pets, answer(200, b"[1]")) == "application/json"
    with pytest.raises(TypeError, match="accept"):
        blocking(varied, lambda c: pets(c, accept="text/csv"), "http://127.0.0.1:1")


def test_r10_checkers_know_what_pages_and_streams_give(varied: Any) -> None:
    folder = Path(varied.__file__).parents[1]
    checked(VARIED_PROGRAM.format(name=varied.__name__), folder)
