"""The server of the documentation's petstore, on a free port of loopback."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

PAGE = 2


class Petstore(BaseHTTPRequestHandler):
    """Answers as `specs/petstore.yaml` says; the pets of a server are its own."""

    protocol_version = "HTTP/1.1"
    pets: ClassVar[dict[int, dict[str, Any]]]
    photos: ClassVar[dict[int, bytes]]

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/pets":
            self._list(parse_qs(url.query))
        elif url.path == "/events":
            self._events()
        elif url.path.endswith("/photo"):
            self._answer(200, self.photos.get(self._id(), b""), "image/jpeg")
        elif self._id() in self.pets:
            self._json(200, self.pets[self._id()])
        else:
            self._json(404, {"title": "There is no such pet."})

    def do_POST(self) -> None:
        if self.path == "/token":
            self._read()
            self._json(200, {"access_token": "token", "token_type": "bearer"})
            return
        given = self._body()
        if any(pet["name"] == given["name"] for pet in self.pets.values()):
            self._json(409, {"title": "There is a pet of that name."})
            return
        pet = _pet(max(self.pets, default=0) + 1, **given)
        self.pets[pet["id"]] = pet
        self._json(201, pet)

    def do_PATCH(self) -> None:
        pet = self.pets[self._id()]
        pet.update(self._body())
        self._json(200, pet)

    def do_PUT(self) -> None:
        self.photos[self._id()] = self._read()
        self._answer(204, b"", "")

    def do_DELETE(self) -> None:
        self.pets.pop(self._id(), None)
        self._answer(204, b"", "")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""

    def _id(self) -> int:
        found = re.match(r"/pets/(\d+)", self.path)
        return int(found[1]) if found else 0

    def _read(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _body(self) -> Any:
        return json.loads(self._read())

    def _list(self, query: dict[str, list[str]]) -> None:
        start = int(query.get("cursor", ["0"])[0])
        size = int(query.get("limit", [str(PAGE)])[0])
        wanted = query.get("status")
        pets = [p for p in self.pets.values() if not wanted or p["status"] in wanted]
        end = start + size
        more = str(end) if end < len(pets) else None
        self._json(200, {"items": pets[start:end], "next": more})

    def _events(self) -> None:
        events = [{"kind": "created", "pet": pet} for pet in self.pets.values()]
        text = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
        self._answer(200, text.encode(), "text/event-stream")

    def _json(self, status: int, value: Any) -> None:
        self._answer(status, json.dumps(value).encode(), "application/json")

    def _answer(self, status: int, body: bytes, content_type: str) -> None:
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _pet(number: int, name: str, **more: Any) -> dict[str, Any]:
    created = "2026-03-01T12:30:00Z"
    return {"id": number, "name": name, "createdAt": created, "status": "available"} | (
        more
    )


def reset() -> None:
    """Three pets, and no photo."""
    Petstore.pets = {
        n: _pet(n, name) for n, name in enumerate(("Ada", "Bo", "Cleo"), 1)
    }
    Petstore.photos = {}


@contextmanager
def petstore() -> Iterator[str]:
    """A server; its URL."""
    reset()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Petstore)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
