"""R5 and R6: streams of bytes, lines, events and JSON lines; redirects."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.behaviour.wire import (
    OK,
    SECRET,
    asynchronous,
    blocking,
    both,
    names,
    received,
)
from tests.runtime.server import Server, answer
from tests.support import client, operations

DOCUMENT = """
openapi: 3.2.0
security: [{bearer: []}, {}]
paths:
  /file:
    get:
      operationId: download
      tags: [all]
      responses:
        "200": {description: OK, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
        "404": {description: No such file}
  /events:
    get:
      operationId: events
      tags: [all]
      responses:
        "200": {description: OK, content: {text/event-stream: {schema: {$ref: "#/components/schemas/Event"}}}}
        "409": {description: Busy, content: {application/json: {schema: {$ref: "#/components/schemas/Event"}}}}
  /texts:
    get:
      operationId: texts
      tags: [all]
      responses: {"200": {description: OK, content: {text/event-stream: {schema: {type: string}}}}}
  /lines:
    get:
      operationId: lines
      tags: [all]
      responses: {"200": {description: OK, content: {application/jsonl: {itemSchema: {$ref: "#/components/schemas/Event"}}}}}
  /sequence:
    get:
      operationId: sequence
      tags: [all]
      responses: {"200": {description: OK, content: {application/json-seq: {itemSchema: {$ref: "#/components/schemas/Event"}}}}}
  /chat:
    post:
      operationId: chat
      tags: [all]
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}
      responses:
        "200":
          description: OK
          content:
            application/json: {schema: {$ref: "#/components/schemas/Answer"}}
            text/event-stream: {schema: {$ref: "#/components/schemas/Event"}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Event: {type: object, required: [id], properties: {id: {type: integer}, text: {type: string}}}
    Answer: {type: object, required: [text], properties: {text: {type: string}}}
"""  # noqa: E501
SSE = "text/event-stream"
EVENTS = (
    b': hello\n\ndata: {"id":\ndata: 1}\n\nevent: x\nid: 7\ndata: {"id": 2}\r\n\r\n'
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("streams"), DOCUMENT)


def collected(client: Any, stream: Any) -> Any:
    """All items of a stream, of either kind."""
    if client.blocking:
        return list(stream)

    async def collect() -> list[Any]:
        return [item async for item in stream]

    return collect()


@both
def test_r5_server_sent_events_are_typed(
    way: Callable[..., Any], api: ModuleType
) -> None:
    event = api.models.Event
    reply = answer(200, EVENTS, SSE)
    found = received(way, api, lambda c: collected(c, operations(api).events(c)), reply)
    assert found == [event(id=1), event(id=2)]
    reply = answer(200, EVENTS + b"data: [DONE]\n\ndata: broken\n\n", SSE)
    found = received(way, api, lambda c: collected(c, operations(api).events(c)), reply)
    assert len(found) == 2


@both
def test_r5_texts_of_events_stay_texts(
    way: Callable[..., Any], api: ModuleType
) -> None:
    reply = answer(200, b"data: a\ndata: b\n\ndata: {\n\n", SSE)
    found = received(way, api, lambda c: collected(c, operations(api).texts(c)), reply)
    assert found == ["a\nb", "{"]


@both
def test_r5_json_lines(way: Callable[..., Any], api: ModuleType) -> None:
    event = api.models.Event
    reply = answer(200, b'{"id": 1}\n\n{"id": 2}\r\n{"id": 3}', "application/jsonl")
    found = received(way, api, lambda c: collected(c, operations(api).lines(c)), reply)
    assert found == [event(id=1), event(id=2), event(id=3)]
    reply = answer(200, b'\x1e{"id": 1}\n\x1e{"id": 2}\n', "application/json-seq")
    found = received(
        way, api, lambda c: collected(c, operations(api).sequence(c)), reply
    )
    assert found == [event(id=1), event(id=2)]


@both
def test_r5_texts_of_json_lines_hold_any_character(
    way: Callable[..., Any], api: ModuleType
) -> None:
    """Only LF ends a line; JSON allows U+2028, U+2029 and U+0085 as they are."""
    text = "a\u2028b\u2029c\u0085d"
    body = f'{{"id": 1, "text": "{text}"}}\n{{"id": 2}}'.encode()
    reply = answer(200, body, "application/jsonl")
    found = received(way, api, lambda c: collected(c, operations(api).lines(c)), reply)
    assert [(event.id, event.text) for event in found] == [(1, text), (2, None)]


@both
def test_r5_events_without_data_are_passed_over(
    way: Callable[..., Any], api: ModuleType
) -> None:
    """They set the time to wait, or keep the connection alive."""
    body = b'retry: 10\n\nevent: ping\n\ndata: {"id": 1}\n\nid: 7\n\n'
    reply = answer(200, body, SSE)
    found = received(way, api, lambda c: collected(c, operations(api).events(c)), reply)
    assert found == [api.models.Event(id=1)]


@both
def test_r5_what_a_stream_asks_for(way: Callable[..., Any], api: ModuleType) -> None:
    with Server([answer(200, EVENTS, SSE)]) as server:
        way(api, lambda c: collected(c, operations(api).events(c)), server.url)
        assert server.last.header("accept") == SSE


@both
def test_r5_errors_before_the_first_event(
    way: Callable[..., Any], api: ModuleType
) -> None:
    reply = answer(409, b'{"id": 9}')
    with pytest.raises(api.ConflictError, match="Busy") as caught:
        received(way, api, lambda c: collected(c, operations(api).events(c)), reply)
    assert caught.value.body == api.models.Event(id=9)


@both
def test_r5_whole_or_as_a_stream(way: Callable[..., Any], api: ModuleType) -> None:
    chat, models = operations(api).chat, api.models
    (name,) = [n for n in models.__all__ if n.startswith("Chat")]
    body = getattr(models, name)(stream=False)
    whole = received(way, api, lambda c: chat(c, body), answer(200, b'{"text": "t"}'))
    assert whole == models.Answer(text="t")
    reply = answer(200, EVENTS, SSE)
    found = received(way, api, lambda c: collected(c, chat.stream(c, body)), reply)
    assert found == [models.Event(id=1), models.Event(id=2)]


class Endless:
    """A server whose event stream does not end; notes when the client leaves."""

    def __init__(self) -> None:
        self.left = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        try:
            for _ in range(2000):
                connection.sendall(b'data: {"id": 1}\n\n')
                time.sleep(0.005)
        except OSError:
            self.left.set()
            raise


def test_r5_an_early_exit_releases_the_connection(api: ModuleType) -> None:
    endless = Endless()

    def read(c: Any) -> None:
        with operations(api).events(c) as stream:
            assert next(stream) == api.models.Event(id=1)
        assert endless.left.wait(5)

    received(blocking, api, read, endless)


def test_r5_an_early_exit_releases_it_in_a_task_too(api: ModuleType) -> None:
    endless = Endless()

    async def read(c: Any) -> None:
        async with operations(api).events(c) as stream:
            assert await anext(stream) == api.models.Event(id=1)
        assert await asyncio.to_thread(endless.left.wait, 5)

    received(asynchronous, api, read, endless)


def test_r5_events_come_as_they_are_sent(api: ModuleType) -> None:
    gate = threading.Event()

    def step(connection: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + b'data: {"id": 1}\n\n')
        assert gate.wait(5), "the first event did not arrive before the second"
        connection.sendall(b'data: {"id": 2}\n\n')
        raise OSError

    def read(c: Any) -> list[int]:
        found = []
        for event in operations(api).events(c):
            found.append(event.id)
            gate.set()
        return found

    assert received(blocking, api, read, step) == [1, 2]


def test_r5_bytes_and_lines_of_a_body(api: ModuleType) -> None:
    call = operations(api).download.call()

    def read(c: Any) -> tuple[bytes, list[str]]:
        with c.stream(call) as response:
            whole = b"".join(response.iter_bytes(2))
        with c.stream(call) as response:
            return whole, list(response.iter_lines())

    reply = answer(200, b"a\nb\r\nc", "application/octet-stream")
    assert received(blocking, api, read, reply) == (b"a\nb\r\nc", ["a", "b", "c"])


def test_r5_bytes_and_lines_in_a_task(api: ModuleType) -> None:
    call = operations(api).download.call()

    async def read(c: Any) -> tuple[bytes, list[str]]:
        async with c.stream(call) as response:
            whole = b"".join([chunk async for chunk in response.aiter_bytes(2)])
        async with c.stream(call) as response:
            return whole, [line async for line in response.aiter_lines()]

    reply = answer(200, b"a\nb\r\nc", "application/octet-stream")
    assert received(asynchronous, api, read, reply) == (b"a\nb\r\nc", ["a", "b", "c"])


def test_r5_a_streamed_failure_raises(api: ModuleType) -> None:
    def read(c: Any) -> None:
        with c.stream(operations(api).download.call()):
            pass

    with pytest.raises(api.NotFoundError, match="No such file"):
        received(blocking, api, read, answer(404, b'{"why": 1}'))


@both
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_r6_another_origin_gets_no_credentials(
    way: Callable[..., Any], api: ModuleType, status: int
) -> None:
    auth = api.Bearer(SECRET) if hasattr(api, "Bearer") else api.BearerAuth(SECRET)
    options = {"headers": {"X-Private": SECRET}}
    with Server([OK]) as other:
        reply = answer(status, Location=f"{other.url}/there?x=1")
        with Server([reply]) as server:
            way(api, operations(api).download, server.url, auth, **options)
            assert server.last.header("authorization") == f"Bearer {SECRET}"
    assert other.last.target == "/there?x=1"
    assert SECRET not in repr(other.last)
    assert names(other.last) == {"host", "accept", "user-agent"}


@both
def test_r6_a_body_goes_to_no_other_origin(
    way: Callable[..., Any], api: ModuleType
) -> None:
    with Server([OK]) as other, Server([answer(307, Location=other.url)]) as server:
        with pytest.raises(api.RedirectError):
            way(api, lambda c: operations(api).chat(c, {"stream": False}), server.url)
        assert other.requests == []


@both
def test_r6_the_same_origin_keeps_the_credentials(
    way: Callable[..., Any], api: ModuleType
) -> None:
    auth = api.Bearer(SECRET) if hasattr(api, "Bearer") else api.BearerAuth(SECRET)
    with Server([answer(302, Location="/there"), OK]) as server:
        way(api, operations(api).download, server.url, auth)
        assert server.last.target == "/there"
        assert server.last.header("authorization") == f"Bearer {SECRET}"
