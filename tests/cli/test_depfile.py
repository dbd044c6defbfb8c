"""What a build system is told: a package is made again if what was read changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .kit import SMALL, Regen

SPLIT = SMALL.replace(
    "    Pet:\n",
    "    Tag: {$ref: 'parts/a tag.yaml'}\n    Pet:\n",
)
MAKEFILE = """\
src/shop/_regen.json:
\t{regen} run --depfile rules.mk
\ttouch $@
-include rules.mk
"""


@pytest.fixture
def project(here: Path) -> Path:
    (here / "parts").mkdir()
    (here / "parts" / "a tag.yaml").write_text("type: string\n", encoding="utf-8")
    (here / "api.yaml").write_text(SPLIT, encoding="utf-8")
    (here / "regen.toml").write_text(
        '[clients.shop]\ndocument = "api.yaml"\noutput = "src"\n', encoding="utf-8"
    )
    return here


@pytest.mark.parametrize("runs", [1, 2])
def test_all_that_was_read_is_named(project: Path, regen: Regen, runs: int) -> None:
    for _ in range(runs):
        assert regen("--depfile", "rules.mk").code == 0
    assert Path("rules.mk").read_text(encoding="utf-8") == (
        "src/shop/_regen.json: api.yaml parts/a\\ tag.yaml regen.toml\n"
    )


def test_spaces_and_dollars_of_the_target_are_escaped(
    project: Path, regen: Regen
) -> None:
    words = ("generate", "api.yaml", "--output", "a b/c$d", "--package", "shop")
    assert regen(*words, "--depfile", "x y.d").code == 0
    (rule,) = Path("x y.d").read_text(encoding="utf-8").splitlines()
    assert rule.startswith("a\\ b/c$$d/shop/_regen.json: api.yaml ")


def test_overlays_and_folders_of_templates_are_named(
    project: Path, regen: Regen
) -> None:
    (project / "own").mkdir()
    (project / "own" / "header.jinja").write_text("# Ours.\n", encoding="utf-8")
    action = "{target: $.info, update: {summary: Pets}}"
    overlay = f"overlay: 1.0.0\ninfo: {{title: A, version: '1'}}\nactions: [{action}]\n"
    (project / "fix.yaml").write_text(overlay, encoding="utf-8")
    with (project / "regen.toml").open("a", encoding="utf-8") as file:
        file.write('overlays = ["fix.yaml"]\ntemplates = ["own"]\n')
    assert regen("--depfile", "build/rules.mk").code == 0
    words = Path("build/rules.mk").read_text(encoding="utf-8").split()
    assert {"fix.yaml", "own", "own/header.jinja", "api.yaml"} <= set(words)


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_makes_it_again_when_a_file_changes_and_only_then(project: Path) -> None:
    text = MAKEFILE.format(regen=f"{sys.executable} -m regen")
    (project / "Makefile").write_text(text, encoding="utf-8")

    def make() -> str:
        done = subprocess.run(
            ["make"], cwd=project, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert "src/shop: written" in make()
    assert "is up to date" in make()
    part = project / "parts" / "a tag.yaml"
    part.write_text("type: integer\n", encoding="utf-8")
    assert "src/shop: written" in make()
    assert "is up to date" in make()


NINJA = """\
rule regen
  command = {regen} run --depfile rules.d && touch $out
  depfile = rules.d
  deps = gcc
build src/shop/_regen.json: regen
"""


SCRIPTS = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
NINJA_PROGRAM = shutil.which("ninja", path=SCRIPTS)


@pytest.mark.skipif(NINJA_PROGRAM is None, reason="needs ninja")
def test_ninja_makes_it_again_when_a_file_changes_and_only_then(project: Path) -> None:
    text = NINJA.format(regen=f"{sys.executable} -m regen")
    (project / "build.ninja").write_text(text, encoding="utf-8")

    def ninja() -> str:
        done = subprocess.run(
            [str(NINJA_PROGRAM)],
            cwd=project,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert "[1/1]" in ninja()
    assert "no work to do" in ninja()
    part = project / "parts" / "a tag.yaml"
    part.write_text("type: integer\n", encoding="utf-8")
    assert "[1/1]" in ninja()
    assert "type: integer" in part.read_text(encoding="utf-8")
    assert "no work to do" in ninja()
    (project / "unrelated.yaml").write_text("a: 1\n", encoding="utf-8")
    assert "no work to do" in ninja()
