# Part of every client that regen generates. Do not edit.
"""When a request is sent again, and after how long."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx2

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"})
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and after how many seconds a failed request is sent again.

    An idempotent request is repeated after a connection fault and the `statuses`;
    any other only if it did not reach the server, was refused with 429, or with a
    503 that says when to come back. The server's `x-should-retry` overrules this.
    The wait is drawn from 0 to `first_wait` and doubles up to `longest_wait`, or
    is what `Retry-After` asks for; longer than `patience`, the error is raised.
    """

    limit: int = 2
    statuses: frozenset[int] = frozenset({408, 409, 429, 500, 502, 503, 504})
    first_wait: float = 0.5
    longest_wait: float = 8.0
    patience: float = 60.0
    clock: Callable[[], float] = time.time
    draw: Callable[[], float] = random.random

    def wait(
        self, outcome: httpx2.Response | Exception, repeat: int, *, idempotent: bool
    ) -> float | None:
        """Seconds until the next attempt; None if there is to be none.

        `repeat` counts the attempts that were repeats so far.
        """
        if repeat >= self.limit:
            return None
        asked: float | None = None
        if isinstance(outcome, httpx2.Response):
            asked = self.retry_after(outcome.headers)
            if not self._repeatable(outcome, idempotent, asked is not None):
                return None
        elif not idempotent and not isinstance(outcome, _NEVER_SENT):
            return None
        if asked is not None:
            return asked if asked <= self.patience else None
        longest = min(self.longest_wait, self.first_wait * float(2**repeat))
        return self.draw() * longest

    def _repeatable(
        self, response: httpx2.Response, idempotent: bool, scheduled: bool
    ) -> bool:
        status = response.status_code
        match response.headers.get("x-should-retry"):
            case "true":
                return status >= 400
            case "false":
                return False
            case _ if idempotent:
                return status in self.statuses
            case _:
                refused = status == 429 or (status == 503 and scheduled)
                return refused and status in self.statuses

    def retry_after(self, headers: httpx2.Headers) -> float | None:
        """The seconds that `Retry-After` asks for, given as a number or a date."""
        text = headers.get("retry-after")
        if text is None:
            return None
        if text.isascii() and text.strip().isdecimal():
            return float(text)
        try:
            return max(0.0, parsedate_to_datetime(text).timestamp() - self.clock())
        except ValueError:
            return None
