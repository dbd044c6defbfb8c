"""The example is fresh, typed, linted, and reads at run time as it does on paper."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import json
import os
import shutil
import subprocess
import sys
import typing
from pathlib import Path
from uuid import UUID

import pytest
from qovery import ApiKeyAuth, Client, models
from qovery.operations.application_actions import deploy_application

from .kit import EXAMPLE, PACKAGE, ROOT

USAGE = """\
from uuid import UUID

from qovery import ApiKeyAuth, AsyncClient, Client, StatusError, models
from qovery.operations.application_actions import deploy_application

body = models.DeployRequest(git_commit_id="4f2c0de")


def deploy(client: Client, application: UUID) -> models.StateEnum:
    try:
        return deploy_application(client, application, body).state
    except StatusError as error:
        raise SystemExit(str(error)) from error


async def deploy_async(client: AsyncClient, application: UUID) -> models.Status:
    status = await deploy_application(client, application, body=body)
    if status.steps is not None:
        print(len(status.steps.details))
    return status


client = Client(ApiKeyAuth("..."), timeout=3.0, strict=True)
call = deploy_application.call(UUID(int=0))
sent: models.Status = client.send(call)
"""
WRONG = """\
from qovery import ApiKeyAuth, Client, models
from qovery.operations.application_actions import deploy_application

client = Client()
deploy_application(client, "not a UUID")
deploy_application(client)
models.DeployRequest()
text: int = deploy_application.call
"""


def check(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"MYPYPATH": str(EXAMPLE / "src")}
    words = [sys.executable, "-m", *map(str, command)]
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True)


def passes(*command: str | Path, cwd: Path = ROOT) -> None:
    done = check(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_fresh() -> None:
    """If not: `regen`, and commit what it writes."""
    passes("regen", "--check")


def test_mypy_strict(tmp_path: Path) -> None:
    (tmp_path / "usage.py").write_text(USAGE, encoding="utf-8")
    passes("mypy", "--strict", "--config-file=", PACKAGE, tmp_path / "usage.py")


def test_mypy_finds_wrong_calls(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    done = check("mypy", "--strict", "--config-file=", tmp_path / "wrong.py")
    for line in (5, 6, 7, 8):
        assert f"wrong.py:{line}: error:" in done.stdout


def test_pyright_strict(tmp_path: Path) -> None:
    (tmp_path / "usage.py").write_text(USAGE, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    config = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["qovery", "usage.py", "wrong.py"],
    }
    shutil.copytree(PACKAGE, tmp_path / "qovery")  # `include` is relative
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = ("pyright", "--outputjson", "--pythonpath", sys.executable)
    done = check(*command, "-p", tmp_path, cwd=tmp_path)
    report = json.loads(done.stdout)
    found = [
        (Path(f["file"]).name, f["range"]["start"]["line"] + 1, f["message"])
        for f in report["generalDiagnostics"]
    ]
    assert report["summary"]["filesAnalyzed"] >= len(list(PACKAGE.rglob("*.py")))
    assert {line for name, line, _ in found if name == "wrong.py"} >= {5, 6, 7, 8}
    assert [finding for finding in found if finding[0] != "wrong.py"] == []


def test_t18_every_public_name_is_typed_and_documented(tmp_path: Path) -> None:
    """Models and enums have the docstrings that the document gives."""
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {"PATH": folders, "PYTHONPATH": str(EXAMPLE / "src")}
    words = [sys.executable, "-m", "pyright", "--verifytypes", "qovery"]
    words += ["--ignoreexternal", "--outputjson"]
    done = subprocess.run(
        words, cwd=tmp_path, env=os.environ | env, capture_output=True, text=True
    )
    report = json.loads(done.stdout)["typeCompleteness"]
    assert report["exportedSymbolCounts"]["withKnownType"] > 200
    assert report["completenessScore"] == 1
    bare = {
        symbol["name"]
        for symbol in report["symbols"]
        for found in symbol["diagnostics"]
        if symbol["isExported"] and "No docstring" in found["message"]
    }
    assert {name for name in bare if not name.startswith("qovery.models.")} == set()


@pytest.mark.parametrize(
    "rules", [[], ["--select", "E4,E7,E9,F,W,I,UP,B,C4,SIM,PIE,RET,RUF,PT,N"]]
)
def test_ruff(rules: list[str]) -> None:
    options = ["--isolated", "--target-version", "py311", "--no-cache"]
    passes("ruff", "check", *options, *rules, PACKAGE)


def test_black() -> None:
    passes("black", "--check", "--config", os.devnull, "-t", "py311", PACKAGE)


def test_each_file_says_that_it_is_generated() -> None:
    for path in PACKAGE.rglob("*.py"):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        runtime = path.parent.name == "_runtime"
        assert first == (
            "# Part of every client that regen generates. Do not edit."
            if runtime
            else "# Generated by regen from the OpenAPI document. Do not edit."
        )


def test_no_noise() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "noqa" not in text, path
        assert "type: ignore" not in text, path
        assert "pyright:" not in text, path


def test_annotations_of_models_resolve() -> None:
    names = models.__all__
    assert len(names) == 12
    for name in names:
        kind = getattr(models, name)
        if issubclass(kind, enum.Enum):
            continue
        hints = typing.get_type_hints(kind)
        assert {f.name for f in dataclasses.fields(kind)} <= hints.keys()
    hints = typing.get_type_hints(models.Status)
    assert hints["id"] is UUID
    assert hints["steps"] == models.ServiceStepMetrics | None


def test_annotations_of_operations_resolve() -> None:
    hints = typing.get_type_hints(deploy_application)
    assert hints["application_id"] is UUID
    assert hints["body"] == models.DeployRequest | None
    assert typing.get_args(hints["return"]) == (models.Status,)
    signature = inspect.signature(deploy_application)
    assert list(signature.parameters) == ["client", "application_id", "body"]
    assert signature.return_annotation == "models.Status"
    with Client(ApiKeyAuth("key")) as client:
        method = client.application_actions.deploy_application
        shown = str(inspect.signature(method))
    assert shown.startswith("(application_id: 'UUID', ")
    assert shown.endswith(" -> 'models.Status'")
    assert (deploy_application.__doc__ or "").startswith("Deploy application.")


def test_the_default_server() -> None:
    assert Client.info.base_url == "https://api.qovery.com"
