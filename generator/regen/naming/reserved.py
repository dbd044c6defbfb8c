"""Names that generated code needs for itself, and so never gives away.

Each set holds for one kind of place. They do not depend on what a document uses: a
name must not move because an unrelated schema brings in a date. A word belongs here if
the file that would declare it also reads it, as an import, a builtin in an annotation,
a default or the body of a function. Builtins that no template writes (`type`, `id`,
`object`, `format`) stay free, because documents are full of them.
"""

from __future__ import annotations

import keyword


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS = frozenset(keyword.kwlist)

# Builtins and imports that annotations name, and functions that defaults call. In the
# body of a class or function, a variable of that name would hide the type.
_TYPES = _names("""
    bool bytes date datetime dict field float int list str time timedelta tuple wire
    """)

ATTRIBUTES = (
    KEYWORDS
    | _TYPES
    | _names("dataclass from_dict from_json self to_dict to_json undeclared")
)
"""Attributes of a dataclass: `Model` has the methods, the template the decorator."""

_OPERATION_CALLS = _names("""
    choose_body label matrix models operation paged_operation partial segment
    stream_operation streaming_operation
    """)

ARGUMENTS = (
    KEYWORDS
    | _TYPES
    | _OPERATION_CALLS
    | {"body", "client", "cls", "media_type", "self"}
)
"""Arguments of an operation: its body calls the helpers and builds the `Call`."""

FUNCTIONS = KEYWORDS | _TYPES | _OPERATION_CALLS | {"annotations", "security"}
"""Functions of a module of operations, all of which `operations` exports."""

WEBHOOK_FUNCTIONS = FUNCTIONS | {"body", "decode_json", "payload"}
"""Functions of `webhooks.py`."""

SERVER_FUNCTIONS = FUNCTIONS | {"quote"}
"""Functions of `servers.py`, and the arguments that its functions take."""

CLIENT = _names("""
    blocking close exchange info manner send settings stream transport
    with_options
    """)
"""Attributes of a client, which has one more for each module of operations."""

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)

MODULES = (
    KEYWORDS | frozenset(keyword.softkwlist) | _DEVICES | {"annotations", "conftest"}
)
"""Modules: Windows opens a device for `con.py`, `conftest.py` is pytest's, and a
package that imports `annotations` from `__future__` has that name already."""

CLASSES = KEYWORDS | _names(
    # typing, collections.abc; types of values; the runtime, as models import it
    """
    Annotated Any AsyncIterator Awaitable BinaryIO Callable ClassVar Final Generic IO
    Iterable Iterator Literal Mapping Never Optional ParamSpec Self Sequence
    TYPE_CHECKING TypeAlias TypeAliasType TypeVar Union
    Decimal UUID
    ABSENT Discriminator Enum File FloatEnum IntEnum Model NULL StrEnum UNSET Unset
    """
)
"""Classes and aliases of a module of models."""

_RUNTIME_CALLS = _names("""
    Polling Series
    BinaryBody BinaryContent Body Call CursorPages DeepObject Encoding Failure Form
    FormBody Json JsonBody JsonLinesBody LinkHeaderPages MultipartBody NextUrlPages
    OffsetPages Operation PageNumberPages Pages PagedCall PagedOperation PipeDelimited
    QueryString Simple SpaceDelimited Stream StreamCall StreamOperation StreamingCall
    StreamingOperation TabDelimited TextBody
    """)

_PACKAGE = _names("""
    ApiInfo AsyncClient Auth BaseAsyncClient Client FakeTransport Hooks
    Response Retry Settings SyncClient
    """)

_SCHEMES = _names("""
    ApiKey HttpBasic HttpBearer HttpScheme MutualTls OAuth2 OpenIdConnect
    """)

_ERRORS = _names("""
    ApiError BadGatewayError BadRequestError ConflictError ConnectionFailedError
    ContentTooLargeError DecodeError ExpectationFailedError FailedDependencyError
    ForbiddenError GatewayTimeoutError GoneError HeaderFieldsTooLargeError
    HttpVersionNotSupportedError InsufficientStorageError
    LengthRequiredError LockedError LoopDetectedError MalformedResponseError
    MethodNotAllowedError MisdirectedRequestError MissingCredentialsError
    NetworkAuthenticationRequiredError NotAcceptableError NotFoundError NotModifiedError
    PagingError PaymentRequiredError PollingTimeoutError PreconditionFailedError
    PreconditionRequiredError ProxyAuthenticationRequiredError RangeNotSatisfiableError
    RedirectError RequestTimeoutError RequestTimeoutStatusError ResponseTooLargeError
    ServerError ServiceUnavailableError StatusError StreamError TooEarlyError
    TooManyRequestsError TransportError UnauthorizedError
    UnavailableForLegalReasonsError UnimplementedError UnprocessableEntityError
    UnsupportedMediaTypeError UpgradeRequiredError UriTooLongError
    """)

SECURITY = CLASSES | _RUNTIME_CALLS | _PACKAGE | _SCHEMES | _ERRORS
"""Classes of `security.py`: the package exports them beside clients and errors, and
modules of operations import them beside the runtime."""
