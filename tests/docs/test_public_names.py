"""Each public name of the runtime and of a package stands in the documentation."""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any

import pytest
import yaml

from tests.runtime.conftest import RUNTIME
from tests.support import client

from .kit import DOCS, ROOT

CLASSES = {
    "auth": ["Auth"],
    "call": ["AnyCall"],
    "client": ["AnyClient", "BaseAsyncClient", "Connection", "SyncClient"],
    "enums": ["OpenEnum"],
    "errors": ["MalformedResponseError", "StatusError", "StreamError"],
    "files": ["File"],
    "model": ["Model"],
    "operation": ["Operation"],
    "paging": ["PagedOperation"],
    "polling": ["Polling", "PollingTimeoutError"],
    "response": ["Response"],
    "retry": ["Retry"],
    "series": ["Series"],
    "settings": ["Hooks", "Options"],
    "streams": ["Stream", "StreamingOperation"],
    "testing": ["FakeTransport"],
    "trail": ["DecodeError"],
}
MACHINERY = {"blocking", "manner", "media_types", "without_waiting"}
"""What other parts of the runtime read."""
OF_HTTPX2 = {"handle_request", "handle_async_request"}
"""What httpx2 calls."""
PAGES = "\n".join(
    page.read_text(encoding="utf-8")
    for page in (ROOT / "README.md", *DOCS.glob("*.md"))
)
CODE = " ".join(re.findall(r"```.*?```|`[^`\n]+`", PAGES, re.DOTALL))


def missing(names: set[str]) -> list[str]:
    return sorted(n for n in names if not re.search(rf"(?<!\w){n}(?!\w)", CODE))


@pytest.mark.parametrize("module", CLASSES)
def test_attributes_of_the_runtime_are_documented(module: str) -> None:
    found = importlib.import_module(f"demo_client._runtime.{module}")
    for name in CLASSES[module]:
        kind: Any = getattr(found, name)
        names = {*vars(kind), *inspect.get_annotations(kind)}
        public = {each for each in names if not each.startswith("_")}
        assert not missing(public - MACHINERY - OF_HTTPX2), name


def test_what_tokens_are_asked_with_is_documented() -> None:
    kind = importlib.import_module("demo_client._runtime.oauth2").OAuth2
    names = set(inspect.signature(kind).parameters)
    assert len(names) > 8
    assert not missing(names)


def test_what_a_package_exports_is_documented(tmp_path: Any) -> None:
    text = (ROOT / "specs" / "petstore.yaml").read_text(encoding="utf-8")
    package = client(tmp_path, yaml.safe_load(text))
    assert len(package.__all__) > 60
    testing = importlib.import_module(f"{package.__name__}.testing")
    assert not missing({*package.__all__, *testing.__all__})


def test_each_status_is_documented_with_its_error() -> None:
    declared = r"^    (\d\d\d): (\w+),$"
    kinds = dict(re.findall(declared, (RUNTIME / "errors.py").read_text(), re.M))
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d\d\d) \| `(\w+)` \|$", page, re.M))
    assert rows == kinds
