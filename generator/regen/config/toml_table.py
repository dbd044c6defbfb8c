"""Reads tables of a TOML file; what is wrong in them is an error with a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from regen.diagnostics import Location, RegenError, error

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_END = "(at end of document)"


class TomlFile(NamedTuple):
    """The text of a TOML file.

    Attributes:
        name: the file as the user named it.
    """

    name: str
    text: str

    def location(self, *keys: str) -> Location:
        """The line of a key, else of the nearest table around it.

        The TOML reader gives no lines, so that they are found by a search for headers
        and assignments at the start of a line.
        """
        lines = self._lines()
        for end in range(len(keys), 0, -1):
            if keys[:end] in lines:
                return Location(self.name, lines[keys[:end]])
        return Location(self.name)

    def _lines(self) -> dict[tuple[str, ...], int]:
        lines: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := _HEADER.match(line):
                table = _split(header[1])
                for length in range(1, len(table) + 1):
                    lines.setdefault(table[:length], number)
            elif assignment := _ASSIGNMENT.match(line):
                lines.setdefault((*table, *_split(assignment[1])), number)
        return lines


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, dotted))


class Table(NamedTuple):
    """A table of a TOML file.

    Attributes:
        keys: how the table is reached from the root of the file.
    """

    file: TomlFile
    keys: tuple[str, ...]
    value: dict[str, Any]

    def fault(self, message: str, *keys: str, hint: str = "") -> RegenError:
        """An error at a member of this table."""
        place = self.file.location(*self.keys, *keys)
        return error("invalid-configuration", message, place, hint)

    def check(self, schema: Mapping[str, Any]) -> None:
        """Refuse what a declaration does not allow, in this table and within.

        The members may then be read as what they are declared to be.

        Raises:
            RegenError: a key is unknown, or a value is of another kind.
        """
        known = schema.get("properties", {})
        for key, value in self.value.items():
            member = known.get(key, schema["additionalProperties"])
            name = ".".join((*self.keys, key))
            if member is False:
                hint = suggest(key, tuple(known))
                raise self.fault(f"unknown key `{name}`", key, hint=hint)
            if expected := _expected(value, member):
                hint = suggest(str(value), tuple(member.get("enum", ())))
                if isinstance(value, list) and f"{key}s" in known:
                    hint = f"did you mean `{key}s`?"
                raise self.fault(f"`{name}` must be {expected}", key, hint=hint)
            if isinstance(value, dict):
                Table(self.file, (*self.keys, key), value).check(member)

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        return str(self.value.get(key, default))

    def flag(self, key: str, default: bool = False) -> bool:
        """A boolean."""
        return bool(self.value.get(key, default))

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        return int(self.value.get(key, default))

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """An array of strings, or a single string."""
        value = self.value.get(key, default)
        return (value,) if isinstance(value, str) else tuple(value)

    def table(self, key: str) -> Table | None:
        """A table within; `None` if it is absent."""
        value = self.value.get(key)
        return None if value is None else Table(self.file, (*self.keys, key), value)

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The members of a table of tables."""
        for name, value in self.value.get(key, {}).items():
            yield name, Table(self.file, (*self.keys, key, name), value)


def _expected(value: Any, schema: Mapping[str, Any]) -> str:
    """What a value must be by a schema; empty if it is that."""
    if schema["type"] == ["string", "array"]:
        items = value if isinstance(value, list) else [value]
        wrong = next((e for i in items if (e := _expected(i, schema["items"]))), "")
        return "an array of strings" if wrong == "a string" else wrong
    python, words = _KINDS[schema["type"]]
    if type(value) is not python:
        return words
    if "enum" in schema and value not in schema["enum"]:
        return f"one of {', '.join(schema['enum'])}"
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None and not least <= value <= most:
        return f"from {least} to {most:,}"
    return ""


_KINDS: Mapping[str, tuple[type, str]] = {
    "string": (str, "a string"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "object": (dict, "a table"),
}
"""Type of JSON Schema -> type of Python, and how people call it."""


def read_toml(path: Path) -> Table:
    """The root table of a TOML file.

    Raises:
        RegenError: the file cannot be read, or is not TOML in UTF-8.
    """
    import tomllib  # 8 ms, which flags alone do not need

    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows may mark it
        value = tomllib.loads(text)
    except OSError as fault:
        raise error(
            "unreadable-configuration",
            f"cannot read {path}: {fault.strerror}",
            Location(str(path)),
        ) from fault
    except UnicodeDecodeError as fault:
        raise error(
            "invalid-configuration", f"{path} is not UTF-8", Location(str(path))
        ) from fault
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.search(str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        if str(fault).endswith(_END):
            line, column = len(text.splitlines()), 0
        message = _PLACE.sub("", str(fault)).removesuffix(_END).strip()
        raise error(
            "invalid-configuration", message, Location(str(path), line, column)
        ) from fault
    return Table(TomlFile(str(path), text), (), value)


def suggest(word: str, known: tuple[str, ...]) -> str:
    """A hint that names the nearest known word, or all of them if few."""
    import difflib

    near = difflib.get_close_matches(word, sorted(known), n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known: {', '.join(sorted(known))}" if 0 < len(known) <= 24 else ""
