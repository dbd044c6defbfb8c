"""R5, R12: streams of events, read while they come, reconnected, released on exit."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from demo_client._runtime import JsonBody
from demo_client._runtime.errors import (
    ApiError,
    ConnectionFailedError,
    MalformedResponseError,
    ResponseTooLargeError,
    StreamError,
    TransportError,
)
from demo_client._runtime.events import server_sent_events
from demo_client._runtime.model import Model
from demo_client._runtime.streams import (
    Stream,
    StreamCall,
    StreamingCall,
    streaming_operation,
)
from httpx2 import ServerSentEvent

from .kit import AsyncClient, Client
from .server import Hangup, Server, answer, reset

SSE = "text/event-stream"
Read = Callable[..., list[Any]]


def blocking(url: str, events: Any, reconnect: int = 0, **options: Any) -> list[Any]:
    with Client(base_url=url, retries=0, **options) as client:
        stream: Stream[Any] = Stream(
            client, StreamCall("GET", "/events", events=events)
        )
        return list(stream.reconnecting(reconnect))


def asynchronous(
    url: str, events: Any, reconnect: int = 0, **options: Any
) -> list[Any]:
    async def main() -> list[Any]:
        async with AsyncClient(base_url=url, retries=0, **options) as client:
            stream: Stream[Any]
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


def failure(read: Read, reply: bytes, kind: Any, **options: Any) -> ApiError:
    """The error that ends a stream."""
    with Server([reply]) as server, pytest.raises(ApiError, match="GET http") as caught:
        read(server.url, kind, **options)
    return caught.value


@both
def test_r12_an_event_of_kind_error_is_raised(read: Read) -> None:
    told = b'event: error\ndata: {"error": {"message": "Overloaded"}}\n\n'
    for events, kind in ((told, dict[str, int]), (told, str)):
        error = failure(read, answer(200, events, SSE), kind)
        assert isinstance(error, StreamError)
        assert "Overloaded" in str(error)
        assert error.event is not None
        assert error.event.event == "error"
        assert error.body == {"error": {"message": "Overloaded"}}
        assert error.response.status == 200


@dataclass(slots=True, kw_only=True)
class Delta(Model):
    text: str | None = None


@dataclass(slots=True, kw_only=True)
class Outcome(Model):
    error: str | None = None


@both
def test_r12_an_error_that_is_not_declared_is_no_model(read: Read) -> None:
    body = b'data: {"text": "a"}\n\ndata: {"error": "gone"}\n\n'
    with Server([answer(200, body, SSE)]) as server:
        with pytest.raises(StreamError, match="gone"):
            read(server.url, Delta)
        expected = [Outcome(), Outcome(error="gone")]
        assert read(server.url, Outcome) == expected


@both
@pytest.mark.parametrize(
    "sign",
    [
        b"event: ping\ndata: ping\n\n",
        b"data: ping\n\n",
        b"event: ping\ndata: {}\n\n",
        b"event: heartbeat\n\n",
        b": comment\n\n",
        b"retry: 10\n\n",
        b"\n\n",
    ],
)
def test_r12_signs_of_life_are_passed_over(read: Read, sign: bytes) -> None:
    body = b'data: {"text": "a"}\n\n' + sign + b'data: {"text": "b"}\n\n'
    with Server([answer(200, body, SSE)]) as server:
        assert read(server.url, Delta) == [Delta(text="a"), Delta(text="b")]


@both
def test_r12_data_that_are_no_json_are_told_with_the_event(read: Read) -> None:
    error = failure(read, answer(200, b"id: 3\ndata: nope\n\n", SSE), Delta)
    assert isinstance(error, MalformedResponseError)
    assert error.event is not None
    assert (error.event.data, error.body) == ("nope", b"nope")


@both
def test_r12_a_byte_order_mark(read: Read) -> None:
    body = b'\xef\xbb\xbfdata: {"text": "a"}\r\n\r\ndata: {"text": "b"}\r\r'
    with Server([answer(200, body, SSE)]) as server:
        assert read(server.url, Delta) == [Delta(text="a"), Delta(text="b")]
    lines = b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}'
    with Server([answer(200, lines, "application/jsonl")]) as server:
        assert read(server.url, Delta) == [Delta(text="a"), Delta(text="b")]


def piecewise(body: bytes) -> Callable[[socket.socket], None]:
    """Sends a stream one byte at a time."""

    def play(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        for byte in body:
            connection.sendall(bytes([byte]))
        raise Hangup

    return play


@both
def test_r12_events_in_any_pieces(read: Read) -> None:
    body = "\ufeffdata: é\r\ndata: b\r\n\r\nid: 1\rdata: c\r\r".encode()
    with Server([piecewise(body)]) as server:
        assert read(server.url, str) == ["é\nb", "c"]


@both
def test_r12_json_is_no_stream(read: Read) -> None:
    error = failure(read, answer(200, b'{"text": "whole"}'), Delta)
    assert isinstance(error, StreamError)
    assert "application/json" in str(error)
    assert (error.body, error.event) == ({"text": "whole"}, None)


@both
def test_r12_an_event_has_a_limit(read: Read) -> None:
    for body in (b"data: " + b"x" * 5000 + b"\n\n", b"data: xxxxxx\n" * 500):
        error = failure(read, answer(200, body, SSE), str, max_response_size=1000)
        assert isinstance(error, ResponseTooLargeError)
    many = answer(200, b"data: x\n\n" * 500, SSE)
    with Server([many]) as server:
        assert len(read(server.url, str, max_response_size=1000)) == 500


@both
def test_r12_a_server_may_restart(read: Read) -> None:
    """The second and third attempts meet a closed port, then an error."""
    first = broken(b"id: 1\nretry: 1\ndata: 1\n\n")
    rest = answer(200, b"id: 2\ndata: 2\n\n", SSE)
    with Server([first, reset, answer(503), rest]) as server:
        assert read(server.url, int, reconnect=3) == [1, 2]
        ids = [request.header("Last-Event-ID") for request in server.requests]
    assert ids == [None, "1", "1", "1"]


@dataclass(slots=True, kw_only=True)
class Question(Model):
    text: str
    stream: bool | None = None


@streaming_operation
def ask(body: Question) -> StreamingCall[Delta, Delta]:
    return StreamingCall(
        "POST", "/ask", body=JsonBody(body), results={200: Delta}, events=Delta
    )


def test_r12_stream_sets_the_flag() -> None:
    reply = answer(200, b'data: {"text": "a"}\n\n', SSE)
    question = Question(text="?")

    async def main(url: str) -> list[Delta]:
        async with AsyncClient(base_url=url) as client:
            return [event async for event in ask.stream(client, question)]

    with Server([reply]) as server:
        with Client(base_url=server.url) as client:
            assert list(ask.stream(client, question)) == [Delta(text="a")]
        assert asyncio.run(main(server.url)) == [Delta(text="a")]
        assert {r.body for r in server.requests} == {b'{"text":"?","stream":true}'}
    assert question.stream is None


def test_r12_headers_and_close() -> None:
    call: StreamCall[int] = StreamCall("GET", "/", events=int)
    reply = answer(200, b"data: 1\n\ndata: 2\n\n", SSE, X_Request_Id="r1")
    with Server([reply]) as server, Client(base_url=server.url) as client:
        stream = Stream(client, call)
        assert stream.headers["x-request-id"] == "r1"
        assert stream.response.status == 200
        assert next(stream) == 1
        stream.close()
        assert list(stream) == []
        assert len(server.requests) == 1


def test_r12_headers_and_close_of_a_task() -> None:
    call: StreamCall[int] = StreamCall("GET", "/", events=int)

    async def main(url: str) -> None:
        async with AsyncClient(base_url=url) as client:
            stream = Stream(client, call)
            with pytest.raises(RuntimeError, match="async with"):
                assert stream.response
            async with stream:
                assert stream.headers["x-request-id"] == "r1"
                assert await anext(stream) == 1
            assert [event async for event in stream] == []

    with Server([answer(200, b"data: 1\n\n", SSE, X_Request_Id="r1")]) as server:
        asyncio.run(main(server.url))


def test_r12_a_stream_that_is_opened_and_left_is_released() -> None:
    endless = Endless()
    call: StreamCall[int] = StreamCall("GET", "/", events=int)
    with Server([endless]) as server, Client(base_url=server.url) as client:
        stream = Stream(client, call)
        assert stream.response.status == 200
        stream.close()
        assert endless.left.wait(10)


def test_r12_a_line_may_end_between_pieces() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b"data: a\r", b"", b"\ndata: b\r\n\r\n"):
            yield piece

    async def main() -> list[str]:
        return [event.data async for event in server_sent_events(pieces(), 100)]

    assert asyncio.run(main()) == ["a\nb"]


def test_r12_the_wait_begins_anew_after_each_event() -> None:
    script = [broken(b"retry: 5\ndata: 1\n\n"), *[broken(b"data: 1\n\n")] * 6]
    with Server(script) as server, Client(base_url=server.url, retries=0) as client:
        call = StreamCall[int]("GET", "/events", events=int)
        stream = Stream(client, call).reconnecting(6)
        with pytest.raises(ConnectionFailedError):
            list(stream)
        assert len(server.requests) == 7
        assert stream._source._wait == 0.005


def test_r5_an_asynchronous_stream_says_how_it_is_read() -> None:
    async def main(url: str) -> list[int]:
        async with AsyncClient(base_url=url) as client:
            stream = Stream(client, StreamCall[int]("GET", "/events", events=int))
            for use in (list, Stream.__enter__):
                with pytest.raises(TypeError, match="async for"):
                    use(stream)
            return [event async for event in stream]

    with Server([answer(200, b"data: 1\n\n", SSE)]) as server:
        assert asyncio.run(main(server.url)) == [1]
