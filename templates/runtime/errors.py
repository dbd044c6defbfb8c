# Part of every client that regen generates. Do not edit.
"""The errors that a call can raise. None of them shows a credential."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx2

from .trail import DecodeError

if TYPE_CHECKING:
    from .response import Response

EXCERPT = 500  # characters of a body that a message shows


class ApiError(Exception):
    """Base of all errors that sending a call raises."""


class MissingCredentialsError(ApiError):
    """The operation demands credentials that the client lacks; nothing was sent."""


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

    @property
    def request(self) -> httpx2.Request:
        return self.response.http_response.request

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def headers(self) -> httpx2.Headers:
        return self.response.headers

    @property
    def request_id(self) -> str | None:
        return self.response.request_id


class RedirectError(StatusError):
    """A redirect that is not followed: it would lose or give away something."""


class BadRequestError(StatusError):
    """400."""


class UnauthorizedError(StatusError):
    """401."""


class ForbiddenError(StatusError):
    """403."""


class NotFoundError(StatusError):
    """404."""


class ConflictError(StatusError):
    """409."""


class UnprocessableEntityError(StatusError):
    """422."""


class TooManyRequestsError(StatusError):
    """429."""


class ServerError(StatusError):
    """500 to 599."""


_BY_STATUS: dict[int, type[StatusError]] = {
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
    if 300 <= status < 400:
        return RedirectError
    return _BY_STATUS.get(status, ServerError if 500 <= status < 600 else StatusError)


def phrase(status: int) -> str:
    """The registered reason phrase of a status, such as "Not Found"."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
