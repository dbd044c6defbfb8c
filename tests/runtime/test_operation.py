"""Operations: one signature, two clients, no I/O of their own."""

from __future__ import annotations

import copy
import inspect
import pickle
import pydoc
import typing
from dataclasses import replace
from typing import Any

import pytest
from demo_client._runtime import Call, JsonBody, operation, segment
from demo_client._runtime.operation import Bound
from demo_client._runtime.paging import (
    PagedCall,
    PagedOperation,
    Pages,
    paged_operation,
)
from demo_client._runtime.streams import (
    Stream,
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


@pytest.mark.parametrize(
    ("shown", "head"),
    [
        (
            deploy,
            "deploy(client, /, application_id: 'int', body: 'dict[str, str] | None' = "
            "None, *, dry: 'bool' = False) -> 'dict[str, int]'",
        ),
        (events, f"events(client, /) -> {Stream.__module__}.Stream[str]"),
        (chat, "chat(client, /) -> 'int'"),
        (pets, "pets(client, /) -> 'list[int]'"),
        (Bound(pets, Client(base_url="http://localhost")), "pets() -> 'list[int]'"),
    ],
    ids=["plain", "stream", "streaming", "paged", "bound"],
)
def test_help_shows_a_function_with_its_result(shown: Any, head: str) -> None:
    plain = pydoc.plaintext  # type: ignore[attr-defined]
    _, text = pydoc.render_doc(shown, renderer=plain).split("\n\n", 1)
    assert text.startswith(f"{head}\n")


def test_tools_find_a_function_with_its_result() -> None:
    found: Any = [inspect.unwrap(each) for each in (deploy, events, chat, pets)]
    assert all(map(inspect.isfunction, found))
    assert [f.__name__ for f in found] == ["deploy", "events", "chat", "pets"]
    results = [inspect.signature(f).return_annotation for f in found]
    assert results == ["dict[str, int]", Stream[str], "int", "list[int]"]
    source = inspect.getsource(found[0])
    assert source.startswith("@operation")


def test_the_call_is_a_value() -> None:
    assert deploy.call(7) == deploy.call(7)
    assert deploy.call(7).path == "/application/7/deploy"


@pytest.mark.parametrize(
    ("kind", "typed", "more"),
    [
        (Call, Call[int], {}),
        (StreamCall, StreamCall[int], {"events": int}),
        (StreamingCall, StreamingCall[int, str], {"events": str}),
        (PagedCall, PagedCall[list[int], int], {"pages": Pages()}),
    ],
)
def test_a_call_can_be_made_of_its_type(kind: Any, typed: Any, more: Any) -> None:
    made, bare = typed("GET", "/beta", **more), kind("GET", "/beta", **more)
    assert made == bare == pickle.loads(pickle.dumps(made)) == copy.deepcopy(made)
    assert replace(made, query={"a": 1}).query == {"a": 1}
    assert repr(made) == repr(bare)


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
