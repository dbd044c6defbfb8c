# Part of every client that regen generates. Do not edit.
"""A transport for the tests of those who use this package: no network, typed answers.

fake = FakeTransport()
fake.answer(get_pet.call(1), models.Pet(id=1, name="Rex"))
client = Client(transport=fake)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast

import httpx2

from .bodies import is_json
from .call import AnyCall, Call, Streamed
from .encoding import encode, encode_json
from .params import pairs_of

T = TypeVar("T")
E = TypeVar("E")
Reply = Callable[[httpx2.Request], httpx2.Response]


@dataclass(slots=True)
class _Answer:
    """What a call is answered with, as often as `left` says; None for ever."""

    call: AnyCall
    reply: Reply
    left: int | None


class FakeTransport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Answers the calls it was told of, the newest first, and keeps the requests.

    With `times` an answer holds for so many requests, after which older ones count:
    `fail(call, 503, times=1)` fails once. Nobody waits before a repetition.
    """

    without_waiting: ClassVar[bool] = True

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self._answers: list[_Answer] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answers a blocking client."""
        request.read()
        return self._respond(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answers an asynchronous client."""
        await request.aread()
        return self._respond(request)

    def answer(
        self,
        call: Call[T],
        value: T,
        *others: T,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Answers a call with a value of its declared type; with others in turn."""
        declared = [key for key in call.results if isinstance(key, int)]
        status = status or min(declared, default=200)
        *first, last = [_encoded(call, status, each) for each in (value, *others)]
        self._add(call, _reply(status, *last, headers), times)
        for kind, content in reversed(first):
            self._add(call, _reply(status, kind, content, headers), 1)

    def fail(
        self,
        call: AnyCall,
        status: int,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Answers a call with an error; bytes and text as they are, else as JSON."""
        kind, content = "application/json", b""
        if isinstance(body, bytes | str):
            kind = "text/plain"
            content = body.encode() if isinstance(body, str) else body
        elif body is not None:
            content = encode_json(body)
        self._add(call, _reply(status, kind, content, headers), times)

    def stream(
        self,
        call: Streamed[E],
        events: Iterable[E],
        *,
        times: int | None = None,
    ) -> None:
        """Answers a call with a stream of events of its declared type."""
        texts = [
            each if isinstance(each, str) else encode_json(each).decode()
            for each in events
        ]
        told = [
            "".join(f"data: {line}\n" for line in text.split("\n")) for text in texts
        ]
        content = "\n".join([*told, ""]).encode()
        reply = _reply(200, "text/event-stream", content, None)
        self._add(cast("AnyCall", call), reply, times)

    def break_off(self, call: AnyCall, *, times: int | None = None) -> None:
        """Breaks the connection of a call before it is answered."""

        def reply(request: httpx2.Request) -> httpx2.Response:
            raise httpx2.ReadError("the connection broke (faked)", request=request)

        self._add(call, reply, times)

    def _add(self, call: AnyCall, reply: Reply, times: int | None) -> None:
        self._answers.insert(0, _Answer(call, reply, times))

    def _respond(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        for answer in self._answers:
            if answer.left != 0 and _fits(answer.call, request):
                if answer.left is not None:
                    answer.left -= 1
                return answer.reply(request)
        known = ", ".join(f"{a.call.method} {a.call.path}" for a in self._answers)
        raise AssertionError(f"no answer for {request!r}; known: {known}")


def _reply(
    status: int, kind: str, content: bytes, headers: Mapping[str, str] | None
) -> Reply:
    shown = {"content-type": kind, **(headers or {})}

    def reply(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, headers=shown, content=content)

    return reply


def _encoded(call: AnyCall, status: int, value: Any) -> tuple[str, bytes]:
    """The media type and body that a value of a result is read from."""
    keys = (status, f"{status // 100}XX", "default", *call.results)
    declared = next((call.results[key] for key in keys if key in call.results), None)
    contents = {"application/json": declared}
    if isinstance(declared, dict):
        contents = cast("dict[str, Any]", declared)
        for key, hint in contents.items():
            kind = "application/octet-stream" if "*" in key else key
            if isinstance(value, bytes) and hint is bytes:
                return kind, value
            if isinstance(value, str) and not is_json(key):
                return kind, str(encode(value)).encode()
    if value is None and declared is None:
        return "application/json", b""
    key = next((key for key in contents if is_json(key)), "application/json")
    return key, encode_json(value)


def _fits(call: AnyCall, request: httpx2.Request) -> bool:
    """Whether a request is this call: its method, path, and query if it has one."""
    path, _, query = request.url.raw_path.decode().partition("?")
    wanted, _, fixed = call.path.partition("?")
    sent = request.extensions.get("call")
    if isinstance(sent, AnyCall):
        same = sent.path.partition("?")[0] == wanted
    else:
        same = path.endswith(wanted)
    pairs = pairs_of(call.query) if isinstance(call.query, Mapping) else []
    same = same and request.method == call.method
    return same and {*pairs, *fixed.split("&")} <= {*query.split("&"), ""}
