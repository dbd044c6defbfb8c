"""R5: streams of events, read while they come, reconnected, released on exit."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from demo_client._runtime.errors import ConnectionFailedError, TransportError
from demo_client._runtime.streams import Stream, StreamCall
from httpx2 import ServerSentEvent

from .kit import AsyncClient, Client
from .server import Hangup, Server, answer

SSE = "text/event-stream"
Read = Callable[..., list[Any]]


def blocking(url: str, events: Any, reconnect: int = 0, **options: Any) -> list[Any]:
    with Client(base_url=url, retries=0, **options) as client:
        stream = Stream(client, StreamCall("GET", "/events", events=events))
        return list(stream.reconnecting(reconnect))


def asynchronous(
    url: str, events: Any, reconnect: int = 0, **options: Any
) -> list[Any]:
    async def main() -> list[Any]:
        async with AsyncClient(base_url=url, retries=0, **options) as client:
            stream = Stream(client, StreamCall("GET", "/events", events=events))
            return [event async for event in stream.reconnecting(reconnect)]

    return asyncio.run(main())


both = pytest.mark.parametrize("read", [blocking, asynchronous])


def broken(events: bytes) -> Callable[[socket.socket], None]:
    """Sends events and drops the connection in the middle of a chunk."""

    def play(connection: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nContent-Length: 9999\r\n\r\n"
        connection.sendall(head.encode() + events)
        raise Hangup

    return play


@both
def test_r5_typed_events_until_done(read: Read) -> None:
    body = b'data: {"a": 1}\n\n: comment\n\ndata: {"a":\ndata: 2}\n\ndata: [DONE]\n\n'
    with Server([answer(200, body, SSE)]) as server:
        assert read(server.url, dict[str, int]) == [{"a": 1}, {"a": 2}]
        assert (server.last.header("accept") or "").startswith(SSE)


@both
def test_r5_raw_events(read: Read) -> None:
    body = b"event: tick\nid: 7\ndata: x\n\n"
    with Server([answer(200, body, SSE)]) as server:
        [event] = read(server.url, ServerSentEvent)
    assert (event.event, event.id, event.data) == ("tick", "7", "x")


@both
@pytest.mark.parametrize("kind", ["application/jsonl", "application/x-ndjson"])
def test_r5_json_lines(read: Read, kind: str) -> None:
    with Server([answer(200, b'{"a": 1}\n\n{"a": 2}', kind)]) as server:
        assert read(server.url, dict[str, int]) == [{"a": 1}, {"a": 2}]


@both
def test_r5_a_broken_stream_goes_on_after_the_last_event(read: Read) -> None:
    first = broken(b"id: 1\nretry: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 3")
    rest = answer(200, b"id: 3\ndata: 3\n\n", SSE)
    with Server([first, rest]) as server:
        assert read(server.url, int, reconnect=1) == [1, 2, 3]
        ids = [request.header("Last-Event-ID") for request in server.requests]
    assert ids == [None, "2"]


@both
def test_r5_without_reconnection_a_broken_stream_raises(read: Read) -> None:
    with Server([broken(b"data: 1\n\n")]) as server:
        with pytest.raises(ConnectionFailedError, match=r"GET .*/events"):
            read(server.url, int)
        assert len(server.requests) == 1


@both
def test_r5_reconnections_end(read: Read) -> None:
    with Server([broken(b"retry: 1\ndata: 1\n\n")]) as server:
        with pytest.raises(TransportError):
            read(server.url, int, reconnect=2)
        assert len(server.requests) == 3


class Endless:
    """An event stream that ends when the client goes away."""

    def __init__(self) -> None:
        self.left = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + b"data: 1\n\n")
        connection.settimeout(10)
        if connection.recv(1) == b"":
            self.left.set()


def test_r5_leaving_early_releases_the_connection() -> None:
    endless = Endless()
    call: StreamCall[int] = StreamCall("GET", "/", events=int)
    with Server([endless]) as server, Client(base_url=server.url) as client:
        with Stream(client, call) as stream:
            assert next(stream) == 1
        assert endless.left.wait(10)
        assert list(stream) == []


def test_r5_leaving_early_releases_the_connection_of_a_task() -> None:
    endless = Endless()
    call: StreamCall[int] = StreamCall("GET", "/", events=int)

    async def main(url: str) -> None:
        async with AsyncClient(base_url=url) as client:
            async with Stream(client, call) as stream:
                assert await anext(stream) == 1
            assert await asyncio.to_thread(endless.left.wait, 10)

    with Server([endless]) as server:
        asyncio.run(main(server.url))


def test_r5_a_loop_that_is_left_releases_the_connection_too() -> None:
    endless = Endless()
    call: StreamCall[int] = StreamCall("GET", "/", events=int)
    with Server([endless]) as server, Client(base_url=server.url) as client:
        for event in Stream(client, call):
            assert event == 1
            break
        assert endless.left.wait(10)
