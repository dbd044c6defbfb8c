"""The hooks as other repositories use them: by pre-commit, from a clone."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.kit import SMALL
from tests.venvs import ROOT

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("pre_commit") is None, reason="needs pre-commit"
    ),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs a git checkout"),
]

CONFIGURATION = """\
[clients.pets]
document = "pets.yaml"
output = "src"

[clients.shop]
document = "shop.yaml"
output = "src"
"""
HOOKS = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: {hook}
"""

_NO_NETWORK = re.compile(
    "Failed to establish a new connection|No matching distribution"
)


def run(
    folder: Path, *words: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A command in a folder; git knows who commits, and no settings of this machine."""
    scripts = Path(sys.executable).parent
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Ada" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "ada@pets.example" for who in ("AUTHOR", "COMMITTER")},
    }
    return subprocess.run(
        words, cwd=folder, env=env | variables, capture_output=True, text=True
    )


def git(folder: Path, *words: str) -> str:
    done = run(folder, "git", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository, as pre-commit gets one from a host."""
    folder = tmp_path_factory.mktemp("published") / "regen"
    git(ROOT, "clone", "-q", "--no-hardlinks", str(ROOT), str(folder))
    return folder


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where pre-commit keeps the environment that it makes for the hooks."""
    return {
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def repository(
    folder: Path, published: Path, environments: dict[str, str], hook: str
) -> Path:
    """A repository with two fresh clients and one of the hooks, all committed."""
    revision = git(published, "rev-parse", "HEAD")
    shop = SMALL.replace("Pet Shop", "Shop").replace("/pets", "/things")
    for name, text in {
        "pets.yaml": SMALL,
        "shop.yaml": shop,
        "regen.toml": CONFIGURATION,
        ".pre-commit-config.yaml": HOOKS.format(
            repository=published, revision=revision, hook=hook
        ),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    assert run(folder, sys.executable, "-m", "regen", "run").returncode == 0
    pre_commit = sys.executable, "-m", "pre_commit", "install", "--install-hooks"
    installed = run(folder, *pre_commit, **environments)
    if _NO_NETWORK.search(installed.stdout):
        pytest.skip("the hook's environment needs a package index")
    assert installed.returncode == 0, installed.stdout
    first = commit(folder, environments)
    assert first.returncode == 0, first.stderr
    return folder


def commit(
    folder: Path, environments: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "--all")
    return run(folder, "git", "commit", "-q", "-m", "change", **environments)


def change(document: Path) -> None:
    """A new property of the model, in a document of a repository."""
    text = document.read_text(encoding="utf-8")
    new = text.replace(
        "        kind:\n", "        age: {type: integer}\n        kind:\n"
    )
    assert new != text
    document.write_text(new, encoding="utf-8")


@pytest.mark.timeout(900)
def test_a_stale_commit_is_refused_and_repaired(
    tmp_path: Path, published: Path, environments: dict[str, str]
) -> None:
    folder = repository(tmp_path, published, environments, "regen")
    change(folder / "shop.yaml")
    refused = commit(folder, environments)
    assert refused.returncode == 1
    assert "files were modified by this hook" in refused.stderr
    assert "src/pets: fresh" in refused.stderr
    assert "src/shop: written, 1 changed" in refused.stderr
    assert commit(folder, environments).returncode == 0
    assert git(folder, "status", "--porcelain") == ""
    committed = git(folder, "show", "--name-only", "--format=").splitlines()
    assert committed == [
        "shop.yaml",
        "src/shop/_regen.json",
        "src/shop/models/pet.py",
    ]


@pytest.mark.timeout(900)
def test_the_check_refuses_and_repairs_nothing(
    tmp_path: Path, published: Path, environments: dict[str, str]
) -> None:
    folder = repository(tmp_path, published, environments, "regen-check")
    change(folder / "pets.yaml")
    before = (folder / "src" / "pets" / "models" / "pet.py").read_bytes()
    for _ in range(2):
        refused = commit(folder, environments)
        assert refused.returncode == 1
        assert "src/pets: stale" in refused.stderr
        assert "because pets.yaml has changed: run `regen run pets`" in refused.stderr
    assert (folder / "src" / "pets" / "models" / "pet.py").read_bytes() == before
