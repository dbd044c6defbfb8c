"""What a hostile server sends ends in an error of the package, in time and memory."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from typing import Any

import pytest
from demo_client._runtime import Call
from demo_client._runtime.errors import ApiError, ResponseTooLargeError, StatusError

from .kit import BOTH, Exchange
from .server import Server, answer

pytestmark = pytest.mark.parametrize("exchange", BOTH)
CALL: Call[Any] = Call("GET", "/x", results={200: dict[str, Any]})
DEEP = b"[" * 200_000


def head(*lines: bytes) -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", *lines, b"", b""])


def empty_blocks(connection: socket.socket) -> None:
    """A compressed body that has no content and no end."""
    compressor = zlib.compressobj(wbits=31)
    start = compressor.compress(b"") + compressor.flush(zlib.Z_SYNC_FLUSH)
    kind = (b"Content-Type: application/json", b"Content-Encoding: gzip")
    connection.sendall(head(*kind, b"Transfer-Encoding: chunked"))
    for block in (start, *(b"\0\0\0\xff\xff" * 2000 for _ in range(2000))):
        connection.sendall(b"%x\r\n%s\r\n" % (len(block), block))
        time.sleep(0.001)


def endless(connection: socket.socket) -> None:
    """A body that does not end."""
    connection.sendall(head(b"Transfer-Encoding: chunked"))
    block = b"x" * 100_000
    for _ in range(10_000):
        connection.sendall(b"%x\r\n%s\r\n" % (len(block), block))


@pytest.mark.parametrize(
    "step",
    [
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 X\r\nLocation: http://\x80\xff/\r\nContent-Length: 0\r\n\r\n",
        answer(302, Location="/" + "x" * 70_000),
        answer(302, Location="http://[/"),
        answer(200, DEEP),
        answer(500, DEEP),
        answer(503, b"{}", Retry_After="9" * 400),
        answer(503, b"{}", Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"),
        answer(200, b"{}", Content_Encoding="gzip"),
        answer(200, gzip.compress(b"{}"), Content_Encoding=", ".join(["gzip"] * 5000)),
        answer(200, b'{"a": %s}' % (b"9" * 5000)),
        answer(200, b'{"a": '),
        empty_blocks,
    ],
)
def test_faults_are_errors_of_the_package(exchange: Exchange, step: Any) -> None:
    with Server([step]) as server:
        start = time.monotonic()
        with pytest.raises(ApiError, match="GET http"):
            exchange(CALL, server.url, timeout=2.0, deadline=1.0)
        assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "charset",
    ["zlib", "base64", "uu", "idna", "unicode_escape", "undefined", "x" * 999],
)
def test_charsets_that_are_none(exchange: Exchange, charset: str) -> None:
    for kind in ("application/json", "text/plain"):
        with Server([answer(200, b'{"a": 1}', f"{kind}; charset={charset}")]) as server:
            assert exchange(CALL, server.url).value == {"a": 1}


def test_the_size_is_counted_on_the_wire_and_unpacked(exchange: Exchange) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    for step in (endless, answer(200, bomb, Content_Encoding="gzip"), empty_blocks):
        with Server([step]) as server, pytest.raises(ResponseTooLargeError):
            exchange(CALL, server.url, max_response_size=1_000_000)


def test_texts_of_a_server_reach_no_terminal_unescaped(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    reply = answer(418, b"a\x1b[31mb", "text/\x1b[31mplain", X_Note="\x1b]0;x\x07")
    with Server([reply]) as server, pytest.raises(StatusError) as caught:
        exchange(CALL, server.url)
    shown = str(caught.value) + repr(caught.value.headers) + caplog.text
    assert "\x1b" not in shown
    assert r"a\x1b[31mb" in shown


def test_headers_beyond_ascii(exchange: Exchange) -> None:
    call: Call[Any] = Call("GET", "/x", headers={"X-Name": "é"})
    reply = answer(404, b"{}", X_Name="\xe9\x80")
    with Server([reply]) as server, pytest.raises(StatusError) as caught:
        exchange(call, server.url)
    assert "X-Name" in caught.value.request.headers
