"""Overlays and merging, which only some clients need: imported where they are."""

from __future__ import annotations

from collections.abc import Sequence

from regen.diagnostics import Diagnostic, Level, RegenError

from .document import Document
from .sourcemap import SourceFile
from .swagger import upgrade
from .validate import check_structure


def apply_overlays(
    files: list[SourceFile], overlays: Sequence[SourceFile]
) -> tuple[list[SourceFile], list[Diagnostic]]:
    """The files with OpenAPI Overlay documents applied, in order.

    Raises:
        RegenError: an overlay is not one, or an action cannot be done.
    """
    if not overlays:
        return files, []
    from .overlay import apply  # JSONPath takes 40 ms

    return apply(files, overlays)


def merge_documents(documents: Sequence[Document]) -> Document:
    """One document of several, in the shape of OpenAPI 3.x.

    Raises:
        RegenError: one of them is wrong, or they contradict one another.
    """
    if len(documents) == 1:
        return documents[0]
    from .merge import merge

    found = [item for document in documents for item in check_structure(document)]
    if errors := [item for item in found if item.level is Level.ERROR]:
        raise RegenError(errors)
    return merge([upgrade(document) for document in documents])
