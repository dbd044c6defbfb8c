"""The validator has its default settings, whatever the environment says."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from pathable import accessors
from pathable.protocols import Subscriptable
from regen.source.conformity import examine
from regen.source.spec_validator import SUBSCRIPTABLE
from regen.source.worker import Worker

FAULTY: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T"},
    "paths": {
        "/a/{id}": {
            "get": {
                "responses": {"200": {"description": "OK"}},
                "parameters": [
                    {
                        "name": "n",
                        "in": "query",
                        "schema": {"type": "integer", "default": "x"},
                    }
                ],
            }
        }
    },
}

ENVIRONMENT = {
    "OPENAPI_SCHEMA_VALIDATOR_COMPILED_VALIDATOR_CACHE_MAX_SIZE": "many",
    "OPENAPI_SPEC_VALIDATOR_RESOLVED_CACHE_MAXSIZE": "0",
    "OPENAPI_SPEC_VALIDATOR_SCHEMA_VALIDATOR_BACKEND": "jsonschema",
}

ALIKE = """
import importlib, sys
from regen.source.validator_settings import use_defaults

def values():
    of_schemas = importlib.import_module("openapi_schema_validator.settings")
    of_documents = importlib.import_module("openapi_spec_validator.settings")
    own = of_schemas.get_settings(), of_documents.OpenAPISpecValidatorSettings()
    return [vars(item) for item in own], of_documents.get_schema_validator_backend()

use_defaults()
from regen.source import spec_validator
assert "pydantic" not in sys.modules
(of_schemas, of_documents), backend = values()
of_documents = {**of_documents, "schema_validator_backend": backend}
for name in list(sys.modules):
    if name.startswith(("openapi_schema_validator", "openapi_spec_validator")):
        del sys.modules[name]
assert values() == ([of_schemas, of_documents], backend)
assert "pydantic" in sys.modules
use_defaults()
assert "OPENAPI_SPEC_VALIDATOR" in vars(
    sys.modules["openapi_spec_validator.settings"]
)["ENV_PREFIX"]
"""


def run(program: str) -> None:
    line = [sys.executable, "-c", program]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_defaults_are_those_of_the_libraries() -> None:
    run(ALIKE)


@pytest.mark.parametrize("value", [{}, {"a": 1}, [], [1], "", "a", 1, 1.5, None, True])
def test_what_can_be_stepped_into(value: Any) -> None:
    assert vars(accessors)["Subscriptable"] is SUBSCRIPTABLE
    assert isinstance(value, SUBSCRIPTABLE) == isinstance(value, Subscriptable)


def test_versions_that_are_not_known_read_their_settings() -> None:
    run(
        "import sys\n"
        "from regen.source import validator_settings\n"
        "validator_settings.installed = lambda package: '1.0.0'\n"
        "validator_settings.use_defaults()\n"
        "assert 'openapi_spec_validator.settings' not in sys.modules\n"
    )


def test_the_environment_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    worker = Worker()
    try:
        worker.give(FAULTY, strict=False)
        found = worker.result()
    finally:
        worker.stop()
    monkeypatch.undo()
    assert found
    assert found == [tuple(remark) for remark in examine(FAULTY, strict=False)]
