# Part of every client that regen generates. Do not edit.
"""The errors that a call can raise. None of them shows a credential."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from typing import Any

import httpx2

from .response import Response
from .secrecy import printable, public_request, redacted
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


class PagingError(ApiError):
    """The server leads to a page that was there already, or to another origin."""


class TransportError(ApiError):
    """No complete response came: `request` is what was being sent."""

    def __init__(self, message: str, request: httpx2.Request) -> None:
        super().__init__(message)
        self.request = request


class ConnectionFailedError(TransportError):
    """The connection could not be made, or broke."""


class RequestTimeoutError(TransportError):
    """The server took longer than the client's timeout or deadline."""


class ResponseTooLargeError(TransportError):
    """The body is larger than the client's `max_response_size`."""


class MalformedResponseError(ApiError, DecodeError):
    """A body that is not what its status and media type promise.

    Raised for broken JSON, and under `strict` for any deviation; `path`, `expected`
    and `got` say where and what, `body` is what came: of a stream, that of its `event`.
    """

    response: Response[Any]
    event: httpx2.ServerSentEvent | None
    status: int
    body: bytes

    def __init__(
        self,
        error: DecodeError,
        response: Response[Any],
        event: httpx2.ServerSentEvent | None = None,
    ) -> None:
        DecodeError.__init__(self, error.path, error.expected, error.got)
        self.response, self.event = response, event
        self.status = response.status
        self.body = response.content if event is None else event.data.encode()

    def __str__(self) -> str:
        return f"{self.response.title}: {printable(DecodeError.__str__(self))}"


class StreamError(ApiError):
    """The server tells of an error within a stream, or sends no stream at all.

    Attributes:
        event: what it sent; None where it did not send events.
        body: the data of the event, or the body, as plain JSON or text.
        response: the response, which is not read further.
    """

    response: Response[Any]
    event: httpx2.ServerSentEvent | None
    body: Any

    def __init__(
        self,
        message: str,
        response: Response[Any],
        event: httpx2.ServerSentEvent | None,
    ) -> None:
        super().__init__(message)
        self.response, self.event, self.body = response, event, response.value


class StatusError(ApiError):
    """The response has a status that is not a success.

    `body` is decoded as the document declares for that status, else it is plain
    JSON or text.
    """

    response: Response[Any]
    body: Any
    status: int
    headers: httpx2.Headers
    request_id: str | None
    request: httpx2.Request

    def __init__(self, message: str, response: Response[Any]) -> None:
        super().__init__(message)
        self.response = response
        self.body = response.value
        self.status, self.headers = response.status, response.headers
        self.request_id = response.request_id
        self.request = response.http_response.request


class NotModifiedError(StatusError):
    """304: what a conditional request asked for is still as it was."""


class RedirectError(StatusError):
    """A redirect that is not followed: it would lose or give away something."""


class ServerError(StatusError):
    """500, and 5xx without a class of their own: the server is at fault."""


class BadRequestError(StatusError):
    """400 Bad Request."""


class UnauthorizedError(StatusError):
    """401 Unauthorized."""


class PaymentRequiredError(StatusError):
    """402 Payment Required."""


class ForbiddenError(StatusError):
    """403 Forbidden."""


class NotFoundError(StatusError):
    """404 Not Found."""


class MethodNotAllowedError(StatusError):
    """405 Method Not Allowed."""


class NotAcceptableError(StatusError):
    """406 Not Acceptable."""


class ProxyAuthenticationRequiredError(StatusError):
    """407 Proxy Authentication Required."""


class RequestTimeoutStatusError(StatusError):
    """408 Request Timeout."""


class ConflictError(StatusError):
    """409 Conflict."""


class GoneError(StatusError):
    """410 Gone."""


class LengthRequiredError(StatusError):
    """411 Length Required."""


class PreconditionFailedError(StatusError):
    """412 Precondition Failed."""


class ContentTooLargeError(StatusError):
    """413 Content Too Large."""


class UriTooLongError(StatusError):
    """414 URI Too Long."""


class UnsupportedMediaTypeError(StatusError):
    """415 Unsupported Media Type."""


class RangeNotSatisfiableError(StatusError):
    """416 Range Not Satisfiable."""


class ExpectationFailedError(StatusError):
    """417 Expectation Failed."""


class MisdirectedRequestError(StatusError):
    """421 Misdirected Request."""


class UnprocessableEntityError(StatusError):
    """422 Unprocessable Content."""


class LockedError(StatusError):
    """423 Locked."""


class FailedDependencyError(StatusError):
    """424 Failed Dependency."""


class TooEarlyError(StatusError):
    """425 Too Early."""


class UpgradeRequiredError(StatusError):
    """426 Upgrade Required."""


class PreconditionRequiredError(StatusError):
    """428 Precondition Required."""


class TooManyRequestsError(StatusError):
    """429 Too Many Requests."""


class HeaderFieldsTooLargeError(StatusError):
    """431 Request Header Fields Too Large."""


class UnavailableForLegalReasonsError(StatusError):
    """451 Unavailable For Legal Reasons."""


class UnimplementedError(ServerError):
    """501 Not Implemented."""


class BadGatewayError(ServerError):
    """502 Bad Gateway."""


class ServiceUnavailableError(ServerError):
    """503 Service Unavailable."""


class GatewayTimeoutError(ServerError):
    """504 Gateway Timeout."""


class HttpVersionNotSupportedError(ServerError):
    """505 HTTP Version Not Supported."""


class InsufficientStorageError(ServerError):
    """507 Insufficient Storage."""


class LoopDetectedError(ServerError):
    """508 Loop Detected."""


class NetworkAuthenticationRequiredError(ServerError):
    """511 Network Authentication Required."""


_KINDS: dict[int, type[StatusError]] = {
    3: RedirectError,
    5: ServerError,
    304: NotModifiedError,
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    406: NotAcceptableError,
    407: ProxyAuthenticationRequiredError,
    408: RequestTimeoutStatusError,
    409: ConflictError,
    410: GoneError,
    411: LengthRequiredError,
    412: PreconditionFailedError,
    413: ContentTooLargeError,
    414: UriTooLongError,
    415: UnsupportedMediaTypeError,
    416: RangeNotSatisfiableError,
    417: ExpectationFailedError,
    421: MisdirectedRequestError,
    422: UnprocessableEntityError,
    423: LockedError,
    424: FailedDependencyError,
    425: TooEarlyError,
    426: UpgradeRequiredError,
    428: PreconditionRequiredError,
    429: TooManyRequestsError,
    431: HeaderFieldsTooLargeError,
    451: UnavailableForLegalReasonsError,
    501: UnimplementedError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
    505: HttpVersionNotSupportedError,
    507: InsufficientStorageError,
    508: LoopDetectedError,
    511: NetworkAuthenticationRequiredError,
}
"""The statuses of the IANA registry (RFC 9110, section 16.2.1), and the ranges."""


def error_class(status: int) -> type[StatusError]:
    """The class that stands for a status outside 2xx."""
    return _KINDS.get(status) or _KINDS.get(status // 100, StatusError)


def final(error: BaseException) -> bool:
    """Whether sending the same request again must fail in the same way."""
    if isinstance(error, httpx2.LocalProtocolError | httpx2.UnsupportedProtocol):
        return True
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    return any(isinstance(c, ssl.SSLCertVerificationError) for c in causes)


def wrapped(
    error: httpx2.RequestError, request: httpx2.Request, secrets: Sequence[str] = ()
) -> TransportError:
    """The error of httpx2 as one of this package; `error` is to be its cause.

    The cause loses its own causes and frames: these hold the request as it was sent.
    """
    request, kind = public_request(request, secrets), TransportError
    if isinstance(error, httpx2.TimeoutException):
        kind = RequestTimeoutError
    elif isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError):
        kind = ConnectionFailedError
    reason = redacted(str(error), secrets) or type(error).__name__
    if isinstance(error, httpx2.LocalProtocolError):
        reason = "a header or its value cannot be sent"
    error.request = request
    error.__cause__ = error.__context__ = error.__traceback__ = None
    error.args = (reason,)
    return kind(f"{request.method} {request.url}: {printable(reason)}", request)
