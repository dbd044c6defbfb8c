# Part of every client that regen generates. Do not edit.
"""Calls as values: what a request says, and what its responses mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from .auth import Security
from .bodies import Body
from .params import WholeQuery

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A declared response that is not a success: what it means, and its body."""

    description: str = ""
    content: Any = None


@dataclass(frozen=True, slots=True)
class AnyCall:
    """The request of one operation and what its responses mean. Does no I/O.

    `results` and `errors` map a status, a range such as "4XX", or "default" to a type
    (JSON), to a dict from media type to type, or to None (no content); an error may be
    just its description, or a `Failure` that has both. `security` lists alternatives:
    a scheme, schemes that go together, or () for none; without it, those of the client
    hold. `url`, where a response gave one, takes the place of server and path.
    `accept` chooses among the media types of the results.
    """

    method: str
    path: str
    query: Mapping[str, Any] | WholeQuery = field(default_factory=dict[str, Any])
    headers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    cookies: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Body | None = None
    security: Security | None = None
    results: Mapping[int | str, Any] = field(default_factory=dict[int | str, Any])
    errors: Mapping[Any, Any] = field(default_factory=dict[Any, Any])
    server: str | None = None
    idempotent: bool | None = None
    idempotency_header: str | None = None
    url: str | None = None
    accept: str | None = None

    def media_types(self, *, streaming: bool) -> Sequence[str]:
        """What the results may be, in the order of the document."""
        found: list[str] = []
        for content in self.results.values():
            if isinstance(content, dict):
                found += cast("dict[str, Any]", content)
            elif content is not None:
                found.append("application/json")
        return found


# No slots in what is frozen and generic: before Python 3.13 `Call[int](...)` fails with
# them, for typing expects another error where it cannot note the type.
@dataclass(frozen=True)
class Call(AnyCall, Generic[T]):
    """A call that gives a `T`: exactly this type, so that fakes are checked."""


class Streamed(Generic[T]):
    """What a call is, too, that can give events of type `T`."""

    __slots__ = ()
