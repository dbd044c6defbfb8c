"""`regen init`: finds documents, and writes the configuration and the pre-commit entry.

What is there already is never changed: entries are added, and each file is otherwise
the same, byte for byte.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from regen.config import package_name
from regen.diagnostics import RegenError, error
from regen.manifest import FILE_NAME
from regen.source.load import load_file

from .configuration import Configuration
from .precommit import plan_hook

MAX_DOCUMENTS = 20
"""More than one repository calls; a collection of documents rather than its clients."""

_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".md", ".mdx", ".markdown"})
_NOT_OURS = frozenset({"node_modules", "venv", "site-packages", "build", "dist"})
_NOT_CALLED = frozenset({"tests", "test", "testdata", "fixtures", "examples"})
_VERSION = re.compile(rb"""["']?(openapi|swagger)["']?\s*:\s*["']?[23]\.""")


def find_documents(folder: Path) -> list[Path]:
    """The documents below a folder, sorted.

    Hidden folders, tests, examples, installed packages and generated clients are left
    out, and so is what cannot be read.

    Raises:
        RegenError: there are none, or too many to be what one repository calls.
    """
    found = sorted(path for path in _files(folder) if _is_document(path))
    if not found:
        raise error(
            "no-document",
            f"there is no OpenAPI document in {folder.absolute()}",
            hint="name it: `regen init DOCUMENT`",
        )
    if len(found) > MAX_DOCUMENTS:
        raise error(
            "several-documents",
            f"there are {len(found)} OpenAPI documents in {folder.absolute()}",
            hint="name the one to generate from: `regen init DOCUMENT`",
        )
    return found


def title_of(document: Path) -> str:
    """The title of an OpenAPI document; empty if it has none.

    Raises:
        RegenError: it cannot be read, or is no OpenAPI document.
    """
    file = load_file(document)
    root = file.root
    if not isinstance(root, dict) or not {"openapi", "swagger"} & root.keys():
        raise error("not-openapi", "this is no OpenAPI document", file.location())
    info = root.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    return title if isinstance(title, str) else ""


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        if FILE_NAME in names:
            folders.clear()
            continue
        ignored = _NOT_OURS | _NOT_CALLED
        folders[:] = [n for n in folders if n not in ignored and n[0] not in "._"]
        for name in names:
            if Path(name).suffix.lower() in _SUFFIXES:
                yield Path(place, name)


def _is_document(path: Path) -> bool:
    try:
        if not _VERSION.search(path.read_bytes()):
            return False
        title_of(path)
    except (OSError, RegenError):
        return False
    return True


def initialise(
    folder: Path,
    document: Path | None = None,
    package: str | None = None,
    output: Path | None = None,
) -> list[str]:
    """Configure clients and wire regen into pre-commit; what was done, in sentences.

    Args:
        folder: the root of the repository.
        document: the one to configure; by default all that the repository has.
        package: name of the client and its package; by default after the title.
        output: the folder for the package; by default `src` if there is one.

    Raises:
        RegenError: there is nothing to configure, or a file cannot be added to.
    """
    documents = [document] if document else find_documents(folder)
    if package and len(documents) > 1:
        raise error(
            "several-documents",
            f"a name fits one document, and there are {len(documents)}",
            hint="name one of them: `regen init DOCUMENT --package NAME`",
        )
    target = output or Path("src" if (folder / "src").is_dir() else ".")
    configuration = Configuration.of(folder)
    said = []
    for path in documents:
        name = package or package_name(title_of(path))
        shown = Path(os.path.relpath(path, folder)).as_posix()
        said.append(configuration.add(name, shown, target.as_posix()))
    # Whatever may be refused comes before the first file is written.
    hook = plan_hook(folder)
    configuration.write()
    hook.write()
    return [*said, hook.said]
