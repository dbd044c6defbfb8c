"""What is told of a wrong command line: what was meant, as a person slips."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .kit import SMALL, Regen


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("genrate", "a.yaml", "--output", "src"), "regen generate"),
        (("updat",), "regen update"),
        (("insepct", "a.yaml", "--json"), "regen inspect"),
        (("dif", "a.yaml", "b.yaml"), "regen diff"),
        (("a.yaml",), "regen generate a.yaml --output DIR"),
        (("a.yaml", "--output", "src"), "regen generate a.yaml --output DIR"),
        (
            ("https://pets.example/api",),
            "regen generate https://pets.example/api --output DIR",
        ),
        (("generate", "a.yaml", "--out", "src"), "--output"),
        (("--chek",), "--check"),
        (("run", "--outputformat=json"), "--output-format"),
    ],
)
def test_what_was_meant(
    here: Path, regen: Regen, words: tuple[str, ...], meant: str
) -> None:
    (here / "a.yaml").write_text(SMALL, encoding="utf-8")
    result = regen(*words)
    assert result.code == 2
    assert f"  hint: did you mean `{meant}`?\n" in result.err


def test_what_is_missing(regen: Regen) -> None:
    result = regen("generate", "a.yaml")
    assert result.code == 2
    assert result.err == (
        "error[wrong-usage]: the following arguments are required: --output\n"
        "  hint: `regen generate --help` shows the arguments\n"
    )


def test_no_word_is_near(here: Path, regen: Regen) -> None:
    result = regen("zebra")
    assert result.code == 2
    assert result.err.startswith("error[no-configuration]")
    assert "`regen init`" in result.err


def test_programs_are_told_too(regen: Regen) -> None:
    result = regen("run", "--chek", "--json")
    (told,) = result.json["diagnostics"]
    assert (told["code"], told["hint"]) == ("wrong-usage", "did you mean `--check`?")


def test_a_code_is_explained(regen: Regen) -> None:
    result = regen("explain", "dangling-reference", "stale")
    assert result.code == 0
    assert result.out.startswith("dangling-reference\n\nError. ")
    assert "\nstale\n\n" in result.out


def test_the_codes_are_listed(regen: Regen) -> None:
    codes = regen("explain").out.splitlines()
    assert {"unreadable-file", "name-taken"} <= set(codes)
    assert json.dumps(codes).isascii()


def test_a_code_that_is_none(regen: Regen) -> None:
    result = regen("explain", "dangling-refs")
    assert result.code == 2
    assert "did you mean `dangling-reference`?" in result.err
