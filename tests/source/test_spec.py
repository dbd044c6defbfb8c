"""The table of the specification: an addition reaches every phase, or is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from regen import ir
from regen.source import spec
from regen.source.document import (
    V3_2,
    VERSIONS,
    Document,
    Version,
    Versions,
    version_of,
)
from regen.source.sourcemap import SourceFile
from regen.source.spec import Holds, Member, ObjectType, SecurityType
from regen.source.validate import check_structure, validator

from tests.model_operations.building import build

from .building import bundled, yaml

V3_9 = Version(3, 9)
FROM_3_9 = Versions(V3_9)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Version 3.9 with one new object, one new style and one new security type."""
    new = ObjectType("quota")
    new.define(
        {"limit": Member(Holds.VALUE)},
        {"schema": Member(Holds.ONE, spec.SCHEMA)},
    )
    VERSIONS.append(V3_9)
    member = Member(Holds.ONE, new, versions=FROM_3_9)
    monkeypatch.setitem(spec.OPERATION.members, "quota", member)
    monkeypatch.setitem(spec.STYLES["query"], "starDelimited", FROM_3_9)
    monkeypatch.setitem(spec.SECURITY_TYPES, "dpop", SecurityType((), FROM_3_9))
    yield
    VERSIONS.remove(V3_9)


DOCUMENT = """
openapi: VERSION
paths:
  /a:
    get:
      parameters: [{name: q, in: query, style: starDelimited, schema: {}}]
      quota: QUOTA
components:
  schemas: {A: {}}
  securitySchemes: {d: {type: dpop}}
"""
QUOTA = "{limit: 1, schema: {$ref: '#/components/schemas/A'}}"


def codes(version: str, change: tuple[str, str] = ("", "")) -> list[str]:
    """Codes of the faults of structure of the document in a version."""
    text = DOCUMENT.replace("QUOTA", QUOTA).replace("VERSION", version)
    text = text.replace(*change)
    root: dict[str, Any] = yaml(text).root
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    return [found.code for found in check_structure(Document(root, file))]


@pytest.mark.usefixtures("invented")
def test_an_invented_version_is_read_and_checked_by_its_table() -> None:
    assert version_of({"openapi": "3.9.0"}) == V3_9 > V3_2
    assert codes("3.9.0") == []
    assert codes("3.9.0", ("{limit", "{limt")) == ["misspelt-key"]
    assert codes("3.9.0", (QUOTA, "[]")) == ["wrong-type"]
    assert codes("3.2.0") == ["wrong-style", "wrong-value"]


@pytest.mark.usefixtures("invented")
def test_references_in_an_invented_object_are_followed() -> None:
    text = "paths: {/a: {get: {quota: {schema: {$ref: '#/nowhere'}}}}}"
    (finding,) = bundled(text).diagnostics
    assert finding.location is not None
    assert finding.location.pointer == "/paths/~1a/get/quota/schema/$ref"


def missing() -> list[str]:
    """What the table has and a later phase has not, in words."""
    found = [f"{v}: the tables of the validator" for v in VERSIONS if _is_unknown(v)]
    styles = {style for table in spec.STYLES.values() for style in table}
    known = {style.value for style in ir.Style} | {"cookie"}  # which is `form`
    found += [f"{style}: ir.Style" for style in sorted(styles - known)]
    for name, type_ in spec.SECURITY_TYPES.items():
        scheme = {"type": name, "name": "n", "in": "header", "scheme": "basic"}
        built = build({"components": {"securitySchemes": {"s": scheme}}})
        is_known = "unknown-security-type" not in built.codes()
        if not is_known and type_.versions.until >= V3_2:
            found.append(f"{name}: ir.SecurityScheme")
    return found


def _is_unknown(version: Version) -> bool:
    return version not in validator._METASCHEMAS or version not in validator._VALIDATORS


def test_later_phases_have_all_that_the_table_has() -> None:
    assert missing() == []


@pytest.mark.usefixtures("invented")
def test_what_an_addition_still_needs_is_told() -> None:
    assert missing() == [
        "3.9: the tables of the validator",
        "starDelimited: ir.Style",
        "dpop: ir.SecurityScheme",
    ]
