"""Versions of the specification: which are known, and one shape for all of them.

Every later phase sees the shape of OpenAPI 3.x. What differs between 3.0, 3.1 and 3.2
(`nullable`, type arrays, boolean `exclusiveMinimum`) shows in the keyword itself, so
those documents are passed on as they are.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from typing import Any

from .document import Document


class Family(enum.Enum):
    """A version of the specification as far as its documents are shaped alike."""

    V2_0 = "2.0"
    V3_0 = "3.0"
    V3_1 = "3.1"
    V3_2 = "3.2"


_PATCHED = re.compile(r"(3\.[012])(\.\d+)?([-+].*)?")


def family(root: Mapping[str, Any]) -> Family | None:
    """The family that a document claims to belong to; `None` if it is not known.

    A version that YAML reads as a number (`swagger: 2.0`) counts as the text it stands
    for.
    """
    if "openapi" in root:
        match = _PATCHED.fullmatch(str(root["openapi"]))
        return Family(match[1]) if match else None
    return Family.V2_0 if str(root.get("swagger")) in ("2.0", "2") else None


def upgrade(document: Document) -> Document:
    """The same document in the shape of OpenAPI 3.x, with nothing lost.

    A document of 3.x is returned as it is. One of Swagger 2.0 is rewritten as OpenAPI
    3.0; `Document.location` of a new pointer still finds the place in the input.
    """
    if family(document.root) is not Family.V2_0:
        return document
    from .swagger import convert

    return convert(document)
