"""P7, P8, P10, P12: what bodies and paths can be made of."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from demo_client._runtime import NULL, Call, File, JsonBody, Model, segment
from demo_client._runtime.forms import Encoding, MultipartBody
from demo_client._runtime.streams import JsonLinesBody
from demo_client._runtime.uploads import BinaryBody

from .kit import BOTH, Exchange, asynchronous, blocking
from .server import Received, Server, answer

both = pytest.mark.parametrize("exchange", BOTH)
OK = answer(200, b"{}")


@dataclass(slots=True, kw_only=True)
class Thing(Model):
    name: str | None = None
    size: int | None = None
    tags: list[str] | None = None


def sent(exchange: Exchange, body: Any, *script: bytes) -> Received:
    with Server(script or [OK]) as server:
        exchange(Call("PUT", "/x", body=body), server.url)
        return server.last


def parts(request: Received) -> list[tuple[dict[str, str], bytes]]:
    kind = request.header("content-type") or ""
    message = message_from_bytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + request.body
    )
    found: list[tuple[dict[str, str], bytes]] = []
    for part in message.get_payload():
        assert isinstance(part, Message)
        headers = {name.lower(): str(value) for name, value in part.items()}
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        found.append((headers, data))
    return found


@both
def test_p7_null_can_be_sent_for_every_property(exchange: Exchange) -> None:
    body = Thing(name=NULL, size=1, tags=NULL)
    request = sent(exchange, JsonBody(body, "application/merge-patch+json"))
    assert json.loads(request.body) == {"name": None, "size": 1, "tags": None}
    assert request.header("content-type") == "application/merge-patch+json"
    assert body.to_dict() == {"name": None, "size": 1, "tags": None}
    assert not NULL


@both
@pytest.mark.parametrize(
    ("kind", "start"), [("application/jsonl", b""), ("application/json-seq", b"\x1e")]
)
def test_p8_sequences_are_streamed_from_an_iterable(
    exchange: Exchange, kind: str, start: bytes
) -> None:
    def things() -> Iterator[Thing]:
        for size in range(3):
            yield Thing(size=size)

    request = sent(exchange, JsonLinesBody(things(), kind))
    lines = [start + b'{"size":%d}\n' % size for size in range(3)]
    assert request.body == b"".join(lines)
    assert request.header("transfer-encoding") == "chunked"
    assert request.header("content-type") == kind


@both
def test_p8_a_list_is_sent_again(exchange: Exchange) -> None:
    body = JsonLinesBody([{"a": 1}, {"a": 2}])
    assert sent(exchange, body, answer(503), OK).body == b'{"a":1}\n{"a":2}\n'


def test_p8_an_asynchronous_iterable() -> None:
    async def things() -> AsyncIterator[int]:
        yield 1
        yield 2

    assert sent(asynchronous, JsonLinesBody(things())).body == b"1\n2\n"
    with pytest.raises(RuntimeError, match="AsyncClient"):
        sent(blocking, JsonLinesBody(things()))


def contents(path: Path) -> list[Any]:
    return [path, bytearray(b"content"), memoryview(b"content"), io.BytesIO(b"content")]


@both
@pytest.mark.parametrize("number", range(4))
def test_p10_files_of_each_kind(
    exchange: Exchange, tmp_path: Path, number: int
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"content")
    whole = sent(exchange, BinaryBody(contents(path)[number]), answer(503), OK)
    assert whole.body == b"content"
    assert whole.header("content-length") == "7"
    form = MultipartBody({"f": contents(path)[number]})
    request = sent(exchange, form, answer(503), OK)
    [(headers, content)] = parts(request)
    assert content == b"content"
    assert request.header("content-length") == str(len(request.body))
    name = "photo.png" if number == 0 else "f"
    expected = f'form-data; name="f"; filename="{name}"'
    assert headers["content-disposition"] == expected
    kind = "image/png" if number == 0 else "application/octet-stream"
    assert headers["content-type"] == kind


@both
def test_p10_a_file_is_sent_from_where_it_stands(exchange: Exchange) -> None:
    for _ in range(2):
        file = io.BytesIO(b"0123456789")
        file.seek(4)
        request = sent(exchange, MultipartBody({"f": file}), answer(503), OK)
        assert [content for _, content in parts(request)] == [b"456789"]
        file.seek(4)
        assert sent(exchange, BinaryBody(file), answer(503), OK).body == b"456789"


@both
def test_p10_multipart_related(exchange: Exchange) -> None:
    body = MultipartBody(
        {"metadata": Thing(name="n"), "media": File(b"MEDIA")},
        {"metadata": Encoding("application/json; charset=UTF-8")},
        "multipart/related",
    )
    request = sent(exchange, body)
    kind = request.header("content-type") or ""
    assert kind.startswith("multipart/related; boundary=")
    assert kind.endswith('; type="application/json"')
    first, second = parts(request)
    assert first == (
        {"content-type": "application/json; charset=UTF-8"},
        b'{"name":"n"}',
    )
    assert second == ({"content-type": "application/octet-stream"}, b"MEDIA")


@both
@pytest.mark.parametrize("make", [BinaryBody, lambda file: MultipartBody({"f": file})])
def test_p10_a_text_is_no_file(exchange: Exchange, make: Any) -> None:
    with Server([OK]) as server:
        for file in (File("report.pdf"), io.StringIO("text")):
            with pytest.raises(TypeError, match="text"):
                exchange(Call("PUT", "/x", body=make(file)), server.url)
        assert server.requests == []


def test_p12_an_empty_path_value() -> None:
    with pytest.raises(ValueError, match="allowEmptyValue"):
        segment("")
    assert segment("", empty=True) == ""
    assert segment([], empty=True) == ""
    assert segment("a", empty=True) == "a"
    for value in (".", ".."):
        with pytest.raises(ValueError, match="route"):
            segment(value, empty=True)


@both
def test_p12_it_is_sent_as_an_empty_segment(exchange: Exchange) -> None:
    with Server([OK]) as server:
        exchange(Call("GET", f"/shares/alice/{segment('', empty=True)}"), server.url)
        assert server.last.target == "/shares/alice/"
