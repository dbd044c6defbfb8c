"""Makes a Python name of the words of a document, before collisions are settled.

Names that generated code needs for itself are never given away. Each set of them holds
for one kind of place. They do not depend on what a document uses: a name must not move
because an unrelated schema brings in a date. A word belongs to a set if the file that
would declare it also reads it, as an import, a builtin in an annotation, a default or
the body of a function. Builtins that no template writes (`type`, `id`, `object`,
`format`) stay free, because documents are full of them.
"""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

from . import words


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
    accepting choose_body label matrix models only_dates operation paged_operation
    partial segment stream_operation streaming_operation
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


_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")
_VERSION = re.compile(
    r"v?[0-9][0-9.]*(?:(?:alpha|beta|rc)[0-9]*)?|api|rest|latest", re.I
)


def attribute(wire_name: str) -> str:
    """The attribute for a property."""
    return _snake(wire_name, "field", ATTRIBUTES)


def argument(wire_name: str) -> str:
    """The argument for a parameter."""
    return _snake(wire_name, "param", ARGUMENTS)


def function(operation_id: str) -> str:
    """The function for an operation."""
    return _snake(operation_id, "operation", FUNCTIONS)


def spelled(text: str, prefix: str) -> str:
    """A snake_case name with the symbols of `text` spelled out, for a collision."""
    return _identifier(words.snake(words.spelled(text)), text, prefix)


def is_snake(text: str) -> bool:
    """Whether `text` is a snake_case name in ASCII as it stands."""
    return len(text) <= words.LIMIT and _SNAKE.fullmatch(text) is not None


@lru_cache(maxsize=65536)  # documents name their properties alike
def _snake(text: str, prefix: str, reserved: frozenset[str]) -> str:
    name = text
    if not is_snake(text):
        found = words.signed(text) or words.spelled(text)
        name = _identifier(words.snake(found), text, prefix)
    return f"{name}_" if name in reserved else name


def _identifier(name: str, text: str, prefix: str) -> str:
    """`name`, or one made of the prefix where it is empty or starts with a digit."""
    if not name:
        name = f"{prefix}_{words.digest(text)}" if text else f"{prefix}_empty"
    elif not name.isidentifier():
        name = f"{prefix}_{name}"
    return words.capped(name)


def member(value: str | int | float) -> str:
    """The name of an enum member for its value."""
    if isinstance(value, str):
        if not value:
            return "EMPTY"
        found = words.signed(value) or words.spelled(value)
        return member_name(found, value)
    if isinstance(value, int) and value.bit_length() > 2048:
        return f"VALUE_{words.digest(hex(value))}"
    return member_name(("VALUE", *words.signed(repr(value))), repr(value))


def member_spelled(value: str | int | float) -> str:
    """The name of an enum member with its symbols spelled out, for a collision."""
    if isinstance(value, str):
        return member_name(words.spelled(value), value)
    return member_name(("VALUE", *words.spelled(repr(value))), repr(value))


def member_name(found: tuple[str, ...], text: str) -> str:
    """UPPER_CASE of these words; keywords have no such spelling."""
    return _identifier(words.upper(found), text, "VALUE")


def class_name(hint: tuple[str, ...], fallback: str, *, terse: bool = True) -> str:
    """The class for a declaration: the words of its place, one after the other.

    Of a long name, parts in the middle are left out.

    Args:
        terse: whether what a part repeats of the one before it is said once.
    """
    parts: list[str] = []
    for text in hint:
        part = _class_part(text)
        parts.append(_beyond(parts[-1], part) if parts and terse else part)
    while len(parts) > 2 and sum(map(len, parts)) > words.LIMIT:
        del parts[1]
    name = "".join(parts)
    if not name.isidentifier() or name.startswith("_"):
        name = f"{fallback}{name}"
    return words.capped(name)


def _beyond(before: str, part: str) -> str:
    """`PetOwner` before `OwnerName` leaves `Name`; a part never becomes empty.

    One short word may be repeated by chance; what repeats from the start of both parts
    is a prefix of at least two words.
    """
    first, second = words.split(before), words.split(part)
    for length in range(len(second) - 1, 0, -1):
        repeated = second[:length]
        ends = first[-length:] == repeated
        if ends or (length > 1 and first[:length] == repeated):
            return "".join(second[length:])
    return part


def _class_part(text: str) -> str:
    if not text or is_pascal(text):
        return text or "Empty"
    found = words.split(text) or words.spelled(text)
    return words.pascal(found) or f"_{words.digest(text)}"


def is_pascal(text: str) -> bool:
    """Whether `text` is a PascalCase name in ASCII as it stands."""
    return _PASCAL.fullmatch(text) is not None


def module(text: str, prefix: str) -> str:
    """A module name for a tag or a class name: ASCII, lower case, safe as a file."""
    name = words.ascii_only(words.snake(words.split(text) or words.spelled(text)))
    if not name:
        name = f"{prefix}_{words.digest(text)}"
    elif not is_module(name):
        name = f"{prefix}_{name}"
    name = words.capped(name, words.MODULE_LIMIT)
    return f"{name}_" if name in MODULES else name


def is_module(text: str) -> bool:
    """Whether `text` can name a module on every system."""
    return _SNAKE.fullmatch(text) is not None


def path_module(path: str) -> str:
    """The module for an operation without tags: the first telling path segment."""
    for segment in path.split("/"):
        if segment and "{" not in segment and not _VERSION.fullmatch(segment):
            return module(segment, "path")
    return "default"


def webhook(id_: str) -> str:
    """The function for a webhook or callback."""
    return _snake(id_, "webhook", WEBHOOK_FUNCTIONS)


def server(found: tuple[str, ...], fallback: str) -> str:
    """The function for a server that these words describe."""
    name = words.snake(found)
    if not name:
        return fallback
    return _snake(_identifier(name, name, "server"), "server", SERVER_FUNCTIONS)
