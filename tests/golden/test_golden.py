"""Each golden case becomes exactly what its folder says."""

from __future__ import annotations

import pytest

from tests.golden import cases


@pytest.mark.parametrize("name", cases.names())
def test_generates_what_is_expected(name: str) -> None:
    assert cases.generated(name) == cases.expected(name)


@pytest.mark.parametrize("name", cases.names())
def test_document_is_small(name: str) -> None:
    text = (cases.HERE / name / "openapi.yaml").read_text(encoding="utf-8")
    assert text.count("\n") <= cases.LINES
