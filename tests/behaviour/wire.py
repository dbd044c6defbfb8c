"""What tests of generated clients over loopback share: both clients, one request."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence
from email import message_from_bytes
from email.message import Message
from types import ModuleType
from typing import Any

import pytest

from tests.runtime.server import Received, Server, answer

Action = Callable[[Any], Any]
"""What is done with a client; with an AsyncClient it gives an awaitable."""

_TLS = ssl.create_default_context()
OK = answer(200, b"{}")
SECRET = "s3cret-token-of-the-tests"


def blocking(
    package: ModuleType,
    action: Action,
    url: str | None,
    auth: Any = None,
    **options: Any,
) -> Any:
    """The result of an action with a client of the package."""
    options = {"verify": _TLS, "retries": 0, "base_url": url, **options}
    with package.Client(auth, **options) as client:
        return action(client)


def asynchronous(
    package: ModuleType,
    action: Action,
    url: str | None,
    auth: Any = None,
    **options: Any,
) -> Any:
    """The result of an action with an asynchronous client of the package."""
    options = {"verify": _TLS, "retries": 0, "base_url": url, **options}

    async def main() -> Any:
        async with package.AsyncClient(auth, **options) as client:
            return await action(client)

    return asyncio.run(main())


WAYS: Sequence[Callable[..., Any]] = (blocking, asynchronous)
both = pytest.mark.parametrize("way", WAYS)
"""Runs a test with either client."""


def sent(way: Callable[..., Any], package: ModuleType, action: Action) -> Received:
    """The one request that an action sends, as it came over the wire."""
    with Server([OK]) as server:
        way(package, action, server.url)
        (request,) = server.requests
    return request


def received(
    way: Callable[..., Any],
    package: ModuleType,
    action: Action,
    reply: Any,
    **options: Any,
) -> Any:
    """What an action makes of a response."""
    with Server([reply]) as server:
        return way(package, action, server.url, **options)


def names(request: Received) -> set[str]:
    """The names of a request's headers, in lower case."""
    return {name.lower() for name, _ in request.headers}


def parts_of(request: Received) -> list[tuple[str, Message, bytes]]:
    """The parts of a multipart body: name, headers, content."""
    kind = request.header("content-type") or ""
    assert kind.startswith("multipart/form-data; boundary=")
    message = message_from_bytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + request.body
    )
    found: list[tuple[str, Message, bytes]] = []
    for part in message.get_payload():
        assert isinstance(part, Message)
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((str(name), part, content))
    return found
