# Part of every client that regen generates. Do not edit.
"""One call on its way: credentials, redirects, repetitions."""

from __future__ import annotations

import platform
import re
import time
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, cast
from urllib.parse import urljoin

import httpx2

from .auth import Auth, RedactedURL, Security
from .bodies import is_json
from .call import AnyCall
from .errors import MissingCredentialsError, ResponseTooLargeError, wrapped
from .params import header_text, pairs_of
from .retry import IDEMPOTENT
from .settings import ApiInfo, Settings
from .transport import Transport, finished, logger

MAX_REDIRECTS = 5
STREAMS = "text/event-stream, application/jsonl, application/x-ndjson"


class Exchange:
    """Sends one call, and again where that may help."""

    def __init__(
        self,
        transport: Transport,
        settings: Settings,
        info: ApiInfo,
        call: AnyCall,
        *,
        streaming: bool = False,
    ) -> None:
        self._transport, self._settings = transport, settings
        self._call, self._streaming = call, streaming
        wanted = info.security if call.security is None else call.security
        self._auths = credentials_for(wanted, settings.auth)
        self._method = call.method
        self._url = call.url or address_of(call, info.base_url, settings.base_url)
        self._payload = call.body.payload() if call.body else None
        self._rewind = self._payload.rewinder() if self._payload else _nothing
        self._headers = self._all_headers(info)
        self._foreign = False
        self.secrets: Sequence[str] = ()

    def _all_headers(self, info: ApiInfo) -> httpx2.Headers:
        call = self._call
        events = self._streaming and hasattr(call, "events")
        accepted = STREAMS if events else _accepted(call)
        found = httpx2.Headers({"Accept": f"{accepted}, */*;q=0.1"})
        found["User-Agent"] = _user_agent(info)
        if self._payload and not self._payload.files:
            found["Content-Type"] = self._payload.content_type
        if call.idempotency_header:
            found[call.idempotency_header] = str(uuid.uuid4())
        cookies = "; ".join(pairs_of(call.cookies)) or None
        for values in (self._settings.headers, call.headers, {"Cookie": cookies}):
            for name, value in values.items():
                text = header_text(name, value)
                if text is not None:
                    found[name] = text
        return found

    @property
    def _idempotent(self) -> bool:
        if self._call.idempotent is not None:
            return self._call.idempotent
        key = self._call.idempotency_header or "Idempotency-Key"
        return self._method in IDEMPOTENT or key in self._headers

    async def run(self) -> httpx2.Response:
        """The last response; read, unless it is a success and to be streamed.

        Raises TransportError if there is none.
        """
        repeat, redirects, renewed = 0, 0, False
        while True:
            outcome = await self._attempt()
            if isinstance(outcome, httpx2.Response) and outcome.is_success:
                return outcome
            wait: float | None = 0.0
            if redirects < MAX_REDIRECTS and self._redirected(outcome):
                redirects += 1
            elif not renewed and self._refused(outcome):
                renewed = True
            else:
                again = self._settings.retries
                wait = again.wait(outcome, repeat, idempotent=self._idempotent)
                repeat += 1
            if wait is None or self._rewind is None:
                break
            if wait:
                logger.info("repeats %s in %.2f s", self._method, wait)
                await self._transport.sleep(wait)
            self._rewind()
        if isinstance(outcome, httpx2.RequestError):
            raise wrapped(outcome) from outcome
        return outcome

    async def _attempt(self) -> httpx2.Response | httpx2.RequestError:
        request = self._build()
        try:
            secrets: list[str] = []
            for auth in self._auths:
                await self._token(auth, request.url)
                secrets += auth.apply(request)
            self.secrets = secrets
            return await self._send(request)
        except httpx2.RequestError as error:
            failed = error.request
            logger.info("%s %s: %s", failed.method, failed.url, type(error).__name__)
            return error

    def _build(self) -> httpx2.Request:
        client, payload = self._transport.client, self._payload
        build = httpx2.Request if self._foreign else client.build_request
        request: httpx2.Request = build(
            self._method,
            self._url,
            headers=self._headers,
            content=payload and payload.content,
            files=payload and payload.files,
            extensions={"timeout": self._settings.timeout.as_dict()},
        )
        if payload and payload.files:
            boundary = request.headers["Content-Type"].partition(";")[2]
            request.headers["Content-Type"] = f"{payload.content_type};{boundary}"
        if not isinstance(request.stream, httpx2.AsyncByteStream):
            request.stream = _BothWays(request.stream)
        if request.url.userinfo:
            shown = str(request.url.copy_with(userinfo=b"***"))
            request.url = RedactedURL(request.url, shown)
        return request

    def _redirected(self, outcome: httpx2.Response | Exception) -> bool:
        """Whether to go on elsewhere, where nothing is lost or given away.

        A request keeps its method and body, but a 303 makes it a GET (RFC 9110, 15.4).
        Another origin gets no body, no credentials and no header of the caller's.
        """
        if isinstance(outcome, Exception) or not outcome.has_redirect_location:
            return False
        status, here = outcome.status_code, httpx2.URL(self._url)
        try:
            there = here.join(outcome.headers["location"] or "invalid:")
            away = there.origin != here.origin
        except (httpx2.InvalidURL, ValueError):
            return False
        safe = self._method in ("GET", "HEAD", "OPTIONS") and not self._payload
        if status in self._call.results or there.scheme not in ("https", here.scheme):
            return False
        if not safe and (away or status not in (303, 307, 308)):
            return False
        if away:
            kept = {name: self._headers[name] for name in ("Accept", "User-Agent")}
            self._headers, self._auths, self._foreign = httpx2.Headers(kept), (), True
        self._url = str(there.copy_with(fragment=None))
        if status == 303 and self._method != "HEAD":
            self._method, self._payload, self._rewind = "GET", None, _nothing
            self._headers.pop("Content-Type", None)
        return True

    def _refused(self, outcome: httpx2.Response | Exception) -> bool:
        """Whether credentials can be renewed after a 401; all that can are."""
        if not isinstance(outcome, httpx2.Response) or outcome.status_code != 401:
            return False
        renewed = [auth.refused() for auth in self._auths]
        return any(renewed)

    async def _token(self, auth: Auth, url: httpx2.URL) -> None:
        if auth.token_request(url) is None:
            return
        await finished(self._transport.lock.acquire())
        try:
            request = auth.token_request(url)  # another may have fetched it meanwhile
            if request is not None:
                request.extensions["timeout"] = self._settings.timeout.as_dict()
                response = await self._transport.send(request, auth=None)
                auth.receive(await self._read(response, time.monotonic()))
        finally:
            self._transport.lock.release()

    async def _send(self, request: httpx2.Request) -> httpx2.Response:
        """Sends one request and reads what comes, with the hooks and the log."""
        start = time.monotonic()
        for before in self._settings.hooks.before_request:
            await finished(before(request))
        options: dict[str, Any] = {"auth": None} if self._foreign else {}
        response = await self._transport.send(request, **options)
        if not (self._streaming and response.is_success):
            response = await self._read(response, start)
        seconds, status = time.monotonic() - start, response.status_code
        logger.info("%s %s: %d in %.3f s", request.method, request.url, status, seconds)
        try:
            for after in self._settings.hooks.after_response:
                await finished(after(response))
        except BaseException:
            await self._transport.close(response)
            raise
        return response

    async def _read(self, response: httpx2.Response, start: float) -> httpx2.Response:
        """The response with its body, within the limits of size and time."""
        limit, body = self._settings.max_response_size, bytearray()
        end = start + (self._settings.deadline or float("inf"))
        try:
            async for chunk in self._transport.chunks(response):
                body += chunk
                if len(body) > limit:
                    message = f"the response is larger than {limit} bytes"
                    raise ResponseTooLargeError(message, response.request)
                if time.monotonic() > end:
                    message = "the body did not end within the deadline"
                    raise httpx2.ReadTimeout(message, request=response.request)
        finally:
            await self._transport.close(response)
        raw = response.headers.raw
        complete = httpx2.Response(
            response.status_code,
            headers=[pair for pair in raw if pair[0].lower() != b"content-encoding"],
            content=bytes(body),
            request=response.request,
            extensions=response.extensions,
        )
        complete.elapsed = timedelta(seconds=time.monotonic() - start)
        return complete


class _BothWays(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that was given as a blocking iterable, also for an AsyncClient."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Any:
        return iter(self._stream)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk


def _nothing() -> None:
    """What there is to do before a request without a body is sent again."""


def address_of(call: AnyCall, declared: str, explicit: str | None) -> str:
    """The URL of a call: an explicit base URL overrides the servers of the document."""
    base = explicit or declared
    if call.server and ("://" not in call.server or not explicit):
        base = urljoin(base, call.server)
    if not base.startswith(("https://", "http://")):
        raise ValueError(f"no server is known for {call.path}: give a base_url")
    base, _, base_query = base.partition("?")
    path, _, path_query = call.path.partition("#")[0].partition("?")
    given = call.query
    query = "&".join(pairs_of(given)) if isinstance(given, Mapping) else given.text()
    queries = "&".join(filter(None, (base_query, path_query, query)))
    address = f"{base.rstrip('/')}/{path.lstrip('/')}"
    return f"{address}?{queries}" if queries else address


def credentials_for(wanted: Security, owned: Sequence[Auth]) -> Sequence[Auth]:
    """The credentials of the first alternative that `owned` satisfies.

    Raises MissingCredentialsError if there is none and `()` is no alternative.
    """
    missing: list[str] = []
    for alternative in wanted:
        kinds = alternative if isinstance(alternative, tuple) else (alternative,)
        fits = [[a for a in owned if isinstance(a, k) or not a.scheme] for k in kinds]
        if kinds and all(fits):
            return [found[0] for found in fits]
        if kinds:
            missing.append(" with ".join(kind.__name__ for kind in kinds))
    if wanted and () not in wanted:
        raise MissingCredentialsError(f"this operation needs {' or '.join(missing)}")
    return ()


def _accepted(call: AnyCall) -> str:
    """What the results may be; JSON is preferred, for its type is known."""
    found: list[str] = []
    for content in call.results.values():
        if isinstance(content, dict):
            found += cast("dict[str, Any]", content)
        elif content is not None:
            found.append("application/json")
    other = ";q=0.5" if any(map(is_json, found)) else ""
    named = [name if is_json(name) else f"{name}{other}" for name in found]
    return ", ".join(dict.fromkeys(named)) or "application/json"


@cache
def _user_agent(info: ApiInfo) -> str:
    version = re.sub(r"[^\w.+-]", "_", info.version, flags=re.ASCII)
    python = platform.python_version()
    return f"{info.package}/{version} python/{python} httpx2/{httpx2.__version__}"
