# Part of every client that regen generates. Do not edit.
"""What a call is: plain values, built by the operations and sent by a client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from .auth import Auth
    from .bodies import Body
    from .paging import Pages
    from .params import QueryString

T_co = TypeVar("T_co", covariant=True)
Event_co = TypeVar("Event_co", covariant=True)
Item_co = TypeVar("Item_co", covariant=True)

Alternative: TypeAlias = "type[Auth] | tuple[type[Auth], ...]"
"""One way to be authorized: a scheme, schemes that go together, or () for none."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A declared response that is not a success, with the type of its body."""

    description: str
    content: Any = None


@dataclass(frozen=True, slots=True)
class AnyCall:
    """The request of one operation and what its responses mean. Does no I/O.

    `results` and `errors` map a status, a range such as "4XX", or "default" to
    a type (JSON), to a dict from media type to type, or to None (no content); an
    error may be just its description. `url`, where a response gave one, takes the
    place of server and path.
    """

    method: str
    path: str
    query: Mapping[str, Any] | QueryString = field(default_factory=dict[str, Any])
    headers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    cookies: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Body | None = None
    security: Sequence[Alternative] = ()
    results: Mapping[int | str, Any] = field(default_factory=dict[int | str, Any])
    errors: Mapping[int | str, str | Failure] = field(
        default_factory=dict[int | str, "str | Failure"]
    )
    server: str | None = None
    idempotent: bool | None = None
    idempotency_header: str | None = None
    operation_id: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Call(AnyCall, Generic[T_co]):
    """A call that gives a `T_co`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamCall(AnyCall, Generic[Event_co]):
    """A call whose response is a sequence of events."""

    events: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamingCall(Call[T_co], Generic[T_co, Event_co]):
    """A call that gives a `T_co` at once, or a sequence of events if asked."""

    events: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedCall(Call[T_co], Generic[T_co, Item_co]):
    """A call that gives one page, of which there may be more."""

    pages: Pages
