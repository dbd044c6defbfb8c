"""Reads tables of a TOML file; what is wrong in them is an error with a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regen.diagnostics import Location, RegenError, error

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


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

    def only(self, *known: str) -> None:
        """Refuse unknown keys.

        Raises:
            RegenError: the table has a key that is not among `known`.
        """
        for key in self.value:
            if key not in known:
                name = ".".join((*self.keys, key))
                raise self.fault(f"unknown key `{name}`", key, hint=suggest(key, known))

    def text(self, key: str, default: str = "") -> str:
        """A string.

        Raises:
            RegenError: it is something else.
        """
        value = self.value.get(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def choice(self, key: str, known: tuple[str, ...], default: str = "") -> str:
        """One of these strings.

        Raises:
            RegenError: it is something else.
        """
        value = self.text(key, default)
        if value not in known:
            message = f"`{key}` must be one of {', '.join(known)}"
            raise self.fault(message, key, hint=suggest(value, known))
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """A boolean.

        Raises:
            RegenError: it is something else.
        """
        value = self.value.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def number(self, key: str, default: int) -> int:
        """A whole number above zero.

        Raises:
            RegenError: it is something else.
        """
        value = self.value.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._wrong(key, "a number such as " + str(default))
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """An array of strings, or a single string.

        Raises:
            RegenError: it is something else.
        """
        value = self.value.get(key, default)
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list | tuple) or any(
            not isinstance(item, str) for item in value
        ):
            raise self._wrong(key, "an array of strings")
        return tuple(value)

    def table(self, key: str) -> Table | None:
        """A table within; `None` if it is absent.

        Raises:
            RegenError: it is something else.
        """
        value = self.value.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(key, "a table")
        return Table(self.file, (*self.keys, key), value)

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The members of a table of tables.

        Raises:
            RegenError: one of them is no table.
        """
        outer = self.table(key)
        for name in outer.value if outer is not None else ():
            assert outer is not None
            inner = outer.table(name)
            assert inner is not None
            yield name, inner

    def _wrong(self, key: str, expected: str) -> RegenError:
        return self.fault(f"`{'.'.join((*self.keys, key))}` must be {expected}", key)


def read_toml(path: Path) -> Table:
    """The root table of a TOML file.

    Raises:
        RegenError: the file cannot be read, or is not TOML in UTF-8.
    """
    import tomllib  # 8 ms, which flags alone do not need

    try:
        text = path.read_text(encoding="utf-8")
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
        message = _PLACE.sub("", str(fault)).strip()
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
