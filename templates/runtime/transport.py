# Part of every client that regen generates. Do not edit.
"""The only I/O of the runtime: one pool of httpx2 connections, blocking or not.

The logic around it is written once, as coroutines. With a blocking client nothing in
them ever waits for an event loop, so `run_blocking` drives them in one step.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import re
import threading
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from functools import cache
from typing import Any, TypeVar

import httpx2

T = TypeVar("T")
logger = logging.getLogger(__name__.partition("._runtime")[0])


@cache
def log_from_environment(package: str) -> None:
    """Shows the log on stderr if `<PACKAGE>_LOG` is "debug", "info", ..."""
    level = os.environ.get(re.sub(r"\W", "_", package).upper() + "_LOG", "").upper()
    if level in logging.getLevelNamesMapping():
        handler = logging.StreamHandler()
        text = "%(asctime)s %(name)s %(levelname)s: %(message)s"
        handler.setFormatter(logging.Formatter(text))
        logger.addHandler(handler)
        logger.setLevel(level)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text without these secrets; those of few characters hide no text."""
    for secret in secrets:
        text = text.replace(secret, "***") if len(secret) >= 6 else text
    return text


def run_blocking(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    work.close()
    raise RuntimeError("a coroutine needs an AsyncClient")


async def finished(result: Any) -> Any:
    """The result of a function, or of a coroutine function."""
    return await result if inspect.isawaitable(result) else result


class Transport:
    """A client of httpx2 that is made at its first use, unless it is the user's own."""

    def __init__(self, blocking: bool, own: Any, make: Callable[[], Any]) -> None:
        self.blocking, self._own, self._make, self._made = blocking, own, make, None
        self._creation = threading.Lock()
        self.lock = threading.Lock() if blocking else asyncio.Lock()

    @property
    def client(self) -> Any:
        if self._own is None and self._made is None:
            with self._creation:
                self._made = self._made or self._make()
        return self._own or self._made

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Sends one request; the body of the response is not read yet."""
        options |= {"stream": True, "follow_redirects": False}
        response: httpx2.Response = await finished(self.client.send(request, **options))
        return response

    def chunks(self, response: httpx2.Response) -> AsyncGenerator[bytes]:
        chunks = response.iter_bytes() if self.blocking else response.aiter_bytes()
        return self.each(chunks)

    async def each(self, values: Any) -> AsyncGenerator[Any]:
        """The values of a blocking or asynchronous iterable."""
        if self.blocking:
            for value in values:
                yield value
        else:
            async for value in values:
                yield value

    async def sleep(self, seconds: float) -> None:
        if self.blocking:
            time.sleep(seconds)
        else:
            await asyncio.sleep(seconds)

    async def close(self, opened: Any = None) -> None:
        """Closes a response, or the pool unless it is the user's own."""
        target = opened or self._made
        if target is not None:
            await finished(target.close() if self.blocking else target.aclose())
