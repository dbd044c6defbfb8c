"""Operation Objects, and the webhooks and callbacks that are shaped like them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from regen import ir

from . import extensions, paths
from .bodies import read_body
from .contents import ContentReader
from .parameters import ParameterReader, fit_to_path
from .paths import Site
from .reader import Node
from .responses import ResponseReader
from .security import RequirementReader
from .servers import read_servers


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

    def read(self, site: Site) -> ir.Operation:
        """One operation.

        Raises:
            Unsupported: a part of it cannot be modelled.
        """
        node = site.operation
        declared = self.parameters.read(site.path_item, node, site.id)
        parameters, path = fit_to_path(declared, paths.template(site.path), node)
        return ir.Operation(
            id=site.id,
            pointer=node.pointer,
            method=site.method,
            path=path,
            parameters=parameters,
            body=read_body(self.contents, node, (site.id, "request")),
            responses=self.responses.read(node, site.id),
            security=self.requirements.read(self.root, node),
            servers=read_servers(node) or read_servers(site.path_item),
            callbacks=tuple(self._callbacks(site)),
            tags=tuple(dict.fromkeys(node.texts("tags"))),
            doc=_doc(node, site.path_item),
            deprecated=node.flag("deprecated") or False,
            pagination=extensions.pagination(node),
            external_docs=node.external_docs(),
        )

    def webhook(self, site: Site, id_: str) -> ir.Webhook:
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

    def _callbacks(self, site: Site) -> Iterator[ir.Webhook]:
        taken: set[str] = set()
        for name, table in site.operation.members("callbacks"):
            found = [s for key in table.value for s in paths.sites(table, key)]
            for inner in found:
                words = [site.id, name, inner.method.lower()]
                if words[-1] == "post" and len(found) == 1:
                    words.pop()
                id_ = paths.free(" ".join(words), taken)
                taken.add(id_)
                yield self.webhook(inner, id_)


def _doc(operation: Node, path_item: Node) -> ir.Doc:
    """The operation's own text, else that of its path item."""
    doc = operation.doc()
    return doc if doc != ir.Doc() else path_item.doc()
