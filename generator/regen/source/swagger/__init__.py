"""From Swagger 2.0 to OpenAPI 3.0: every later phase sees a document of 3.x.

What differs between 3.0, 3.1 and 3.2 (`nullable`, type arrays, boolean
`exclusiveMinimum`) shows in the keyword itself, so those documents stay as they are.
"""

from __future__ import annotations

from ..document import Document
from ..version import V2_0, version_of


def upgrade(document: Document) -> Document:
    """The same document in the form of OpenAPI 3.x, with nothing lost.

    A document of 3.x is returned as it is. One of Swagger 2.0 is rewritten as OpenAPI
    3.0; `Document.location` of a new pointer still finds the place in the input.
    """
    if version_of(document.root) != V2_0:
        return document
    # Imported here: most documents are of a later version.
    from .convert import convert

    return convert(document)
