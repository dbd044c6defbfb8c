"""A run after a change writes what a run from nothing writes, byte for byte."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import regen.source.ahead
from regen.aside import Aside, can_fork
from regen.config import from_flags
from regen.pipeline import Package, build, generate

from benchmarks.synthetic import document

Document = dict[str, Any]


def schemas(root: Document) -> Document:
    found: Document = root["components"]["schemas"]
    return found


def describe(root: Document) -> None:
    schemas(root)["Thing5"]["description"] = "Another text"


def add_field(root: Document) -> None:
    added = {"type": "array", "items": {"$ref": "#/components/schemas/Thing6"}}
    schemas(root)["Thing5"]["properties"]["others"] = added


def close_a_circle(root: Document) -> None:
    back = {"$ref": "#/components/schemas/Thing5"}
    schemas(root)["Thing6"]["properties"]["origin"] = back


def remove_field(root: Document) -> None:
    del schemas(root)["Thing5"]["properties"]["others"]


def make_nullable(root: Document) -> None:
    schemas(root)["Thing7State"] = {"type": ["string", "null"]}


def read_only(root: Document) -> None:
    schemas(root)["Thing8"]["properties"]["id"]["readOnly"] = True
    reference = {"schema": {"$ref": "#/components/schemas/Thing8"}}
    body = {"content": {"application/json": reference}}
    root["paths"]["/things9/{thingId}"]["get"]["requestBody"] = body


def remove_operation(root: Document) -> None:
    del root["paths"]["/things10/{thingId}"]


def move_operation(root: Document) -> None:
    root["paths"]["/things11/{thingId}"]["get"]["tags"] = ["Elsewhere"]


EDITS: list[Callable[[Document], None]] = [
    describe,
    add_field,
    close_a_circle,
    remove_field,
    make_nullable,
    read_only,
    remove_operation,
    move_operation,
]


def run(source: Path, output: Path) -> None:
    line = [sys.executable, "-m", "regen", "generate", str(source), "--package", "api"]
    subprocess.run([*line, "--output", str(output)], check=True, capture_output=True)


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_warm_runs_write_what_cold_runs_write(tmp_path: Path) -> None:
    root = json.loads(document(120))
    source, warm = tmp_path / "api.json", tmp_path / "warm"
    source.write_text(json.dumps(root), encoding="utf-8")
    run(source, warm)
    before = content(warm)
    for edit in EDITS:
        edit(root)
        source.write_text(json.dumps(root), encoding="utf-8")
        assert source.stat().st_size > regen.source.ahead.LARGE
        run(source, warm)
        cold = tmp_path / edit.__name__
        run(source, cold)
        after = content(warm)
        assert after == content(cold), edit.__name__
        assert after != before, edit.__name__
        before = after


def test_what_follows_from_the_same_is_kept(tmp_path: Path) -> None:
    root = json.loads(document(5))
    source = tmp_path / "api.json"
    source.write_text(json.dumps(root), encoding="utf-8")
    config = from_flags((source,), tmp_path / "out", "api")
    first = build(config)
    assert first.kept == frozenset()
    generate(first)
    describe_first(root)
    source.write_text(json.dumps(root), encoding="utf-8")
    (config.folder / "models" / "thing1.py").write_text("x = 1\n", encoding="utf-8")
    second = build(config)
    made = {name for name in second.manifest.bases if name not in second.kept}
    assert made == {"models/thing0.py", "models/thing1.py", *users_of("thing0", first)}
    generate(second)
    written = content(config.folder)
    assert written["models/thing1.py"] != b"x = 1"
    assert content(config.folder) == written
    other = from_flags((source,), tmp_path / "cold", "api")
    generate(build(other))
    assert written == content(other.folder)


def describe_first(root: Document) -> None:
    schemas(root)["Thing0"]["description"] = "Another text"


def users_of(module: str, package: Package) -> set[str]:
    """The files that refer to a module of models, directly or not."""
    found = {module}
    while True:
        words = [rf"from \.{name} import|models\.{name}\b" for name in found]
        pattern = re.compile("|".join(words), re.IGNORECASE)
        users = {
            path
            for path, text in package.files.items()
            if path in package.manifest.bases and pattern.search(text)
        }
        more = {Path(path).stem for path in users if path.startswith("models/")}
        if more <= found:
            return users - {"models/__init__.py", "__init__.py"}
        found |= more


def test_one_process_writes_what_two_write(tmp_path: Path) -> None:
    source = tmp_path / "api.json"
    source.write_text(document(120), encoding="utf-8")
    run(source, tmp_path / "two")
    alone = threading.Event()
    beside = threading.Thread(target=alone.wait)
    beside.start()  # no process is forked beside a thread
    try:
        assert not can_fork()
        files = build(from_flags((source,), tmp_path / "one", "api")).files
    finally:
        alone.set()
        beside.join()
    written = content(tmp_path / "two" / "api")
    del written["_regen.json"]
    assert {name: text.encode() for name, text in files.items()} == written


PROBE = """
import os
from regen.aside import Aside, can_fork, see_children_end

def fail():
    raise ValueError("not to be seen")

number, text = Aside(lambda: (os.getpid(), "x" * 300_000)).result()
print(number != os.getpid() and len(text) == 300_000, flush=True)
print(Aside(fail).result(), flush=True)
print(Aside(lambda: object()).result(), flush=True)
print(Aside(lambda: os._exit(0)).result(), flush=True)
see_children_end()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no child is left")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="forks with a second core only")
def test_a_child_gives_a_value_or_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\nNone\nNone\nNone\nno child is left\n"
    assert done.stderr == ""


DESERTED = """
import os
from regen.aside import Aside

Aside(lambda: "x" * 3_000_000)
os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")
def test_a_child_ends_when_nobody_waits_for_it() -> None:
    # Its standard output is that of its parent, and stays open as long as it lives.
    done = subprocess.run(
        [sys.executable, "-c", DESERTED], capture_output=True, timeout=60, check=True
    )
    assert done.stdout == b""


def test_without_a_child_there_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regen.aside.can_fork", lambda: False)
    assert Aside(lambda: 1).result() is None
