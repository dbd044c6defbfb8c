"""Adds clients to the configuration without touching what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from regen.config import PYPROJECT, REGEN_TOML, check_package_name
from regen.config.toml_table import read_toml
from regen.diagnostics import Location, error


def newline_of(text: str) -> str:
    """The line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def appended(text: str, block: str) -> str:
    """A text with lines added at its end, after an empty line."""
    newline = newline_of(text)
    if text and not text.endswith("\n"):
        text += newline
    gap = newline if text else ""
    return text + gap + block.replace("\n", newline)


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
