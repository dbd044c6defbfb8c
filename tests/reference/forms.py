"""Fields of a form, as the Encoding Object of OpenAPI 3.2 has them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from .styles import Parameter, plain

JSON = "application/json"
STYLED = {"style", "explode", "allowReserved"}


class Field(NamedTuple):
    """A pair of a urlencoded form, or a part of a multipart one, before encoding.

    Attributes:
        content_type: of a part, if it is not `text/plain`.
    """

    name: str
    text: str
    content_type: str | None


def fields(name: str, value: Any, encoding: Mapping[str, Any]) -> Iterator[Field]:
    """What a property becomes.

    With one of the fields of styles it is written as a query parameter is, else by
    its media type, each item of an array on its own.
    """
    if STYLED & encoding.keys():
        style = encoding.get("style", "form")
        explode = encoding.get("explode", style == "form")
        text = Parameter("query", name, style, explode).text(value)
        for pair in filter(None, text.split("&")):
            key, _, text = pair.partition("=")
            yield Field(unquote(key), unquote(text), None)
        return
    kind = encoding.get("contentType")
    for item in value if isinstance(value, list) else [value]:
        own = kind or (JSON if isinstance(item, list | dict) else None)
        text = json.dumps(item, separators=(",", ":"), ensure_ascii=False)
        yield Field(name, text if own == JSON else plain(item), own)
