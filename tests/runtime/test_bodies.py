"""Request bodies as bytes on the wire."""

from __future__ import annotations

import io
import json
import math
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Annotated, Any

import pytest
from demo_client._runtime import (
    UNSET,
    Call,
    Discriminator,
    File,
    JsonBody,
    Model,
    TextBody,
)
from demo_client._runtime.forms import Encoding, FormBody, MultipartBody
from demo_client._runtime.streams import JsonLinesBody
from demo_client._runtime.uploads import BinaryBody, choose_body

from .kit import BOTH, Exchange, asynchronous, blocking
from .server import Received, Server, answer, reset

pytestmark = pytest.mark.parametrize("exchange", BOTH)


def sent(exchange: Exchange, body: Any, method: str = "POST") -> Received:
    with Server() as server:
        exchange(Call(method, "/upload", body=body), server.url)
        return server.last


def parts(received: Received) -> list[Message]:
    head = f"Content-Type: {received.header('content-type')}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + received.body)
    return [part for part in message.walk() if not part.is_multipart()]


def field(part: Message, name: str = "name") -> Any:
    return part.get_param(name, header="content-disposition")


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    name: str
    tag: str | None = None


def test_p5_json(exchange: Exchange) -> None:
    received = sent(exchange, JsonBody(Pet(name="é")))
    assert received.header("content-type") == "application/json"
    assert received.body == '{"name":"é"}'.encode()
    assert received.header("content-length") == "13"


def test_s17_the_tag_of_a_union_is_sent(exchange: Exchange) -> None:
    kind = list[Annotated[Pet | File, Discriminator("kind", {"pet": Pet})]]
    received = sent(exchange, JsonBody([Pet(name="Rex")], kind=kind))
    assert received.body == b'[{"kind":"pet","name":"Rex"}]'


def test_p5_json_of_another_media_type(exchange: Exchange) -> None:
    received = sent(exchange, JsonBody([1], "application/merge-patch+json"))
    assert received.header("content-type") == "application/merge-patch+json"


@pytest.mark.parametrize("kind", [JsonBody, FormBody, MultipartBody])
@pytest.mark.parametrize(
    "value", [{"a": math.nan}, {"a": {"b": [math.inf]}}, {"a": "\ud800"}]
)
def test_p11_a_body_that_cannot_be_said_is_not_sent(
    exchange: Exchange, kind: Any, value: Any
) -> None:
    with Server() as server:
        with pytest.raises(ValueError, match=r"no form in JSON|surrogate"):
            exchange(Call("POST", "/upload", body=kind(value)), server.url)
        assert server.requests == []


@pytest.mark.parametrize("kind", [JsonBody, FormBody, MultipartBody, TextBody])
@pytest.mark.parametrize("value", [None, UNSET])
def test_p5_an_optional_body_that_is_absent(
    exchange: Exchange, kind: Any, value: Any
) -> None:
    received = sent(exchange, kind(value))
    assert received.body == b""
    assert received.header("content-type") is None


def test_p5_text_and_xml(exchange: Exchange) -> None:
    received = sent(exchange, TextBody("é"))
    assert received.header("content-type") == "text/plain; charset=utf-8"
    assert received.body == "é".encode()
    received = sent(exchange, TextBody("<a/>", "application/xml"))
    assert received.header("content-type") == "application/xml"


def test_p5_json_lines(exchange: Exchange) -> None:
    received = sent(exchange, JsonLinesBody(iter([{"a": 1}, {"b": 2}])))
    assert received.header("transfer-encoding") == "chunked"
    assert received.body == b'{"a":1}\n{"b":2}\n'


def test_p5_urlencoded(exchange: Exchange) -> None:
    value = {"a": "x y&z", "tags": ["1", "2"], "none": None, "o": {"k": [1]}}
    received = sent(exchange, FormBody(value))
    assert received.header("content-type") == "application/x-www-form-urlencoded"
    assert received.body == b"a=x+y%26z&tags=1&tags=2&o=%7B%22k%22%3A%5B1%5D%7D"


def test_p5_urlencoded_as_stripe_has_it(exchange: Exchange) -> None:
    deep = Encoding(style="deepObject", explode=True)
    value = {"card": {"number": "42", "meta": {"a": 1}}, "expand": ["x", "y"]}
    received = sent(exchange, FormBody(value, {"card": deep, "expand": deep}))
    text = received.body.decode().replace("%5B", "[").replace("%5D", "]")
    assert text == "card[number]=42&card[meta][a]=1&expand[]=x&expand[]=y"


def test_p5_urlencoded_without_explode(exchange: Exchange) -> None:
    encoding = {"tags": Encoding(explode=False), "p": Encoding(style="pipeDelimited")}
    received = sent(exchange, FormBody({"tags": [1, 2], "p": ["a", "b"]}, encoding))
    assert received.body == b"tags=1,2&p=a%7Cb"


def test_p5_multipart(exchange: Exchange) -> None:
    named = io.BytesIO(b"named")
    named.name = "/home/a.txt"
    value = {
        "id": 7,
        "pet": Pet(name="é"),
        "tags": ["x", "y"],
        "files": [File(b"1", "one.png"), named, File(io.BytesIO(b"3"))],
        "bare": b"\x00\xff",
        "meta": "{}",
    }
    body = MultipartBody(value, {"meta": Encoding(content_type="text/csv")})
    received = sent(exchange, body)
    assert received.header("content-length") == str(len(received.body))
    found = [
        (
            field(p),
            field(p, "filename"),
            p.get_content_type(),
            p.get_payload(decode=True),
        )
        for p in parts(received)
    ]
    assert found == [
        ("id", None, "text/plain", b"7"),
        ("pet", None, "application/json", '{"name":"é"}'.encode()),
        ("tags", None, "text/plain", b"x"),
        ("tags", None, "text/plain", b"y"),
        ("files", "one.png", "image/png", b"1"),
        ("files", "a.txt", "text/plain", b"named"),
        ("files", "files", "application/octet-stream", b"3"),
        ("bare", "bare", "application/octet-stream", b"\x00\xff"),
        ("meta", None, "text/csv", b"{}"),
    ]


def test_p5_multipart_headers_of_a_part(exchange: Exchange) -> None:
    file = File(b"x", "x.bin", "image/x", {"X-Part": "1"})
    encoding = {"f": Encoding(content_type="image/png, image/jpeg")}
    [part] = parts(sent(exchange, MultipartBody({"f": file}, encoding)))
    assert part["X-Part"] == "1"
    assert part.get_content_type() == "image/x"


def test_multipart_names_cannot_add_headers(exchange: Exchange) -> None:
    file = File(b"x", 'a"\r\nX-Evil: 1', "text/plain")
    [part] = parts(sent(exchange, MultipartBody({'n"\r\nX-Evil: 2': file})))
    assert part["X-Evil"] is None
    assert field(part, "filename") == "a%22%0D%0AX-Evil: 1"


def test_multipart_headers_are_checked(exchange: Exchange) -> None:
    file = File(b"x", content_type="a/b\r\nX-Evil: 1")
    with pytest.raises(ValueError, match="control character"):
        sent(exchange, MultipartBody({"f": file}))


def test_p6_a_file_object_is_streamed(exchange: Exchange, tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(32 << 20)

    with Server() as server, path.open("rb") as file:
        tracemalloc.start()
        exchange(Call("PUT", "/f", body=MultipartBody({"f": file})), server.url)
        total = len(server.last.body)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        file.seek(5)
        exchange(Call("PUT", "/f", body=BinaryBody(file)), server.url)
        assert server.last.header("content-length") == str((32 << 20) - 5)
    assert total > 32 << 20
    assert peak < total + (8 << 20)  # what the server itself keeps


def test_p6_an_iterator_is_sent_in_chunks(exchange: Exchange) -> None:
    chunks: Iterator[bytes] = (b"x" * n for n in (1, 2, 3))
    received = sent(exchange, BinaryBody(File(chunks, content_type="image/png")))
    assert received.header("content-type") == "image/png"
    assert received.header("transfer-encoding") == "chunked"
    assert received.body == b"x" * 6


def test_p6_an_asynchronous_iterator(exchange: Exchange) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"ab"
        yield b"c"

    if exchange is blocking:
        with pytest.raises(RuntimeError, match="needs an AsyncClient"):
            sent(exchange, BinaryBody(chunks()))
    else:
        assert exchange is asynchronous
        assert sent(exchange, BinaryBody(chunks())).body == b"abc"


def test_a_repetition_sends_the_file_again(exchange: Exchange) -> None:
    file = io.BytesIO(b"content")
    with Server([reset, answer(503), answer()]) as server:
        body = MultipartBody({"f": file})
        exchange(Call("PUT", "/f", body=body), server.url)
        payloads = {part.get_payload() for r in server.requests for part in parts(r)}
        assert payloads == {"content"}
        assert len(server.requests) == 3


def test_a_spent_iterator_is_not_sent_again(exchange: Exchange) -> None:
    with Server([answer(503), answer()]) as server:
        with pytest.raises(Exception, match="503"):
            exchange(Call("PUT", "/f", body=BinaryBody(iter([b"x"]))), server.url)
        assert len(server.requests) == 1


def test_text_files_are_refused(exchange: Exchange) -> None:
    with pytest.raises(TypeError, match="binary"):
        sent(exchange, BinaryBody(io.StringIO("x")))


def test_choose_body(exchange: Exchange) -> None:
    makers: Any = {"application/json": JsonBody, "text/plain": TextBody}
    assert sent(exchange, choose_body("text/plain", "x", makers)).body == b"x"
    body = sent(exchange, choose_body("application/json", "x", makers)).body
    assert json.loads(body) == "x"
    with pytest.raises(ValueError, match="'text/xml' is not one of"):
        choose_body("text/xml", "x", makers)
