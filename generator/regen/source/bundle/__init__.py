"""Bundles a file and all that it refers to into one document.

`discover` follows every reference through all files and cuts those that lead to
themselves, `resolve` finds the target of one reference, `placement` decides where parts
of other files go, and `assemble` builds the document. Later phases meet local
references only.
"""

from __future__ import annotations

from pathlib import Path

from regen.diagnostics import error

from ..document import Document
from ..files import FileSet
from ..sourcemap import SourceFile
from .assemble import assemble
from .discover import cut_cycles, discover
from .placement import place_all


def bundle(
    main: SourceFile, *, allow_urls: bool = False, root_folder: Path | None = None
) -> Document:
    """`main` and all files it refers to, as one document with local references.

    OpenAPI 3.2, "Relative References in API Description URIs", and its counterparts
    in 2.0 to 3.1. A reference that cannot be followed is a diagnostic of the result
    (`dangling-reference`, `forbidden-reference`, `remote-reference`,
    `reference-cycle`, `invalid-reference`); its object gets the key
    `x-regen-dangling`. A value of a discriminator's `mapping` becomes the local
    reference of the schema that it names; one that names nothing is a warning. A
    reference to a part of another kind is followed (`wrong-reference`): an error where
    a body is lost, else a warning.

    Args:
        allow_urls: read http and https references; public hosts only.
        root_folder: references to files must stay in it; by default as
            `files.default_root_folder` says.

    Raises:
        RegenError: `main` is no OpenAPI document (code `not-openapi`), or a file that
            is referred to cannot be parsed.
    """
    _check_openapi(main)
    graph = discover(
        main, FileSet(main, allow_urls=allow_urls, root_folder=root_folder)
    )
    cut_cycles(graph)
    return assemble(graph, place_all(graph))


_OTHERS = {
    "asyncapi": "an AsyncAPI document",
    "swaggerVersion": "a document of Swagger 1.x; convert it to OpenAPI 3 first",
    "item": "a Postman collection; export it as OpenAPI",
    "overlay": "an OpenAPI Overlay",
    "arazzo": "an Arazzo description",
    "openrpc": "an OpenRPC document",
    "$schema": "a JSON Schema; refer to it from an OpenAPI document",
    "apiVersion": "a Kubernetes manifest",
}
"""Keys of formats that are mistaken for OpenAPI -> what the document seems to be."""


def _check_openapi(main: SourceFile) -> None:
    root = main.root
    if not isinstance(root, dict):
        raise error(
            "not-openapi",
            "an OpenAPI document is an object with the key 'openapi' or 'swagger'",
            main.location(),
            "the file is empty" if root is None else "give the OpenAPI document itself",
        )
    if "openapi" not in root and "swagger" not in root:
        other = next((_OTHERS[key] for key in _OTHERS if key in root), None)
        raise error(
            "not-openapi",
            "the key 'openapi' (or 'swagger' for version 2.0) is missing",
            main.location(),
            (
                f"this seems to be {other}"
                if other
                else "add the version of the specification, as in 'openapi: 3.1.0'"
            ),
        )
