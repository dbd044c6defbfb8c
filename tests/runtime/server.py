"""A small HTTP server on loopback that plays a script and records raw requests."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Self


class Hangup(OSError):
    """Raised by a step to close the connection."""


@dataclass
class Received:
    """One request as it came over the wire."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        found = [v for key, v in self.headers if key.lower() == name.lower()]
        assert len(found) <= 1, f"{name} was sent {len(found)} times"
        return found[0] if found else None


def answer(
    status: int = 200,
    body: bytes = b"",
    content_type: str | None = "application/json",
    **headers: str,
) -> bytes:
    """A response; underscores in the names of headers stand for hyphens."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    if content_type is not None and body:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def reset(connection: socket.socket) -> None:
    """Breaks the connection with RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise Hangup


def truncated(connection: socket.socket) -> None:
    """Promises 100 bytes, sends 10 and closes."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    connection.sendall(head + b"Content-Length: 100\r\n\r\n" + b'{"id": 123')
    raise Hangup


def reset_midway(connection: socket.socket) -> None:
    """Promises 100 bytes, sends 10 and resets."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    connection.sendall(head + b"Content-Length: 100\r\n\r\n" + b'{"id": 123')
    time.sleep(0.05)
    reset(connection)


def slow(pause: float, body: bytes = b'{"id": 1}') -> Callable[[socket.socket], None]:
    """Sends the body one byte at a time."""

    def play(connection: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n"
        connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode())
        for byte in body:
            connection.sendall(bytes([byte]))
            time.sleep(pause)

    return play


@dataclass
class Server:
    """Answers the n-th request with the n-th step; the last step repeats."""

    script: Sequence[bytes | Callable[[socket.socket], None]] = (answer(body=b"{}"),)
    requests: list[Received] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._lock = threading.Lock()
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    @property
    def last(self) -> Received:
        return self.requests[-1]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(
                target=self._serve, args=(connection,), daemon=True
            ).start()

    def _serve(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        try:
            while (received := read_request(stream)) is not None:
                with self._lock:
                    index = min(len(self.requests), len(self.script) - 1)
                    self.requests.append(received)
                step = self.script[index]
                if isinstance(step, bytes):
                    connection.sendall(step)
                else:
                    step(connection)
        except (OSError, ValueError):
            pass  # the client went away
        finally:
            stream.close()
            connection.close()


def read_request(stream: BinaryIO) -> Received | None:
    """Reads one request, with a body of known length or in chunks."""
    line = stream.readline().decode().strip()
    if not line:
        return None
    method, target, _ = line.split(" ")
    headers: list[tuple[str, str]] = []
    while text := stream.readline().decode().strip():
        name, _, value = text.partition(":")
        headers.append((name, value.strip()))
    by_name = {name.lower(): value for name, value in headers}
    if by_name.get("transfer-encoding") == "chunked":
        body = b"".join(iter(lambda: read_chunk(stream), b""))
    else:
        length = int(by_name.get("content-length", "0"))
        body = stream.read(length)
    return Received(method, target, headers, body)


def read_chunk(stream: BinaryIO) -> bytes:
    size = int(stream.readline(), 16)
    data: bytes = stream.read(size)
    stream.readline()
    return data
