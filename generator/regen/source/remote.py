"""Downloads documents behind a URL safely.

A document of somebody else may name any URL in a reference. So that it cannot make
regen ask a service of the user's own network, the host of such a URL must have public
addresses alone, the connection goes to the very address that was checked, and each
redirect is checked again. A URL that the user named is trusted with its own host.
Downloads are bounded in time and size.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
import urllib.request
from collections.abc import Mapping

import httpx2

from .limits import (
    DOWNLOAD_SECONDS,
    DOWNLOADS_SECONDS,
    MAX_DOWNLOAD,
    MAX_DOWNLOADS,
    MORE,
    most,
)

MAX_REDIRECTS = 5
_NO_HEADERS: Mapping[str, str] = {}
_OF_IPV4 = (
    ipaddress.IPv6Network("::/96"),  # IPv4-compatible: RFC 4291, 2.5.5.1
    ipaddress.IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated: RFC 2765
    ipaddress.IPv6Network("64:ff9b::/96"),  # NAT64: RFC 6052
)
"""Addresses of IPv6 that end with one of IPv4."""

_NOT_PUBLIC = (
    ipaddress.IPv4Network("192.0.0.0/24"),  # RFC 6890
    ipaddress.IPv4Network("192.88.99.0/24"),  # relays of 6to4: RFC 7526
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # NAT64 of a site: RFC 8215
    ipaddress.IPv6Network("3fff::/20"),  # RFC 9637
    ipaddress.IPv6Network("5f00::/16"),  # RFC 9602
    ipaddress.IPv6Network("fec0::/10"),  # site-local: RFC 3879
)
"""Networks that not every version of Python knows to be no public ones."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """A URL is refused or cannot be read; the text says why."""


def fetch(
    url: str, *, named: bool = False, headers: Mapping[str, str] = _NO_HEADERS
) -> bytes:
    """The bytes behind an http or https `url`.

    Proxies, certificates and netrc are those of the environment, as httpx2 reads it.

    Args:
        named: whether the user named this URL; its own host may then be private.
        headers: sent to the origin of `url`, and to no other after a redirect.

    Raises:
        FetchError: the URL or one that it redirects to is not allowed, the answer is
            not a success, ends early or is too large, or the time is over.
    """
    try:
        return asyncio.run(_in_time(httpx2.URL(url), named, headers))
    except TimeoutError:
        message = f"cannot be read: it took more than {most(DOWNLOAD_SECONDS)} seconds"
        raise FetchError(message) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as fault:
        raise FetchError(f"cannot be read: {fault}") from None


class Downloads:
    """The files behind URLs that belong to one document, which are bounded together."""

    def __init__(self) -> None:
        self._count = self._size = 0
        self._end = time.monotonic() + most(DOWNLOADS_SECONDS)

    def fetch(
        self, url: str, *, named: bool = False, headers: Mapping[str, str] = _NO_HEADERS
    ) -> bytes:
        """As `fetch`.

        Raises:
            FetchError: also if this is one file too many.
        """
        self._count += 1
        if self._count > (limit := most(MAX_DOWNLOADS)):
            raise FetchError(f"is one of more than {limit:,} files; {MORE}")
        if time.monotonic() > self._end:
            raise FetchError(
                "is not read: the document and the files before it took more than"
                f" {most(DOWNLOADS_SECONDS)} seconds; {MORE}"
            )
        data = fetch(url, named=named, headers=headers)
        self._size += len(data)
        if self._size > (limit := most(MAX_DOWNLOAD)):
            raise FetchError(
                f"is, with the files before it, larger than {limit:,} bytes; {MORE}"
            )
        return data


async def _in_time(url: httpx2.URL, named: bool, headers: Mapping[str, str]) -> bytes:
    # One bound for all of it: a server that drips never meets a bound for each read.
    async with asyncio.timeout(most(DOWNLOAD_SECONDS)):
        return await _follow(url, named, headers)


async def _follow(start: httpx2.URL, named: bool, headers: Mapping[str, str]) -> bytes:
    """The body behind a URL and its redirects (RFC 9110, 15.4)."""
    url = start
    for _ in range(MAX_REDIRECTS + 1):
        is_start = _origin(url) == _origin(start)
        checked = not (named and is_start)
        answer = await _ask(url, checked, headers if is_start else _NO_HEADERS)
        if isinstance(answer, bytes):
            return answer
        if url.scheme == "https" and answer.scheme == "http":
            raise FetchError(f"redirects to {answer}, which is not encrypted")
        url = answer
    raise FetchError(f"redirects more than {MAX_REDIRECTS} times")


async def _ask(
    url: httpx2.URL, checked: bool, headers: Mapping[str, str]
) -> bytes | httpx2.URL:
    """The body of the answer, or the URL that it redirects to."""
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError("is no http or https URL")
    proxied = _has_proxy(url)
    address = await _public_address(url, needed=not proxied) if checked else None
    # The proxy resolves the name on its own: an address is of no use to it.
    pinned = address is not None and not proxied
    client = httpx2.AsyncClient(
        trust_env=proxied or not checked,
        verify=httpx2.create_ssl_context(),
        timeout=most(DOWNLOAD_SECONDS),
    )
    async with client:
        request = client.build_request("GET", url, headers=headers)
        if pinned:
            request.url = url.copy_with(host=str(address))
            request.extensions["sni_hostname"] = url.host
        response = await client.send(request, stream=True)
        try:
            return await _read(url, response)
        finally:
            await response.aclose()


async def _read(url: httpx2.URL, response: httpx2.Response) -> bytes | httpx2.URL:
    location = response.headers.get("Location")
    if response.status_code in (301, 302, 303, 307, 308) and location:
        return url.join(location)
    if not response.is_success:
        raise FetchError(f"cannot be read: the server answered {response.status_code}")
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > (limit := most(MAX_DOWNLOAD)):
            raise FetchError(f"is larger than {limit:,} bytes; {MORE}")
    return bytes(data)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _has_proxy(url: httpx2.URL) -> bool:
    """Whether the environment names a proxy for a URL."""
    proxies = urllib.request.getproxies()
    found = url.scheme in proxies or "all" in proxies
    return found and not urllib.request.proxy_bypass(url.host)


async def _public_address(url: httpx2.URL, *, needed: bool) -> Address | None:
    """The first address of a host, all of whose addresses are public.

    Args:
        needed: whether a host that cannot be resolved is an error; behind a proxy
            it often cannot.

    Raises:
        FetchError: one of its addresses is not public.
    """
    port = url.port or (443 if url.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except OSError:
        if needed:
            raise
        return None
    addresses = [
        ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found
    ]
    if not all(map(is_public, addresses)):
        raise FetchError("is on a private host")
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether an address, and one of IPv4 that it stands for, is a public host's."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None and not is_public(inner):
            return False
    if any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that packets to `address` may end at, if there is one."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _OF_IPV4):
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return None
