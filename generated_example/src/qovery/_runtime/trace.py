# Part of every client that regen generates. Do not edit.
"""The log of requests and responses: a line each, at level DEBUG all they say."""

from __future__ import annotations

import logging
import re

import httpx2

from .bodies import Payload
from .response import media_type, text_of
from .secrecy import (
    HIDDEN,
    Secrets,
    printable,
    public_headers,
    public_request,
    redacted,
)
from .transport import logger

SHOWN = 2000  # characters of a body
_NAME = "(?:passw|secret|token|credential|api_?key|assertion)"
_MEMBERS = {
    "json": rf'("[^"]*{_NAME}[^"]*"\s*:\s*")(?:[^"\\]|\\.)*',
    "xml": rf"(<[^<>]*{_NAME}[^<>]*>)[^<]+",
    "urlencoded": rf"((?:^|&)[^=&]*{_NAME}[^=&]*=)[^&]*",
}
"""Members of a body whose names call them secret, by what a media type ends with."""
_TEXT = re.compile(r"text/|.*(json|xml|yaml|urlencoded|graphql)")


def log(
    request: httpx2.Request,
    payload: Payload | None,
    response: httpx2.Response,
    seconds: float,
    secrets: Secrets,
) -> None:
    """Logs a request and its response, without credentials."""
    if not logger.isEnabledFor(logging.INFO):
        return
    shown, status = public_request(request, secrets), response.status_code
    told: tuple[object, ...] = (shown.method, shown.url, status, seconds)
    if not logger.isEnabledFor(logging.DEBUG):
        logger.info("%s %s: %d in %.3f s", *told)
        return
    kind, body = (payload.content_type, payload.content) if payload else ("", None)
    sent = _lines(">", request.headers, kind, body, secrets)
    kind = response.headers.get("content-type", "")
    body = text_of(response) if response.is_closed else None
    came = _lines("<", response.headers, kind, body, secrets)
    logger.debug("%s %s: %d in %.3f s%s%s", *told, sent, came)


def _lines(
    mark: str, headers: httpx2.Headers, kind: str, body: object, secrets: Secrets
) -> str:
    """Headers and body, each line after a mark."""
    lines = [f"{k}: {v}" for k, v in public_headers(headers, secrets).multi_items()]
    text = body.decode(errors="replace") if isinstance(body, bytes) else body
    if isinstance(text, str) and text and _TEXT.match(media_type(kind)):
        text = redacted(text, secrets)
        for syntax, member in _MEMBERS.items():
            if syntax in kind.lower():
                text = re.sub(member, rf"\1{HIDDEN}", text, flags=re.IGNORECASE)
        lines.append(text if len(text) <= SHOWN else f"{text[:SHOWN]}...")
    elif kind:
        lines.append(f"({kind})")
    return "".join(f"\n{mark} {printable(line)}" for line in lines)
