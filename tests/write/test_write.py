"""Writing is all or nothing, and never over somebody else's file."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from regen.diagnostics import RegenError
from regen.manifest import (
    FILE_NAME,
    Manifest,
    digest_of_package,
    files_on_disk,
    load,
)
from regen.write import write_files, write_package


def manifest(files: dict[str, str]) -> Manifest:
    modules = (name.removeprefix("models/").removesuffix(".py") for name in files)
    names = {"declarations": {f"#/{name}": [name, "Name"] for name in modules}}
    texts = {name: text.encode() for name, text in files.items()}
    return Manifest(
        package=digest_of_package(texts, names), names=names, files=frozenset(files)
    )


def write(package: Path, files: dict[str, str]) -> Manifest:
    new = manifest(files)
    write_package(package, files, new)
    return new


def is_whole(package: Path) -> bool:
    """Whether the package is what its manifest says."""
    known = load(package)
    assert known
    there = files_on_disk(package, known)
    return digest_of_package(there, known.names) == known.package


def content(package: Path) -> dict[str, str]:
    return {
        p.relative_to(package).as_posix(): p.read_text()
        for p in package.rglob("*")
        if p.is_file() and p.name != FILE_NAME
    }


def test_writes_files_and_manifest(tmp_path: Path) -> None:
    files = {"__init__.py": "a = 1\n", "models/pet.py": "b = 2\n"}
    new = write(tmp_path / "deep" / "pkg", files)
    assert content(tmp_path / "deep" / "pkg") == files
    found = load(tmp_path / "deep" / "pkg")
    assert found
    assert found.dump() == new.dump()
    assert is_whole(tmp_path / "deep" / "pkg")


def test_second_write_removes_only_what_the_first_wrote(tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    write(package, {"client.py": "1\n", "models/b.py": "2\n"})
    (package / "notes.txt").write_text("mine")
    (package / "models" / "mine.py").write_text("mine too")
    write(package, {"client.py": "3\n"})
    assert content(package) == {
        "client.py": "3\n",
        "notes.txt": "mine",
        "models/mine.py": "mine too",
    }


@pytest.mark.parametrize("files", [{"client.py": "new\n"}, {"servers.py": "1\n"}])
def test_folder_without_manifest_is_foreign(
    tmp_path: Path, files: dict[str, str]
) -> None:
    package = tmp_path / "pkg"
    package.mkdir()
    (package / "client.py").write_text("mine\n")
    with pytest.raises(RegenError, match=r"did not write: client\.py"):
        write(package, files)
    assert content(package) == {"client.py": "mine\n"}


@pytest.mark.parametrize(
    ("name", "wanted", "reason"),
    [
        ("servers.py", "servers.py", "in the way"),
        ("models", "models/b.py", "where a generated folder belongs"),
    ],
)
def test_foreign_file_in_the_way_is_neither_overwritten_nor_moved(
    tmp_path: Path, name: str, wanted: str, reason: str
) -> None:
    package = tmp_path / "pkg"
    write(package, {"client.py": "1\n"})
    (package / name).write_text("mine\n")
    with pytest.raises(RegenError, match=reason):
        write(package, {"client.py": "2\n", wanted: "3\n"})
    assert content(package) == {"client.py": "1\n", name: "mine\n"}


def test_links_are_kept_and_not_followed(tmp_path: Path) -> None:
    package, outside = tmp_path / "pkg", tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("x")
    write(package, {"client.py": "1\n"})
    (package / "link").symlink_to(outside)
    write(package, {"client.py": "2\n"})
    assert (package / "link").is_symlink()
    assert list(outside.iterdir()) == [outside / "secret"]
    (package / "models").symlink_to(outside)
    with pytest.raises(RegenError, match="link"):
        write(package, {"client.py": "2\n", "models/x.py": "3\n"})
    assert list(outside.iterdir()) == [outside / "secret"]


def test_output_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "pkg").symlink_to(tmp_path / "real")
    with pytest.raises(RegenError, match="not a folder of its own"):
        write(tmp_path / "pkg", {"client.py": "1\n"})
    assert list((tmp_path / "real").iterdir()) == []


def test_read_only_folder_is_a_clear_error(tmp_path: Path) -> None:
    """As a user without rights; a superuser may write anywhere, so ask another id."""
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        target = Path("/proc/regen-cannot-write-here/pkg")
    else:
        target = folder / "pkg"
    with pytest.raises(RegenError) as caught:
        write_package(target, {"client.py": "1\n"}, manifest({"client.py": "1\n"}))
    assert caught.value.exit_code == 2
    assert caught.value.diagnostics[0].code == "cannot-write"
    folder.chmod(stat.S_IRWXU)


def test_failure_while_staging_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pkg"
    write(package, {"client.py": "1\n"})

    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "testing.py":
            raise OSError(28, "No space left on device", str(path))
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RegenError, match="No space left"):
        write(package, {"client.py": "2\n", "testing.py": "3\n"})
    assert content(package) == {"client.py": "1\n"}
    assert [p.name for p in tmp_path.iterdir()] == ["pkg"]


KILLS = int(os.environ.get("REGEN_KILLS", "5"))
"""How often; `REGEN_KILLS=300` tries many moments."""

KILLED = r"""
import sys
from pathlib import Path
from tests.write.test_write import write
turn = 0
while True:
    turn += 1
    files = {f"models/m{i}.py": f"{turn}\n" for i in range(50)}
    write(Path(sys.argv[1]), files)
    print(turn, flush=True)
"""


@pytest.mark.timeout(60 * KILLS)
def test_killed_run_leaves_one_whole_package(tmp_path: Path) -> None:
    """At any moment of one write after the other."""
    package, moments = tmp_path / "pkg", random.Random(KILLS)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(package)], stdout=subprocess.PIPE
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(moments.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert len(set(content(package).values())) == 1
        assert is_whole(package)
    write(package, {"client.py": "1\n"})
    assert [path.name for path in tmp_path.iterdir()] == ["pkg"]


def test_a_file_is_written_whole_and_leftovers_go(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "README.md"
    write_files({target: b"1"})
    target.chmod(0o640)
    (target.parent / ".README.md.regen-killed").mkdir()
    write_files({target: b"2"})
    assert target.read_bytes() == b"2"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(target.parent.iterdir()) == [target]
    before = target.stat().st_ino
    write_files({target: b"2"})
    assert target.stat().st_ino == before


def _write_many(package: Path, word: str) -> None:
    for _ in range(20):
        write(package, {f"models/m{i}.py": f"{word}\n" for i in range(20)})


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    write(package, {f"models/m{i}.py": "start\n" for i in range(20)})
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_write_many, args=(package, w)) for w in "ab"]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
        assert run.exitcode == 0
    assert len(set(content(package).values())) == 1
    assert is_whole(package)


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[]",
        b'{"names": 3}',
        b'{"names": {"declarations": 3}}',
        b'{"names": {"declarations": {"a": []}}}',
        b'{"names": {"operations": {"a": 1}}}',
        b'{"names": {}, "inputs": 3}',
        b'{"names": {}, "inputs": {"": null}}',
        b'{"names": {}, "files": 3}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b"<<<<<<< HEAD",
    ],
)
def test_manifest_of_somebody_else_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    with pytest.raises(RegenError) as caught:
        load(tmp_path)
    assert caught.value.diagnostics[0].code == "bad-manifest"


def test_manifest_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(RegenError, match="cannot read the manifest") as caught:
        load(tmp_path)
    assert caught.value.diagnostics[0].code == "bad-manifest"


def test_a_file_that_cannot_exist_is_not_there(tmp_path: Path) -> None:
    names = {"declarations": {"#/a": ["a\0", "A"]}}
    (tmp_path / FILE_NAME).write_text(json.dumps({"names": names}))
    found = load(tmp_path)
    assert found
    assert files_on_disk(tmp_path, found) == {}


def test_unchanged_files_are_kept_and_changed_ones_are_new(tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    write(package, {"client.py": "1\n", "models/b.py": "2\n"})
    before = {
        name: (package / name).stat().st_ino for name in ("client.py", "models/b.py")
    }
    write(package, {"client.py": "1\n", "models/b.py": "3\n"})
    assert (package / "client.py").stat().st_ino == before["client.py"]
    assert (package / "client.py").stat().st_nlink == 1
    assert (package / "models/b.py").read_text() == "3\n"


def test_a_file_with_another_name_elsewhere_is_not_shared(tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    write(package, {"client.py": "1\n", "testing.py": "1\n"})
    os.link(package / "client.py", tmp_path / "elsewhere.py")
    write(package, {"client.py": "1\n", "testing.py": "2\n"})
    (tmp_path / "elsewhere.py").write_text("edited\n")
    assert (package / "client.py").read_text() == "1\n"


def test_an_edited_file_is_written_again(tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    write(package, {"client.py": "1\n"})
    (package / "client.py").write_text("edited\n")
    write(package, {"client.py": "1\n"})
    assert content(package) == {"client.py": "1\n"}
