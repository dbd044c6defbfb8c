# Part of every client that regen generates. Do not edit.
"""The only I/O of the runtime: one pool of httpx2 connections, blocking or not.

The logic around it is written once, as coroutines. With a blocking client nothing in
them ever waits for an event loop, so `run_blocking` drives them in one step.
"""

from __future__ import annotations

import inspect
import logging
import os
import re
import sys
import threading
import time
import warnings
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Hashable
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2

from .auth import Auth
from .limits import Limit

if TYPE_CHECKING:  # a third of the time of importing a client that blocks
    import asyncio

T = TypeVar("T")
logger = logging.getLogger(__name__.partition("._runtime")[0])
logger.addHandler(logging.NullHandler())
_TOLD_LIMIT = 1000  # what a server makes up is not kept without end
_creation = threading.Lock()


def _after_fork() -> None:
    """In a child nobody releases what another thread of its parent held."""
    global _creation
    _creation = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


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


def refuse_trio() -> None:
    """Raises RuntimeError under trio, where nothing of this package can wait."""
    trio = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        raise RuntimeError("an AsyncClient runs under asyncio; trio is not supported")


class Pool:
    """A client of httpx2 with what those who share it need.

    Attributes:
        client: the client of httpx2.
        lock: held while a token is fetched.
        process: the process that made it; a child that forked must not use it.
    """

    def __init__(self, client: Any, lock: Any) -> None:
        self.client: Any = client
        self.lock: Any = lock
        self.process: int = os.getpid()


class Transport:
    """The pool of a client, made at its first use unless it is the user's own.

    An asynchronous pool belongs to one event loop, and each to one process: others get
    pools of their own, for they would read answers that are not theirs.
    """

    def __init__(
        self,
        blocking: bool,
        own: Any,
        make: Callable[[], Any],
        *,
        without_waiting: bool = False,
    ) -> None:
        self._without_waiting = without_waiting
        self.blocking: bool = blocking
        self._own, self._make = own, make
        self._pool: Pool | None = None
        self._pools: weakref.WeakKeyDictionary[Any, Pool] = weakref.WeakKeyDictionary()
        self._told: set[Hashable] = set()
        self.from_environment: dict[type[Auth], Auth | None] = {}
        if not blocking:
            refuse_trio()

    @property
    def client(self) -> Any:
        """The client of httpx2 for this process and event loop."""
        return self.pool.client

    @property
    def pool(self) -> Pool:
        """The pool for this process and event loop."""
        pool = self._current()
        if pool is None or pool.process != os.getpid():
            with _creation:
                pool = self._current()
                if pool is None or pool.process != os.getpid():
                    pool = self._new_pool()
        return pool

    def _current(self) -> Pool | None:
        if self.blocking:
            return self._pool
        return self._pools.get(self._loop())

    def _loop(self) -> asyncio.AbstractEventLoop:
        import asyncio

        refuse_trio()
        return asyncio.get_running_loop()

    def _new_pool(self) -> Pool:
        client = self._own or self._make()
        if self.blocking:
            pool = self._pool = Pool(client, threading.Lock())
            if self._own is None:
                weakref.finalize(self, client.close)
            return pool
        import asyncio

        loop = self._loop()
        with warnings.catch_warnings():
            # Sockets of event loops that are closed cannot be closed any more.
            warnings.simplefilter("ignore", ResourceWarning)
            for old in [old for old in self._pools if old.is_closed()]:
                del self._pools[old]
        pool = self._pools[loop] = Pool(client, asyncio.Lock())
        if self._own is None:
            weakref.finalize(self, _abandon, client, weakref.ref(loop))
        return pool

    def tell_once(self, message: str, *values: Any) -> None:
        """Logs a warning, once for each client."""
        if (message, values) not in self._told and len(self._told) < _TOLD_LIMIT:
            self._told.add((message, values))
            logger.warning(message, *values)

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Sends one request; the body of the response is not read yet."""
        options |= {"stream": True, "follow_redirects": False}
        sent = self.client.send(request, **options)
        response: httpx2.Response = sent if self.blocking else await sent
        return response

    async def read(self, response: httpx2.Response, limit: Limit) -> httpx2.Response:
        """The response with its body: the same, unless that is compressed."""
        if "content-encoding" in response.headers:
            return await self._decompressed(response, limit)
        if self.blocking:
            response.read()
        else:
            await response.aread()
        return response

    async def _decompressed(
        self, response: httpx2.Response, limit: Limit
    ) -> httpx2.Response:
        """A few bytes may become gigabytes: each piece is counted."""
        start, body = time.monotonic(), bytearray()
        pieces = response.iter_bytes() if self.blocking else response.aiter_bytes()
        async for chunk in self.each(pieces):
            body += chunk
            limit.decoded(len(chunk))
        raw = response.headers.raw
        complete = httpx2.Response(
            response.status_code,
            headers=[pair for pair in raw if pair[0].lower() != b"content-encoding"],
            content=bytes(body),
            request=response.request,
            extensions=response.extensions,
        )
        complete.elapsed = timedelta(seconds=time.monotonic() - start)
        return complete

    async def each(self, values: Any) -> AsyncGenerator[Any]:
        """The values of a blocking or asynchronous iterable."""
        if self.blocking:
            for value in values:
                yield value
        else:
            async for value in values:
                yield value

    async def sleep(self, seconds: float) -> None:
        """Waits, but for a fake."""
        if self._without_waiting:
            return
        if self.blocking:
            wait: Callable[[float], Any] = time.sleep
        else:
            import asyncio

            wait = asyncio.sleep
        await finished(wait(seconds))

    async def acquire(self) -> Any:
        """The lock of the pool, held."""
        lock = self.pool.lock
        await finished(lock.acquire())
        return lock

    async def close(self) -> None:
        """Closes the pools, unless the client is the user's own."""
        if self._own is not None:
            return
        pool = self._current()
        if pool is not None and pool.process == os.getpid():
            await self.release(pool.client)

    async def release(self, opened: Any) -> None:
        """Closes a response, or a client of httpx2."""
        closed: Awaitable[None] | None
        closed = opened.close() if self.blocking else opened.aclose()
        if closed is not None:
            await closed


def _abandon(
    client: Any, reference: Callable[[], asyncio.AbstractEventLoop | None]
) -> None:
    """Closes what an AsyncClient that nobody closed leaves behind."""
    loop = reference()
    if loop is not None and not loop.is_closed():
        loop.call_soon_threadsafe(lambda: loop.create_task(client.aclose()))
