"""The example as it is committed, `qovery`, and the mock server for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.kit import page_as_yaml
from tests.prism.server import prism, require

# At import: the tests import the package at their top.
sys.path.insert(0, str(Path(__file__).parents[2] / "generated_example" / "src"))


@pytest.fixture(scope="session")
def prism_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Prism, mocking the document of the example."""
    require()
    document = tmp_path_factory.mktemp("prism") / "openapi.yaml"
    document.write_text(page_as_yaml(), encoding="utf-8")
    with prism(document) as url:
        yield url
