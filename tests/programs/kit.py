"""What the tests of the programs share: their package, their environment, answers."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.runtime.server import answer
from tests.servers import kit as servers

HERE = Path(__file__).parent
KEY = "key-of-the-tests"
Variables = Mapping[str, str]
NONE: Variables = {}
NEEDS = (
    *("httpx2[http2]", "msgspec", "pytest", "nbclient", "ipykernel"),
    *("fastapi", "django", "django-stubs", "hypercorn", "trustme"),
)
REX: dict[str, Any] = {"id": 1, "name": "Rex", "status": "available"}
BO: dict[str, Any] = {"id": 2, "name": "Bo", "status": "sold", "bornOn": "2024-02-29"}
CLEO: dict[str, Any] = {"id": 3, "name": "Cleo", "status": "available", "owner": "Ada"}
PROBLEM = b'{"title": "there is no such pet"}'


def shown(value: Any, status: int = 200) -> bytes:
    """A response with a JSON body."""
    return answer(status, json.dumps(value).encode())


def page(*pets: Any, next: str | None = None) -> bytes:
    """A page of pets."""
    return shown({"items": pets, "next": next})


def event(value: Any) -> str:
    """A server-sent event."""
    return f"data: {json.dumps(value)}\n\n"


@dataclass(frozen=True)
class Programs:
    """The programs, with the package that they use and their environment."""

    python: Path
    packages: Path

    def env(self, url: str, more: Variables = NONE) -> dict[str, str]:
        """The variables that a program reads."""
        search = os.pathsep.join((str(self.packages), str(HERE)))
        known = {"PETSHOP_URL": url, "PETSHOP_KEY": KEY, "PYTHONPATH": search}
        return {"PYTHONDONTWRITEBYTECODE": "1", **known, **more}

    def run(
        self, *command: str, url: str, status: int = 0, more: Variables = NONE
    ) -> subprocess.CompletedProcess[str]:
        """Runs Python with these arguments, in its environment; checks how it ends."""
        done = subprocess.run(
            [str(self.python), *command], cwd=self.packages, capture_output=True,
            text=True, env={**os.environ, **self.env(url, more)},
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def program(self, name: str, *arguments: str, **options: Any) -> str:
        """What a program prints."""
        return self.run(str(HERE / name), *arguments, **options).stdout


def make(folder: Path) -> Programs:
    """Generates the package, and installs what the programs use beside it."""
    constraints = HERE / "constraints.txt"
    python = servers.environment("programs", *NEEDS, constraints=constraints)
    for name in ("openapi.yaml", "regen.toml"):
        shutil.copy(HERE / name, folder)
    regen = [sys.executable, "-m", "regen"]
    done = subprocess.run(regen, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Programs(python, folder / "out")


@dataclass
class Tunnel:
    """A proxy that makes tunnels (RFC 9110, section 9.3.6) to one server."""

    port: int
    asked: list[str] = field(default_factory=list)

    def serve(self, client: socket.socket) -> None:
        """Reads a CONNECT, then passes bytes on in both directions."""
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(65536)
        self.asked.append(head.partition(b"\r\n")[0].decode())
        server = socket.create_connection(("127.0.0.1", self.port))
        client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=_copy, args=(source, target), daemon=True).start()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):  # the other direction has ended
        while data := source.recv(65536):
            target.sendall(data)
    target.close()


@contextmanager
def proxy(port: int) -> Iterator[tuple[str, Tunnel]]:
    """The URL of a proxy to a port of loopback, and what it was asked."""
    tunnel = Tunnel(port)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(
                    target=tunnel.serve, args=(client,), daemon=True
                ).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", tunnel
