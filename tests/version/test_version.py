"""Which versions are known, and what `upgrade` does to documents of 3.x."""

from __future__ import annotations

import pytest
from regen.source.document import V2_0, V3_0, V3_1, V3_2, Document, Version, version_of
from regen.source.sourcemap import SourceFile
from regen.source.swagger import upgrade


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ({"swagger": "2.0"}, V2_0),
        ({"swagger": 2.0}, V2_0),
        ({"openapi": "3.0.0"}, V3_0),
        ({"openapi": "3.0.4-rc1"}, V3_0),
        ({"openapi": "3.1"}, V3_1),
        ({"openapi": 3.1}, V3_1),
        ({"openapi": "3.2.0"}, V3_2),
        ({"openapi": "3.3.0"}, None),
        ({"openapi": "3.10.0"}, None),
        ({"openapi": "4.0.0"}, None),
        ({"swagger": "1.2"}, None),
        ({"openapi": None}, None),
        ({}, None),
    ],
)
def test_family(root: dict[str, object], expected: Version | None) -> None:
    assert version_of(root) == expected


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_document_of_3_is_passed_on_as_it_is(version: str) -> None:
    file = SourceFile("a.yaml", "", {"openapi": version}, lambda _: (1, 1))
    document = Document(file.root, file)
    assert upgrade(document) is document
