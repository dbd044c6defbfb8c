"""T8, T9, T16: operations as methods of a client; how checkers and pickle see them."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from collections.abc import Coroutine
from typing import Any, Generic

import pytest
from demo_client._runtime import (
    BaseAsyncClient,
    Call,
    SyncClient,
    operation,
    segment,
)
from demo_client._runtime.operation import ClientT as AnyOf
from demo_client._runtime.operation import Resource
from demo_client._runtime.paging import OffsetPages, PagedCall, paged_operation
from demo_client._runtime.polling import poll
from demo_client._runtime.streams import (
    StreamCall,
    StreamingCall,
    stream_operation,
    streaming_operation,
)

from .kit import AsyncClient, Client
from .server import Server, answer
from .typed import judged


@operation
def show(pet_id: int, *, loud: bool = False) -> Call[dict[str, int]]:
    """Shows one."""
    path = f"/pets/{segment(pet_id)}"
    return Call("GET", path, query={"loud": loud}, results={200: dict[str, int]})


@paged_operation
def listed() -> PagedCall[list[int], int]:
    pages = OffsetPages(parameter="offset")
    return PagedCall("GET", "/pets", results={200: list[int]}, pages=pages)


@stream_operation
def events() -> StreamCall[int]:
    return StreamCall("GET", "/events", events=int)


@streaming_operation
def chat() -> StreamingCall[int, int]:
    return StreamingCall("GET", "/chat", results={200: int}, events=int)


class Pets(Resource[AnyOf], Generic[AnyOf]):
    show = show
    listed = listed
    events = events
    chat = chat


def pets_of(client: Client) -> Pets[SyncClient]:
    """As the property of a generated client gives them."""
    return Pets(client)


def async_pets_of(client: AsyncClient) -> Pets[BaseAsyncClient]:
    return Pets(client)


PAGES = [answer(body=b"[1, 2]"), answer(body=b"[3]"), answer(body=b"[]")]
LINES = answer(body=b"1\n2\n", content_type="application/jsonl")


def test_t9_a_method_sends_with_its_client() -> None:
    async def main(url: str) -> dict[str, int]:
        async with AsyncClient(base_url=url) as client:
            return await async_pets_of(client).show(7, loud=True)

    with Server([answer(body=b'{"a": 1}')]) as server:
        with Client(base_url=server.url) as client:
            assert pets_of(client).show(7, loud=True) == {"a": 1}
        assert asyncio.run(main(server.url)) == {"a": 1}
        assert {r.target for r in server.requests} == {"/pets/7?loud=true"}


def test_t9_a_method_looks_like_the_function() -> None:
    with Client(base_url="http://localhost") as client:
        method: Any = pets_of(client).show
        assert list(inspect.signature(method).parameters) == ["pet_id", "loud"]
        assert method.__doc__ == "Shows one."
        assert repr(method) == "<bound <operation show>>"
    assert Pets.show is show


def test_t9_pages_and_streams_of_a_method() -> None:
    with Server(PAGES) as server, Client(base_url=server.url) as client:
        assert list(pets_of(client).listed.items()) == [1, 2, 3]
    with Server(PAGES) as server, Client(base_url=server.url) as client:
        assert list(pets_of(client).listed.pages()) == [[1, 2], [3], []]
    with Server([LINES]) as server, Client(base_url=server.url) as client:
        assert list(pets_of(client).events()) == [1, 2]
        assert list(pets_of(client).chat.stream()) == [1, 2]


def test_t9_pages_and_streams_of_a_method_asynchronously() -> None:
    async def main(url: str, name: str) -> list[int]:
        async with AsyncClient(base_url=url) as client:
            pets = async_pets_of(client)
            series = pets.listed.items() if name == "items" else pets.chat.stream()
            return [value async for value in series]

    with Server(PAGES) as server:
        assert asyncio.run(main(server.url, "items")) == [1, 2, 3]
    with Server([LINES]) as server:
        assert asyncio.run(main(server.url, "chat")) == [1, 2]


@pytest.mark.parametrize("name", ["show", "listed", "events", "chat"])
def test_t16_operations_are_pickled_by_name(name: str) -> None:
    made = globals()[name]
    assert pickle.loads(pickle.dumps(made)) is made


def test_t8_a_call_is_a_coroutine() -> None:
    async def main(url: str) -> None:
        async with AsyncClient(base_url=url) as client:
            work: Coroutine[Any, Any, dict[str, int]] = show(client, 1)
            assert await asyncio.create_task(work) == {"a": 1}
            async with asyncio.TaskGroup() as group:
                polled = poll(client, show.call(2), lambda found: "a" in found)
                tasks = [group.create_task(polled)]
                tasks.append(group.create_task(client.send(show.call(3))))
            assert [task.result() for task in tasks] == [{"a": 1}, {"a": 1}]
            response = await asyncio.create_task(client.exchange(show.call(4)))
            assert response.status == 200

    with Server([answer(body=b'{"a": 1}')]) as server:
        asyncio.run(main(server.url))


PROGRAM = """
import asyncio
from typing import Generic, assert_type
from demo_client._runtime import BaseAsyncClient, Call, SyncClient, operation
from demo_client._runtime.operation import ClientT, Resource
from demo_client._runtime.paging import OffsetPages, PagedCall, paged_operation
from demo_client._runtime.polling import poll
from demo_client._runtime.series import Series
from demo_client._runtime.streams import (
    Stream, StreamCall, StreamingCall, stream_operation, streaming_operation,
)

@operation
def show(pet_id: int, *, loud: bool = False) -> Call[float]:
    return Call("GET", "/pets")

@paged_operation
def listed(size: int = 2) -> PagedCall[list[int], int]:
    return PagedCall("GET", "/pets", pages=OffsetPages(parameter="offset"))

@stream_operation
def events() -> StreamCall[str]:
    return StreamCall("GET", "/events", events=str)

@streaming_operation
def chat() -> StreamingCall[int, str]:
    return StreamingCall("GET", "/chat", events=str)

class Pets(Resource[ClientT], Generic[ClientT]):
    show = show
    listed = listed
    events = events
    chat = chat

def blocking(client: SyncClient, pets: Pets[SyncClient]) -> None:
    assert_type(pets.show(1, loud=True), float)
    assert_type(pets.listed(), list[int])
    assert_type(pets.listed.items(size=3), Series[int])
    assert_type(pets.listed.pages(), Series[list[int]])
    assert_type(pets.events(), Stream[str])
    assert_type(pets.chat(), int)
    assert_type(pets.chat.stream(), Stream[str])
    pets.show("1")  # wrong
    pets.listed(other=1)  # wrong
    pets.listed.items(size="3")  # wrong

async def asynchronous(client: BaseAsyncClient, pets: Pets[BaseAsyncClient]) -> None:
    assert_type(await pets.show(1), float)
    assert_type(await pets.listed(), list[int])
    assert_type(await pets.chat(), int)
    assert_type(pets.listed.items(), Series[int])
    assert_type(await asyncio.create_task(show(client, 1)), float)
    polled = poll(client, show.call(1), lambda value: value > 1)
    async with asyncio.TaskGroup() as group:
        group.create_task(polled)
        group.create_task(client.exchange(show.call(1)))
    show(client, 1)  # wrong
    pets.show(1)  # wrong

def main(client: BaseAsyncClient) -> None:
    assert_type(asyncio.run(show(client, 1)), float)
"""


def test_t8_t9_checkers_see_both_clients_exactly() -> None:
    judged(PROGRAM)
