"""T14: the transport for the tests of those who use a client."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from demo_client._runtime import Call, Model
from demo_client._runtime.errors import (
    ConnectionFailedError,
    NotFoundError,
    ServerError,
)
from demo_client._runtime.retry import Retry
from demo_client._runtime.streams import Stream, StreamCall
from demo_client._runtime.testing import FakeTransport

from .kit import BOTH, AsyncClient, Client, Exchange
from .typed import judged


@dataclass(slots=True, kw_only=True)
class Pet(Model):
    id: int


def get_pet(number: int, **query: Any) -> Call[Pet]:
    return Call("GET", f"/pets/{number}", query=query, results={200: Pet})


def test_three_lines_are_enough() -> None:
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1))
    client = Client(base_url="https://h/v1", transport=fake)
    assert client.send(get_pet(1)) == Pet(id=1)
    assert str(fake.requests[0].url) == "https://h/v1/pets/1"


def test_it_serves_asynchronous_clients_too() -> None:
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1), status=203, headers={"X-Total": "7"})

    async def main() -> Any:
        async with AsyncClient(base_url="https://h", transport=fake) as client:
            return await client.exchange(get_pet(1))

    response = asyncio.run(main())
    assert (response.status, response.value) == (203, Pet(id=1))
    assert response.headers["x-total"] == "7"


def test_the_newest_answer_that_fits_wins() -> None:
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1))
    fake.answer(get_pet(1, full=True), Pet(id=2))
    client = Client(base_url="https://h", transport=fake)
    assert client.send(get_pet(1)).id == 1
    assert client.send(get_pet(1, full=True)).id == 2
    fake.fail(get_pet(1), 404, {"why": "gone"})
    with pytest.raises(NotFoundError, match="gone"):
        client.send(get_pet(1))


def test_what_was_not_told_is_a_clear_failure() -> None:
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1))
    client = Client(base_url="https://h", transport=fake)
    with pytest.raises(AssertionError, match=r"pets/2.*known: GET /pets/1"):
        client.send(get_pet(2))


both = pytest.mark.parametrize("exchange", BOTH)
FILE: Call[bytes] = Call("GET", "/file", results={200: {"*/*": bytes}})
TEXT: Call[str] = Call("GET", "/text", results={200: {"text/plain": str}})
NONE: Call[None] = Call("DELETE", "/pets/1", results={204: None})


def faked(exchange: Exchange, fake: FakeTransport, call: Call[Any]) -> Any:
    return exchange(call, "https://h/v1", transport=fake, retries=Retry()).value


@both
def test_t14_bytes_text_and_nothing(exchange: Exchange) -> None:
    fake = FakeTransport()
    fake.answer(FILE, b"\0\xff")
    fake.answer(TEXT, "hé")
    fake.answer(NONE, None)
    assert faked(exchange, fake, FILE) == b"\0\xff"
    assert faked(exchange, fake, TEXT) == "hé"
    assert faked(exchange, fake, NONE) is None


@both
def test_t14_answers_in_turn(exchange: Exchange) -> None:
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1), Pet(id=2), Pet(id=3))
    found = [faked(exchange, fake, get_pet(1)).id for _ in range(4)]
    assert found == [1, 2, 3, 3]


@both
def test_t14_failures_and_broken_connections_without_waiting(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(*_: Any) -> None:
        raise AssertionError("somebody waits")

    monkeypatch.setattr("time.sleep", sleep)
    monkeypatch.setattr("asyncio.sleep", sleep)
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1))
    fake.fail(get_pet(1), 503, "busy", times=1)
    fake.break_off(get_pet(1), times=1)
    assert faked(exchange, fake, get_pet(1)) == Pet(id=1)
    assert len(fake.requests) == 3
    fake.break_off(get_pet(1))
    with pytest.raises(ConnectionFailedError):
        faked(exchange, fake, get_pet(1))
    fake.fail(get_pet(1), 500)
    with pytest.raises(ServerError):
        faked(exchange, fake, get_pet(1))


def test_t14_events() -> None:
    call: StreamCall[Pet] = StreamCall("GET", "/events", events=Pet)
    fake = FakeTransport()
    fake.stream(call, [Pet(id=1), Pet(id=2)])
    client = Client(base_url="https://h", transport=fake)
    assert list(Stream(client, call)) == [Pet(id=1), Pet(id=2)]

    async def main() -> list[Pet]:
        async with AsyncClient(base_url="https://h", transport=fake) as client:
            return [event async for event in Stream(client, call)]

    assert asyncio.run(main()) == [Pet(id=1), Pet(id=2)]


@both
def test_t14_the_path_is_matched_as_a_whole(exchange: Exchange) -> None:
    fake = FakeTransport()
    fake.answer(get_pet(1), Pet(id=1))
    with pytest.raises(AssertionError, match="no answer"):
        faked(exchange, fake, Call("GET", "/owners/7/pets/1"))


PROGRAM = """
from demo_client._runtime import Call
from demo_client._runtime.streams import StreamCall
from demo_client._runtime.testing import FakeTransport

def use(
    fake: FakeTransport,
    number: Call[int],
    maybe: Call[int | None],
    many: Call[list[int]],
    events: StreamCall[int],
) -> None:
    fake.answer(number, 1)
    fake.answer(number, 1, 2, times=3)
    fake.answer(maybe, None)
    fake.answer(many, [1])
    fake.stream(events, [1, 2])
    fake.answer(number, "1")  # wrong
    fake.answer(number, None)  # wrong
    fake.answer(number, 1, "2")  # wrong
    fake.answer(many, ["1"])  # wrong
    fake.stream(events, ["1"])  # wrong
"""


def test_t14_a_wrong_answer_is_an_error_of_the_checkers() -> None:
    judged(PROGRAM)
