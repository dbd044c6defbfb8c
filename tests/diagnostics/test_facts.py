"""L6: one fact is reported once, with its places."""

from __future__ import annotations

from regen.diagnostics import Diagnostic, Level, Location, as_json, as_text, grouped


def at(line: int, message: str = "empty", level: Level = Level.WARNING) -> Diagnostic:
    return Diagnostic(level, "code", message, Location("a.yaml", line, 1, f"/{line}"))


def test_l6_a_fact_of_many_places_is_one_line() -> None:
    facts = grouped([at(1), at(2, "other"), *(at(n) for n in range(3, 450))])
    assert [fact.message for fact in facts] == ["empty", "other"]
    text = as_text(facts[0])
    assert text.startswith("a.yaml:1:1: warning[code]: empty\n")
    assert "  also at a.yaml:3:1, a.yaml:4:1, a.yaml:5:1 and 444 more places" in text


def test_l6_levels_are_kept_apart() -> None:
    facts = grouped([at(1), at(2, level=Level.ERROR), at(3)])
    assert [(fact.level, len(fact.more)) for fact in facts] == [
        (Level.WARNING, 1),
        (Level.ERROR, 0),
    ]


def test_l6_programs_get_all_places() -> None:
    (value,) = as_json(grouped([at(1), at(2)]))
    assert value["pointer"] == "/1"
    assert value["more"] == [
        {"file": "a.yaml", "pointer": "/2", "line": 2, "column": 1}
    ]
