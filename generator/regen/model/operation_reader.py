"""Reads Operation Objects with their bodies and servers; webhooks and callbacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from regen import ir

from . import extensions, paths
from .contents import ContentReader
from .name_hints import words_of_shared
from .parameters import ParameterReader, accepted, fit_to_path
from .paths import OperationSite
from .reader import Node
from .responses import ResponseReader
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
