# Part of every client that regen generates. Do not edit.
"""Polling: a call again and again, until its result is as wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from .call import Call
from .client import AnyClient, BaseAsyncClient, SyncClient, run_call
from .errors import ApiError
from .transport import run_blocking

T = TypeVar("T")


class PollingTimeoutError(ApiError):
    """The deadline passed before the condition held; `last` is the last result."""

    def __init__(self, message: str, last: Any) -> None:
        super().__init__(message)
        self.last = last


@dataclass(frozen=True, slots=True)
class Polling:
    """How often to ask: `interval` seconds, growing by `factor` to `longest`.

    `deadline` is the time in seconds after which polling gives up.
    """

    interval: float = 1.0
    factor: float = 1.5
    longest: float = 30.0
    deadline: float = 600.0


@overload
def poll(
    client: SyncClient,
    call: Call[T],
    until: Callable[[T], bool],
    polling: Polling = ...,
) -> T: ...
@overload
def poll(
    client: BaseAsyncClient,
    call: Call[T],
    until: Callable[[T], bool],
    polling: Polling = ...,
) -> Coroutine[Any, Any, T]: ...
def poll(
    client: AnyClient,
    call: Call[Any],
    until: Callable[[Any], bool],
    polling: Polling = Polling(),
) -> Any:
    """Sends a call until `until` holds for its result, and gives that result.

    Raises PollingTimeoutError after the deadline, and what sending raises.
    """
    work = _poll(client, call, until, polling)
    return run_blocking(work) if client.blocking else work


async def _poll(
    client: AnyClient, call: Call[T], until: Callable[[T], bool], polling: Polling
) -> T:
    end, wait = time.monotonic() + polling.deadline, polling.interval
    while True:
        value: T = (await run_call(client, call)).value
        if until(value):
            return value
        if time.monotonic() + wait > end:
            message = f"{call.method} {call.path}: not done in {polling.deadline:g} s"
            raise PollingTimeoutError(message, value)
        await client.transport.sleep(wait)
        wait = min(wait * polling.factor, polling.longest)
