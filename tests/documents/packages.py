"""A document becomes a package in this process, with the schemas of its types."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from msgspec import Struct
from regen.config import from_flags
from regen.outputs.inspection import inspect
from regen.pipeline import analyse, build, generate

from tests.documents.json_schema import Json
from tests.support import bundled, load

_FAMILY = "/x-polymorphic"


class Target(Struct, frozen=True):
    """A type of a package, and the schema that it was made from.

    Attributes:
        reference: into the document.
        family: it stands for the schema or any that extends it.
    """

    name: str
    type: Any
    reference: str
    family: bool


def made(path: Path, folder: Path) -> tuple[Json, SimpleNamespace, list[Target]]:
    """The bundled document, what decodes and encodes, and the types that components
    and whole bodies became.

    Args:
        folder: receives the package.
    """
    package = f"client_{abs(hash(str(path)))}"
    config = from_flags(
        documents=(path,), output=folder, package=package, skip_unsupported=True
    )
    generate(build(config))
    module = load(folder / package)
    document: Json = bundled(config.documents).root
    analysis = analyse(config)
    targets = []
    for model in inspect(analysis.surface)["models"]:
        reference = str(model["schema"])
        plain = reference.removesuffix(_FAMILY)
        if "swagger" in document:
            plain = plain.replace("#/components/schemas/", "#/definitions/")
        if plain.count("/") == 3 - ("swagger" in document) or plain.endswith("/schema"):
            home = importlib.import_module(f"{package}.{model['module']}")
            kind = getattr(home, model["name"])
            family = plain != reference
            targets.append(Target(model["name"], kind, plain, family))
    parts = ("_runtime", "_runtime.encoding")
    found = [vars(importlib.import_module(f"{package}.{part}")) for part in parts]
    return document, SimpleNamespace(**(vars(module) | found[0] | found[1])), targets
