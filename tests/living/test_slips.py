"""A slip never empties a client, and is told with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.kit import SMALL, Regen, content

from .conftest import Repository

EMPTY = 'openapi: 3.1.0\ninfo: {title: Shop, version: "1"}\npaths: {}\n'
MODELS = EMPTY + "components: {schemas: {Pet: {type: object}}}\n"


@pytest.mark.parametrize("text", [EMPTY, MODELS])
def test_l4_a_run_that_would_remove_every_operation_asks(
    repository: Repository, text: str
) -> None:
    before = content(repository.package)
    repository.document.write_text(text, encoding="utf-8")
    for words in ([], ["--check"], ["--diff"]):
        result = repository.regen(*words)
        assert result.code == 2
        assert "error[would-remove-everything]: " in result.err
        assert "--allow-empty" in result.err
    assert content(repository.package) == before
    assert repository.regen("--allow-empty").code == 0
    assert not list((repository.package / "operations").glob("pets.py"))


def test_l4_nothing_at_all_is_an_error(tmp_path: Path, regen: Regen) -> None:
    Path("a.yaml").write_text(EMPTY, encoding="utf-8")
    result = regen("generate", "a.yaml", "--output", "out")
    assert result.code == 2
    assert result.err.startswith("a.yaml: error[no-operations]: ")
    assert not Path("out").exists()
    assert regen("generate", "a.yaml", "--output", "out", "--allow-empty").code == 0


def test_l4_a_selection_of_nothing_is_an_error(repository: Repository) -> None:
    text = Path("regen.toml").read_text(encoding="utf-8")
    Path("regen.toml").write_text(
        f'{text}\n[clients.other]\ndocument = "api.yaml"\noutput = "src"\n'
        'exclude.paths = ["*"]\n'
    )
    result = repository.regen("other")
    assert result.code == 2
    assert "error[no-operations]: " in result.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["genrate", "api.yaml"], "did you mean `regen generate`?"),
        (["inspct"], "did you mean `regen inspect`?"),
        (["shp"], "did you mean `shop`?"),
        (["generate", "apy.yaml", "--output", "o"], "did you mean 'api.yaml'?"),
        (
            ["generate", "api.yaml", "--output", "o", "--package", "pet-store"],
            "did you mean `pet_store`?",
        ),
        (
            ["generate", "api.yaml", "--output", "o", "--package", "json"],
            "did you mean `json_client`?",
        ),
    ],
)
def test_l4_slips_of_the_pen_are_understood(
    repository: Repository, words: list[str], hint: str
) -> None:
    result = repository.regen(*words)
    assert result.code == 2
    assert hint in result.err


def test_l4_a_title_that_is_a_module_of_python_gets_another_name(
    tmp_path: Path, regen: Regen
) -> None:
    Path("a.yaml").write_text(SMALL.replace("Pet Shop", "JSON"), encoding="utf-8")
    assert regen("generate", "a.yaml", "--output", "out").code == 0
    assert Path("out/json_client/client.py").is_file()


NOWHERE = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /schema:
    get:
      responses:
        "200":
          description: d
          content: {application/json: {schema: {$ref: "#/components/schemas/No"}}}
  /parameter:
    get:
      parameters: [{$ref: "#/components/parameters/No"}]
      responses: {"204": {description: d}}
  /link:
    get:
      responses: {"204": {description: d, links: {A: {$ref: "#/components/links/No"}}}}
"""


def test_l5_a_reference_that_leads_nowhere_costs_what_needs_it(
    tmp_path: Path, regen: Regen
) -> None:
    """A schema its type, a parameter its operation; each is told once."""
    Path("a.yaml").write_text(NOWHERE, encoding="utf-8")
    words = ("generate", "a.yaml", "--output", "out", "--package", "shop")
    refused = regen(*words)
    assert refused.code == 2
    assert refused.err.count("hint: --skip-unsupported goes on without it") == 2
    result = regen(*words, "--skip-unsupported")
    assert result.code == 0
    assert "--skip-unsupported" not in result.err
    assert result.err.count(" warning[") == 3
    assert result.err.count("needs it and is left out") == 1
    found = sorted(p.name for p in Path("out/shop/operations").glob("*.py"))
    assert found == ["__init__.py", "link.py", "schema.py"]
    assert "Call[Any]" in Path("out/shop/operations/schema.py").read_text()
