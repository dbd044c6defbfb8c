"""`regen templates copy` and the folders it makes: overrides, and their faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from regen import templates_folder
from regen.outputs.python import layout, surface
from regen.outputs.python.layout import READS, package_files

from ..render.test_render import SURFACE
from .kit import SMALL, Regen, content, line_of

NAMES_OF_TEMPLATES = sorted(path.name for path in templates_folder().glob("*.jinja"))
WORDS = ("generate", "pets.yaml", "--output", "out", "--package", "shop")
HEADER = "# Of our company.\n"


@pytest.fixture
def copied(here: Path, regen: Regen) -> Path:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    assert regen("templates", "copy", "own").code == 0
    return here / "own"


def test_all_templates_and_the_page_are_copied(copied: Path, regen: Regen) -> None:
    assert sorted(content(copied)) == ["README.md", *NAMES_OF_TEMPLATES]
    assert regen(*WORDS).code == 0
    before = content(Path("out/shop"))
    assert regen(*WORDS, "--templates", "own").code == 0
    before.pop("_regen.json")
    after = content(Path("out/shop"))
    after.pop("_regen.json")
    assert after == before


def test_what_is_there_stays(copied: Path, regen: Regen) -> None:
    (copied / "header.jinja").write_text(HEADER)
    (copied / "README.md").write_text("ours")
    (copied / "enum.jinja").unlink()
    result = regen("templates", "copy", "own")
    assert "own/header.jinja: is there already" in result.out
    assert "own/enum.jinja: written" in result.out
    assert (copied / "header.jinja").read_text() == HEADER
    assert (copied / "README.md").read_text() == "ours"


def test_the_page_documents_every_template_and_view(copied: Path) -> None:
    page = (copied / "README.md").read_text(encoding="utf-8")
    for name in NAMES_OF_TEMPLATES:
        assert f"| `{name}` | " in page
    for name, view in [*vars(surface).items(), *vars(layout).items()]:
        if isinstance(view, type) and f"### {name}\n" in page:
            _, section = page.split(f"### {name}\n")
            section = section.split("\n### ")[0]
            for field in getattr(view, "__struct_fields__", ()):
                assert f"| `{field}` | " in section
    for name in ("Function", "ModelClass", "Argument", "SecurityModule", "Import"):
        assert f"### {name}\n" in page
    assert "| `exports` | tuple of `Identifier` |" in page
    assert "| `attributes` | tuple of [Attribute](#attribute) |" in page
    assert "| `class_docstring.jinja` | `declared` of " in page
    assert "| `header.jinja` | nothing |" in page


def test_the_table_of_views_is_true() -> None:
    for file in package_files(SURFACE):
        if file.template:
            assert isinstance(file.view, READS[file.template] or type(None))
    assert set(READS) <= set(NAMES_OF_TEMPLATES)


def test_an_override_is_used_and_noticed(copied: Path, regen: Regen) -> None:
    for path in copied.iterdir():
        path.unlink()
    Path("regen.toml").write_text(
        '[clients.shop]\ndocument = "pets.yaml"\noutput = "out"\ntemplates = "own"\n'
    )
    assert regen().code == 0
    assert regen("--check").code == 0
    (copied / "header.jinja").write_text(HEADER)
    assert regen("--check").code == 1
    assert regen().code == 0
    assert regen("--check").code == 0
    module = Path("out/shop/models/pet.py")
    assert module.read_text(encoding="utf-8").startswith(HEADER)
    (copied / "header.jinja").unlink()
    assert regen("--check").code == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ view.nothing.more }}", "has no attribute 'nothing'"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ 'text' }}", "a template may not emit str"),
        ("{% include 'no.jinja' %}", "no.jinja"),
        ("{{ 1 // 0 }}", "division"),
    ],
)
def test_a_fault_of_a_template_is_located(
    copied: Path, regen: Regen, line: str, said: str
) -> None:
    assert regen(*WORDS).code == 0
    before = content(Path("out"))
    path = copied / "models.jinja"
    text = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(text, encoding="utf-8")
    result = regen(*WORDS, "--templates", "own")
    assert result.code == 2
    place = (
        f"{os.path.join('own', 'models.jinja')}:{line_of(text, line)}"  # noqa: PTH118
    )
    assert result.err.startswith(f"{place}: error[template-error]: ")
    assert said in result.err
    assert content(Path("out")) == before


def test_what_is_not_python_is_refused(copied: Path, regen: Regen) -> None:
    path = copied / "models.jinja"
    path.write_text(path.read_text(encoding="utf-8") + "def :\n", encoding="utf-8")
    result = regen(*WORDS, "--templates", "own")
    assert result.code == 2
    assert result.err.startswith("own/models.jinja: error[template-error]: models/")
    assert "def :" in result.err
    assert not Path("out").exists()


def test_a_folder_that_is_not_there(copied: Path, regen: Regen) -> None:
    result = regen(*WORDS, "--templates", "nowhere")
    assert result.code == 2
    assert result.err.startswith("nowhere: error[no-templates]: ")
    assert "regen templates copy nowhere" in result.err


def test_a_folder_that_cannot_be_written(here: Path, regen: Regen) -> None:
    (here / "file").write_text("")
    result = regen("templates", "copy", "file")
    assert result.code == 2
    assert result.err.startswith("file: error[unwritable-folder]: ")
