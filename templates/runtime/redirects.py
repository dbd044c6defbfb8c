# Part of every client that regen generates. Do not edit.
"""Redirects: followed where nothing is lost or given away (RFC 9110, 15.4)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

import httpx2

from .request import RequestParts

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BODY_HEADERS = ("content-type", "content-length", "transfer-encoding")


def redirected(response: httpx2.Response, parts: RequestParts) -> RequestParts | None:
    """The request to send next.

    None if there is no redirect, or it is not to be followed: a request with a body
    or an unsafe method stays at its origin and keeps its method (a 303 makes it a
    GET), HTTPS never becomes HTTP. Another origin is given neither credentials nor
    any header of the caller's.
    """
    status, sent = response.status_code, response.request
    target = _target(response)
    if status not in REDIRECTS or target is None:
        return None
    url, _, query = str(target.copy_with(fragment=None)).partition("?")
    pairs = [query] if query else []
    safe = sent.method in SAFE and parts.payload is None
    home = httpx2.URL(parts.url).origin
    if target.origin != home:
        headers = {name: parts.headers[name] for name in ("accept", "user-agent")}
        stranger = RequestParts(
            sent.method, url, pairs, headers, [], None, foreign=True
        )
        return stranger if safe else None
    pairs += [pair for pair in parts.hidden if pair not in query]
    moved = replace(parts, url=url, query=pairs, headers={**parts.headers})
    if status == 303 and sent.method != "HEAD":
        moved.method, moved.payload = "GET", None
        for name in _BODY_HEADERS:
            moved.headers.pop(name, None)
        return moved
    kept = safe or (status in (307, 308) and parts.replayable)
    return moved if kept else None


def _target(response: httpx2.Response) -> httpx2.URL | None:
    sent, location = response.request.url, response.headers.get("location")
    if not location:
        return None
    base = sent.copy_with(userinfo=b"", query=None)
    try:
        target = httpx2.URL(urljoin(str(base), location))
    except (httpx2.InvalidURL, ValueError):
        return None
    allowed = target.scheme == "https" or target.scheme == sent.scheme
    return target if allowed and target.host else None
