"""Reads Operation Objects: bodies, responses, servers; webhooks and callbacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from regen import ir
from regen.diagnostics import Level

from . import extensions, paths
from .contents import STRING, ContentReader
from .name_hints import words_of_shared
from .parameters import ParameterReader, accepted, fit_to_path
from .paths import OperationSite
from .reader import Node
from .security import RequirementReader


class OperationReader(Struct, frozen=True):
    """Reads the operations of one document.

    Attributes:
        root: the OpenAPI Object.
        contents: reads the bodies of requests.
        parameters: reads the parameters.
        responses: reads the responses.
        requirements: reads the security of each operation.
    """

    root: Node
    contents: ContentReader
    parameters: ParameterReader
    responses: ResponseReader
    requirements: RequirementReader

    def read(self, site: OperationSite) -> ir.Operation:
        """One operation.

        Raises:
            Unsupported: a part of it cannot be modelled.
        """
        node = site.operation
        declared = self.parameters.read(site.path_item, node, site.words)
        parameters, path = fit_to_path(declared, paths.template(site.path), node)
        return ir.Operation(
            id=site.id,
            pointer=node.pointer,
            method=site.method,
            path=path,
            parameters=parameters,
            body=read_body(self.contents, node, (site.words, "request")),
            responses=self.responses.read(node, site.words),
            security=self.requirements.read(self.root, node),
            servers=read_servers(node) or read_servers(site.path_item),
            callbacks=tuple(self._callbacks(site)),
            tags=tuple(dict.fromkeys(node.texts("tags"))),
            doc=_doc(node, site.path_item),
            deprecated=node.flag("deprecated") or False,
            pagination=extensions.pagination(node),
            external_docs=node.external_docs(),
            name_hint=site.words if site.words != site.id else "",
            accepts=accepted(site.path_item, node),
        )

    def webhook(self, site: OperationSite, id_: str) -> ir.Webhook:
        """A request that the server makes.

        Args:
            id_: unique among the webhooks and callbacks of the API.

        Raises:
            Unsupported: a part of it cannot be modelled.
        """
        node = site.operation
        return ir.Webhook(
            id=id_,
            pointer=node.pointer,
            method=site.method,
            body=read_body(self.contents, node, (id_, "payload")),
            doc=_doc(node, site.path_item),
        )

    def _callbacks(self, site: OperationSite) -> Iterator[ir.Webhook]:
        taken: set[str] = set()
        for name, table in site.operation.members("callbacks", lenient=True):
            found = [s for key in table.value for s in paths.sites(table, key)]
            for inner in found:
                words = [site.words or site.id, name, inner.method.lower()]
                if words[-1] == "post" and len(found) == 1:
                    words.pop()
                id_ = paths.free(" ".join(words), taken)
                taken.add(id_)
                yield self.webhook(inner, id_)


def _doc(operation: Node, path_item: Node) -> ir.Doc:
    """The operation's own text, else that of its path item."""
    doc = operation.doc()
    return doc if doc != ir.Doc() else path_item.doc()


def read_body(
    contents: ContentReader, owner: Node, hint: tuple[str, ...]
) -> ir.Body | None:
    """The request body of an operation, webhook or callback; `None` without one.

    Args:
        owner: the Operation Object.
        hint: words for the name of an inline schema.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    node = owner.node("requestBody")
    if node is None:
        return None
    found = contents.read(node, words_of_shared(node, "request") or hint, sent=True)
    if not found:
        node.log.add(
            "empty-request-body",
            "the request body is left out: it lists no media type",
            node.pointer,
        )
        return None
    required = node.flag("required") or False
    return ir.Body(found, required, ir.Doc(description=node.text("description")))


_VARIABLE = re.compile(r"\{([^{}]+)\}")


def read_servers(owner: Node) -> tuple[ir.Server, ...]:
    """`servers` of the document, a path item or an operation, without repetitions.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    servers = (_server(node) for node in owner.items("servers"))
    return tuple(dict.fromkeys(server for server in servers if server is not None))


def _server(node: Node) -> ir.Server | None:
    url = node.text("url").strip()
    if not url:
        # An empty URL is the document's own place, as if there were no servers.
        return None
    return ir.Server(
        url=url,
        name=node.text("name"),
        doc=ir.Doc(description=node.text("description")),
        variables=tuple(_variables(node, url)),
    )


def _variables(node: Node, url: str) -> Iterator[ir.ServerVariable]:
    """The variables that the URL has, in its order."""
    declared = dict(node.members("variables"))
    for name in dict.fromkeys(_VARIABLE.findall(url)):
        variable = declared.get(name)
        if variable is None:
            node.log.add(
                "undeclared-server-variable",
                f"{{{name}}} in the server URL has no variable: its default is empty",
                node.pointer,
            )
            yield ir.ServerVariable(name, "")
            continue
        yield ir.ServerVariable(
            name=name,
            default=variable.text("default"),
            values=variable.texts("enum"),
        )


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
