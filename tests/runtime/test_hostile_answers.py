"""Answers that no honest server gives: a value or an error of the package, never more.

Each answer is read as JSON, as text, as bytes and as a stream of events, by a blocking
and an asynchronous client.
"""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from demo_client._runtime import Call
from demo_client._runtime.errors import ApiError
from demo_client._runtime.streams import Stream, StreamCall

from .kit import BOTH, QUICK, AsyncClient, Client, Exchange
from .server import Server, answer, reset, reset_midway, truncated

OK = b"HTTP/1.1 200 OK\r\n"
JSON = b"Content-Type: application/json\r\n"
EVENTS = "text/event-stream"
ENDING = b"Connection: close\r\n\r\n"


def chunked(*chunks: bytes, kind: bytes = JSON) -> bytes:
    """A body in chunks as they are given, sizes included."""
    return OK + kind + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(chunks)


def packed(data: bytes, coding: str) -> bytes:
    return answer(200, data, Content_Encoding=coding)


def events(body: bytes) -> bytes:
    return answer(200, body, EVENTS)


STATUS_LINES = {
    "nothing": b"\r\n\r\n",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "HTTP/0.9": b"{}",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9.9": b"HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "status of four digits": b"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}",
    "negative status": b"HTTP/1.1 -200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "status 999": answer(999, b"{}"),
    "status 600": answer(600, b"{}"),
    "reason of escapes": b"HTTP/1.1 500 \x1b]0;x\x07\r\nContent-Length: 0\r\n\r\n",
    "long reason": b"HTTP/1.1 500 " + b"x" * 90_000 + b"\r\n\r\n",
    "switching protocols": b"HTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n",
    "early hints": b"HTTP/1.1 103 X\r\nLink: </a>\r\n\r\n" + answer(200, b"{}"),
    "204 with a body": b"HTTP/1.1 204 X\r\nContent-Length: 2\r\n\r\n{}",
    "304": b"HTTP/1.1 304 X\r\n\r\n",
}
HEADERS = {
    "no colon": OK + b"Nonsense\r\n" + ENDING,
    "empty name": OK + b": x\r\n" + ENDING,
    "space before the colon": OK + b"Content-Type : x\r\n" + ENDING,
    "folded": OK + b"X: a\r\n b\r\n" + ENDING,
    "NUL": OK + b"X: a\0b\r\n" + ENDING,
    "bytes above 127": OK + b"X-\xff: \xfe\r\n" + ENDING,
    "10,000 headers": OK + b"X: y\r\n" * 10_000 + ENDING,
    "long header": OK + b"X: " + b"y" * 500_000 + b"\r\n" + ENDING,
    "two lengths": OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "negative length": OK + b"Content-Length: -1\r\n\r\n{}",
    "length of letters": OK + b"Content-Length: two\r\n\r\n{}",
    "length of 400 digits": OK + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n{}",
    "length and chunks": OK
    + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    "unknown transfer": OK + b"Transfer-Encoding: rot13\r\n\r\n{}",
    "type of escapes": answer(200, b"{}", "\x1b[31mjson"),
    "type without slash": answer(200, b"{}", ";;;=;"),
    "type of 60,000": answer(200, b"{}", "a/" + "b" * 60_000),
    "quoted charset": answer(200, b"{}", 'text/plain; charset="\\'),
    "charset of NUL": answer(200, b"\xff", "text/plain; charset=utf\x00-8"),
    "rot13": answer(200, b"{}", "text/plain; charset=rot13"),
    "cookies": answer(200, b"{}", Set_Cookie="a=b; Expires=" + "9" * 400),
    "cookie of escapes": answer(200, b"{}", Set_Cookie="a=\x1b[0m; Domain=.com"),
    "retry in -1": answer(503, b"{}", Retry_After="-1"),
    "retry in 1e999": answer(503, b"{}", Retry_After="1e999"),
    "retry in NaN": answer(503, b"{}", Retry_After="nan"),
    "retry in another calendar": answer(429, b"", Retry_After="Mon, 99 Abc 0000"),
    "link of brackets": answer(200, b"{}", Link="<" * 5_000),
    "link to a file": answer(200, b"{}", Link='<file:///etc/passwd>; rel="next"'),
}
REDIRECTS = {
    location: answer(302, b"", Location=location)
    for location in (
        *("", "#", "?", "//", "///a", "http://", "https://", "http://a b/", "\\\\a\\b"),
        *("file:///etc/passwd", "javascript:alert(1)", "data:,x", "ftp://127.0.0.1/"),
        *("http://127.0.0.1:99999/", "http://127.0.0.1:-1/", "http://[::1", "/x"),
        *("http://a@b@127.0.0.1:1/", "http://xn--/", "http://" + "a" * 300 + "/"),
        *("http://\u2100/", "http://%zz/", "/%00%0d%0aX: y", "http://127.0.0.1:0/"),
    )
}
BODIES = {
    "empty": answer(200, b""),
    "only a mark": answer(200, b"\xef\xbb\xbf"),
    "UTF-16": answer(200, "{}".encode("utf-16")),
    "invalid UTF-8": answer(200, b'{"a": "\xff\xfe"}'),
    "lone surrogate": answer(200, b'{"a": "\\ud800"}'),
    "NaN": answer(200, b'{"a": NaN}'),
    "1e400": answer(200, b'{"a": 1e400}'),
    "a number of 100,000 digits": answer(200, b'{"a": ' + b"1" * 100_000 + b"}"),
    "deep objects": answer(200, b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "repeated keys": answer(200, b'{"a": 1, "a": {}}'),
    "two values": answer(200, b"{} {}"),
    "HTML": answer(200, b"<html>" * 1_000, "application/json"),
    "other type": answer(200, b"\x89PNG\r\n", "image/png"),
    "list for an object": answer(200, b"[1]"),
    "cut gzip": packed(gzip.compress(b"{}" * 999)[:-9], "gzip"),
    "gzip that is none": packed(b"x" * 99, "gzip"),
    "gzip with more behind": packed(gzip.compress(b"{}") + b"x" * 99, "gzip"),
    "deflate that is none": packed(b"\0" * 99, "deflate"),
    "zip bomb": packed(gzip.compress(b" " * 40_000_000), "gzip"),
    "nested zip bomb": packed(
        gzip.compress(zlib.compress(b" " * 9**8)), "deflate, gzip"
    ),
    "unknown coding": packed(b"{}", "rot13"),
    "brotli that is none": packed(b"x" * 99, "br"),
    "zstd that is none": packed(b"x" * 99, "zstd"),
    "chunk of letters": chunked(b"zz\r\n{}\r\n0\r\n\r\n"),
    "negative chunk": chunked(b"-2\r\n{}\r\n0\r\n\r\n"),
    "huge chunk": chunked(b"f" * 16 + b"\r\n{}"),
    "long extension of a chunk": chunked(
        b"2;" + b"x" * 200_000 + b"\r\n{}\r\n0\r\n\r\n"
    ),
    "chunks that end early": chunked(b"2\r\n{}\r\n"),
    "odd trailers": chunked(b"2\r\n{}\r\n0\r\nX: \x1b\r\nContent-Length: 9\r\n\r\n"),
    "truncated": truncated,
    "reset at once": reset,
    "reset midway": reset_midway,
}
STREAMS = {
    "data without end": events(b"data: 1"),
    "no JSON": events(b"data: {\n\n"),
    "retry of years": events(b"retry: " + b"9" * 400 + b"\n\ndata: 1\n\n"),
    "negative retry": events(b"retry: -1\n\ndata: 1\n\n"),
    "retry of other digits": events("retry: \u0661\n\ndata: 1\n\n".encode()),
    "NUL in an id": events(b"id: a\0b\ndata: 1\n\n"),
    "long id": events(b"id: " + b"a" * 99_000 + b"\ndata: 1\n\n"),
    "escapes in an id": events("id: \x1b[0m\u2028\ndata: 1\n\n".encode()),
    "invalid UTF-8 in data": events(b"data: \xff\xfe\n\n"),
    "deep data": events(b"data: " + b"[" * 200_000 + b"\n\n"),
    "many lines": events(b"data\n" * 200_000 + b"\n"),
    "one line of 3 MB": events(b"data: " + b"x" * 3_000_000 + b"\n\n"),
    "only comments": events(b":\n" * 200_000),
    "other line ends": events(b"data: 1\r\rdata: 2\r\n\r\n\ndata: 3"),
}
ANSWERS: Mapping[str, Any] = {
    **STATUS_LINES,
    **HEADERS,
    **{f"redirect to {where!r:.40}": step for where, step in REDIRECTS.items()},
    **BODIES,
    **STREAMS,
}


def in_blocks(url: str, **options: Any) -> None:
    call: StreamCall[Any] = StreamCall("GET", "/x", events=int)
    with Client(base_url=url, retries=QUICK, **options) as client:
        for _ in zip(range(9), Stream(client, call), strict=False):
            pass


def in_turns(url: str, **options: Any) -> None:
    call: StreamCall[Any] = StreamCall("GET", "/x", events=int)

    async def main() -> None:
        async with AsyncClient(base_url=url, retries=QUICK, **options) as client:
            async for _ in Stream(client, call):
                pass

    asyncio.run(main())


def examine(read: Callable[..., object], step: Any) -> None:
    """Read an answer: whatever comes of it, it is bounded and ours."""
    with Server([step, step, step, answer(200, b"{}")]) as server:
        start = time.process_time()
        try:
            read(server.url, timeout=0.3, deadline=1.0, max_response_size=2_000_000)
        except ApiError as error:
            shown = f"{error} {error!r}"
            assert not any(c < " " and c not in "\n\t" for c in shown), shown
            assert len(shown) < 20_000
        assert time.process_time() - start < 10


@pytest.mark.parametrize("exchange", BOTH)
@pytest.mark.parametrize("step", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_ends_in_a_value_or_an_error(exchange: Exchange, step: Any) -> None:
    for result in (dict[str, Any], str, bytes):
        call: Call[Any] = Call("GET", "/x", results={200: result})
        examine(partial(exchange, call), step)


@pytest.mark.parametrize("read", [in_blocks, in_turns])
@pytest.mark.parametrize("step", ANSWERS.values(), ids=ANSWERS)
def test_a_stream_ends_in_events_or_an_error(
    read: Callable[..., object], step: Any
) -> None:
    examine(read, step)


def test_there_are_many() -> None:
    assert len(ANSWERS) > 100
