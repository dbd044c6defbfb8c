"""From the files that a person names to one bundled document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from regen.diagnostics import Diagnostic, error

from .document import Document, SourceFile
from .load import load_file
from .refs import bundle


def read_document(
    documents: Sequence[SourceFile],
    overlays: Sequence[Path] = (),
    *,
    allow_urls: bool = False,
    root_folder: Path | None = None,
) -> Document:
    """The document that files are: overlays applied, references local.

    Args:
        overlays: OpenAPI Overlay documents, applied in order before anything else.
        allow_urls: as for `refs.bundle`.
        root_folder: as for `refs.bundle`.

    Raises:
        RegenError: a file cannot be read or is not what it has to be.
    """
    if len(documents) != 1:
        raise error("several-inputs", f"one document is needed, not {len(documents)}")
    changes = [load_file(path) for path in overlays]
    files, found = _overlaid(documents, changes)
    document = bundle(files[0], allow_urls=allow_urls, root_folder=root_folder)
    return replace(
        document,
        files=(*document.files, *changes),
        diagnostics=(*found, *document.diagnostics),
    )


def _overlaid(
    files: Sequence[SourceFile], overlays: list[SourceFile]
) -> tuple[list[SourceFile], list[Diagnostic]]:
    if not overlays:
        return list(files), []
    # Imported here: JSONPath takes 40 ms, which most runs do not need.
    from .overlay import apply

    return apply(files, overlays)
