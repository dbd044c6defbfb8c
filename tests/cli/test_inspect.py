"""`regen inspect`: the public format, and the same for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .kit import PAGE, Regen

PUBLIC: dict[str, dict[str, Any]] = {
    "operation": {
        "operation_id": "deployApplication",
        "method": "POST",
        "path": "/application/{applicationId}/deploy",
        "module": "operations.application_actions",
        "function": "deploy_application",
    },
    "parameter": {
        "name": "applicationId",
        "in": "path",
        "argument": "application_id",
        "annotation": "UUID",
        "required": True,
    },
    "body": {
        "media_type": "application/json",
        "argument": "body",
        "annotation": "DeployRequest",
        "required": False,
    },
    "response": {
        "status": "202",
        "media_type": "application/json",
        "annotation": "Status",
    },
    "model": {
        "schema": "#/components/schemas/Status",
        "module": "models.status",
        "name": "Status",
    },
    "security": {"name": "bearerAuth", "class": "BearerAuth"},
}
"""Keys may be added; what stands here stays."""


@pytest.fixture
def page(here: Path) -> Path:
    (here / "page.md").write_text(PAGE, encoding="utf-8")
    return Path("page.md")


def test_the_public_format(page: Path, regen: Regen) -> None:
    result = regen("inspect", page, "--json")
    assert (result.code, result.err) == (0, "")
    value = result.json
    (operation,) = value["operations"]
    assert operation.items() >= PUBLIC["operation"].items()
    (parameter,) = operation["parameters"]
    assert parameter.items() >= PUBLIC["parameter"].items()
    (body,) = operation["bodies"]
    assert body.items() >= PUBLIC["body"].items()
    assert operation["responses"][0].items() >= PUBLIC["response"].items()
    statuses = [response["status"] for response in operation["responses"]]
    assert statuses == ["202", "400", "401", "403", "404", "409"]
    assert PUBLIC["model"].items() <= value["models"][1].items()
    assert len(value["models"]) == 12
    assert value["security"][0].items() >= PUBLIC["security"].items()
    assert value["diagnostics"] == []


def test_the_same_for_people(page: Path, regen: Regen) -> None:
    result = regen("inspect", page)
    assert (result.code, result.err) == (0, "")
    for part in (
        "1 operation",
        "POST /application/{applicationId}/deploy",
        "operations.application_actions.deploy_application(application_id: UUID",
        "202 application/json: Status",
        "models.status.Status",
        "security.BearerAuth",
    ):
        assert part in result.out


def test_nothing_is_written(page: Path, here: Path, regen: Regen) -> None:
    regen("inspect", page)
    assert [path.name for path in here.iterdir()] == ["page.md"]


def test_findings_are_reported(page: Path, regen: Regen) -> None:
    text = PAGE.replace(
        "description: Application ID\n",
        "description: Application ID\n      style: odd\n",
    )
    page.write_text(text, encoding="utf-8")
    result = regen("inspect", page, "--json")
    found = result.json["diagnostics"]
    assert found
    assert found[0]["file"] == "page.md"
    assert found[0]["message"] in result.err
