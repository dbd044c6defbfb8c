"""Responses: what a call gives, what it raises, and the type of the call itself."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind
from regen.ir.media import essence, is_notation
from regen.outputs.python import literals
from regen.outputs.python.docs import tells_more
from regen.outputs.python.lines import Brackets, Node, call, keyword, mapping, subscript
from regen.outputs.python.resolve import Declarations, at_pointer, follow
from regen.outputs.python.types import Scope, annotation, any_of

_STREAMS = (MediaKind.EVENTS, MediaKind.LINES)
_PAGES = {
    "cursor": ("CursorPages", ("parameter", "next", "items")),
    "page": ("PageNumberPages", ("parameter", "items")),
    "offset": ("OffsetPages", ("parameter", "items", "limit")),
    "link": ("LinkHeaderPages", ("items",)),
    "url": ("NextUrlPages", ("next", "items")),
}
_DECORATORS = {
    "Call": "operation",
    "PagedCall": "paged_operation",
    "StreamCall": "stream_operation",
    "StreamingCall": "streaming_operation",
}
_BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)
_STRING = ir.Primitive(ir.PrimitiveKind.STRING)
_JSON = frozenset(("application/json", "application/*", "*/*"))
"""What a client asks for where a call gives no media type."""
_INLINE = 88 - len("        errors=,")
"""Columns of a table of failures that fits into a line of the call."""
_DESCRIPTION = 64
"""Columns of a description in a call; the docstring holds all of it."""


class Results(Struct, frozen=True):
    """The responses of an operation as its function sees them.

    Attributes:
        decorator: what makes the function an operation.
        call: the class of the call, `Call` or one of its kin.
        returns: the annotation of the function, `Call[Pet]`.
        arguments: results, errors, events and pages of the call.
    """

    decorator: str
    call: str
    returns: Node
    arguments: tuple[Node, ...]


class ResponseWriter(Struct, frozen=True):
    """Writes the responses of operations.

    Attributes:
        shared: failures that stand in a constant of the module, as text -> its name.
    """

    scope: Scope
    declarations: Declarations
    shared: Mapping[str, str] = field(default_factory=dict)

    def results(self, operation: ir.Operation) -> Results:
        """What the function returns and what its call says about responses."""
        good = successes(operation)
        streams = [c for r in good for c in r.contents if c.kind in _STREAMS]
        plain = [p for r in good if (p := _without_streams(r)) is not None]
        type = any_of([t for r in plain for t in self._types(r)] or ["None"])
        name, members, extra = "Call", [type], list[Node]()
        if streams:
            event = any_of(self._event(content) for content in streams)
            extra.append(keyword("events", event))
            whole = any(response.contents for response in plain)
            name, members = (
                ("StreamingCall", [type, event]) if whole else ("StreamCall", [event])
            )
        elif operation.pagination is not None:
            name, members = "PagedCall", [type, self._item(operation.pagination, plain)]
            extra.append(keyword("pages", self._pages(operation.pagination)))
        decorator = self.scope.use_runtime(_DECORATORS[name])
        name = self.scope.use_runtime(name)
        arguments = [*self._results(plain), *self._errors(operation), *extra]
        return Results(decorator, name, subscript(name, *members), tuple(arguments))

    def _results(self, responses: Sequence[ir.Response]) -> list[Node]:
        entries = [(_status(r.status), self._result(r, asked=True)) for r in responses]
        if all(result == "None" for _, result in entries):
            return []
        return [keyword("results", mapping(entries))]

    def _errors(self, operation: ir.Operation) -> list[Node]:
        table = self.failure_table(operation)
        if not table.items:
            return []
        return [keyword("errors", self.shared.get(str(table), table))]

    def failure_table(self, operation: ir.Operation) -> Brackets:
        """What the failures of an operation mean, by status."""
        return mapping(
            (_status(response.status), self._error(response))
            for response in failures(operation)
            if _has_body(response) or tells_more(response)
        )

    def _types(self, response: ir.Response) -> list[Node]:
        if not response.contents:
            return ["None"]
        return [self.annotation(content) for content in _asked_for(response.contents)]

    def annotation(self, content: ir.Content) -> Node:
        """The type of a whole response body."""
        if content.type is None:
            return annotation(ir.Anything(), self.scope)
        if follow(content.type, self.declarations) == _BINARY:
            return self.scope.imports.builtin("bytes")
        return annotation(content.type, self.scope)

    def _result(self, response: ir.Response, *, asked: bool = False) -> Node:
        """One type for JSON; types by media type where it is not JSON alone.

        Args:
            asked: whether the client asks for it, so that a name of JSON other than
                `application/json` matters.
        """
        contents = response.contents
        if not contents:
            return "None"
        types = {str(self.annotation(content)) for content in contents}
        usual = not asked or any(essence(c.media_type) in _JSON for c in contents)
        alone = len(types) == 1 and all(self._is_json(content) for content in contents)
        if alone and usual:
            return self.annotation(contents[0])
        return mapping(
            (literals.string(content.media_type).code, self.annotation(content))
            for content in contents
        )

    def _is_json(self, content: ir.Content) -> bool:
        return content.kind is MediaKind.JSON

    def body_of(self, response: ir.Response) -> Node | None:
        """The type of the body of a failure; `None` if nothing decodes it."""
        return any_of(self._types(response)) if _has_body(response) else None

    def _error(self, response: ir.Response) -> Node:
        text = literals.string(short(response)).code
        if not _has_body(response):
            return text
        # A body that is not as it was asked for is text in any case.
        result = self._result(replace(response, contents=_asked_for(response.contents)))
        if not tells_more(response):
            return result
        return call(self.scope.use_runtime("Failure"), text, result)

    def _event(self, content: ir.Content) -> Node:
        item = content.item
        if item is None and isinstance(content.type, ir.ListOf):
            item = content.type.item
        return annotation(item or content.type or ir.Anything(), self.scope)

    def _item(self, pages: ir.Pagination, responses: Sequence[ir.Response]) -> Node:
        found = [c.type for r in responses for c in r.contents if c.type is not None]
        if not found:
            return annotation(ir.Anything(), self.scope)
        items = at_pointer(found[0], pages.items, self.declarations)
        item = items.item if isinstance(items, ir.ListOf) else ir.Anything()
        return annotation(item, self.scope)

    def _pages(self, pages: ir.Pagination) -> Brackets:
        name, options = _PAGES[pages.style]
        values = [(option, getattr(pages, option)) for option in options]
        arguments = [
            keyword(option, literals.string(value).code)
            for option, value in values
            if value
        ]
        return call(self.scope.use_runtime(name), *arguments)


def successes(operation: ir.Operation) -> list[ir.Response]:
    """The responses that give a result: 2xx, or `default` if no 2xx is declared."""
    return [r for r in _responses(operation) if r.is_result]


def failures(operation: ir.Operation) -> list[ir.Response]:
    """The responses that raise, `default` among them."""
    return [r for r in _responses(operation) if not r.status.startswith("2")]


def _has_body(response: ir.Response) -> bool:
    return any(content.type is not None for content in response.contents)


def _asked_for(contents: tuple[ir.Content, ...]) -> tuple[ir.Content, ...]:
    """The contents without other notations of what is there as JSON, such as XML.

    A client asks for JSON, so that its users need not tell a model from a text.
    """
    if not any(content.kind is MediaKind.JSON for content in contents):
        return contents
    return tuple(c for c in contents if not is_notation(c.media_type))


def _responses(operation: ir.Operation) -> tuple[ir.Response, ...]:
    """The responses; those to HEAD have no body (RFC 9110, section 9.3.2)."""
    if operation.method.upper() != "HEAD":
        return operation.responses
    return tuple(replace(response, contents=()) for response in operation.responses)


def shared_failures(
    operations: Iterable[ir.Operation], writer: ResponseWriter
) -> dict[str, tuple[str, Brackets]]:
    """Tables of failures that several operations have: text -> constant and table.

    Only long tables of mere descriptions are shared: a constant is made when its module
    is imported, and must not import models. Of several tables for the same statuses the
    most frequent one has the constant.
    """
    tables: dict[str, tuple[str, Brackets]] = {}
    count: Counter[str] = Counter()
    for operation in operations:
        found = failures(operation)
        if any(map(_has_body, found)):
            continue
        found = [response for response in found if tells_more(response)]
        table = writer.failure_table(operation)
        if len(table.items) > 1 and len(str(table)) > _INLINE:
            statuses = "_".join(response.status.upper() for response in found)
            tables[str(table)] = (f"_ERRORS_{statuses}", table)
            count[str(table)] += 1
    chosen: dict[str, tuple[str, Brackets]] = {}
    for text, number in count.most_common():
        name, _ = tables[text]
        if number > 1 and name not in {other for other, _ in chosen.values()}:
            chosen[text] = tables[text]
    return chosen


def short(response: ir.Response) -> str:
    """The description of a response, cut to fit into a line."""
    text = literals.one_line(response.doc.description or response.doc.summary)
    return textwrap.shorten(text, _DESCRIPTION, placeholder=" ...")


def _status(status: str) -> str:
    return status if status.isdecimal() else literals.string(status).code


def _without_streams(response: ir.Response) -> ir.Response | None:
    """The response as far as it is read whole; `None` if nothing of it is."""
    contents = tuple(c for c in response.contents if c.kind not in _STREAMS)
    if response.contents and not contents:
        return None
    return ir.Response(response.status, response.doc, contents, response.headers)
