"""Values of the intermediate model as tests write them."""

from __future__ import annotations

from regen import ir
from regen.ir import media


def content(
    media_type: str,
    type: ir.Type | None,
    encoding: tuple[ir.Encoding, ...] = (),
    item: ir.Type | None = None,
    kind: ir.MediaKind | None = None,
) -> ir.Content:
    """A Media Type Object; its kind is that of the media type, else JSON."""
    kind = kind or media.kind(media_type) or ir.MediaKind.JSON
    return ir.Content(media_type, kind, type, encoding, item)


def response(status: str, *contents: ir.Content, description: str = "") -> ir.Response:
    """A Response Object; its status says whether it is the result."""
    doc = ir.Doc(description=description)
    return ir.Response(status, doc, contents, is_result=status.startswith("2"))
