"""Server Objects and their variables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regen import ir

from .reader import Node

_VARIABLE = re.compile(r"\{([^{}]+)\}")


def read_servers(owner: Node) -> tuple[ir.Server, ...]:
    """`servers` of the document, a path item or an operation; without twins.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    servers = (_server(node) for node in owner.items("servers"))
    return tuple(dict.fromkeys(server for server in servers if server is not None))


def _server(node: Node) -> ir.Server | None:
    url = node.text("url").strip()
    if not url:
        # An empty URL is the document's own place, as if there were no servers.
        if node.value.get("url") != "":
            node.findings.add(
                "invalid-server",
                "the server is left out: it has no `url`",
                node.pointer,
            )
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
            node.findings.add(
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
