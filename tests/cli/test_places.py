"""Where the configuration is found, and what is told of one in a wrong place."""

from __future__ import annotations

from pathlib import Path

import pytest

from .kit import SMALL, Regen

CLIENT = '[clients.shop]\ndocument = "api.yaml"\noutput = "src"\n'


@pytest.fixture
def project(here: Path) -> Path:
    (here / "api.yaml").write_text(SMALL, encoding="utf-8")
    (here / "regen.toml").write_text(CLIENT, encoding="utf-8")
    (here / "deep" / "down").mkdir(parents=True)
    return here


def test_it_is_found_upwards(
    project: Path, regen: Regen, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "deep" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    monkeypatch.chdir(project / "deep" / "down")
    assert regen().code == 0
    assert (project / "src" / "shop" / "client.py").is_file()


def test_another_folder_to_start_from(project: Path, regen: Regen) -> None:
    (project / "deep" / "regen.toml").write_text(
        CLIENT.replace("api.yaml", "../api.yaml"), encoding="utf-8"
    )
    assert regen("-C", "deep", "run", "shop").code == 0
    assert (project / "deep" / "src" / "shop" / "client.py").is_file()
    result = regen("-C", "nowhere")
    assert result.code == 2
    assert "cannot change to 'nowhere'" in result.err


def test_several_configurations(project: Path, regen: Regen) -> None:
    (project / "deep" / "other.toml").write_text(
        CLIENT.replace("shop", "zoo").replace("api.yaml", "../api.yaml")
    )
    result = regen("--config", "regen.toml", "--config", "deep/other.toml")
    assert result.code == 0
    assert (project / "src" / "shop" / "client.py").is_file()
    assert (project / "deep" / "src" / "zoo" / "client.py").is_file()


@pytest.mark.parametrize(
    ("file", "header", "told"),
    [
        ("regen.toml", "[client.shop]", "did you mean `clients`?"),
        ("regen.toml", "[tool.regen.clients.shop]", "[clients.<name>]"),
        ("regen.toml", "", "put it below [clients.<name>]"),
        ("regen.toml", "[clients]", "put it below [clients.<name>]"),
        ("pyproject.toml", "[tool.regen]", "put it below [tool.regen.clients.<name>]"),
        ("pyproject.toml", "[regen.clients.shop]", "[tool.regen.clients.<name>]"),
        ("pyproject.toml", "[clients.shop]", "[tool.regen.clients.<name>]"),
        ("pyproject.toml", "[tool.regen.client.shop]", "did you mean `clients`?"),
    ],
)
def test_misplaced_headers_are_told(
    here: Path, regen: Regen, file: str, header: str, told: str
) -> None:
    (here / file).write_text(CLIENT.replace("[clients.shop]", header))
    result = regen()
    assert result.code == 2
    line = 2 if "outside of a client" in result.err else 1
    assert result.err.startswith(f"{file}:{line}: error[invalid-configuration]: ")
    assert told in result.err


@pytest.mark.parametrize(
    ("wanted", "told"),
    [(">=0.1", ""), ("==99.*", "==99.* is required"), ("soon", "Invalid specifier")],
)
def test_a_required_version(
    project: Path, regen: Regen, wanted: str, told: str
) -> None:
    text = f'required-version = "{wanted}"\n{CLIENT}'
    (project / "regen.toml").write_text(text, encoding="utf-8")
    result = regen("--check")
    assert result.code == (2 if told else 1)
    assert told in result.err
    if told:
        assert result.err.startswith("regen.toml:1: error[")


def test_what_counts_is_shown(project: Path, regen: Regen) -> None:
    lines = regen("config").out.splitlines()
    assert lines[0] == "[clients.shop]"
    assert 'documents = ["api.yaml"]  (regen.toml:2)' in lines
    assert "strict = false  (default)" in lines


def test_short_forms(regen: Regen) -> None:
    assert regen("-h").out == regen("--help").out
    assert regen("-V").out == regen("--version").out
    assert "usage: regen generate" in regen("generate", "-h").out


@pytest.mark.parametrize(
    ("variables", "is_coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours(
    here: Path,
    regen: Regen,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    is_coloured: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = regen("generate", "none.yaml", "--output", "out")
    assert ("\033[1;31merror[unreadable-file]\033[0m" in result.err) == is_coloured
    assert ("\033" in result.err) == is_coloured


def test_several_diagnostics_are_counted(here: Path, regen: Regen) -> None:
    text = SMALL.replace("type: array", "type: 3").replace("type: object", "type: 4")
    (here / "api.yaml").write_text(text, encoding="utf-8")
    result = regen("generate", "api.yaml", "--output", "out")
    assert result.err.endswith("\n2 errors\n")
