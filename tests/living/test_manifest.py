"""The manifest is small, changes little, and merges."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from regen.manifest import load

from tests.cli.kit import SMALL, content

from .conftest import Repository

ANIMAL = """\
    Animal:
      type: object
      properties:
        home:
          type: string
          enum: [lake, wood]
"""
ZEBRA = ANIMAL.replace("Animal", "Zebra")
ON_BOTH_SIDES = [
    (ANIMAL, ZEBRA),
    (ANIMAL, ANIMAL.replace("Animal", "Ant")),
    (ZEBRA, ZEBRA.replace("Zebra", "Zoo")),
]


def names(repository: Repository) -> set[str]:
    found: dict[str, Any] = json.loads(repository.manifest.read_bytes())["names"]
    return {name for _, name in found["declarations"].values()}


def test_l2_it_holds_names_and_a_few_digests(repository: Repository) -> None:
    text = repository.manifest.read_text(encoding="utf-8")
    value = json.loads(text)
    assert list(value) == ["generator", "options", "inputs", "package", "names"]
    assert list(value["inputs"]) == ["api.yaml"]
    assert "  }," not in text.splitlines()[:4]
    assert '   "/components/schemas/Pet": ["pet", "Pet"],' in text.splitlines()
    assert ".py" not in text
    assert "black" not in text


def test_l2_a_small_change_is_small_in_it(repository: Repository) -> None:
    repository.change("all pets", "each pet")
    repository.change("name: {type: string}", "name: {type: integer}")
    assert repository.regen().code == 0
    added, removed, _ = repository.git(
        "diff", "--numstat", "--", "src/shop/_regen.json"
    ).split()
    assert int(added) <= 3
    assert int(removed) <= 3


@pytest.mark.parametrize(("ours", "theirs"), ON_BOTH_SIDES)
def test_l2_two_branches_merge(repository: Repository, ours: str, theirs: str) -> None:
    repository.git("checkout", "--quiet", "-b", "theirs")
    repository.change("    Pet:\n", f"{theirs}    Pet:\n")
    repository.commit("theirs")
    repository.git("checkout", "--quiet", "main")
    end = repository.document.read_text(encoding="utf-8")
    repository.document.write_text(end + ours, encoding="utf-8")
    repository.commit("ours")
    before = names(repository)
    repository.git("merge", "theirs", code=1)  # the digests are in conflict
    assert "<<<<<<< " in repository.manifest.read_text(encoding="utf-8")
    assert repository.git("diff", "--name-only", "--diff-filter=U").split() == [
        "src/shop/_regen.json",
        *(
            ["src/shop/models/__init__.py"]
            if "<<<<<<<" in (repository.package / "models/__init__.py").read_text()
            else []
        ),
    ]
    assert repository.regen("--check").code == 1
    assert repository.regen().code == 0
    assert names(repository) > before
    assert repository.regen("--check").code == 0
    assert "<<<<<<< " not in "".join(
        data.decode() for data in content(repository.package).values()
    )


@pytest.mark.parametrize(("ours", "theirs"), ON_BOTH_SIDES)
def test_l2_a_union_of_both_sides_is_understood(
    repository: Repository, ours: str, theirs: str
) -> None:
    """With `merge=union` git leaves no marks, but braces and digests of both sides."""
    attributes = repository.folder / ".gitattributes"
    attributes.write_text("src/shop/** merge=union\n")
    repository.commit("union")
    repository.git("checkout", "--quiet", "-b", "theirs")
    repository.change("    Pet:\n", f"{theirs}    Pet:\n")
    repository.commit("theirs")
    all_names = names(repository)
    repository.git("checkout", "--quiet", "main")
    end = repository.document.read_text(encoding="utf-8")
    repository.document.write_text(end + ours, encoding="utf-8")
    repository.commit("ours")
    all_names |= names(repository)
    repository.git("merge", "--quiet", "theirs")
    assert repository.regen("--check").code == 1
    assert repository.regen().code == 0
    assert names(repository) == all_names
    assert repository.regen("--check").code == 0


def test_l2_a_manifest_that_is_cut_off_is_an_error(repository: Repository) -> None:
    text = repository.manifest.read_text(encoding="utf-8")
    repository.manifest.write_text(text[: len(text) // 2], encoding="utf-8")
    result = repository.regen()
    assert result.code == 2
    assert "error[bad-manifest]: " in result.err


def test_l2_a_conflict_loses_no_name(repository: Repository) -> None:
    """What one side pinned stays pinned, although a fresh run would choose anew."""
    text = repository.manifest.read_text(encoding="utf-8")
    pinned = text.replace('["pet", "Pet"]', '["pet", "Beast"]')
    assert pinned != text
    start, line = pinned.split('"package": ')[0], '"package": "0000000000000000",\n'
    rest = pinned.split('"package": ')[1].split("\n", 1)[1]
    conflict = (
        f"<<<<<<< ours\n {line}=======\n {line.replace('0', '1')}>>>>>>> theirs\n"
    )
    repository.manifest.write_text(f"{start.rstrip(' ')}{conflict}{rest}")
    checked = repository.regen("--check")
    assert checked.code == 1
    assert (
        "src/shop/_regen.json: was merged and is not written anew yet\n" in checked.out
    )
    assert repository.regen().code == 0
    assert "Beast" in names(repository)
    assert "class Beast" in (repository.package / "models" / "pet.py").read_text()


def test_l2_an_earlier_format_is_read_once(repository: Repository) -> None:
    value = json.loads(repository.manifest.read_bytes())
    value["names"]["declarations"]["/components/schemas/Pet"] = ["pet", "Beast"]
    earlier = {
        "bases": {"client.py": "4ff7bfc93ba06cad"},
        "checked": {},
        "files": {"client.py": "4ff7bfc93ba06cad", "models/gone.py": "0"},
        "generator": "regen 0.1.0 40fe69d3e89f, black 26.3.1",
        "inputs": value["inputs"],
        "names": value["names"],
        "options": value["options"],
    }
    repository.manifest.write_text(json.dumps(earlier, indent=1), encoding="utf-8")
    (repository.package / "models" / "gone.py").write_text("x = 1\n", encoding="utf-8")
    assert repository.regen().code == 0
    assert "Beast" in names(repository)
    assert not (repository.package / "models" / "gone.py").exists()
    assert "files" not in json.loads(repository.manifest.read_bytes())


@pytest.mark.parametrize(
    "data",
    [
        {"inputs": {"/dev/zero": "0", "../../../../../dev/zero": "0"}},
        {"names": {"declarations": {"#/a": ["../../../api", "A"]}}},
        {"files": {"../../api.yaml": "0", "/etc/hosts": "0", "models/pet.py": "0"}},
    ],
)
def test_l2_a_manifest_is_not_believed(
    repository: Repository, data: dict[str, Any]
) -> None:
    """Neither devices are read nor files outside the package removed."""
    value = json.loads(repository.manifest.read_bytes())
    value["names"]["declarations"] |= data.pop("names", {}).get("declarations", {})
    repository.manifest.write_text(json.dumps(value | data), encoding="utf-8")
    outside = repository.folder / "api.py"
    outside.write_text("mine\n", encoding="utf-8")
    assert repository.regen().code == 0
    assert outside.exists()
    assert repository.document.read_text(encoding="utf-8") == SMALL
    assert Path("/etc/hosts").exists()


def test_l2_a_pipe_is_no_manifest(repository: Repository) -> None:
    repository.manifest.unlink()
    os.mkfifo(repository.manifest)
    assert repository.regen().code == 2


def test_l2_every_generated_file_is_known_from_the_names(
    repository: Repository,
) -> None:
    found = load(repository.package)
    assert found
    for name in content(repository.package):
        assert found.owns(name) or name == "_regen.json"
