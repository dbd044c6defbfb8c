"""Findings as text: the excerpt, the mark, the hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from regen.diagnostics import (
    EXCERPT_WIDTH,
    Diagnostic,
    Level,
    Location,
    as_json,
    as_text,
)


def finding(place: Location | None, message: str = "odd", hint: str = "") -> Diagnostic:
    return Diagnostic(Level.ERROR, "some-code", message, place, hint)


def test_all_parts(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("first\n  key: value\nlast\n", encoding="utf-8")
    text = as_text(finding(Location(str(file), 2, 8, "/key"), "odd", "make it even"))
    assert text == (
        f"{file}:2:8: error[some-code]: odd\n"
        "  at #/key\n"
        "     2 |   key: value\n"
        "       |        ^\n"
        "  hint: make it even"
    )


@pytest.mark.parametrize("column", [1, 49, 50, 51, 120, 5000])
def test_the_mark_stands_under_the_column(tmp_path: Path, column: int) -> None:
    file = tmp_path / "a.json"
    line = "".join("x" if n == column else "." for n in range(1, 6000))
    file.write_text(line, encoding="utf-8")
    _, excerpt, mark = as_text(finding(Location(str(file), 1, column))).splitlines()
    assert excerpt.index("x") == mark.index("^")
    assert len(excerpt) <= EXCERPT_WIDTH + len("     1 | ")


def test_tabs_and_byte_order_marks_keep_the_columns(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("\ufeffa:\n", encoding="utf-8")
    assert as_text(finding(Location(str(file), 1, 1))).splitlines()[1:] == [
        "     1 | a:",
        "       | ^",
    ]
    file.write_text("a:\n\tb: 1\n", encoding="utf-8")
    assert as_text(finding(Location(str(file), 2, 2))).splitlines()[1:] == [
        "     2 |  b: 1",
        "       |  ^",
    ]


@pytest.mark.parametrize(
    "place", [None, Location("gone.yaml", 3, 1), Location("a\0b", 1, 1)]
)
def test_no_excerpt_where_there_is_no_file(place: Location | None) -> None:
    assert len(as_text(finding(place)).splitlines()) == 1


def test_control_characters_are_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: \x1b[31mred\u202e\n", encoding="utf-8")
    text = as_text(finding(Location(str(file), 1, 1), "\x1b]0;x\x07", "\x9b2J"))
    assert text.isprintable() or set(text) - {"\n"} == set(
        filter(str.isprintable, text)
    )


def test_only_the_first_line_starts_at_the_margin() -> None:
    text = as_text(finding(None, "one\ntwo", "three\nfour"))
    margin = [line for line in text.splitlines() if not line.startswith(" ")]
    assert margin == ["error[some-code]: one"]


def test_json_leaves_out_what_is_unknown() -> None:
    (value,) = as_json([finding(Location("a.yaml", 3))])
    assert value == {
        "level": "error",
        "code": "some-code",
        "message": "odd",
        "file": "a.yaml",
        "pointer": "",
        "line": 3,
    }
    (value,) = as_json([finding(None, hint="do")])
    assert value.keys() == {"level", "code", "message", "hint"}
