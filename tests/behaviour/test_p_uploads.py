"""P6, P10: uploads are streamed; what a file can be is known to checkers."""

from __future__ import annotations

import io
import socket
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.behaviour.wire import (
    OK,
    asynchronous,
    blocking,
    both,
    parts_of,
    received,
    sent,
)
from tests.runtime.server import Server, answer, read_chunk
from tests.runtime.typed import checked
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /raw:
    put:
      operationId: raw
      tags: [all]
      requestBody:
        required: true
        content: {application/octet-stream: {schema: {type: string, format: binary}}}
      responses: {"200": {description: OK}}
  /form:
    post:
      operationId: form
      tags: [all]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties: {file: {type: string, format: binary}, name: {type: string}}
      responses: {"200": {description: OK}}
  /lines:
    post:
      operationId: lines
      tags: [all]
      requestBody:
        required: true
        content: {application/jsonl: {schema: {type: integer}}}
      responses: {"200": {description: OK}}
"""
MEGA = 1 << 20
PROGRAM = """
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from {package} import Client, File, models

def blocking(client: Client, path: Path, given: BinaryIO) -> None:
    with open(path, "rb") as file:
        client.all.form(models.FormRequest(file=file))
        client.all.raw(file)
    for content in (given, BytesIO(b"1"), path, b"1", File(path, "name.txt")):
        client.all.form(models.FormRequest(file=content, name="x"))
    models.FormRequest(file="text")  # wrong
    with open(path) as text:
        models.FormRequest(file=text)  # wrong
"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("uploads"), DOCUMENT, package="uploads")


def test_p10_checkers_know_what_a_file_can_be(api: ModuleType) -> None:
    checked(PROGRAM.format(package=api.__name__), Path(str(api.__file__)).parents[1])


@both
def test_p10_an_open_file_is_a_file_of_a_form(
    way: Callable[..., Any], api: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "photo.png").write_bytes(b"PNG")
    with (tmp_path / "photo.png").open("rb") as file:
        for given, told in ((file, "photo.png"), (iter([b"P", b"NG"]), "file")):
            body = api.models.FormRequest(file=given)

            def upload(client: Any, body: Any = body) -> Any:
                return operations(api).form(client, body)

            request = sent(way, api, upload)
            [(name, part, content)] = parts_of(request)
            assert (name, content) == ("file", b"PNG")
            assert part.get_filename() == told


class Reader:
    """A server that reads one request piece by piece, and tells when it has what."""

    def __enter__(self) -> Reader:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.head: list[str] = []
        self.size = 0
        self.first = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as stream:
            while line := stream.readline().decode().strip():
                self.head.append(line.lower())
            if "transfer-encoding: chunked" in self.head:
                while chunk := read_chunk(stream):
                    self._count(chunk)
            else:
                (length,) = [x for x in self.head if x.startswith("content-length")]
                left = int(length.partition(":")[2])
                while self.size < left:
                    self._count(stream.read(min(MEGA, left - self.size)))
            connection.sendall(OK)

    def _count(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self.first.set()


def slowly(reader: Reader) -> Iterator[bytes]:
    """Gives the second piece only when the server has the first."""
    yield b"first"
    assert reader.first.wait(10), "the server got nothing before the end"
    yield b"second"


@both
def test_p6_an_iterator_is_read_while_it_is_sent(
    way: Callable[..., Any], api: ModuleType
) -> None:
    with Reader() as reader:
        way(api, lambda c: operations(api).raw(c, slowly(reader)), reader.url)
        assert "transfer-encoding: chunked" in reader.head
        assert reader.size == len(b"firstsecond")


@both
def test_p6_so_is_one_in_a_part(way: Callable[..., Any], api: ModuleType) -> None:
    with Reader() as reader:
        file = api.File(slowly(reader), filename="a.bin")
        body = api.models.FormRequest(file=file, name="x")
        way(api, lambda c: operations(api).form(c, body), reader.url)
        assert "transfer-encoding: chunked" in reader.head


@both
def test_p6_json_lines_are_encoded_while_they_are_sent(
    way: Callable[..., Any], api: ModuleType
) -> None:
    with Reader() as reader:

        def numbers() -> Iterator[int]:
            yield 1
            assert reader.first.wait(10)
            yield 2

        way(api, lambda c: operations(api).lines(c, numbers()), reader.url)
        assert reader.size == len(b"1\n2\n")


def test_p6_an_asynchronous_iterator(api: ModuleType) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"first"
        yield b"second"

    with Reader() as reader:
        asynchronous(api, lambda c: operations(api).raw(c, pieces()), reader.url)
        assert reader.size == len(b"firstsecond")


class Zeros(io.RawIOBase):
    """A file of so many zero bytes that are nowhere in memory."""

    def __init__(self, size: int) -> None:
        self._left = self._size = size
        self.largest = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self._left)
        self.largest = max(self.largest, count)
        self._left -= count
        return count


@both
@pytest.mark.parametrize("kind", ["raw", "form"])
def test_p6_memory_stays_flat(
    way: Callable[..., Any], api: ModuleType, kind: str
) -> None:
    size = 32 * MEGA
    file = Zeros(size)
    body: Any = file if kind == "raw" else api.models.FormRequest(file=file)
    operation = getattr(operations(api), kind)
    with Reader() as reader:
        tracemalloc.start()
        way(api, lambda c: operation(c, body), reader.url)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert reader.size >= size
    assert peak < 8 * MEGA
    assert file.largest <= MEGA


@both
def test_p6_a_file_on_disk_is_sent_with_its_length(
    way: Callable[..., Any], api: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"x" * MEGA)
    with path.open("rb") as file, Reader() as reader:
        file.seek(24)
        way(api, lambda c: operations(api).raw(c, file), reader.url)
        assert f"content-length: {MEGA - 24}" in reader.head


@both
def test_p6_text_files_are_refused(
    way: Callable[..., Any], api: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "text"
    path.write_text("é")
    with path.open(encoding="utf-8") as file, pytest.raises(TypeError, match="binary"):
        received(way, api, lambda c: operations(api).raw(c, file), OK)


def test_p6_a_repeated_upload_sends_the_file_again(api: ModuleType) -> None:
    with Server([answer(503, Retry_After="0"), OK]) as server:
        file = io.BytesIO(b"data")
        blocking(api, lambda c: operations(api).raw(c, file), server.url, retries=1)
        assert [request.body for request in server.requests] == [b"data", b"data"]
    with Server([answer(503, Retry_After="0"), OK]) as server:
        pieces = iter([b"data"])
        with pytest.raises(api.ServerError):
            blocking(
                api, lambda c: operations(api).raw(c, pieces), server.url, retries=1
            )
        assert len(server.requests) == 1
