"""T5: pages of every style lead to the next, on the same origin only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from demo_client._runtime import JsonBody
from demo_client._runtime.errors import ApiError, NotFoundError, PagingError
from demo_client._runtime.paging import (
    CursorPages,
    LinkHeaderPages,
    NextUrlPages,
    OffsetPages,
    PagedCall,
    PageNumberPages,
    paged_operation,
)

from .kit import SECRET, AsyncClient, Bearer, Client
from .server import Server, answer

Collect = Callable[..., list[Any]]


def blocking(call: PagedCall[Any, Any], url: str, way: str = "items") -> list[Any]:
    """The items (or pages) of a call with a blocking client."""
    with Client(Bearer(SECRET), base_url=url, retries=0) as client:
        return list(getattr(paged_operation(lambda: call), way)(client))


def asynchronous(call: PagedCall[Any, Any], url: str, way: str = "items") -> list[Any]:
    """The items (or pages) of a call with an asynchronous client."""

    async def main() -> list[Any]:
        async with AsyncClient(Bearer(SECRET), base_url=url, retries=0) as client:
            return [
                item
                async for item in getattr(paged_operation(lambda: call), way)(client)
            ]

    return asyncio.run(main())


pytestmark = pytest.mark.parametrize("collect", [blocking, asynchronous])


def page(items: list[int], **headers: str) -> bytes:
    return answer(200, json.dumps({"data": items}).encode(), **headers)


def body(**members: Any) -> bytes:
    return answer(200, json.dumps(members).encode())


def call_of(pages: Any, **options: Any) -> PagedCall[Any, Any]:
    return PagedCall(
        "GET", "/pets", security=(Bearer,), results={200: Any}, pages=pages, **options
    )


def test_t5_cursor(collect: Collect) -> None:
    pages = CursorPages(parameter="after", next="/meta/next", items="/data")
    script = [
        body(data=[1, 2], meta={"next": "c/1"}),
        body(data=[3], meta={"next": None}),
    ]
    with Server(script) as server:
        assert collect(call_of(pages, query={"size": 2}), server.url) == [1, 2, 3]
        targets = [request.target for request in server.requests]
    assert targets == ["/pets?size=2", "/pets?size=2&after=c%2F1"]


def test_t5_a_cursor_that_repeats_ends(collect: Collect) -> None:
    pages = CursorPages(parameter="after", next="/next", items="/data")
    with Server([body(data=[1], next="same")]) as server:
        assert collect(call_of(pages), server.url) == [1, 1]


def test_t5_page_number(collect: Collect) -> None:
    pages = PageNumberPages(parameter="page", items="/data")
    with Server([page([1]), page([2]), page([])]) as server:
        assert collect(call_of(pages), server.url) == [1, 2]
        targets = [request.target for request in server.requests]
    assert targets == ["/pets", "/pets?page=2", "/pets?page=3"]
    pages = PageNumberPages(parameter="page", items="/data", start=0)
    with Server([page([1]), page([])]) as server:
        collect(call_of(pages), server.url)
        assert server.last.target == "/pets?page=1"


def test_t5_offset(collect: Collect) -> None:
    pages = OffsetPages(parameter="offset", limit="limit", items="/data")
    with Server([page([1, 2]), page([3])]) as server:
        assert collect(call_of(pages, query={"limit": 2}), server.url) == [1, 2, 3]
        targets = [request.target for request in server.requests]
    assert targets == ["/pets?limit=2", "/pets?limit=2&offset=2"]
    with Server([page([1, 2]), page([])]) as server:
        assert collect(call_of(pages), server.url) == [1, 2]


def test_t5_link_header(collect: Collect) -> None:
    link = '</pets?p=2&x=a%2Fb>; rel="next", </pets?p=9>; rel="last"'
    script = [answer(200, b"[1]", Link=link), answer(200, b"[2]")]
    with Server(script) as server:
        call = call_of(LinkHeaderPages(), query={"size": 1})
        assert collect(call, server.url) == [1, 2]
        assert server.last.target == "/pets?p=2&x=a%2Fb"
        assert server.last.header("authorization") == f"Bearer {SECRET}"


def test_t5_next_url(collect: Collect) -> None:
    pages = NextUrlPages(next="/links/0/href", items="/data")
    with Server() as server:
        link = {"href": f"{server.url}/more?p=2"}
        server.script = [body(data=[1], links=[link]), body(data=[2], links=[])]
        assert collect(call_of(pages), server.url) == [1, 2]
        assert server.last.target == "/more?p=2"


@pytest.mark.parametrize("pages", [NextUrlPages(next="/n"), LinkHeaderPages()])
def test_r6_a_next_page_on_another_origin_is_refused(
    collect: Collect, pages: Any
) -> None:
    with Server() as other, Server() as server:
        place = f"{other.url}/pets?p=2"
        data = json.dumps({"n": place}).encode()
        server.script = [answer(200, data, Link=f'<{place}>; rel="next"')]
        with pytest.raises(ApiError, match="another origin"):
            collect(call_of(pages), server.url, "pages")
        assert other.connections == 0


def test_t5_pages_are_fetched_when_they_are_asked_for(collect: Collect) -> None:
    pages = PageNumberPages(parameter="page", items="/data")
    with Server([page([1]), page([2])]) as server:

        @paged_operation
        def pets() -> PagedCall[Any, int]:
            return call_of(pages)

        async def first() -> Any:
            async with AsyncClient(Bearer(SECRET), base_url=server.url) as client:
                return await anext(pets.items(client))

        if collect is blocking:
            with Client(Bearer(SECRET), base_url=server.url) as client:
                assert next(pets.items(client)) == 1
        else:
            assert asyncio.run(first()) == 1
        assert len(server.requests) == 1


NUMBERS = PageNumberPages(parameter="page", items="/data")


def capped(items: int, size: int) -> Any:
    """A server that gives no more than so many items a page."""

    def script(server: Server) -> None:
        def play(connection: Any) -> None:
            query = server.last.target.partition("?")[2].split("&")
            found = dict(pair.split("=") for pair in query if pair)
            start = int(found.get("offset", 0))
            data = list(range(items))[start : start + size]
            connection.sendall(page(data))

        server.script = [play]

    return script


def test_t13_a_server_that_caps_the_size_loses_nothing(collect: Collect) -> None:
    pages = OffsetPages(parameter="offset", limit="limit", items="/data")
    for size, requests in ((2, 4), (3, 3), (10, 2), (200, 2)):
        with Server() as server:
            capped(6, size)(server)
            call = call_of(pages, query={"limit": 200})
            assert collect(call, server.url) == [0, 1, 2, 3, 4, 5]
            assert len(server.requests) == requests


def test_t13_the_page_beyond_the_last_may_be_a_404(collect: Collect) -> None:
    with Server([page([1]), page([2]), answer(404)]) as server:
        assert collect(call_of(NUMBERS), server.url) == [1, 2]
    with Server([answer(404)]) as server, pytest.raises(NotFoundError):
        collect(call_of(NUMBERS), server.url)
    cursors = CursorPages(parameter="after", next="/next", items="/data")
    script = [body(data=[1], next="c"), answer(404)]
    with Server(script) as server, pytest.raises(NotFoundError):
        collect(call_of(cursors), server.url)


def test_t13_the_last_page_repeated_is_the_end(collect: Collect) -> None:
    with Server([page([1]), page([2])]) as server:
        assert collect(call_of(NUMBERS), server.url) == [1, 2]
        assert len(server.requests) == 3


def test_t13_cursors_in_a_circle_are_an_error(collect: Collect) -> None:
    pages = CursorPages(parameter="after", next="/next", items="/data")
    script = [body(data=[n], next="ab"[n % 2]) for n in range(6)]
    with Server(script) as server, pytest.raises(PagingError, match="already"):
        collect(call_of(pages), server.url)
    urls = NextUrlPages(next="/next", items="/data")
    script = [body(data=[n], next=f"/pets?p={n % 2}") for n in range(6)]
    with Server(script) as server, pytest.raises(PagingError, match="already"):
        collect(call_of(urls), server.url)


def test_t13_totals_and_has_more(collect: Collect) -> None:
    numbers = PageNumberPages(parameter="page", items="/data", total="/pages")
    with Server([body(data=[1], pages=2)]) as server:
        server.script = [body(data=[1], pages=2), body(data=[2], pages=2)]
        assert collect(call_of(numbers), server.url) == [1, 2]
        assert len(server.requests) == 2
    offsets = OffsetPages(parameter="offset", items="/data", total="/count")
    with Server([body(data=[1, 2], count=2)]) as server:
        assert collect(call_of(offsets), server.url) == [1, 2]
        assert len(server.requests) == 1
    last = CursorPages(
        parameter="after", next="/data/-/id", items="/data", more="/has_more"
    )
    script = [
        body(data=[{"id": 1}, {"id": 2}], has_more=True),
        body(data=[{"id": 3}], has_more=False),
    ]
    with Server(script) as server:
        found = collect(call_of(last), server.url)
        assert [item["id"] for item in found] == [1, 2, 3]
        assert server.last.target == "/pets?after=2"
        assert len(server.requests) == 2


def test_t13_a_cursor_in_the_body(collect: Collect) -> None:
    pages = CursorPages(parameter="/page/after", next="/next", items="/data")
    script = [body(data=[1], next="two"), body(data=[2])]
    with Server(script) as server:
        sent = JsonBody({"q": "x"})
        call: PagedCall[Any, Any] = PagedCall(
            "POST", "/search", body=sent, results={200: Any}, pages=pages
        )
        assert collect(call, server.url) == [1, 2]
        first, second = (json.loads(request.body) for request in server.requests)
    assert (first, second) == ({"q": "x"}, {"q": "x", "page": {"after": "two"}})


def test_t13_a_next_link_with_the_other_scheme(collect: Collect) -> None:
    pages = NextUrlPages(next="/next", items="/data")
    with Server() as server:
        link = server.url.replace("http:", "https:") + "/pets?p=2"
        server.script = [body(data=[1], next=link), body(data=[2])]
        assert collect(call_of(pages), server.url) == [1, 2]
        assert server.last.target == "/pets?p=2"


@pytest.mark.parametrize("link", ["http://[", "http://h:99999999/", "x" * 70_000])
def test_t13_a_next_link_that_is_none(collect: Collect, link: str) -> None:
    pages = NextUrlPages(next="/next", items="/data")
    with Server([body(data=[1], next=link)]) as server, pytest.raises(ApiError):
        collect(call_of(pages), server.url)
