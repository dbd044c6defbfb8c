"""What is told of a wrong command line: what was meant, as a person slips."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
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


def test_a_folder_is_missing(regen: Regen) -> None:
    result = regen("-C")
    assert result.code == 2
    assert "-C needs a folder" in result.err


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


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal")
def test_a_person_at_a_terminal_is_told_more(here: Path) -> None:
    (here / "a.yaml").write_text(SMALL, encoding="utf-8")
    assert "next: `pip install httpx2 msgspec`" in at_terminal("a.yaml")
    told = at_terminal("b.yaml")
    assert "\033[1;31merror[unreadable-file]" in told
    assert "`regen explain CODE` says more about an error" in told


def at_terminal(document: str) -> str:
    """What regen tells on stderr if that is a terminal."""
    ours, theirs = os.openpty()
    line = [sys.executable, "-m", "regen", "generate", document, "--output", "out"]
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    subprocess.run(line, stdout=subprocess.PIPE, stderr=theirs, env=env, check=False)
    os.close(theirs)
    text = b""
    with contextlib.suppress(OSError):  # the end of what a terminal has
        while data := os.read(ours, 4096):
            text += data
    os.close(ours)
    return text.decode()


def test_a_code_that_is_none(regen: Regen) -> None:
    result = regen("explain", "dangling-refs")
    assert result.code == 2
    assert "did you mean `dangling-reference`?" in result.err
