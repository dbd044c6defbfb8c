# Part of every client that regen generates. Do not edit.
"""From a call and the client's settings to the request that is sent."""

from __future__ import annotations

import platform
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple, cast
from urllib.parse import urljoin

import httpx2

from .bodies import Payload
from .call import AnyCall
from .files import Upload
from .log import redacted
from .params import QueryString, header_text, pairs_of, strict
from .transport import Transport

STREAMS = (
    "text/event-stream, application/jsonl, application/x-ndjson, application/json-seq"
)
ANY = ", */*;q=0.1"  # rather another media type than no response


class ApiInfo(NamedTuple):
    """What a package knows about its API."""

    package: str
    version: str
    base_url: str


class RedactedURL(httpx2.URL):
    """A URL whose text, in logs, errors and reprs, shows no credentials."""

    def __init__(self, url: httpx2.URL, shown: str) -> None:
        super().__init__(url)
        self._shown = shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"


@dataclass(slots=True)
class RequestParts:
    """A request that can still be edited, by `Auth` above all.

    `url` has no query string; `query` and `cookies` hold encoded `name=value`;
    `headers` maps the name in lower case to the name as it is sent and the value.
    A `foreign` one goes to an origin that the caller did not choose, with nothing of
    the caller's. What is in `secrets` appears in no error and no log.
    """

    method: str
    url: str
    query: list[str]
    headers: dict[str, tuple[str, str]]
    cookies: list[str]
    payload: Payload | None
    foreign: bool = False
    secrets: list[str] = field(default_factory=list[str])
    hidden: list[str] = field(default_factory=list[str])

    def set_header(self, name: str, value: Any) -> None:
        """Sets a header, unless to None. Raises ValueError for a line end in it."""
        text = header_text(name, value)
        if text is not None:
            self.headers[name.lower()] = (name, text)

    def add_query(self, name: str, value: str, *, secret: bool = False) -> None:
        pair = f"{strict(name)}={strict(value)}"
        self.query.append(pair)
        if secret:
            self.hidden.append(pair)

    def add_cookie(self, name: str, value: str) -> None:
        self.cookies.append(f"{strict(name)}={strict(value)}")

    def copy(self) -> RequestParts:
        """A copy to authorize; the body is shared."""
        return replace(
            self,
            query=[*self.query],
            headers={**self.headers},
            cookies=[*self.cookies],
            secrets=[],
            hidden=[],
        )

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent a second time."""
        content = self.payload.content if self.payload else b""
        return not isinstance(content, Upload) or content.replayable

    def build(self, transport: Transport, timeout: httpx2.Timeout) -> httpx2.Request:
        """The request, with exactly this query string and this body."""
        if self.cookies:
            self.set_header("Cookie", "; ".join(self.cookies))
        content = self.payload.content if self.payload else None
        if isinstance(content, Upload):
            if content.length is None:
                self.set_header("Transfer-Encoding", "chunked")
            else:
                self.set_header("Content-Length", content.length)
        url = "?".join(filter(None, (self.url, "&".join(self.query))))
        client = transport.client
        raw = [] if self.foreign else client.headers.raw
        headers = {name.lower(): (name, value) for name, value in raw}
        for key, (name, text) in self.headers.items():
            headers[key.encode()] = name.encode(), text.encode()
        request = httpx2.Request(
            self.method,
            url,
            headers=[*headers.values()],
            cookies=None if self.foreign else client.cookies,
            content=None if isinstance(content, Upload) else content,
            extensions={"timeout": timeout.as_dict()},
        )
        if isinstance(content, Upload):
            request.stream = content
        if self.hidden or request.url.userinfo:
            request.url = self._redacted(request.url)
        return request

    def _redacted(self, url: httpx2.URL) -> RedactedURL:
        shown = str(url.copy_with(userinfo=b"***" if url.userinfo else b""))
        for pair in self.hidden:
            shown = shown.replace(pair, pair.partition("=")[0] + "=***")
        return RedactedURL(url, redacted(shown, self.secrets))


@cache
def user_agent(info: ApiInfo) -> str:
    """`package/version python/3.x httpx2/2.x`."""
    version = re.sub(r"[^\w.+-]", "_", info.version, flags=re.ASCII)
    python = platform.python_version()
    return f"{info.package}/{version} python/{python} httpx2/{httpx2.__version__}"


def prepare(
    call: AnyCall,
    info: ApiInfo,
    base_url: str | None,
    defaults: Mapping[str, str],
    *,
    streaming: bool = False,
) -> RequestParts:
    """The request of a call, without credentials.

    Raises ValueError if no absolute base URL is known or a value cannot be sent.
    """
    url, _, query = _address(call, info, base_url).partition("?")
    payload = call.body.payload() if call.body is not None else None
    pairs = [query] if query else []
    if isinstance(call.query, QueryString):
        pairs.append(call.query.text())
    else:
        pairs += [f"{name}={value}" for name, value in pairs_of(call.query)]
    cookies = [f"{name}={value}" for name, value in pairs_of(call.cookies)]
    parts = RequestParts(call.method, url, pairs, {}, cookies, payload)
    parts.set_header("User-Agent", user_agent(info))
    parts.set_header("Accept", (STREAMS if streaming else _accepted(call)) + ANY)
    if payload is not None:
        parts.set_header("Content-Type", payload.content_type)
    for values in (defaults, call.headers):
        for name, value in values.items():
            parts.set_header(name, value)
    key = call.idempotency_header
    if key is not None and key.lower() not in parts.headers:
        parts.set_header(key, uuid.uuid4())
    return parts


def _address(call: AnyCall, info: ApiInfo, base_url: str | None) -> str:
    """The URL of the call: an explicit base URL overrides the document's servers."""
    if call.url is not None:
        return call.url
    base = base_url or info.base_url
    if call.server is not None:
        relative = "://" not in call.server
        if relative or base_url is None:
            base = urljoin(base, call.server)
    if not base.startswith(("https://", "http://")):
        raise ValueError(f"no server is known for {call.path}: give a base_url")
    base, _, base_query = base.partition("?")
    path, _, query = call.path.partition("#")[0].partition("?")
    address = f"{base.rstrip('/')}/{path.lstrip('/')}"
    return "?".join(
        filter(None, (address, "&".join(filter(None, (base_query, query)))))
    )


def _accepted(call: AnyCall) -> str:
    found: dict[str, None] = {}
    for content in call.results.values():
        if isinstance(content, dict):
            found.update(dict.fromkeys(cast("dict[str, Any]", content)))
        elif content is not None:
            found["application/json"] = None
    return ", ".join(found) or "application/json"
