"""`regen init`: finds documents, and writes the configuration and the pre-commit entry.

What is there already is never changed: entries are added, and each file is otherwise
the same, byte for byte.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from regen.config import PYPROJECT, REGEN_TOML, check_package_name, package_name
from regen.config.toml_table import read_toml
from regen.diagnostics import Location, RegenError, error
from regen.manifest import FILE_NAME
from regen.source.load import load_file

from .precommit import appended, plan_hook

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


class Configuration(Struct):
    """A configuration file, and the clients to be added to it.

    Attributes:
        path: regen.toml if there is one or no pyproject.toml, else pyproject.toml.
        clients: name -> table of each client that is configured.
    """

    path: Path
    text: str
    value: dict[str, Any]
    clients: dict[str, Any]
    added: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Configuration:
        """The configuration of a folder.

        Raises:
            RegenError: its file cannot be read.
        """
        path = folder / REGEN_TOML
        if not path.is_file() and (folder / PYPROJECT).is_file():
            path = folder / PYPROJECT
        if not path.is_file():
            return cls(path, "", {}, {})
        value = read_toml(path).value
        text = path.read_bytes().decode("utf-8")
        table = value
        for key in [*_above(path), "clients"]:
            table = table.get(key, {}) if isinstance(table, dict) else {}
        return cls(path, text, value, dict(table) if isinstance(table, dict) else {})

    def add(self, name: str, document: str, output: str) -> str:
        """Add a client unless its document has one; what was done.

        Raises:
            RegenError: the name is taken, or no name for a package.
        """
        for known, table in self.clients.items():
            if isinstance(table, dict) and document in _documents(table):
                return f"{self.path}: the client {known!r} has {document} already"
        if fault := check_package_name(name):
            raise error("invalid-package-name", fault)
        if name in self.clients:
            raise error(
                "name-taken",
                f"there is a client {name!r} already, of another document",
                Location(str(self.path)),
                f"choose a name: `regen init {document} --package NAME`",
            )
        self.clients[name] = {"document": document, "output": output}
        header = ".".join([*_above(self.path), "clients", name])
        self.added.append(
            f"[{header}]\ndocument = {_string(document)}\noutput = {_string(output)}\n"
        )
        return f"{self.path}: added the client {name!r} of {document}"

    def write(self) -> None:
        """Write the file if anything was added.

        Raises:
            RegenError: tables cannot be added at the end of the file.
        """
        if not self.added:
            return
        new = appended(self.text, "\n".join(self.added))
        if not self._says(new):
            raise error(
                "invalid-configuration",
                "tables cannot be added at the end of this file",
                Location(str(self.path)),
                "add to it:\n" + "\n".join(self.added),
            )
        self.path.write_bytes(new.encode("utf-8"))

    def _says(self, text: str) -> bool:
        """Whether a text configures the clients, and all else as it was."""
        import tomllib

        expected = tomllib.loads(self.text)
        table = expected
        try:
            for key in _above(self.path):
                table = table.setdefault(key, {})
            table["clients"] = self.clients
            return tomllib.loads(text) == expected
        except (tomllib.TOMLDecodeError, AttributeError, TypeError):
            return False


def _above(path: Path) -> list[str]:
    return [] if path.name == REGEN_TOML else ["tool", "regen"]


def _documents(table: dict[str, Any]) -> list[Any]:
    several = table.get("documents", ())
    return [table.get("document"), *(several if isinstance(several, list) else ())]


def _string(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
