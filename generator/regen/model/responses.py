"""Reads Response Objects and their headers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from regen import ir
from regen.diagnostics import Level

from .contents import STRING, ContentReader
from .name_hints import words_of_shared
from .reader import Node


class ResponseReader(Struct, frozen=True):
    """Reads the responses of operations; registers a model per set of headers.

    Attributes:
        contents: reads `content` maps.
    """

    contents: ContentReader
    _shared: dict[str, tuple[tuple[ir.Content, ...], ir.Ref | None]] = field(
        default_factory=dict
    )

    def read(self, operation: Node, operation_id: str) -> tuple[ir.Response, ...]:
        """The responses of an operation, in document order.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        found = dict(_declared(operation))
        if not found:
            operation.log.add(
                "no-responses",
                "the operation declares no response",
                operation.pointer,
                Level.INFO,
            )
        first = _first_success(found)
        headers = [status for status, node in found.items() if _declared_headers(node)]
        responses = []
        for status, node in found.items():
            words = () if status == first else (status,)
            hint = (operation_id, "response", *words)
            alone = headers == [status]
            header_hint = (operation_id, "response headers", *(() if alone else words))
            doc = node.doc()
            contents, model = self._carried(node, hint, header_hint)
            is_result = status.startswith("2") or status == first
            links = tuple(_links(node))
            responses.append(
                ir.Response(status, doc, contents, model, is_result, links)
            )
        return tuple(responses)

    def _carried(
        self, node: Node, hint: tuple[str, ...], header_hint: tuple[str, ...]
    ) -> tuple[tuple[ir.Content, ...], ir.Ref | None]:
        """Contents and headers.

        Those of a shared response are read only once, and named after it, so that all
        operations get the same.
        """
        own = words_of_shared(node, "response")
        if own is not None and node.pointer in self._shared:
            return self._shared[node.pointer]
        contents = self.contents.read(node, own or hint, received=True)
        found = contents, self._headers(node, header_hint)
        if own is not None:
            self._shared[node.pointer] = found
        return found

    def _headers(self, response: Node, hint: tuple[str, ...]) -> ir.Ref | None:
        """The model of the declared headers; its id is where they stand."""
        if not _declared_headers(response):
            return None
        table = response.node("headers")
        assert table is not None
        id_ = ir.SchemaId(table.pointer)
        declarations = self.contents.schemas.declarations
        if id_ not in declarations:
            if (own := words_of_shared(response, "response")) is not None:
                hint = (own[0], "response headers")
            fields = tuple(self._fields(response, hint))
            declarations[id_] = ir.Model(id_, hint, ir.Doc(), fields)
        return ir.Ref(id_)

    def _fields(self, response: Node, hint: tuple[str, ...]) -> Iterator[ir.Field]:
        for name, header in _declared_headers(response).items():
            yield ir.Field(
                wire_name=name,
                type=self._header_type(header, (*hint, name)),
                required=header.flag("required") or False,
                doc=ir.Doc(description=header.text("description")),
                deprecated=header.flag("deprecated") or False,
            )

    def _header_type(self, header: Node, hint: tuple[str, ...]) -> ir.Type:
        if isinstance(header.value.get("schema"), dict | bool):
            return self.contents.schemas.type_at(header.at("schema"), hint)
        for content in self.contents.read(header, hint):
            return content.type or ir.Anything()
        return STRING


def _declared(operation: Node) -> Iterator[tuple[str, Node]]:
    """The responses by normalised status; ranges in upper case."""
    visited: set[str] = set()
    for key, node in operation.members("responses"):
        status = "default" if key.lower() == "default" else key.strip().upper()
        if key.startswith("x-"):
            continue
        if status not in visited:
            visited.add(status)
            yield status, node


def _links(response: Node) -> Iterator[ir.Link]:
    """The links of a response."""
    for name, link in response.members("links", lenient=True):
        values = link.value.get("parameters")
        yield ir.Link(
            name=name,
            operation=link.text("operationId") or link.text("operationRef"),
            parameters=tuple(values.items()) if isinstance(values, dict) else (),
            description=link.text("description"),
        )


def _first_success(found: dict[str, Node]) -> str:
    """The status whose body is what the operation gives; `default` if no 2xx is."""
    return next((status for status in found if status.startswith("2")), "default")


def _declared_headers(response: Node) -> dict[str, Node]:
    """The declared headers, each once whatever its case; `Content-Type` is ignored."""
    if "headers" not in response.value:
        return {}
    found: dict[str, tuple[str, Node]] = {}
    for name, header in response.members("headers", lenient=True):
        found.setdefault(name.lower(), (name, header))
    found.pop("content-type", None)
    return dict(found.values())
