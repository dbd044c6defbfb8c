"""T6: a call again and again until its result is as wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from demo_client._runtime import Call
from demo_client._runtime.errors import NotFoundError
from demo_client._runtime.polling import Polling, PollingTimeoutError, poll

from .kit import AsyncClient, Client
from .server import Server, answer

Poll = Callable[..., Any]
STATE: Call[Any] = Call("GET", "/state", results={200: dict[str, str]})


def blocking(url: str, until: Any, polling: Polling) -> Any:
    with Client(base_url=url) as client:
        return poll(client, STATE, until, polling)


def asynchronous(url: str, until: Any, polling: Polling) -> Any:
    async def main() -> Any:
        async with AsyncClient(base_url=url) as client:
            return await poll(client, STATE, until, polling)

    return asyncio.run(main())


pytestmark = pytest.mark.parametrize("wait", [blocking, asynchronous])


def state(name: str) -> bytes:
    return answer(200, b'{"state": "%s"}' % name.encode())


def is_done(value: dict[str, str]) -> bool:
    return value["state"] in ("DONE", "FAILED")


def test_t6_until_the_state_is_final(wait: Poll) -> None:
    script = [state("QUEUED"), state("BUILDING"), state("DONE")]
    with Server(script) as server:
        polling = Polling(interval=0.01)
        assert wait(server.url, is_done, polling) == {"state": "DONE"}
        assert len(server.requests) == 3


def test_t6_the_deadline(wait: Poll) -> None:
    with Server([state("BUILDING")]) as server:
        start = time.monotonic()
        polling = Polling(interval=0.05, deadline=0.2)
        with pytest.raises(PollingTimeoutError, match=r"/state: .* 0.2 s") as caught:
            wait(server.url, is_done, polling)
        assert time.monotonic() - start < 5
        assert caught.value.last == {"state": "BUILDING"}
        assert 1 <= len(server.requests) <= 4


def test_t6_the_interval_grows_to_its_limit(
    wait: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def sleep(_: Any, seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("demo_client._runtime.transport.Transport.sleep", sleep)
    with Server([state("BUILDING")] * 4 + [state("FAILED")]) as server:
        wait(server.url, is_done, Polling(interval=1, factor=2, longest=3))
    assert waits == [1, 2, 3, 3]


def test_t6_an_error_ends_it(wait: Poll) -> None:
    script = [state("QUEUED"), answer(404)]
    with Server(script) as server, pytest.raises(NotFoundError):
        wait(server.url, is_done, Polling(interval=0.01))
