"""Answers that no honest server gives: a value or an error of the package, never more.

Each answer is read as JSON, as text, as bytes and as a stream of events, by a blocking
and an asynchronous client, and as a page of each kind.
"""

from __future__ import annotations

import asyncio
import gzip
import time
import warnings
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from demo_client._runtime import Call
from demo_client._runtime.errors import ApiError
from demo_client._runtime.paging import (
    CursorPages,
    LinkHeaderPages,
    NextUrlPages,
    OffsetPages,
    PagedCall,
    PageNumberPages,
    Pages,
    paged_operation,
)
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
    "cookie of 400 digits": answer(200, b"{}", Set_Cookie="a=b; Max-Age=" + "9" * 400),
    "cookie of no age": answer(200, b"{}", Set_Cookie="a=b; Max-Age"),
    "cookie of a year": answer(
        200, b"{}", Set_Cookie="a=b; Expires=1 May " + "9" * 4_400
    ),
    "2,000 cookies": OK + b"Set-Cookie: a=b; Max-Age\r\n" * 2_000 + ENDING,
    "cookie of escapes": answer(200, b"{}", Set_Cookie="a=\x1b[0m; Domain=.com"),
    "retry in -1": answer(503, b"{}", Retry_After="-1"),
    "retry in 1e999": answer(503, b"{}", Retry_After="1e999"),
    "retry in NaN": answer(503, b"{}", Retry_After="nan"),
    "retry in another calendar": answer(429, b"", Retry_After="Mon, 99 Abc 0000"),
    "link of brackets": answer(200, b"{}", Link="<" * 5_000),
    "link to the other end": answer(200, b"{}", Link='<//\u2100/>; rel="next"'),
    "link with a NUL": answer(200, b"{}", Link='</\0>; rel="next"'),
    "link without end": answer(200, b"{}", Link='<?a>; rel="next"' + "; a=b" * 9_000),
    "many links": answer(200, b"{}", Link=", ".join(['<?a>; rel="last"'] * 3_000)),
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


def in_pages(pages: Pages, url: str, **options: Any) -> None:
    @paged_operation
    def things() -> PagedCall[Any, Any]:
        return PagedCall("GET", "/x", results={200: dict[str, Any]}, pages=pages)

    with Client(base_url=url, retries=QUICK, **options) as client:
        for _ in zip(range(9), things.items(client), strict=False):
            pass


def examine(read: Callable[..., object], step: Any) -> None:
    """Read an answer: whatever comes of it, it is bounded and ours."""
    script = [step, step, step, answer(200, b"{}")]
    with Server(script) as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        start = time.process_time()
        try:
            read(server.url, timeout=0.3, deadline=1.0, max_response_size=2_000_000)
        except ApiError as error:
            shown = f"{error} {error!r}"
            assert not any(c < " " and c not in "\n\t" for c in shown), shown
            assert len(shown) < 20_000
        assert time.process_time() - start < 10
    # Sockets of earlier tests may be found open at any time.
    assert not [w for w in warned if w.category is not ResourceWarning]


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


PAGES = {
    "links": LinkHeaderPages(),
    "URLs": NextUrlPages(next="/a", items="/a"),
    "cursors": CursorPages(parameter="after", next="/a", items="/a"),
    "numbers": PageNumberPages(parameter="page", items="/a", total="/a"),
    "offsets": OffsetPages(parameter="offset", items="/a", total="/a"),
}
NEXT = {
    "a number": b"5",
    "an object": b'{"a": 1}',
    "a list": b"[[], {}, 1]",
    "true": b"true",
    "1e400": b"1e400",
    "many digits": b"9" * 4_000,
    "a lone surrogate": rb'"\ud800"',
    "a NUL": rb'"/\u0000"',
    "another end": rb'"//\u2100/"',
    "a bracket": b'"http://[::"',
    "a script": b'"javascript:alert(1)"',
    "escapes": rb'"http://\u001b[0m/"',
    "itself": b'"?"',
}


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("step", ANSWERS.values(), ids=ANSWERS)
def test_pages_end_in_items_or_an_error(pages: Pages, step: Any) -> None:
    examine(partial(in_pages, pages), step)


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("value", NEXT.values(), ids=NEXT)
def test_whatever_a_page_says_of_the_next(pages: Pages, value: bytes) -> None:
    examine(partial(in_pages, pages), answer(200, b'{"a": %s}' % value))


def test_there_are_many() -> None:
    assert len(ANSWERS) > 100
