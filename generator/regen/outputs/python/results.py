"""Decides what a function returns and raises, and what its call says of both."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind
from regen.ir.media import essence, is_notation
from regen.ir.walk import follow

from . import docs, literals
from .annotations import Types, at_pointer
from .expressions import (
    ANY,
    BYTES,
    NONE,
    Expression,
    Invocation,
    Name,
    any_of,
    literal_type,
    mapping,
    runtime,
)
from .literals import Identifier, Literal
from .surface import Alternative, Argument, DeclaredBody, Entry, Failure

_ACCEPT = ("accept", "accept_type", "accept_media_type")
"""Names of the argument that chooses a media type: the first that is free."""
_TOLD = 3
"""How many results the runtime can tell apart by `accept`."""
_STREAMS = (MediaKind.EVENTS, MediaKind.LINES)
_PAGES = {
    "cursor": ("CursorPages", ("parameter", "next", "items", "more")),
    "page": ("PageNumberPages", ("parameter", "items", "total", "more")),
    "offset": ("OffsetPages", ("parameter", "items", "limit", "total", "more")),
    "link": ("LinkHeaderPages", ("items", "more")),
    "url": ("NextUrlPages", ("next", "items", "more")),
}
_EVENTS = "text/event-stream"
_DECORATORS = {
    "Call": "operation",
    "PagedCall": "paged_operation",
    "StreamCall": "stream_operation",
    "StreamingCall": "streaming_operation",
}
_ERRORS = {
    "304": "NotModifiedError",
    "400": "BadRequestError",
    "401": "UnauthorizedError",
    "402": "PaymentRequiredError",
    "403": "ForbiddenError",
    "404": "NotFoundError",
    "405": "MethodNotAllowedError",
    "406": "NotAcceptableError",
    "407": "ProxyAuthenticationRequiredError",
    "408": "RequestTimeoutStatusError",
    "409": "ConflictError",
    "410": "GoneError",
    "411": "LengthRequiredError",
    "412": "PreconditionFailedError",
    "413": "ContentTooLargeError",
    "414": "UriTooLongError",
    "415": "UnsupportedMediaTypeError",
    "416": "RangeNotSatisfiableError",
    "417": "ExpectationFailedError",
    "421": "MisdirectedRequestError",
    "422": "UnprocessableEntityError",
    "423": "LockedError",
    "424": "FailedDependencyError",
    "425": "TooEarlyError",
    "426": "UpgradeRequiredError",
    "428": "PreconditionRequiredError",
    "429": "TooManyRequestsError",
    "431": "HeaderFieldsTooLargeError",
    "451": "UnavailableForLegalReasonsError",
    "501": "UnimplementedError",
    "502": "BadGatewayError",
    "503": "ServiceUnavailableError",
    "504": "GatewayTimeoutError",
    "505": "HttpVersionNotSupportedError",
    "507": "InsufficientStorageError",
    "508": "LoopDetectedError",
    "511": "NetworkAuthenticationRequiredError",
}
_ERROR_RANGES = {"3": "RedirectError", "5": "ServerError"}
_BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)
_BYTES = ir.Primitive(ir.PrimitiveKind.BYTES)
_JSON = frozenset(("application/json", "application/*", "*/*"))
"""What a client asks for where a call gives no media type."""
_SHARED = 72
"""Characters of a table of failures from which on operations share it."""
_DESCRIPTION = 64
"""Characters of a description in a call; the docstring holds all of it."""

Contents: TypeAlias = tuple[ir.Content, ...]


class Result(Struct, frozen=True):
    """The result of a call.

    Attributes:
        call: the class of the call.
        types: its type arguments: result, item or event.
        answers: the type for each status, unless all are empty.
        events: the type of one event of a stream, by media type where that is not
            server-sent events alone.
        pages: how further pages are asked for.
    """

    call: Name
    types: tuple[Expression, ...]
    answers: tuple[Entry, ...]
    events: Expression | None = None
    pages: Expression | None = None

    @property
    def decorator(self) -> Name:
        """What makes the function an operation."""
        return runtime(_DECORATORS[self.call.name])


class MediaTypeChoice(Struct, frozen=True):
    """The media types among which a caller may choose.

    Attributes:
        argument: chooses; without it the client prefers JSON.
        alternatives: the results of the call that checkers can tell apart, if any.
    """

    argument: Argument
    alternatives: tuple[Alternative, ...] = ()


class Responses(Struct, frozen=True):
    """The responses of one operation."""

    operation: ir.Operation
    types: Types

    def result(self) -> Result:
        """The result of the call: a value, a stream, or pages of values."""
        good = [r for r in self._responses() if r.is_result]
        streams = [c for r in good for c in r.contents if c.kind in _STREAMS]
        plain = [p for r in good if (p := _without_streams(r)) is not None]
        type = any_of([t for r in plain for t in self._types(r)] or [NONE])
        answers = tuple(
            Entry(_status(r.status), self._decoded(r.contents, asked=True))
            for r in plain
        )
        if all(answer.value == NONE for answer in answers):
            answers = ()
        if streams:
            event = any_of(self._event(content) for content in streams)
            events = event
            if any(c.media_type != _EVENTS for c in streams):
                events = mapping((c.media_type, self._event(c)) for c in streams)
            if any(response.contents for response in plain):
                both = (type, event)
                return Result(runtime("StreamingCall"), both, answers, events)
            return Result(runtime("StreamCall"), (event,), answers, events)
        pagination = self.operation.pagination
        if pagination is not None:
            types = (type, self._item(pagination, plain))
            pages = _pages(pagination)
            return Result(runtime("PagedCall"), types, answers, pages=pages)
        return Result(runtime("Call"), (type,), answers)

    def meaning(self) -> docs.Prose:
        """What a call gives, in the words of the document."""
        given = [r for r in self._responses() if r.is_result and r.contents]
        typed = [(r, " ".join(map(str, self._types(r)))) for r in given]
        return docs.result_text(typed, self.operation)

    def choice(self, taken: Collection[str]) -> MediaTypeChoice | None:
        """The choice among media types that give different results.

        What is there as JSON in another notation, too, is no other result. `.stream`
        asks for events, not an argument.

        Args:
            taken: the names of other arguments.
        """
        name = next((name for name in _ACCEPT if name not in taken), None)
        responses = [r for r in self._responses() if r.is_result]
        contents = [c for r in responses for c in r.contents]
        streams = {c.media_type for c in contents if c.kind in _STREAMS}
        good = [p for r in responses if (p := _without_streams(r)) is not None]
        listed = [c.media_type for r in good for c in r.contents if not c.is_copy]
        paged = self.operation.pagination is not None
        listed += self.operation.accepts if listed and not paged else ()
        found = dict.fromkeys(listed)
        names = [each for each in found if "*" not in each and each not in streams]
        if len(names) < 2 or name is None:
            return None
        argument = Argument(
            Identifier(name),
            any_of([literal_type(map(literals.string, names)), NONE]),
            NONE,
            keyword_only=True,
            doc=docs.Prose("The media type to ask for."),
            pointer=f"{self.operation.pointer}/responses",
        )
        if streams or paged:
            return MediaTypeChoice(argument)
        return MediaTypeChoice(argument, self._alternatives(good, names))

    def _alternatives(
        self, good: Sequence[ir.Response], names: Sequence[str]
    ) -> tuple[Alternative, ...]:
        """The results that some media types give, if they are not one."""
        by_type: dict[Expression, list[str]] = {}
        for name in names:
            by_type.setdefault(self._chosen(good, name), []).append(name)
        alternatives = tuple(
            Alternative(literal_type(map(literals.string, these)), type)
            for type, these in by_type.items()
        )
        return alternatives[:_TOLD] if len(alternatives) > 1 else ()

    def _chosen(self, good: Sequence[ir.Response], name: str) -> Expression:
        """What a call gives if a media type is asked for."""
        types: list[Expression] = []
        for response in good:
            fitting = [c for c in response.contents if c.media_type == name]
            types += (
                map(self._annotation, fitting) if fitting else self._types(response)
            )
        return any_of(types)

    def failures(self) -> tuple[Failure, ...]:
        """The responses that raise, `default` among them."""
        responses = (r for r in self._responses() if not r.status.startswith("2"))
        return tuple(map(self._failure, responses))

    def declared(self) -> Iterator[DeclaredBody]:
        """The bodies of responses as the document has them."""
        for response in self.operation.responses:
            for content in response.contents:
                yield DeclaredBody(
                    response.status, content.media_type, self._annotation(content)
                )
            if not response.contents:
                yield DeclaredBody(response.status, None, NONE)

    def _responses(self) -> tuple[ir.Response, ...]:
        """The responses as a call asks for them.

        Those to HEAD have no body (RFC 9110, section 9.3.2); pages are read from JSON,
        where there is JSON.
        """
        responses = self.operation.responses
        if self.operation.method.upper() == "HEAD":
            return tuple(replace(response, contents=()) for response in responses)
        if self.operation.pagination is not None:
            return tuple(map(_json_alone, responses))
        return responses

    def _failure(self, response: ir.Response) -> Failure:
        has_body = any(content.type is not None for content in response.contents)
        more = docs.tells_more(response)
        body = decoded = None
        if has_body:
            body = any_of(self._types(response))
            # A body that is not as it was asked for is text in any case.
            decoded = self._decoded(_asked_for(response.contents))
        return Failure(
            status=response.status,
            key=_status(response.status),
            exception=Identifier(_exception(response.status)),
            doc=docs.Prose(_raised(response) if more else ""),
            meaning=literals.string(_short(response)) if more else None,
            body=body,
            decoded=decoded,
        )

    def _types(self, response: ir.Response) -> list[Expression]:
        if not response.contents:
            return [NONE]
        return [self._annotation(content) for content in _asked_for(response.contents)]

    def _annotation(self, content: ir.Content) -> Expression:
        """The type of a whole response body."""
        if content.type is None:
            return ANY
        if follow(content.type, self.types.declarations) == _BINARY:
            return BYTES
        return self.types.annotation(content.type)

    def _decoded(self, contents: Contents, *, asked: bool = False) -> Expression:
        """One type for JSON; types by media type where it is not JSON alone.

        Args:
            asked: whether the client asks for it, so that a name of JSON other than
                `application/json` matters.
        """
        if not contents:
            return NONE
        types = {self._annotation(content) for content in contents}
        usual = not asked or any(essence(c.media_type) in _JSON for c in contents)
        alone = len(types) == 1 and all(c.kind is MediaKind.JSON for c in contents)
        if alone and usual:
            return self._annotation(contents[0])
        return mapping((c.media_type, self._read(c)) for c in contents)

    def _read(self, content: ir.Content) -> Expression:
        """The type of a body for the reader, to whom `bytes` is all that came."""
        type = self._annotation(content)
        behind = content.type and follow(content.type, self.types.declarations)
        is_text = content.kind is MediaKind.JSON and behind == _BYTES
        return runtime("Base64") if is_text else type

    def _event(self, content: ir.Content) -> Expression:
        item = content.item
        if item is None and isinstance(content.type, ir.ListOf):
            item = content.type.item
        return self.types.annotation(item or content.type or ir.Anything())

    def _item(
        self, pages: ir.Pagination, responses: Sequence[ir.Response]
    ) -> Expression:
        found = [c.type for r in responses for c in r.contents if c.type is not None]
        if not found:
            return ANY
        items = at_pointer(found[0], pages.items, self.types.declarations)
        item = items.item if isinstance(items, ir.ListOf) else ir.Anything()
        return self.types.annotation(item)


def shared_tables(failures: Iterable[tuple[Failure, ...]]) -> dict[str, Identifier]:
    """Tables of failures that several operations have: text -> name of a constant.

    Only long tables of mere descriptions are shared: a constant is made when its module
    is imported, and must not import models. Of several tables for the same statuses the
    most frequent one has the constant.
    """
    names: dict[str, str] = {}
    count: Counter[str] = Counter()
    for given in failures:
        described = [each for each in given if each.meaning]
        text = table_text(given)
        if len(described) < 2 or len(text) <= _SHARED:
            continue
        statuses = "_".join(each.status.upper() for each in described)
        names[text] = f"_ERRORS_{statuses}"
        count[text] += 1
    chosen: dict[str, Identifier] = {}
    for text, number in count.most_common():
        if number > 1 and names[text] not in chosen.values():
            chosen[text] = Identifier(names[text])
    return chosen


def table_text(failures: Sequence[Failure]) -> str:
    """The descriptions of failures by status, as one text; empty if one has a body."""
    if any(failure.body for failure in failures):
        return ""
    entries = ((each.key, each.meaning) for each in failures if each.meaning)
    return f"{{{', '.join(f'{key}: {meaning}' for key, meaning in entries)}}}"


def _pages(pages: ir.Pagination) -> Expression:
    name, options = _PAGES[pages.style]
    values = ((option, getattr(pages, option)) for option in options)
    keywords = tuple((name, literals.string(value)) for name, value in values if value)
    return Invocation(runtime(name), keywords=keywords)


def _asked_for(contents: Contents) -> Contents:
    """The contents without other notations of what is there as JSON, such as XML.

    A client asks for JSON, so that its users need not tell a model from a text.
    """
    if not any(content.kind is MediaKind.JSON for content in contents):
        return contents
    return tuple(c for c in contents if not is_notation(c.media_type))


def _json_alone(response: ir.Response) -> ir.Response:
    found = tuple(c for c in response.contents if c.kind is MediaKind.JSON)
    return (
        replace(response, contents=found) if found and response.is_result else response
    )


def _exception(status: str) -> str:
    """The class of the runtime for a status that is no success."""
    return _ERRORS.get(status) or _ERROR_RANGES.get(status[:1], "StatusError")


def _raised(response: ir.Response) -> str:
    """The meaning of a failure, with its status if its class has several."""
    status, text = response.status, docs.failure_sentence(response)
    if status.startswith("1"):
        return ""  # no final response
    if status in _ERRORS or status == "default":
        return text
    return f"{status}: {text}" if text else f"{status}."


def _short(response: ir.Response) -> str:
    """The description of a response, cut to fit into a line."""
    text = literals.one_line(response.doc.description or response.doc.summary)
    if len(text) <= _DESCRIPTION:
        return text
    return textwrap.shorten(text, _DESCRIPTION, placeholder=" ...")


def _status(status: str) -> Literal:
    return Literal(status) if status.isdecimal() else literals.string(status)


def _without_streams(response: ir.Response) -> ir.Response | None:
    """The response as far as it is read whole; `None` if nothing of it is."""
    contents = tuple(c for c in response.contents if c.kind not in _STREAMS)
    if response.contents and not contents:
        return None
    return replace(response, contents=contents)
