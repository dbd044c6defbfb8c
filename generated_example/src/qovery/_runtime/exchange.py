# Part of every client that regen generates. Do not edit.
"""One call on its way: credentials, redirects, repetitions."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import lru_cache
from typing import Any

import httpx2

from .auth import Auth
from .building import address_of, credentials_for, headers_of
from .call import AnyCall
from .errors import wrapped
from .limits import Download, Limit, Upload, watch_connections
from .reading import failure
from .retry import IDEMPOTENT
from .secrecy import RedactedURL, Secrets, hidden, public_request, public_response
from .settings import ApiInfo, Settings
from .trace import log
from .transport import Transport, finished, logger

MAX_REDIRECTS = 5
Outcome = httpx2.Response | httpx2.RequestError


class Exchange:
    """Sends one call, and again where that may help.

    Attributes:
        secrets: what nothing that is shown may contain.
    """

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
        self._package = info.package
        self._method = call.method
        self._url = call.url or address_of(call, info.base_url, settings.base_url)
        self._base = (settings.base_url or info.base_url).partition("?")[0]
        self._payload = call.body.payload() if call.body else None
        self._rewind = self._payload.rewinder() if self._payload else _nothing
        self._headers = headers_of(
            call, settings, info, self._payload, streaming=streaming
        )
        self._auths = credentials_for(
            info.security if call.security is None else call.security,
            settings.auth,
            self._headers,
            self._found,
        )
        self._foreign = False
        self.secrets = Secrets()

    def _found(self, kind: type[Auth]) -> Auth | None:
        """Credentials from the environment, if the client was given none."""
        known = self._transport.from_environment
        if not self._settings.auth and kind not in known:
            known[kind] = kind.from_environment(self._package)
        return None if self._settings.auth else known[kind]

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
                return self._publish(outcome)
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
            raise wrapped(outcome, outcome.request, self.secrets) from outcome
        return self._publish(outcome)

    async def _attempt(self) -> Outcome:
        """Sends the request with its credentials; a failure of httpx2 is a value."""
        request = self._build()
        try:
            for auth in self._auths:
                await self._token(auth)
                await finished(auth.prepare())
                self.secrets = Secrets({*self.secrets, *auth.apply(request)})
            request.url = hidden(request.url, self.secrets)
            return await self._send(request)
        except httpx2.RequestError as error:
            with suppress(RuntimeError):  # httpx2 does not always say which it was
                request = error.request
            error.request = failed = public_request(request, self.secrets)
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
            extensions={
                "timeout": self._settings.timeout.as_dict(),
                "call": self._call,  # for fakes
            },
        )
        blocking = self._transport.blocking
        if blocking and not isinstance(request.stream, httpx2.SyncByteStream):
            raise RuntimeError("an asynchronous iterable needs an AsyncClient")
        if request.url.userinfo:
            shown = str(request.url.copy_with(userinfo=b"***"))
            request.url = RedactedURL(request.url, shown)
        return request

    def _redirected(self, outcome: Outcome) -> bool:
        """Whether to go on elsewhere, where nothing is lost or given away.

        A request keeps its method and body, but a 303 makes it a GET (RFC 9110, 15.4).
        Another origin gets no body, no credentials and no header of the caller's.
        """
        if isinstance(outcome, Exception) or not outcome.has_redirect_location:
            return False
        status, here = outcome.status_code, httpx2.URL(self._url)
        try:
            there = here.join(outcome.headers["location"] or "invalid:")
            there.host.encode("idna")  # what cannot be connected to is not followed
            away = there.origin != here.origin
        except (httpx2.InvalidURL, ValueError):
            return False
        if (there.port or 0) not in range(65_536):
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
            for name in ("Content-Type", "Content-Length"):
                self._headers.pop(name, None)
        return True

    def _refused(self, outcome: Outcome) -> bool:
        """Whether credentials can be renewed after a 401; all that can are."""
        if not isinstance(outcome, httpx2.Response) or outcome.status_code != 401:
            return False
        renewed = [auth.refused(outcome.request) for auth in self._auths]
        return any(renewed)

    async def _token(self, auth: Auth) -> None:
        """Fetches a token if the credentials ask for one, again where that may help.

        Raises StatusError where the server of the token is at fault.
        """
        origin = "/".join(self._url.split("/", 3)[:3])
        api = _api_url(origin, self._base)
        if auth.token_request(api) is None:
            return
        lock, repeat = await self._transport.acquire(), 0
        try:
            # Another may have fetched it meanwhile.
            while (request := auth.token_request(api)) is not None:
                outcome = await self._token_attempt(request)
                wait = self._settings.retries.wait(outcome, repeat, idempotent=True)
                if wait is None:
                    self._received(auth, outcome)
                    return
                repeat += 1
                await self._transport.sleep(wait)
        finally:
            lock.release()

    async def _token_attempt(self, request: httpx2.Request) -> Outcome:
        request.extensions["timeout"] = self._settings.timeout.as_dict()
        try:
            return await self._round_trip(request, auth=None)
        except httpx2.RequestError as error:
            return error

    def _received(self, auth: Auth, outcome: Outcome) -> None:
        if isinstance(outcome, httpx2.RequestError):
            raise outcome
        self._publish(outcome)
        if outcome.status_code in (408, 429) or outcome.is_server_error:
            raise failure(AnyCall("POST", ""), outcome, self.secrets)
        auth.receive(outcome)

    async def _send(self, request: httpx2.Request) -> httpx2.Response:
        """Sends one request and reads what comes, with the hooks and the log."""
        for before in self._settings.hooks.before_request:
            await finished(before(request))
        start, streaming = time.monotonic(), self._streaming
        options: dict[str, Any] = {"auth": None} if self._foreign else {}
        response = await self._round_trip(request, streaming=streaming, **options)
        log(request, self._payload, response, time.monotonic() - start, self.secrets)
        try:
            for after in self._settings.hooks.after_response:
                await finished(after(response))
        except BaseException:
            await self._transport.release(response)
            raise
        return response

    async def _round_trip(
        self, request: httpx2.Request, *, streaming: bool = False, **options: Any
    ) -> httpx2.Response:
        """The response to one request; read, unless a success is to be streamed."""
        settings = self._settings
        limit = Limit(request, settings.deadline, settings.max_response_size)
        work = self._within(limit, request, streaming, options)
        if self._transport.blocking:
            request.extensions["trace"] = watch_connections
            return await limit.blocked(work)
        return await limit.waited(work)

    async def _within(
        self,
        limit: Limit,
        request: httpx2.Request,
        streaming: bool,
        options: dict[str, Any],
    ) -> httpx2.Response:
        """The same; the limit counts and looks at the clock."""
        request.stream = Upload(request.stream, limit)
        response = await self._transport.send(request, **options)
        limit.begin()
        response.stream = Download(response.stream, limit)
        if streaming and response.is_success:
            limit.lift()
            return response
        try:
            return await self._transport.read(response, limit)
        finally:
            await self._transport.release(response)

    def _publish(self, response: httpx2.Response) -> httpx2.Response:
        """The response as it can be kept and shown: without any credential."""
        response.request = public_request(response.request, self.secrets)
        response.next_request = None  # what httpx2 would send, credentials and all
        response.headers = public_response(response.headers, self.secrets)
        return response


@lru_cache(maxsize=100)  # making a URL takes longer than all else about credentials
def _api_url(origin: str, base: str) -> httpx2.URL:
    """The URL of an API, which may be relative, with a slash at its end."""
    return httpx2.URL(origin).join(f"{base.rstrip('/')}/")


def _nothing() -> None:
    """What there is to do before a request without a body is sent again."""
