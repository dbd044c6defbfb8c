"""`--check` and `--diff`: what a run would do, without doing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .kit import PAGE, Regen, stamps

COMMAND = ("generate", "page.md", "--output", "out", "--package", "qovery")


@pytest.fixture
def page(here: Path, regen: Regen) -> Path:
    """The deploy page, generated."""
    path = here / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    assert regen(*COMMAND).code == 0
    return path


def touch(page: Path, old: str, new: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count(old) == 1
    page.write_text(text.replace(old, new), encoding="utf-8")


def changed_lines(diff: str) -> list[str]:
    return [
        line
        for line in diff.splitlines()
        if line[:1] in ("+", "-") and not line.startswith(("+++", "---"))
    ]


def test_fresh(page: Path, regen: Regen) -> None:
    result = regen(*COMMAND, "--check")
    assert (result.code, result.out, result.err) == (0, "out/qovery: fresh\n", "")
    assert regen(*COMMAND, "--diff").out == ""


def test_one_enum_value_makes_one_file_stale(page: Path, regen: Regen) -> None:
    touch(page, "        - RECAP\n", "        - RECAPPED\n")
    before = stamps(Path("out"))
    result = regen(*COMMAND, "--check")
    assert result.code == 1
    assert result.out == (
        "out/qovery/models/state_enum.py: changed\nout/qovery: stale, 1 changed\n"
    )
    assert stamps(Path("out")) == before


def test_one_new_enum_value_is_one_line_of_the_diff(page: Path, regen: Regen) -> None:
    touch(page, "        - RECAP\n", "        - RECAP\n        - REBOOTING\n")
    before = stamps(Path("out"))
    result = regen(*COMMAND, "--diff")
    assert result.code == 0
    assert changed_lines(result.out) == ['+    REBOOTING = "REBOOTING"']
    assert "+++ b/out/qovery/models/state_enum.py" in result.out
    assert result.err == "out/qovery: stale, 1 changed\n"
    assert stamps(Path("out")) == before


def test_check_and_diff_together(page: Path, regen: Regen) -> None:
    touch(page, "        - RECAP\n", "        - RECAP\n        - REBOOTING\n")
    result = regen(*COMMAND, "--check", "--diff")
    assert result.code == 1
    assert changed_lines(result.out) == ['+    REBOOTING = "REBOOTING"']


def test_check_and_diff_as_json(page: Path, regen: Regen) -> None:
    touch(page, "        - RECAP\n", "        - RECAP\n        - REBOOTING\n")
    result = regen(*COMMAND, "--check", "--diff", "--json")
    assert result.code == 1
    (client,) = result.json["clients"]
    assert client["state"] == "stale"
    assert client["changes"] == [{"file": "models/state_enum.py", "reason": "changed"}]
    assert changed_lines(client["diff"]) == ['+    REBOOTING = "REBOOTING"']


def test_the_diff_is_a_patch(page: Path, regen: Regen) -> None:
    """Applying it gives what a run writes."""
    touch(page, "        - RECAP\n", "        - RECAPPED\n")
    diff = regen(*COMMAND, "--diff").out
    module = Path("out/qovery/models/state_enum.py")
    lines = module.read_text(encoding="utf-8").splitlines(keepends=True)
    (removed,) = [x[1:] for x in changed_lines(diff) if x.startswith("-")]
    (added,) = [x[1:] for x in changed_lines(diff) if x.startswith("+")]
    expected = [f"{added}\n" if x == f"{removed}\n" else x for x in lines]
    assert regen(*COMMAND).code == 0
    assert module.read_text(encoding="utf-8") == "".join(expected)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda f: f.unlink(), "missing since it was generated"),
        (lambda f: f.write_text("# mine\n"), "edited since it was generated"),
    ],
)
def test_why_a_file_is_stale(page: Path, regen: Regen, act: object, said: str) -> None:
    assert callable(act)
    act(Path("out/qovery/models/status.py"))
    result = regen(*COMMAND, "--check")
    assert result.code == 1
    assert result.out.splitlines()[0] == f"out/qovery/models/status.py: {said}"


def test_a_schema_that_goes_takes_its_file_along(page: Path, regen: Regen) -> None:
    text = page.read_text(encoding="utf-8")
    removed = (
        "        steps:\n          $ref: '#/components/schemas/ServiceStepMetrics'\n"
    )
    start = text.index("    ServiceStepMetrics:\n")
    end = text.index("    StatusDetails:\n")
    text = (text[:start] + text[end:]).replace(removed, "")
    page.write_text(text, encoding="utf-8")
    result = regen(*COMMAND, "--check")
    file = "out/qovery/models/service_step_metrics.py"
    assert f"{file}: no longer generated\n" in result.out
    assert regen(*COMMAND).code == 0
    assert not Path(file).exists()
