# Part of every client that regen generates. Do not edit.
"""A transport for the tests of those who use this package: no network, typed answers.

fake = FakeTransport()
fake.answer(get_pet.call(1), models.Pet(id=1, name="Rex"))
client = Client(transport=fake)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx2

from .call import AnyCall, Call
from .encoding import encode_json
from .params import pairs_of

T = TypeVar("T")


class FakeTransport(httpx2.MockTransport):
    """Answers the calls it was told of, the newest first, and keeps the requests."""

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.requests: list[httpx2.Request] = []
        self._answers: list[tuple[AnyCall, int, bytes, Mapping[str, str]]] = []

    def answer(
        self,
        call: Call[T],
        value: T,
        *,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answers a call with a value of its declared type."""
        declared = [key for key in call.results if isinstance(key, int)]
        status = status or min(declared, default=200)
        self.fail(call, status, value, headers=headers)

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
        shown = {"content-type": "application/json", **(headers or {})}
        self._answers.insert(0, (call, status, content, shown))

    def _respond(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        for call, status, content, headers in self._answers:
            if _fits(call, request):
                return httpx2.Response(status, headers=headers, content=content)
        known = ", ".join(f"{call.method} {call.path}" for call, *_ in self._answers)
        raise AssertionError(f"no answer for {request!r}; known: {known}")


def _fits(call: AnyCall, request: httpx2.Request) -> bool:
    """Whether a request is this call: its method, path, and query if it has one."""
    path, _, query = request.url.raw_path.decode().partition("?")
    wanted, _, fixed = call.path.partition("?")
    pairs = pairs_of(call.query) if isinstance(call.query, Mapping) else []
    same = request.method == call.method and path.endswith(wanted)
    return same and {*pairs, *fixed.split("&")} <= {*query.split("&"), ""}
