"""Recipes for tools that a test cannot have: what they would run, runs.

`BUILD` files are Python to those who read them, so that stand-ins for the build systems
execute them, each action in a folder that has its inputs and nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from .kit import DOCS, ROOT, blocks

TITLED = {block.title: block.text for block in blocks(DOCS / "recipes.md")}
DOCUMENT = ROOT / "specs" / "petstore.yaml"


def run(folder: Path, *words: str, **variables: str) -> str:
    """A command in a folder, where `regen` is the one of this environment."""
    path = f"{folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        words,
        cwd=folder,
        env=os.environ | {"PATH": path, "NO_COLOR": "1"} | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def regen(folder: Path, *words: str) -> str:
    return run(folder, sys.executable, "-m", "regen", *words)


def stand_in(folder: Path, name: str, script: str) -> None:
    """A program that is found before the real one."""
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two revisions: in the second, which is not committed, a function is gone."""
    text = DOCUMENT.read_text(encoding="utf-8")
    (tmp_path / "petstore.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "regen.toml").write_text(TITLED["regen.toml"], encoding="utf-8")
    regen(tmp_path)
    who = "-c", "user.name=Ada", "-c", "user.email=ada@pets.example"
    run(tmp_path, "git", "init", "-q", "-b", "main")
    run(tmp_path, "git", "add", "--all")
    run(tmp_path, "git", *who, "commit", "-q", "-m", "first")
    run(tmp_path, "git", "branch", "base")
    changed = text.replace("operationId: deletePet", "operationId: removePet")
    assert changed != text
    (tmp_path / "petstore.yaml").write_text(changed, encoding="utf-8")
    regen(tmp_path)
    return tmp_path


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_workflow_comments_what_breaks(repository: Path) -> None:
    stand_in(repository, "pip", "exit 0")
    stand_in(repository, "gh", 'echo "$@" > gh.txt')
    workflow = yaml.safe_load(TITLED[".github/workflows/api.yml"])
    (job,) = workflow["jobs"].values()
    assert job["env"].keys() == {"BASE", "GH_TOKEN", "NUMBER"}
    for step in job["steps"]:
        if "run" in step:
            command = step["run"].replace("<owner>", "owner")
            run(repository, "bash", "-ec", command, BASE="base", NUMBER="7")
    told = (repository / "gh.txt").read_text(encoding="utf-8").split()
    assert told[:3] == ["pr", "comment", "7"]
    comment = (repository / told[-1]).read_text(encoding="utf-8")
    assert "delete_pet" in comment
    assert "Breaking" in comment


def test_the_image_has_the_client(tmp_path: Path) -> None:
    shutil.copy(DOCUMENT, tmp_path)
    lines = TITLED["Dockerfile"].splitlines()
    (command,) = [line[4:] for line in lines if line.startswith("RUN regen")]
    run(tmp_path, "bash", "-ec", command.replace("/client", "client"))
    assert (tmp_path / "client" / "pyproject.toml").is_file()
    assert "COPY --from=generated /client /client" in lines
    assert lines[-1].endswith("pip install --no-cache-dir /client")


class File:
    """A file or folder as Starlark sees it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.dirname, _, self.basename = path.rpartition("/")


def test_bazel_makes_the_package_from_its_inputs_alone(tmp_path: Path) -> None:
    targets: dict[str, dict[str, Any]] = {}
    rules: list[Any] = []

    def collected(**attributes: Any) -> None:
        targets[attributes["name"]] = attributes

    def rule(**declared: Any) -> Any:
        rules.append(declared)
        return collected

    attr = SimpleNamespace(label=dict, label_list=dict)
    names: dict[str, Any] = {"rule": rule, "attr": attr, "depset": list}
    names["DefaultInfo"] = SimpleNamespace
    exec(TITLED["regen.bzl"], names)
    names["load"] = lambda *_: None
    names |= {"py_library": collected, "py_console_script_binary": collected}
    exec(TITLED["BUILD.bazel"], names)

    document = File("api/petstore.yaml")
    (tmp_path / "api").mkdir()
    (tmp_path / document.path).symlink_to(DOCUMENT)  # as Bazel's sandbox has it
    actions = []
    ctx = SimpleNamespace(
        label=SimpleNamespace(name="petstore"),
        actions=SimpleNamespace(
            declare_directory=lambda name: File(f"bazel-out/bin/api/{name}"),
            run=lambda **action: actions.append(action),
        ),
        executable=SimpleNamespace(_regen="regen"),
        file=SimpleNamespace(document=document),
        files=SimpleNamespace(parts=[]),
    )
    (made,) = rules[0]["implementation"](ctx)
    (action,) = actions
    assert made.files == action["outputs"]
    (folder,) = action["outputs"]
    (tmp_path / folder.path).mkdir(parents=True)  # Bazel makes it first
    regen(tmp_path, *action["arguments"])
    assert (tmp_path / folder.path / "client.py").is_file()
    assert targets["client"]["data"] == [":petstore"]
    assert targets["petstore"]["document"] == "petstore.yaml"
    assert rules[0]["attrs"]["_regen"]["default"] == "//:regen"
    assert targets["regen"]["pkg"] == "@pypi//regen"


def test_pants_makes_the_package_from_its_inputs_alone(tmp_path: Path) -> None:
    targets: dict[str, dict[str, Any]] = {}
    kinds = re.findall(r"^(\w+)\(", TITLED["BUILD"], re.M)

    def target(**attributes: Any) -> None:
        targets[f":{attributes['name']}"] = attributes

    exec(TITLED["BUILD"], dict.fromkeys(kinds, target))
    tool = targets[":generate"]
    for address in tool["execution_dependencies"]:
        for pattern in targets[address]["sources"]:
            for path in (ROOT / "specs").glob(pattern):
                shutil.copy(path, tmp_path)
    module, _, function = targets[tool["runnable"]]["entry_point"].partition(":")
    program = f"from {module} import {function}; {function}()"
    run(tmp_path, sys.executable, "-c", program, *tool["args"])
    (folder,) = tool["output_directories"]
    assert (tmp_path / folder / "client.py").is_file()
    assert targets[":petstore"]["inputs"] == [":generate"]
