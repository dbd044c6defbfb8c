# Part of every client that regen generates. Do not edit.
"""When a request is sent again, and after how long."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass

import httpx2

from .errors import final
from .response import http_date

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"})
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_NUMBER = re.compile(r"\s*[0-9]+(\.[0-9]+)?\s*")
_RESETS = ("ratelimit-reset", "x-ratelimit-reset-after", "x-ratelimit-reset")
_EPOCH = 1e9  # seconds from which a number is a time since 1970, not a wait


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and after how many seconds a failed request is sent again.

    An idempotent request is repeated after a connection fault and the `statuses`
    (those of 520 to 524 and 529 are proxies'); any other only if it did not reach the
    server, was refused with 429, or with a 503 that says when to come back. The
    server's `x-should-retry` overrules this.
    The wait is drawn from 0 to `first_wait` and doubles up to `longest_wait`, or is
    what the server asks for (`Retry-After`, `retry-after-ms`, with 429 also when its
    limit is reset); longer than `patience`, the error is raised.
    """

    limit: int = 2
    statuses: frozenset[int] = frozenset(
        {408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529}
    )
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
            asked = _asked(outcome)
            refused = status == 429 or (status == 503 and asked is not None)
            wanted = status in self.statuses and (idempotent or refused)
            if told in ("true", "false"):
                wanted = told == "true" and status >= 400
        else:
            wanted = idempotent or isinstance(outcome, _NEVER_SENT)
            wanted = wanted and not final(outcome)
        if not wanted or repeat >= self.limit or (asked or 0) > self.patience:
            return None
        longest = min(self.longest_wait, self.first_wait * 2.0 ** min(repeat, 60))
        return random.random() * longest if asked is None else asked


def _asked(response: httpx2.Response) -> float | None:
    """The seconds that a server asks to wait; None if it does not say."""
    headers = response.headers
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    wait = _retry_after(headers.get("retry-after", ""))
    if wait is not None or response.status_code != 429:
        return wait
    resets = (_number(headers.get(name, "")) for name in _RESETS)
    reset = next((number for number in resets if number is not None), None)
    if reset is None or reset < _EPOCH:
        return reset
    return max(0.0, reset - time.time())


def _retry_after(text: str) -> float | None:
    """The seconds that `Retry-After` asks for, given as a number or a date."""
    number = _number(text)
    if number is not None:
        return number
    try:
        return max(0.0, http_date(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None
