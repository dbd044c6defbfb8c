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
        if repeat >= self.limit:
            return None
        if isinstance(outcome, httpx2.Response):
            if outcome.is_success:
                return None
            asked = retry_after(outcome.headers)
            wanted = self._wanted(outcome, idempotent, asked is not None)
        else:
            wanted = idempotent or isinstance(outcome, _NEVER_SENT)
        if not wanted or (asked or 0) > self.patience:
            return None
        longest = min(self.longest_wait, self.first_wait * 2.0**repeat)
        return random.random() * longest if asked is None else asked

    def _wanted(
        self, response: httpx2.Response, idempotent: bool, scheduled: bool
    ) -> bool:
        status, told = response.status_code, response.headers.get("x-should-retry")
        if told in ("true", "false"):
            return told == "true" and status >= 400
        refused = status == 429 or (status == 503 and scheduled)
        return status in self.statuses and (idempotent or refused)


def retry_after(headers: httpx2.Headers) -> float | None:
    """The seconds that `Retry-After` asks for, given as a number or a date."""
    text = headers.get("retry-after", "")
    if text.isascii() and text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
