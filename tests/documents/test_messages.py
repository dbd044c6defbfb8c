"""Messages made from the schemas of documents, read and written by their packages.

`python -m tests.documents.messages` asks real documents, and more of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.documents.corpus import Entry, entries
from tests.documents.invent import Inventor
from tests.documents.messages import Messages, examine
from tests.documents.packages import made
from tests.golden import cases
from tests.support import MINIMAL

MEANT = ("s16_numbers",)
"""Numbers as .NET writes them: for JSON Schema, any text is one of them."""

INVENTED = ((1, "3.0.3"), (2, "3.0.3"), (2, "3.1.1"), (3, "3.1.1"), (4, "3.2.0"))
REAL = ("hey-api-2-0-external", "resend-resend", "redocly-cafe-split-cafe")
"""Documents that do not contradict themselves, as far as messages tell."""


@pytest.mark.parametrize("case", [c for c in cases.names() if c not in MEANT])
def test_messages_of_golden_cases(case: str, tmp_path: Path) -> None:
    path = cases.HERE / case / "openapi.yaml"
    assert examine(path, tmp_path, count=8, deviations=True) == []


@pytest.mark.parametrize(("seed", "version"), INVENTED)
def test_messages_of_invented_documents(
    seed: int, version: str, tmp_path: Path
) -> None:
    path = written(Inventor(seed, version).document(), tmp_path)
    assert examine(path, tmp_path, count=8, deviations=False) == []


@pytest.mark.corpus
@pytest.mark.parametrize(
    "entry", [e for e in entries() if e.id in REAL], ids=lambda entry: entry.id
)
def test_messages_of_real_documents(entry: Entry, tmp_path: Path) -> None:
    assert examine(entry.path, tmp_path, count=8, deviations=True) == []


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        ({"size": {"type": "number"}}, "refused"),
        ({"size": {"type": ["integer", "null"]}}, "refused"),
        ({"size": {"type": "integer"}, "other": {}}, "changed: $ has other names"),
        ({"size": {"enum": [1]}, "none": {"const": "x"}}, "changed"),
        ({"size": {"type": "integer", "enum": [1]}, "name": {}}, ""),
        ({"size": {"type": "string"}}, "is not noticed"),
    ],
)
def test_a_package_that_is_not_of_the_document_is_found_out(
    schema: dict[str, Any], fault: str, tmp_path: Path
) -> None:
    size = {"type": "integer"}
    kinds = {"size": {}} if "noticed" in fault else {"size": size, "name": {}}
    thing = {"type": "object", "required": ["size"], "properties": kinds}
    document, runtime, (target,) = made(written(of_schema(thing), tmp_path), tmp_path)
    assert list(Messages(document, runtime).faults(target, 40, True)) == []

    other = Messages(of_schema(thing | {"properties": schema}), runtime)

    faults = list(other.faults(target, 40, True))
    assert any(fault in one for one in faults) if fault else not faults


def of_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """A document with one schema."""
    return MINIMAL | {"components": {"schemas": {"Thing": schema}}}


def written(document: dict[str, Any], folder: Path) -> Path:
    path = folder / "openapi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
