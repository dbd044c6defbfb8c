"""Downloads of referenced documents: by opt-in only, bounded, from public hosts."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import urllib.error
import urllib.parse
import urllib.request

from .limits import DOWNLOAD_SECONDS, MAX_DOWNLOAD


class FetchError(Exception):
    """A URL is refused or cannot be read; the text says why."""


class _PublicRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, each only after the same check as the first URL."""

    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: object,
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        check_public(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetch(url: str) -> bytes:
    """The bytes behind an http or https `url`.

    Raises:
        FetchError: the host is not public, the answer is not a success or too large,
            or the connection fails.
    """
    check_public(url)
    # Without proxies of the environment, which would resolve the host on their own.
    opener = urllib.request.build_opener(
        _PublicRedirects(), urllib.request.ProxyHandler({})
    )
    try:
        with opener.open(url, timeout=DOWNLOAD_SECONDS) as answer:
            data: bytes = answer.read(MAX_DOWNLOAD + 1)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", None) or fault
        raise FetchError(f"cannot be read: {reason}") from None
    if len(data) > MAX_DOWNLOAD:
        raise FetchError(f"is larger than {MAX_DOWNLOAD:,} bytes")
    return data


def check_public(url: str) -> None:
    """Refuse `url` unless all addresses of its host are public.

    Raises:
        FetchError: the URL is not http or https, or its host is unknown or private.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError("is no http or https URL")
        found = socket.getaddrinfo(parts.hostname, parts.port or 443)
    except (OSError, ValueError) as fault:
        raise FetchError(f"cannot be read: {fault}") from None
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).split("%")[0]).is_global:
            raise FetchError("is on a private host")
