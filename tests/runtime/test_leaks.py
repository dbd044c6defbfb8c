"""T2: one pool for thousands of calls; neither descriptors nor memory grow."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from demo_client._runtime import Call, Model
from demo_client._runtime.errors import NotFoundError
from demo_client._runtime.streams import Stream, StreamCall

from .kit import AsyncClient, Client

DESCRIPTORS = Path("/proc/self/fd")
MEMORY = Path("/proc/self/statm")
CALLS = int(os.environ.get("REGEN_CALLS", "10000"))  # with each client
GROWTH = 4 << 20  # bytes: less than half a kilobyte a call

pytestmark = pytest.mark.skipif(
    not MEMORY.exists(), reason="needs /proc of Linux to see descriptors and memory"
)

# In a process of its own, so that only the client's memory is measured; it ends with
# its standard input.
SERVER = r"""
import os, socket, sys, threading
PET = b'{"id": 1, "tags": ["a", "b"], "kind": {"name": "x"}}'
EVENTS = b'data: {"id": 1, "tags": []}\n\n' * 50
def reply(status, kind, body):
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body
REPLIES = {
    b"/pets": reply(200, "application/json", PET),
    b"/none": reply(404, "application/json", b'{"why": "gone"}'),
    b"/events": reply(200, "text/event-stream", EVENTS),
}
def serve(connection):
    received = b""
    with connection:
        while chunk := connection.recv(65536):
            received += chunk
            while b"\r\n\r\n" in received:
                head, _, received = received.partition(b"\r\n\r\n")
                connection.sendall(REPLIES[head.split()[1]])
def accept():
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=[connection], daemon=True).start()
listener = socket.create_server(("127.0.0.1", 0), backlog=256)
print(listener.getsockname()[1], flush=True)
threading.Thread(target=accept, daemon=True).start()
sys.stdin.read()
"""


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    id: int
    tags: list[str]


PETS: Call[Pet] = Call("GET", "/pets", results={200: Pet})
NONE: Call[Pet] = Call("GET", "/none", results={200: Pet})
EVENTS: StreamCall[Pet] = StreamCall("GET", "/events", events=Pet)


@pytest.fixture
def url() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        server.terminate()


def held() -> tuple[int, int]:
    """Open descriptors and resident bytes of this process."""
    gc.collect()
    pages = int(MEMORY.read_text().split()[1])
    return len([*DESCRIPTORS.iterdir()]), pages * os.sysconf("SC_PAGE_SIZE")


def assert_flat(before: tuple[int, int]) -> None:
    descriptors, memory = held()
    assert descriptors < before[0] + 32  # the pool itself may hold a few more
    assert memory - before[1] < GROWTH


def test_t2_a_client_that_threads_share_leaks_nothing(url: str) -> None:
    def use(calls: int) -> None:
        for number in range(calls):
            client.send(PETS)
            if number % 10 == 0:
                with suppress(NotFoundError):
                    client.send(NONE)
            if number % 50 == 0:
                with Stream(client, EVENTS) as events:
                    assert next(events).id == 1

    with Client(base_url=url) as client, ThreadPoolExecutor(32) as threads:
        list(threads.map(use, [CALLS // 100] * 32))
        before = held()
        list(threads.map(use, [CALLS // 32] * 32))
        assert_flat(before)


def test_t2_a_client_that_tasks_share_leaks_nothing(url: str) -> None:
    async def use(client: AsyncClient, number: int) -> None:
        await client.send(PETS)
        if number % 10 == 0:
            with suppress(NotFoundError):
                await client.send(NONE)
        if number % 50 == 0:
            async with Stream(client, EVENTS) as events:
                assert (await anext(events)).id == 1

    async def rounds(client: AsyncClient, number: int) -> None:
        for _ in range(number):
            await asyncio.gather(*(use(client, each) for each in range(200)))

    async def main() -> None:
        async with AsyncClient(base_url=url) as client:
            await rounds(client, CALLS // 1000)
            before = held()
            await rounds(client, CALLS // 200)
            assert_flat(before)

    asyncio.run(main())
