# Part of every client that regen generates. Do not edit.
"""A transport for the tests of those who use this package: no network, typed answers.

fake = FakeTransport()
fake.answer(get_pet.call(1), models.Pet(id=1, name="Rex"))
client = Client(transport=fake)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2

from .call import AnyCall, Call
from .codec import encode_json
from .params import pairs_of

T = TypeVar("T")


@dataclass(slots=True)
class _Answer:
    call: AnyCall
    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def fits(self, request: httpx2.Request) -> bool:
        """Whether a request is this call: its method, path, and query if it has one."""
        path, _, query = request.url.raw_path.decode().partition("?")
        wanted, _, fixed = self.call.path.partition("?")
        pairs = [fixed] if fixed else []
        if isinstance(self.call.query, Mapping):
            pairs += [f"{name}={value}" for name, value in pairs_of(self.call.query)]
        return (
            request.method == self.call.method
            and path.endswith(wanted)
            and set(pairs) <= set(query.split("&"))
        )


class FakeTransport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Answers the calls it was told of, the newest first, and keeps the requests."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self._answers: list[_Answer] = []

    def answer(
        self,
        call: Call[T],
        value: T,
        *,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answers a call with a value of its declared type."""
        if status is None:
            declared = [key for key in call.results if isinstance(key, int)]
            status = min(declared, default=200)
        content = b"" if value is None else encode_json(value)
        self._answers.insert(0, _Answer(call, status, content, dict(headers or {})))

    def fail(
        self,
        call: AnyCall,
        status: int,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answers a call with an error."""
        content = b"" if body is None else encode_json(body)
        self._answers.insert(0, _Answer(call, status, content, dict(headers or {})))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """What httpx2 calls for each request of a Client."""
        request.read()
        return self._respond(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """What httpx2 calls for each request of an AsyncClient."""
        await request.aread()
        return self._respond(request)

    def _respond(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        for answer in self._answers:
            if answer.fits(request):
                headers = {"content-type": "application/json", **answer.headers}
                return httpx2.Response(
                    answer.status, headers=headers, content=answer.content
                )
        known = ", ".join(f"{a.call.method} {a.call.path}" for a in self._answers)
        raise AssertionError(
            f"no answer for {request.method} {request.url.path}; known: {known}"
        )
