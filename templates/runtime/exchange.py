# Part of every client that regen generates. Do not edit.
"""One call on its way: credentials, redirects, repetitions. Does no I/O itself."""

from __future__ import annotations

import inspect
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx2

from .auth import Auth
from .call import Alternative, AnyCall
from .errors import (
    ConnectionFailedError,
    MissingCredentialsError,
    RequestTimeoutError,
    ResponseTooLargeError,
    TransportError,
)
from .log import logger
from .redirects import redirected
from .request import RequestParts, prepare
from .retry import IDEMPOTENT
from .transport import Transport

if TYPE_CHECKING:
    from .client import Settings
    from .request import ApiInfo

MAX_REDIRECTS = 5


def credentials_for(
    security: Sequence[Alternative], owned: Sequence[Auth]
) -> Sequence[Auth]:
    """The credentials of the first alternative that `owned` satisfies.

    Raises MissingCredentialsError if there is none and `()` is no alternative.
    """
    missing: list[str] = []
    for alternative in security:
        kinds = alternative if isinstance(alternative, tuple) else (alternative,)
        found = [_owned(kind, owned) for kind in kinds]
        chosen = [auth for auth in found if auth is not None]
        if kinds and len(chosen) == len(kinds):
            return chosen
        if kinds:
            missing.append(" with ".join(kind.__name__ for kind in kinds))
    if not security or () in security:
        return ()
    raise MissingCredentialsError(f"this operation needs {' or '.join(missing)}")


def _owned(kind: type[Auth], owned: Sequence[Auth]) -> Auth | None:
    for auth in owned:
        if isinstance(auth, kind) or not auth.scheme:
            return auth
    return None


class Exchange:
    """Sends one call, and again where that may help."""

    def __init__(
        self,
        call: AnyCall,
        info: ApiInfo,
        settings: Settings,
        transport: Transport,
        *,
        streaming: bool = False,
    ) -> None:
        self._call, self._settings, self._transport = call, settings, transport
        self._streaming = streaming
        self._auths = credentials_for(call.security, settings.auth)
        self._parts = prepare(
            call, info, settings.base_url, settings.headers, streaming=streaming
        )
        self.secrets: list[str] = []

    @property
    def _idempotent(self) -> bool:
        if self._call.idempotent is not None:
            return self._call.idempotent
        key = self._call.idempotency_header or "Idempotency-Key"
        return self._parts.method in IDEMPOTENT or key.lower() in self._parts.headers

    async def run(self) -> httpx2.Response:
        """The last response; read, unless it is a success and to be streamed.

        Raises TransportError if there is none.
        """
        repeat, renewed = 0, False
        while True:
            outcome = await self._outcome()
            if not self._parts.replayable:
                break
            if not renewed and _status(outcome) == 401:
                renewed = sum(auth.refused() for auth in self._auths) > 0
                if renewed:
                    continue
            wait = self._settings.retries.wait(
                outcome, repeat, idempotent=self._idempotent
            )
            if wait is None:
                break
            repeat += 1
            logger.info("repeats %s in %.2f s", self._parts.method, wait)
            await self._transport.sleep(wait)
        if isinstance(outcome, httpx2.RequestError):
            raise wrapped(outcome) from outcome
        return outcome

    async def _outcome(self) -> httpx2.Response | httpx2.RequestError:
        """One attempt: authorized anew, redirects followed."""
        parts, timeout = self._parts.copy(), self._settings.timeout
        try:
            for auth in self._auths:
                await self._authorize(auth, parts)
            self.secrets = parts.secrets
            request = parts.build(self._transport, timeout)
            response = await self._send(request)
            for _ in range(MAX_REDIRECTS):
                target = redirected(response, parts)
                if target is None or response.status_code in self._call.results:
                    break
                parts = target
                request = parts.build(self._transport, timeout)
                response = await self._send(request, foreign=parts.foreign)
            return response
        except httpx2.RequestError as error:
            failed = error.request
            logger.info("%s %s: %s", failed.method, failed.url, type(error).__name__)
            return error

    async def _send(
        self, request: httpx2.Request, *, foreign: bool = False
    ) -> httpx2.Response:
        """Sends one request and reads what comes, with the hooks and the log."""
        start = time.monotonic()
        for before in self._settings.hooks.before_request:
            await _finished(before(request))
        options: dict[str, Any] = {"auth": None} if foreign else {}
        response = await self._transport.send(request, **options)
        if not (self._streaming and response.is_success):
            response = await self._read(response, start)
        logger.info(
            "%s %s: %d in %.3f s",
            request.method,
            request.url,
            response.status_code,
            time.monotonic() - start,
        )
        try:
            for after in self._settings.hooks.after_response:
                await _finished(after(response))
        except BaseException:
            await self._transport.close_response(response)
            raise
        return response

    async def _read(self, response: httpx2.Response, start: float) -> httpx2.Response:
        limit = self._settings.max_response_size
        deadline = start + (self._settings.deadline or float("inf"))
        body = await self._transport.read(response, limit, deadline)
        if body is None:
            message = f"the response is larger than {limit} bytes"
            raise ResponseTooLargeError(message, response.request)
        complete = httpx2.Response(
            response.status_code,
            headers=_decoded_headers(response),
            content=body,
            request=response.request,
            extensions=response.extensions,
        )
        complete.elapsed = timedelta(seconds=time.monotonic() - start)
        return complete

    async def _authorize(self, auth: Auth, parts: RequestParts) -> None:
        """Lets the credentials edit the parts; only one at a time may fetch."""
        flow = auth.authorize(parts)
        try:
            next(flow)
        except StopIteration:
            return
        flow.close()
        async with self._transport.lock:
            flow = auth.authorize(parts)
            try:
                request = next(flow)
                while True:
                    start = time.monotonic()
                    response = await self._transport.send(request, auth=None)
                    request = flow.send(await self._read(response, start))
            except StopIteration:
                return


async def _finished(result: Any) -> None:
    if inspect.isawaitable(result):
        await result


def _status(outcome: httpx2.Response | Exception) -> int | None:
    return outcome.status_code if isinstance(outcome, httpx2.Response) else None


def _decoded_headers(response: httpx2.Response) -> list[tuple[bytes, bytes]]:
    raw = response.headers.raw
    return [pair for pair in raw if pair[0].lower() != b"content-encoding"]


def wrapped(error: httpx2.RequestError) -> TransportError:
    """The error of httpx2 as one of this package; its cause is to be kept."""
    request = error.request
    kind: type[TransportError] = TransportError
    if isinstance(error, httpx2.TimeoutException):
        kind = RequestTimeoutError
    elif isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError):
        kind = ConnectionFailedError
    reason = str(error) or type(error).__name__
    return kind(f"{request.method} {request.url}: {reason}", request)
