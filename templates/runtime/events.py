# Part of every client that regen generates. Do not edit.
"""From the bytes of a stream to its events: server-sent events and JSON lines."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from httpx2 import ServerSentEvent

Chunks = AsyncIterator[bytes]
Events = AsyncGenerator[ServerSentEvent]


class EventTooLargeError(ValueError):
    """One event or line is larger than what a client reads."""


async def json_lines(chunks: Chunks, limit: int) -> Events:
    """Each line as an event; RFC 7464 has a record separator before it.

    Ended by LF alone: texts in JSON may hold U+2028 and its like as they are.
    """
    async for line in _lines(chunks, limit, carriage_return=False):
        if text := line.decode(errors="replace").strip("\ufeff\x1e \t\r"):
            yield ServerSentEvent(data=text)


async def server_sent_events(chunks: Chunks, limit: int) -> Events:
    """The events of `text/event-stream` (WHATWG HTML, section 9.2.6)."""
    fields: dict[str, str] = {}
    data: list[str] = []
    size, last_id = 0, ""
    async for line in _lines(chunks, limit, carriage_return=True):
        text = line.decode(errors="replace")
        size += len(line)
        if size > limit:
            raise EventTooLargeError(f"an event is larger than {limit} bytes")
        if not text:
            if data or fields:
                last_id = fields.get("id", last_id)
                yield _event(fields, data, last_id)
            fields, data, size = {}, [], 0
            continue
        name, _, value = text.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name in ("event", "retry") or (name == "id" and "\0" not in value):
            fields[name] = value


def _event(fields: dict[str, str], data: list[str], last_id: str) -> ServerSentEvent:
    retry = fields.get("retry", "")
    return ServerSentEvent(
        event=fields.get("event") or "message",
        data="\n".join(data),
        id=last_id,
        retry=int(retry[:15]) if retry.isascii() and retry.isdecimal() else None,
    )


async def _lines(
    chunks: Chunks, limit: int, *, carriage_return: bool
) -> AsyncGenerator[bytes]:
    """The lines of a stream without their ends and without a byte order mark."""
    rest, size, first, ended = list[bytes](), 0, True, False
    async for arrived in chunks:
        chunk = arrived
        if not chunk:
            continue
        if first:
            joined = b"".join([*rest, chunk])
            if len(joined) < 3 and b"\xef\xbb\xbf".startswith(joined):
                rest = [joined]  # it may be the first bytes of a mark
                continue
            rest, chunk, first = [], joined.removeprefix(b"\xef\xbb\xbf"), False
        if carriage_return:
            if ended:
                chunk = chunk.removeprefix(b"\n")  # the second half of CRLF
            ended = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, last = chunk.split(b"\n")
        for line in lines:
            yield b"".join([*rest, line])
            rest, size = [], 0
        rest.append(last)
        size += len(last)
        if size > limit:
            raise EventTooLargeError(f"a line is larger than {limit} bytes")
    if rest:
        yield b"".join(rest)
