"""Reserved names are those of the runtime: no fewer, and no more."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from regen.naming.forms import CLASSES, SECURITY

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"


def public_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


@pytest.mark.parametrize(
    "file",
    [
        "auth.py",
        "bodies.py",
        "call.py",
        "errors.py",
        "forms.py",
        "oauth2.py",
        "paging.py",
        "polling.py",
        "series.py",
        "streams.py",
        "styles.py",
    ],
)
def test_security_classes_leave_the_runtime_alone(file: str) -> None:
    internal = {"AnyCall", "AnyOperation", "Payload", "HttpScheme", "RedactedURL"}
    internal |= {"BoundPages", "BoundStream", "Streamed", "Walk"}
    assert public_names(RUNTIME / file) - internal <= SECURITY


def test_no_name_is_reserved_that_the_runtime_does_not_have() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in RUNTIME.glob("*.py"))
    there = set(re.findall(r"^(?:class )?([A-Z]\w+)[ :=(\[]", text, re.MULTILINE))
    assert SECURITY - CLASSES - there <= {"AsyncClient", "Client"}
