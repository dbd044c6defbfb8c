# Part of every client that regen generates. Do not edit.
"""What keeps credentials out of logs, errors, reprs and pickles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import httpx2

HIDDEN = "***"
_SHORT = 6  # a secret of fewer characters would hide what is no secret
_PRIVATE = re.compile(
    "auth|cookie|token|secret|(?<!idempotency-)key|passw|credential|signature|session",
    re.IGNORECASE,
)
"""Names of headers whose values nobody is to see."""
_FRAMING = (b"content-length", b"transfer-encoding")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class RedactedURL(httpx2.URL):
    """A URL whose text, in logs, errors and reprs, shows no credentials."""

    def __init__(self, url: httpx2.URL, shown: str) -> None:
        super().__init__(url)
        self._shown = shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"

    def public(self) -> httpx2.URL:
        """The URL without the credentials."""
        return httpx2.URL(self._shown)


def hidden(url: httpx2.URL, secrets: Iterable[str]) -> httpx2.URL:
    """A URL that shows none of these secrets: a server may have put them there."""
    known = tuple(secrets)
    if not known:
        return url
    shown = redacted(str(url), known)
    return url if shown == str(url) else RedactedURL(url, shown)


class Secrets(tuple[str, ...]):
    """Texts that nothing shows, themselves not shown: locals of frames are."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} secrets>"


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text without these secrets."""
    for secret in secrets:
        if len(secret) >= _SHORT:
            text = text.replace(secret, HIDDEN)
    return text


def printable(text: str) -> str:
    """The text with its control characters escaped: logs are read on terminals."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in "\n\t" else repr(char)[1:-1]
        for char in text
    )


@cache
def _is_private(name: bytes) -> bool:
    return _PRIVATE.search(name.decode("latin-1")) is not None


def public_headers(headers: httpx2.Headers, secrets: Iterable[str]) -> httpx2.Headers:
    """The headers, with `***` for secrets and what their names call private."""
    if any(_is_private(name) for name, _ in headers.raw):
        pairs = [
            (name, HIDDEN.encode() if _is_private(name) else value)
            for name, value in headers.raw
        ]
        headers = httpx2.Headers(pairs)
    return public_response(headers, secrets)


def public_response(headers: httpx2.Headers, secrets: Iterable[str]) -> httpx2.Headers:
    """The headers of a response without secrets and control characters."""
    known = tuple(secrets)
    whole = b"\t".join(value for _, value in headers.raw).decode("latin-1")
    if redacted(whole, known) == whole and not _CONTROL.search(whole):
        return headers
    pairs: list[tuple[bytes, bytes]] = []
    for name, value in headers.raw:
        text = redacted(value.decode("latin-1"), known)
        shown = _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)
        pairs.append((name, shown.encode("latin-1")))
    return httpx2.Headers(pairs)


def public_request(
    request: httpx2.Request, secrets: Iterable[str] = ()
) -> httpx2.Request:
    """A request as an error or a response can keep it: no credentials, no body."""
    known = tuple(secrets)
    url = hidden(request.url, known)
    if isinstance(url, RedactedURL):
        url = url.public()
    headers = public_headers(request.headers, known)
    if url is request.url and headers is request.headers and not has_body(request):
        return request
    return httpx2.Request(request.method, url, headers=headers)


def has_body(request: httpx2.Request) -> bool:
    """Whether a request sends more than its headers (RFC 9112, section 6)."""
    return any(name.lower() in _FRAMING for name, _ in request.headers.raw)
