"""The transport for the tests of those who use a client."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from demo_client._runtime import Call, Model
from demo_client._runtime.errors import NotFoundError
from demo_client._runtime.testing import FakeTransport

from .kit import AsyncClient, Client


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
