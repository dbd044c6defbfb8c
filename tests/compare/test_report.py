"""The formats of the report."""

from __future__ import annotations

from regen.compare import Change, Severity
from regen.compare.change import as_json, as_markdown, as_text
from regen.diagnostics import Location

OLD = Location("old.yaml", 3, 5, "/paths/~1pets")
NEW = Location("new.yaml", 7, 9, "/components/schemas/Pet")
CHANGES = (
    Change("function-removed", Severity.BREAKING, "operations.a.b", "is gone", OLD),
    Change("model-added", Severity.COMPATIBLE, "models.Pet", "is new", None, NEW),
    Change("code-changed", Severity.INTERNAL, "client.py", "differs"),
)


def test_text() -> None:
    assert as_text(CHANGES).splitlines() == [
        "major: 1 breaking, 1 compatible, 1 internal",
        "  1 function is gone: b",
        "",
        "Breaking:",
        "  operations.a.b is gone [old:3]",
        "",
        "New or more tolerant:",
        "  models.Pet is new [new:7]",
        "",
        "Not seen by callers:",
        "  client.py differs",
    ]


def test_markdown() -> None:
    assert as_markdown(CHANGES).splitlines() == [
        "**major: 1 breaking, 1 compatible, 1 internal**",
        "",
        "- 1 function is gone: b",
        "",
        "### Breaking",
        "",
        "- `operations.a.b` is gone \\[old:3\\]",
        "",
        "### New or more tolerant",
        "",
        "- `models.Pet` is new \\[new:7\\]",
        "",
        "### Not seen by callers",
        "",
        "- `client.py` differs",
    ]


def test_l7_paths_are_not_repeated_from_the_root() -> None:
    files = ("/home/me/old/a.yaml", "/home/me/old/b.yaml", "/home/me/new/a.yaml")
    found = [
        Change("model-added", Severity.COMPATIBLE, f"models.{name}", "is new", place)
        for name, place in zip("ABC", (Location(f, 7) for f in files), strict=True)
    ]
    text = as_text(found)
    assert "models.A is new [old/a.yaml:7]" in text
    assert "models.C is new [new/a.yaml:7]" in text
    assert "/home" not in text


def test_json() -> None:
    assert as_json(CHANGES, [{"level": "warning"}]) == {
        "step": "major",
        "counts": {"breaking": 1, "compatible": 1, "internal": 1},
        "changes": [
            {
                "kind": "function-removed",
                "severity": "breaking",
                "subject": "operations.a.b",
                "message": "is gone",
                "old": {
                    "file": "old.yaml",
                    "line": 3,
                    "column": 5,
                    "pointer": "/paths/~1pets",
                },
                "new": None,
            },
            {
                "kind": "model-added",
                "severity": "compatible",
                "subject": "models.Pet",
                "message": "is new",
                "old": None,
                "new": {
                    "file": "new.yaml",
                    "line": 7,
                    "column": 9,
                    "pointer": "/components/schemas/Pet",
                },
            },
            {
                "kind": "code-changed",
                "severity": "internal",
                "subject": "client.py",
                "message": "differs",
                "old": None,
                "new": None,
            },
        ],
        "diagnostics": [{"level": "warning"}],
    }


def test_nothing_changed() -> None:
    nothing = "none: 0 breaking, 0 compatible, 0 internal"
    assert as_text(()) == nothing
    assert as_markdown(()) == f"**{nothing}**"
    assert as_json(())["step"] == "none"


def test_text_of_a_document_does_not_become_markup() -> None:
    message = "was '<img src=x> [a](b) *c* `d`\x1b[2J'\n# e"
    change = Change("member-removed", Severity.BREAKING, "models.A.`B`", message, OLD)
    text = as_markdown((change,)).splitlines()[-1]
    assert text.startswith("- `` models.A.`B` `` was ")
    assert r"\<img src=x\> \[a\](b) \*c\* \`d\`" in text
    assert "\x1b" not in text
    assert "\x1b" not in as_text((change,))


def test_l7_changes_stand_by_operation_and_model() -> None:
    changes = [
        Change("argument-removed", Severity.BREAKING, "operations.a.b(x)", "is gone"),
        Change("enum-removed", Severity.BREAKING, "models.Kind", "is gone"),
        Change("argument-added", Severity.BREAKING, "operations.a.b(y)", "is new", NEW),
        Change("result-changed", Severity.BREAKING, "operations.a.b", "gives int"),
    ]
    assert as_text(changes).splitlines() == [
        "major: 4 breaking, 0 compatible, 0 internal",
        "  1 enum is gone: Kind",
        "",
        "Breaking:",
        "  operations.a.b",
        "    (x) is gone",
        "    (y) is new [old:7]",
        "    gives int",
        "  models.Kind is gone",
    ]
    assert as_markdown(changes).splitlines()[6:] == [
        "- `operations.a.b`",
        "  - `(x)` is gone",
        "  - `(y)` is new \\[old:7\\]",
        "  - gives int",
        "- `models.Kind` is gone",
    ]


def test_l7_files_are_named_where_there_are_several() -> None:
    other = NEW._replace(file="schemas/pet.yaml")
    changes = [
        Change("field-added", Severity.COMPATIBLE, "models.Pet.a", "is new", None, NEW),
        Change(
            "field-added", Severity.COMPATIBLE, "models.Cat.a", "is new", None, other
        ),
    ]
    assert "[new.yaml:7]" in as_text(changes)
    assert "[schemas/pet.yaml:7]" in as_text(changes)
