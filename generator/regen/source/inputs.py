"""From the files that a person names to one bundled document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from regen.diagnostics import Diagnostic, Level, RegenError

from .bundle import bundle
from .document import Document
from .load import load_file
from .sourcemap import SourceFile
from .swagger import upgrade
from .validate import check_structure


def read_document(
    documents: Sequence[SourceFile],
    overlays: Sequence[Path] = (),
    *,
    allow_urls: bool = False,
    root_folder: Path | None = None,
) -> Document:
    """The document that files are: overlays applied, references local, merged.

    Args:
        documents: several become one in the shape of OpenAPI 3.x.
        overlays: OpenAPI Overlay documents, applied in order before anything else.
        allow_urls: as for `refs.bundle`.
        root_folder: as for `refs.bundle`.

    Raises:
        RegenError: a file cannot be read or is not what it has to be.
    """
    changes = [load_file(path) for path in overlays]
    files, found = _overlaid(documents, changes)
    document = _merged(
        [bundle(f, allow_urls=allow_urls, root_folder=root_folder) for f in files]
    )
    return replace(
        document,
        files=(*document.files, *changes),
        diagnostics=(*found, *document.diagnostics),
    )


def _merged(documents: list[Document]) -> Document:
    if len(documents) == 1:
        return documents[0]
    from .merge import merge  # which only some clients need

    found = [finding for document in documents for finding in check_structure(document)]
    if errors := [finding for finding in found if finding.level is Level.ERROR]:
        raise RegenError(errors)
    return merge([upgrade(document) for document in documents])


def _overlaid(
    files: Sequence[SourceFile], overlays: list[SourceFile]
) -> tuple[list[SourceFile], list[Diagnostic]]:
    if not overlays:
        return list(files), []
    # Imported here: JSONPath takes 40 ms, which most runs do not need.
    from .overlay import apply

    return apply(files, overlays)
