"""T10, T11, T17: processes, event loops, deadlines, and what breaks on the way."""

from __future__ import annotations

import asyncio
import copy
import gc
import os
import pickle
import signal
import socket
import sys
import threading
import time
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from demo_client._runtime import Call, codec, transport
from demo_client._runtime.errors import (
    ConnectionFailedError,
    RequestTimeoutError,
    ResponseTooLargeError,
    TransportError,
)
from demo_client._runtime.uploads import BinaryBody

from .kit import BOTH, QUICK, AsyncClient, Client, Exchange, blocking
from .server import Server, answer, truncated

both = pytest.mark.parametrize("exchange", BOTH)
OK = answer(200, b"{}")
CALL: Call[Any] = Call("GET", "/x")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_t10_a_forked_child_makes_its_own_connections() -> None:
    with Server([OK]) as server, Client(base_url=server.url) as client:
        client.send(CALL)
        child = os.fork()
        if child == 0:
            client.send(CALL)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        client.send(CALL)
        assert (server.connections, len(server.requests)) == (2, 3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_t10_a_forked_child_waits_for_no_thread_of_its_parent() -> None:
    """Threads that make connections and codecs hold locks, in the child for ever."""
    held, forked = threading.Event(), threading.Event()

    def hold() -> None:
        with transport._creation, codec._lock:
            held.set()
            forked.wait(10)

    with Server([OK]) as server, Client(base_url=server.url) as client:
        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(10)
        child = os.fork()
        if child == 0:
            signal.alarm(5)
            found: Any = client.send(Call("GET", "/x", results={200: dict[str, bytes]}))
            os._exit(found != {})
        status = os.waitpid(child, 0)[1]
        forked.set()
        holder.join()
    assert status == 0


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize("action", [pickle.dumps, copy.deepcopy])
def test_t10_a_client_is_not_pickled(kind: Any, action: Any) -> None:
    client = kind(base_url="http://localhost")
    with pytest.raises(TypeError, match="each process makes its own"):
        action(client)
    assert copy.copy(client).transport is client.transport


def test_t10_a_client_serves_several_event_loops() -> None:
    with Server([OK]) as server:
        client = AsyncClient(base_url=server.url)

        async def main() -> None:
            await asyncio.gather(*(client.send(CALL) for _ in range(3)))

        for _ in range(3):
            asyncio.run(main())
        assert len(server.requests) == 9


def test_t10_trio_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    trio: Any = types.ModuleType("trio")
    trio.lowlevel = types.SimpleNamespace(in_trio_run=lambda: True)
    monkeypatch.setitem(sys.modules, "trio", trio)
    with pytest.raises(RuntimeError, match="trio"):
        AsyncClient(base_url="http://localhost")
    trio.lowlevel.in_trio_run = lambda: False
    AsyncClient(base_url="http://localhost")


def test_t10_an_own_client_beside_what_it_overrides_is_refused() -> None:
    for options in ({"proxy": "http://p"}, {"verify": False}, {"http2": True}):
        own = httpx2.Client()
        with pytest.raises(TypeError, match=next(iter(options))):
            Client(base_url="http://h", http_client=own, **options)
    other: Any = httpx2.AsyncClient()
    with pytest.raises(TypeError, match=r"an httpx2\.Client,"):
        Client(base_url="http://h", http_client=other)
    with pytest.raises(TypeError, match=r"an httpx2\.AsyncClient,"):
        AsyncClient(base_url="http://h", http_client=httpx2.Client())


def test_t10_dropped_clients_leave_no_warnings() -> None:
    async def main(url: str) -> None:
        client = AsyncClient(base_url=url)
        await client.send(CALL)
        del client
        gc.collect()
        await asyncio.sleep(0.05)

    gc.collect()  # what other tests left
    with Server([OK]) as server, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        Client(base_url=server.url).send(CALL)
        gc.collect()
        asyncio.run(main(server.url))
        gc.collect()
    assert [str(warning.message) for warning in told] == []


def stalled(connection: socket.socket) -> None:
    """Begins a body and says nothing more."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    connection.sendall(head + b'Content-Length: 100\r\n\r\n{"id": 1')
    connection.settimeout(5)
    connection.recv(1)


def dripping(head: bytes) -> Callable[[socket.socket], None]:
    """Sends headers drop by drop."""

    def play(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" if head == b"X" else b"")
        for _ in range(40):
            connection.sendall(head)
            time.sleep(0.05)

    return play


def late(exchange: Exchange, step: Any) -> float:
    """How long a call with a deadline takes until it fails."""
    with Server([step]) as server:
        start = time.monotonic()
        with pytest.raises(RequestTimeoutError, match="GET http"):
            exchange(CALL, server.url, timeout=3.0, deadline=0.3, retries=0)
        return time.monotonic() - start


@both
def test_t11_a_deadline_holds_for_bodies_that_stall(exchange: Exchange) -> None:
    assert late(exchange, stalled) < 1.5


@both
@pytest.mark.parametrize("head", [b"X", b"HTTP/1.1 102 Processing\r\n\r\n"])
def test_t11_a_deadline_holds_for_headers_that_drip(
    exchange: Exchange, head: bytes
) -> None:
    assert late(exchange, dripping(head)) < 1.5


@both
def test_t11_a_deadline_holds_for_the_length_of_a_chunk_that_drips(
    exchange: Exchange,
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"

    def play(connection: socket.socket) -> None:
        connection.sendall(head)
        dripping(b"x")(connection)

    assert late(exchange, play) < 1.5


def test_t11_a_deadline_holds_on_a_connection_that_served_before() -> None:
    drip = dripping(b"HTTP/1.1 102 Processing\r\n\r\n")
    with Server([OK, drip]) as server:
        with Client(base_url=server.url, deadline=0.3, retries=0) as client:
            client.send(CALL)
            start = time.monotonic()
            with pytest.raises(RequestTimeoutError, match=r"deadline of 0\.3 s"):
                client.send(CALL)
        assert time.monotonic() - start < 1.5
        assert server.connections == 1


class Slow:
    """A file that takes its time, and makes progress."""

    def __init__(self) -> None:
        self.reads = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(5):
            self.reads += 1
            time.sleep(0.1)
            yield b"x"


@both
def test_t11_a_deadline_never_cuts_an_upload_that_makes_progress(
    exchange: Exchange,
) -> None:
    upload = Slow()
    with Server([OK]) as server:
        call: Call[Any] = Call("PUT", "/x", body=BinaryBody(upload))
        assert exchange(call, server.url, deadline=0.3).status == 200
        assert [request.body for request in server.requests] == [b"xxxxx"]
    assert upload.reads == 5


def download(exchange: Exchange, step: Any, **options: Any) -> bytes:
    """The body of a response that is read in pieces."""
    options = {"retries": QUICK, **options}
    with Server([step]) as server:
        if exchange is blocking:
            client = Client(base_url=server.url, **options)
            with client, client.stream(CALL) as response:
                return b"".join(response.iter_bytes())

        async def main() -> bytes:
            client = AsyncClient(base_url=server.url, **options)
            async with client, client.stream(CALL) as response:
                return b"".join([chunk async for chunk in response.aiter_bytes()])

        return asyncio.run(main())


@both
def test_t17_downloads_in_pieces_raise_the_errors_of_the_package(
    exchange: Exchange,
) -> None:
    with pytest.raises(ConnectionFailedError, match="GET http"):
        download(exchange, truncated)
    with pytest.raises(RequestTimeoutError, match="GET http"):
        download(exchange, stalled, timeout=0.2)
    with pytest.raises(TransportError):
        download(exchange, answer(200, b"no gzip", Content_Encoding="gzip"))


@both
def test_t17_what_is_streamed_has_no_deadline_and_no_limit(exchange: Exchange) -> None:
    reply = answer(200, b"x" * 5000)
    assert len(download(exchange, reply, max_response_size=10, deadline=5)) == 5000
    with pytest.raises(ResponseTooLargeError), Server([reply]) as server:
        exchange(CALL, server.url, max_response_size=10)
