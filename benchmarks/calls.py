"""What a generated client adds to the time of the same call with bare httpx2.

    python -m benchmarks.calls

Both send the same GET to a server on loopback and decode the same JSON, in turns and
in one run; the result is the ratio of their shortest times, which noise does not reach.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2

RUNTIME = Path(__file__).parents[1] / "templates" / "runtime"
BODY = b'{"id": 1, "name": "Rex", "tags": ["a", "b"]}'
REPLY = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)


def serve() -> str:
    """The URL of a server that gives the same response to each request."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
            while b"\r\n\r\n" in received:
                received = received.partition(b"\r\n\r\n")[2]
                connection.sendall(REPLY)

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=answer, args=[connection], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def runtime() -> Any:
    """The runtime as a package of its own."""
    home = Path(tempfile.mkdtemp(prefix="regen-calls-"))
    shutil.copytree(RUNTIME, home / "measured" / "_runtime")
    (home / "measured" / "__init__.py").touch()
    sys.path.insert(0, str(home))
    import measured._runtime as found  # type: ignore[import-not-found]

    return found


def ratio(bare: Callable[[], object], ours: Callable[[], object], rounds: int) -> float:
    """Times of ours in times of bare: the shortest of rounds of 50 calls, in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for function, found in zip((bare, ours), times, strict=True):
            start = time.perf_counter()
            for _ in range(50):
                function()
            found.append(time.perf_counter() - start)
    return min(times[1]) / min(times[0])


def main() -> None:
    """Prints the ratio of each kind of client."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    url, package = serve(), runtime()
    options = {"info": package.ApiInfo("measured", "1", url)}
    call = package.Call("GET", "/pets/1", query={"a": 1}, results={200: dict[str, Any]})

    plain = httpx2.Client()
    client = type("Client", (package.SyncClient,), options)()

    def bare() -> Any:
        return plain.get(f"{url}/pets/1", params={"a": 1}).json()

    assert bare() == client.send(call)
    blocking = ratio(bare, lambda: client.send(call), rounds)
    print(f"blocking: {blocking:.3f} times bare httpx2")

    with asyncio.Runner() as runner:
        run = runner.run
        plain_async = httpx2.AsyncClient()
        own = type("AsyncClient", (package.BaseAsyncClient,), options)()

        def batch(send: Callable[[], Awaitable[Any]]) -> Callable[[], object]:
            async def one() -> None:
                await send()

            return lambda: run(one())

        url_of_call = f"{url}/pets/1"
        waiting = ratio(
            batch(lambda: plain_async.get(url_of_call, params={"a": 1})),
            batch(lambda: own.send(call)),
            rounds,
        )
        print(f"asynchronous: {waiting:.3f} times bare httpx2")


if __name__ == "__main__":
    main()
