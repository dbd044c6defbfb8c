# Part of every client that regen generates. Do not edit.
"""Values that come one by one, from either client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Iterator
from typing import Generic, Self, TypeVar

from .transport import run_blocking

E = TypeVar("E")


class Series(Generic[E]):
    """Values that come one by one: for `for` with a blocking client, else `async for`.

    Nothing is sent before the first is asked for. The connection is released at the
    end, and on leaving `with` or `async with`.
    """

    def __init__(self, values: AsyncGenerator[E], *, blocking: bool) -> None:
        self._values, self._blocking = values, blocking

    def _check(self) -> None:
        if not self._blocking:
            raise TypeError("with an AsyncClient it is `async for` and `async with`")

    def __iter__(self) -> Iterator[E]:
        return self

    def __next__(self) -> E:
        self._check()
        try:
            return run_blocking(self._values.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def __aiter__(self) -> AsyncIterator[E]:
        return self

    def __anext__(self) -> Awaitable[E]:
        return self._values.__anext__()

    def close(self) -> None:
        """Releases the connection of a blocking client; `aclose` that of the other."""
        run_blocking(self.aclose())

    async def aclose(self) -> None:
        """Releases the connection."""
        await self._values.aclose()

    def __enter__(self) -> Self:
        self._check()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
