"""`regen generate`: a document in, a package out, and nothing the second time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .kit import PAGE, SMALL, Regen, content, page_as_yaml, stamps


@pytest.fixture
def small(here: Path) -> Path:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    return Path("pets.yaml")


def test_page_and_plain_yaml_give_the_same_bytes(here: Path, regen: Regen) -> None:
    (here / "page.md").write_text(PAGE, encoding="utf-8")
    (here / "plain.yaml").write_text(page_as_yaml(), encoding="utf-8")
    for name in ("page.md", "plain.yaml"):
        result = regen("generate", name, "--output", f"of {name}", "--package", "x")
        assert result.code == 0, result.err
    page, plain = content(here / "of page.md"), content(here / "of plain.yaml")
    assert page.pop("x/_regen.json") != plain.pop("x/_regen.json")
    assert page == plain
    assert b"DEPLOYED" in page["x/models/state_enum.py"]


def test_first_run_writes_and_says_so(small: Path, regen: Regen) -> None:
    result = regen("generate", small, "--output", "out", "--package", "shop")
    assert result.code == 0
    assert result.out.startswith("out/shop: written, ")
    assert result.out.rstrip().endswith(" new")
    assert result.err == ""
    assert Path("out/shop/models/pet.py").is_file()


def test_second_run_writes_nothing(small: Path, regen: Regen) -> None:
    command = ("generate", small, "--output", "out", "--package", "shop")
    regen(*command)
    before = stamps(Path("out"))
    result = regen(*command)
    assert (result.code, result.out) == (0, "out/shop: fresh\n")
    assert stamps(Path("out")) == before


def test_package_is_named_after_the_title(small: Path, regen: Regen) -> None:
    assert regen("generate", small, "--output", "out").code == 0
    assert Path("out/pet_shop/__init__.py").is_file()
    again = regen("generate", small, "--output", "out")
    assert again.out == "out/pet_shop: fresh\n"


def test_only_the_manifest_changes_with_a_comment(small: Path, regen: Regen) -> None:
    command = ("generate", small, "--output", "out", "--package", "shop")
    regen(*command)
    before = content(Path("out/shop"))
    small.write_text(f"# A remark.\n{SMALL}", encoding="utf-8")
    assert regen(*command, "--check").code == 0  # the code is what it should be
    assert regen(*command, "--check", "--fast").code == 1
    assert regen(*command).out == "out/shop: written, 1 changed\n"
    after = content(Path("out/shop"))
    assert before.pop("_regen.json") != after.pop("_regen.json")
    assert before == after
    assert regen(*command, "--check", "--fast").code == 0


def test_an_edited_file_is_restored(small: Path, regen: Regen) -> None:
    command = ("generate", small, "--output", "out", "--package", "shop")
    regen(*command)
    model = Path("out/shop/models/pet.py")
    text = model.read_text(encoding="utf-8")
    model.write_text("# mine\n", encoding="utf-8")
    result = regen(*command)
    assert result.out == "out/shop: written, 1 edited since it was generated\n"
    assert model.read_text(encoding="utf-8") == text


def test_prefix_flag_equals_the_configured_prefix(here: Path, regen: Regen) -> None:
    (here / "page.md").write_text(PAGE, encoding="utf-8")
    result = regen(
        "generate", "page.md", "--output", "out", "--package", "x",
        "--prefix", "ApiKeyAuth=Token",
    )  # fmt: skip
    assert result.code == 0
    assert 'prefix = "Token"' in Path("out/x/security.py").read_text(encoding="utf-8")


def test_keep_undeclared_equals_the_configured_key(here: Path, regen: Regen) -> None:
    (here / "page.md").write_text(PAGE, encoding="utf-8")
    result = regen(
        "generate", "page.md", "--output", "out", "--package", "x", "--keep-undeclared"
    )
    assert result.code == 0
    assert 'undeclared="keep",' in Path("out/x/client.py").read_text(encoding="utf-8")


def test_unknown_prefix_is_an_error_with_a_hint(here: Path, regen: Regen) -> None:
    (here / "page.md").write_text(PAGE, encoding="utf-8")
    result = regen("generate", "page.md", "--output", "out", "--prefix", "ApiKeyAut=T")
    assert result.code == 2
    assert "error[unknown-security-scheme]" in result.err
    assert "did you mean `ApiKeyAuth`?" in result.err


def test_root_folder_bounds_references(here: Path, regen: Regen) -> None:
    (here / "api").mkdir()
    (here / "shared.yaml").write_text("Pet: {type: object}\n", encoding="utf-8")
    local, other = "'#/components/schemas/Pet'", "'../shared.yaml#/Pet'"
    document = here / "api" / "pets.yaml"
    document.write_text(SMALL.replace(local, other), encoding="utf-8")
    command = ("generate", document, "--output", "out", "--package", "shop")
    refused = regen(*command, "--root-folder", here / "api")
    assert refused.code == 2
    assert "error[forbidden-reference]" in refused.err
    assert not Path("out").exists()
    assert regen(*command, "--root-folder", here).code == 0


def test_report_as_json(small: Path, regen: Regen) -> None:
    command = ("generate", small, "--output", "out", "--package", "shop", "--json")
    first, second = regen(*command), regen(*command)
    (client,) = first.json["clients"]
    assert (client["package"], client["state"]) == ("out/shop", "written")
    assert {"file": "models/pet.py", "reason": "new"} in client["changes"]
    assert second.json["clients"][0] == {
        "package": "out/shop",
        "state": "fresh",
        "changes": [],
        "diagnostics": [],
    }


def test_inputs_are_not_touched(small: Path, regen: Regen) -> None:
    before, stamp = small.read_bytes(), small.stat().st_mtime_ns
    regen("generate", small, "--output", "out", "--package", "shop")
    assert (small.read_bytes(), small.stat().st_mtime_ns) == (before, stamp)


def test_generated_package_imports(small: Path, regen: Regen) -> None:
    regen("generate", small, "--output", "out", "--package", "shop")
    program = (
        "from shop import models; from shop.operations.pets import list_pets;"
        "print(models.Pet(name='Rex'), list_pets.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd="out",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Pet(name='Rex') list_pets\n"


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["generate", "--help"]])
def test_information_exits_with_0(regen: Regen, words: list[str]) -> None:
    result = regen(*words)
    assert (result.code, result.err) == (0, "")
    assert "regen" in result.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["generate", "pets.yaml"], "are required: --output"),
        (["generate", "--output", "out"], "are required: DOCUMENT"),
        (
            ["generate", "pets.yaml", "--output", "o", "--nope"],
            "there is no option --nope",
        ),
        (["generate", "a.yaml", "--output", "o", "--prefix", "x"], "SCHEME=WORD"),
        (["inspect"], "are required: DOCUMENT"),
    ],
)
def test_wrong_usage_exits_with_2(regen: Regen, words: list[str], said: str) -> None:
    result = regen(*words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_interruption_is_neither_stale_nor_wrong(
    regen: Regen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("regen.commands.load_configs", interrupted)
    assert regen("--check").code == 130
