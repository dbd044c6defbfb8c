# Part of every client that regen generates. Do not edit.
"""The errors that a call can raise. None of them shows a credential."""

from __future__ import annotations

from typing import Any

import httpx2

from .response import Response
from .trail import DecodeError


class ApiError(Exception):
    """Base of all errors that sending a call raises; they can be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: Any, args: tuple[Any, ...], attributes: dict[str, Any]) -> ApiError:
    error: ApiError = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class MissingCredentialsError(ApiError):
    """The client lacks credentials that the operation demands; it was not sent."""


class TransportError(ApiError):
    """No complete response came: `request` is what was being sent."""

    def __init__(self, message: str, request: httpx2.Request) -> None:
        super().__init__(message)
        self.request = request


class ConnectionFailedError(TransportError):
    """The connection could not be made, or broke."""


class RequestTimeoutError(TransportError):
    """The server took longer than the client's timeout."""


class ResponseTooLargeError(TransportError):
    """The body is larger than the client's `max_response_size`."""


class MalformedResponseError(ApiError, DecodeError):
    """A body that is not what its status and media type promise.

    Raised for broken JSON, and under `strict` for any deviation; `path`, `expected`
    and `got` say where and what.
    """

    def __init__(self, error: DecodeError, response: Response[Any]) -> None:
        DecodeError.__init__(self, error.path, error.expected, error.got)
        self.response = response

    def __str__(self) -> str:
        return f"{self.response.title}: {DecodeError.__str__(self)}"


class StatusError(ApiError):
    """The response has a status that is not a success.

    `body` is decoded as the document declares for that status, else it is plain
    JSON or text.
    """

    def __init__(self, message: str, response: Response[Any]) -> None:
        super().__init__(message)
        self.response = response
        self.body: Any = response.value
        self.status, self.headers = response.status, response.headers
        self.request_id = response.request_id
        self.request = response.http_response.request


class RedirectError(StatusError):
    """A redirect that is not followed: it would lose or give away something."""


class BadRequestError(StatusError): ...


class UnauthorizedError(StatusError): ...


class ForbiddenError(StatusError): ...


class NotFoundError(StatusError): ...


class ConflictError(StatusError): ...


class UnprocessableEntityError(StatusError): ...


class TooManyRequestsError(StatusError): ...


class ServerError(StatusError): ...


_KINDS: dict[int, type[StatusError]] = {
    3: RedirectError,
    5: ServerError,
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: TooManyRequestsError,
}


def error_class(status: int) -> type[StatusError]:
    """The class that stands for a status outside 2xx."""
    return _KINDS.get(status) or _KINDS.get(status // 100, StatusError)


def wrapped(error: httpx2.RequestError) -> TransportError:
    """The error of httpx2 as one of this package; its cause is to be kept."""
    request, kind = error.request, TransportError
    if isinstance(error, httpx2.TimeoutException):
        kind = RequestTimeoutError
    elif isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError):
        kind = ConnectionFailedError
    reason = str(error) or type(error).__name__
    return kind(f"{request.method} {request.url}: {reason}", request)
