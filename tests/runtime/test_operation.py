"""Operations: one signature, two clients, no I/O of their own."""

from __future__ import annotations

import inspect
import typing
from typing import Any

from demo_client._runtime import Call, JsonBody, operation, segment
from demo_client._runtime.paging import PagedCall, PagedOperation, paged_operation
from demo_client._runtime.streams import (
    StreamCall,
    StreamingCall,
    StreamingOperation,
    StreamOperation,
    stream_operation,
    streaming_operation,
)

from .kit import AsyncClient, Client
from .server import Server, answer


@operation
def deploy(
    application_id: int, body: dict[str, str] | None = None, *, dry: bool = False
) -> Call[dict[str, int]]:
    """Deploy application."""
    return Call(
        "POST",
        f"/application/{segment(application_id)}/deploy",
        query={"dry": dry},
        body=JsonBody(body),
        results={202: dict[str, int]},
    )


@stream_operation
def events() -> StreamCall[str]:
    return StreamCall("GET", "/events", events=str)


@streaming_operation
def chat() -> StreamingCall[int, str]:
    return StreamingCall("GET", "/chat", events=str)


@paged_operation
def pets() -> PagedCall[list[int], int]:
    raise NotImplementedError


def test_it_looks_like_its_function() -> None:
    assert deploy.__doc__ == "Deploy application."
    assert repr(deploy) == "<operation deploy>"
    assert list(inspect.signature(deploy).parameters) == [
        "client",
        "application_id",
        "body",
        "dry",
    ]
    hints = typing.get_type_hints(deploy)
    assert hints["application_id"] is int
    assert hints["return"] == Call[dict[str, int]]


def test_the_call_is_a_value() -> None:
    assert deploy.call(7) == deploy.call(7)
    assert deploy.call(7).path == "/application/7/deploy"


def test_either_client_sends_it() -> None:
    import asyncio

    async def main(url: str) -> dict[str, int]:
        async with AsyncClient(base_url=url) as client:
            return await deploy(client, 7, {"git": "x"}, dry=True)

    with Server([answer(202, b'{"a": 1}')]) as server:
        with Client(base_url=server.url) as client:
            assert deploy(client, 7, {"git": "x"}, dry=True) == {"a": 1}
        assert asyncio.run(main(server.url)) == {"a": 1}
        first, second = server.requests
        assert first == second
        assert first.target == "/application/7/deploy?dry=true"


def test_each_kind_of_call_has_its_kind_of_operation() -> None:
    found: list[Any] = [type(events), type(chat), type(pets)]
    assert found == [StreamOperation, StreamingOperation, PagedOperation]
