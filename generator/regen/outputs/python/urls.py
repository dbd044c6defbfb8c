"""Server Objects: their URLs, with and without variables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from regen import ir
from regen.outputs.python import literals

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def default_url(server: ir.Server) -> str:
    """The URL of a server with the defaults of its variables."""
    defaults = {variable.name: variable.default for variable in server.variables}
    return _VARIABLE.sub(lambda match: defaults.get(match[1], match[0]), server.url)


def url_expression(server: ir.Server, arguments: Mapping[str, str]) -> str:
    """The URL as an expression of arguments, which are given by variable."""
    parts: list[str | literals.Code] = []
    position = 0
    for match in _VARIABLE.finditer(server.url):
        if match[1] in arguments:
            parts.append(server.url[position : match.start()])
            parts.append(literals.Code(arguments[match[1]]))
            position = match.end()
    parts.append(server.url[position:])
    return literals.fstring_path(parts).code
