"""Levels on published documents: those of `broken/` are refused, others are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from regen.diagnostics import Level
from regen.source.bundle import bundle
from regen.source.load import load_file
from regen.source.validate import check_structure

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("REGEN_CORPUS" not in os.environ, reason="no REGEN_CORPUS"),
]
CORPUS = Path(os.environ.get("REGEN_CORPUS", ""))


def errors(name: str) -> set[tuple[str, int]]:
    """Code and line of the errors in a document."""
    document = bundle(load_file(CORPUS / name))
    return {
        (item.code, item.location.line)
        for item in check_structure(document)
        if item.level is Level.ERROR and item.location
    }


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("bad-status-code.yaml", "wrong-status", 9),
        ("servers-required-3.1.yaml", "missing-key", 6),
        ("apimatic-converted-petstore.json", "wrong-style", 127),
    ],
)
def test_broken_documents_are_refused(name: str, code: str, line: int) -> None:
    assert (code, line) in errors(f"broken/{name}")


@pytest.mark.parametrize(
    "name",
    [
        "qovery/openapi.yaml",
        "ai-vendors/anthropic.yaml",
        "dcg/item_schema.yaml",
        "dcg/type_alias_recursive.yaml",
        "hey-api-2.0/full.yaml",
        "slack/slack_web_openapi_v2.json",
        "docker/engine-swagger.yaml",
    ],
)
def test_published_documents_pass(name: str) -> None:
    assert errors(name) == set()
