"""What the functions that make bombs share."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Files = dict[str, str]
"""Name of a file -> its text: documents first, then what they refer to.

Files named `openapi...` are given to regen as documents, those named `overlay...` as
overlays.
"""

INFO: Json = {"title": "t", "version": "1"}
STRING: Json = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Bomb:
    """A way to make files that together stay below a megabyte.

    Attributes:
        command: what they are given to, a key of `judging.LINES`.
    """

    name: str
    make: Callable[[], Files]
    command: str = "generate"


BOMBS: list[Bomb] = []
"""All of them, in the order in which they were defined."""


def bomb(make: Callable[[], Files]) -> Callable[[], Files]:
    """Add a function to the table, under its name."""
    BOMBS.append(Bomb(make.__name__, make))
    return make


def compared(make: Callable[[], Files]) -> Callable[[], Files]:
    """Add a function that makes two documents, for `regen diff`."""
    BOMBS.append(Bomb(make.__name__, make, "diff"))
    return make


def documented(make: Callable[[], Files]) -> Callable[[], Files]:
    """Add a function for the outputs that show what a document says."""
    name = make.__name__
    BOMBS.append(Bomb(f"{name}, project", make, "project"))
    BOMBS.append(Bomb(f"{name}, reference", make, "reference"))
    return make


def ref(name: str) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(properties: Json, **more: Any) -> Json:
    """A schema of objects."""
    return {"type": "object", "properties": properties} | more


def document(root: Json) -> Files:
    """One document in JSON."""
    return {"openapi.json": json.dumps(root)}


def schemas(found: Json, version: str = "3.1.0", **more: Any) -> Files:
    """A document of nothing but schemas."""
    components = {"schemas": found}
    root = {"openapi": version, "info": INFO, "paths": {}, "components": components}
    return document(root | more)


def paths(found: Json, version: str = "3.0.3", **more: Any) -> Files:
    """A document of paths, and what else is given."""
    return document({"openapi": version, "info": INFO, "paths": found} | more)


def swagger(found: Json, **more: Any) -> Files:
    """A document of version 2.0."""
    return document({"swagger": "2.0", "info": INFO, "paths": found} | more)


def get(**more: Any) -> Json:
    """A path item with one operation."""
    return {"get": {"responses": {"200": {"description": "ok"}}} | more}


def answer(schema: Json, media_type: str = "application/json") -> Json:
    """Responses of one success."""
    content = {media_type: {"schema": schema}}
    return {"200": {"description": "ok", "content": content}}


def yaml_document(text: str) -> Files:
    """A document in YAML whose `x-bomb` is `text`."""
    head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
    components = "components:\n  schemas: {A: {type: string}}\n"
    return {"openapi.yaml": f"{head}{components}x-bomb:\n{text}"}


def yaml_schemas(text: str, **more: str) -> Files:
    """A document in YAML with schemas, indented by four.

    Args:
        more: extensions before them.
    """
    head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
    extensions = "".join(f"x-{name}:\n{value}\n" for name, value in more.items())
    return {"openapi.yaml": f"{head}{extensions}components:\n  schemas:\n{text}"}
