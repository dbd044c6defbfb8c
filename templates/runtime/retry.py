# Part of every client that regen generates. Do not edit.
"""When a request is sent again, and after how long."""

from __future__ import annotations

import random
import time
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

    def wait(
        self, outcome: httpx2.Response | Exception, repeat: int, *, idempotent: bool
    ) -> float | None:
        """Seconds until the next attempt, after `repeat` repeats; None if none."""
        asked: float | None = None
        if isinstance(outcome, httpx2.Response):
            status, told = outcome.status_code, outcome.headers.get("x-should-retry")
            asked = _retry_after(outcome.headers.get("retry-after", ""))
            refused = status == 429 or (status == 503 and asked is not None)
            wanted = status in self.statuses and (idempotent or refused)
            if told in ("true", "false"):
                wanted = told == "true" and status >= 400
        else:
            wanted = idempotent or isinstance(outcome, _NEVER_SENT)
        if not wanted or repeat >= self.limit or (asked or 0) > self.patience:
            return None
        longest = min(self.longest_wait, self.first_wait * 2.0**repeat)
        return random.random() * longest if asked is None else asked


def _retry_after(text: str) -> float | None:
    """The seconds that `Retry-After` asks for, given as a number or a date."""
    if text.isascii() and text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
