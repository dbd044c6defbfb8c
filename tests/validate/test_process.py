"""The process of the validator: it finds what is found here, and never outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pathable import accessors
from pathable.protocols import Subscriptable
from regen.diagnostics import Diagnostic, Level
from regen.source import validate
from regen.source.validate import start_examination
from regen.source.validate.examination import examine
from regen.source.validate.validator import SUBSCRIPTABLE

FAULTY: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T"},
    "paths": {
        "/a/{id}": {
            "get": {
                "responses": {"200": {"description": "OK"}},
                "parameters": [
                    {
                        "name": "n",
                        "in": "query",
                        "schema": {"type": "integer", "default": "x"},
                    }
                ],
            }
        }
    },
}

ENDLESS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "components": {
        "schemas": {
            "A": {"type": "string", "pattern": "^(a+)+$", "default": "a" * 60 + "!"}
        }
    },
}
"""A pattern that Python's regular expressions need years for."""


@pytest.fixture(autouse=True)
def own_process() -> Iterator[None]:
    with validate.validator_process():
        pass  # that of an earlier test has ended
    with validate.validator_process():
        yield


def elsewhere(root: dict[str, Any], *, strict: bool = False) -> list[Diagnostic]:
    return start_examination(root, strict=strict).result()


def told(diagnostic: Diagnostic) -> tuple[str, str]:
    assert (diagnostic.code, diagnostic.level) == ("validator-crashed", Level.WARNING)
    return diagnostic.message, diagnostic.hint


@pytest.mark.parametrize("strict", [False, True])
def test_the_process_finds_what_is_found_here(strict: bool) -> None:
    here = examine(FAULTY, strict=strict)
    assert here
    assert elsewhere(FAULTY, strict=strict) == here


def test_one_process_serves_several_documents() -> None:
    both = [start_examination(FAULTY, strict=strict) for strict in (False, True)]
    assert [item.result() for item in both] == [
        examine(FAULTY, strict=strict) for strict in (False, True)
    ]


@pytest.mark.parametrize("program", ["", "/nowhere/python", "/bin/false"])
def test_without_a_process_nothing_is_validated(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """Here, a validator that takes for ever could not be ended."""
    validate._stop()
    monkeypatch.setattr("sys.executable", program)
    assert [*map(told, elsewhere(ENDLESS))] == [
        ("openapi-spec-validator could not be started", "the document is not validated")
    ]


def test_a_process_that_ends_is_one_remark() -> None:
    examination = start_examination(ENDLESS, strict=False)
    process = examination._process
    assert process is not None
    process.started.result()
    process._child.kill()
    assert [*map(told, examination.result())] == [
        (
            "openapi-spec-validator ended without an answer",
            "the document is not validated",
        )
    ]


def test_the_environment_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("SPEC_VALIDATOR_RESOLVED_CACHE_MAXSIZE", "SPEC_VALIDATOR_SCHEMA_VALIDATOR")
    for name in (*names, "SCHEMA_VALIDATOR_COMPILED_VALIDATOR_CACHE_MAX_SIZE"):
        monkeypatch.setenv(f"OPENAPI_{name}", "many")
    validate._stop()
    assert elsewhere(FAULTY) == examine(FAULTY, strict=False)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of POSIX")
def test_a_validator_that_gives_up_is_one_remark() -> None:
    (remark,) = start_examination(ENDLESS, strict=True, seconds=1).result()
    message, hint = told(remark)
    assert "within 1 s of CPU time" in message
    assert "`validator-seconds` allows more" in hint
    # And the next document has a process again.
    assert elsewhere(FAULTY) == examine(FAULTY, strict=False)


PROGRAM = """
import sys
from regen.source.validate import start_examination, validator_process
from tests.validate.test_process import ENDLESS

with validator_process():
    examination = start_examination(ENDLESS, strict=False)
    examination._process.started.result()
    print(examination._process._child.pid, flush=True)
    if sys.argv[1] == "wait":
        examination.result()
"""


def begun(folder: Path, how: str) -> tuple[subprocess.Popen[str], int]:
    """A program that validates for years, and the process in which it does."""
    program = folder / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, str(program), how],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout
    return process, int(process.stdout.readline())


def ends(pid: int) -> bool:
    """Whether a process that is nobody's child any more is gone within a while."""
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_process_ends_with_its_parent(tmp_path: Path, end: signal.Signals) -> None:
    parent, pid = begun(tmp_path, "wait")
    parent.send_signal(end)
    parent.communicate()
    assert ends(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
def test_a_busy_process_holds_nobody_up(tmp_path: Path) -> None:
    parent, pid = begun(tmp_path, "leave")
    parent.communicate(timeout=60)
    assert parent.returncode == 0
    assert ends(pid)


BUILD = """
from pathlib import Path
from regen.config import from_flags
from regen.pipeline import build

print("begun")
package = build(from_flags([Path("{document}")], Path("out"), "pets"))
print(len(package.files) > 10)
"""


def test_a_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    """The process does not begin with the main program, as those of Python do."""
    program = tmp_path / "program.py"
    document = Path(__file__).parents[2] / "specs" / "petstore.yaml"
    program.write_text(BUILD.format(document=document), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("begun\nTrue\n", "")


@pytest.mark.parametrize("value", [{}, {"a": 1}, [], [1], "", "a", 1, 1.5, None, True])
def test_what_can_be_stepped_into(value: Any) -> None:
    assert vars(accessors)["Subscriptable"] is SUBSCRIPTABLE
    assert isinstance(value, SUBSCRIPTABLE) == isinstance(value, Subscriptable)


def test_the_process_of_the_phases_imports_neither_validator_nor_black() -> None:
    code = "import regen.pipeline, sys; print(*sys.modules)"
    found = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not {"openapi_spec_validator", "jsonschema", "black", "yaml"} & set(found)
