"""What regen did not write survives each run, in the state in which it was."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from .test_write import content, is_whole, write

OLD = {"client.py": "1\n", "models/a.py": "1\n"}
NEW = {"client.py": "2\n", "models/b.py": "2\n"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    found = tmp_path / "pkg"
    write(found, OLD)
    return found


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_empty_folders_stay(package: Path) -> None:
    for name in ("empty", "deep/er", "models/mine"):
        (package / name).mkdir(parents=True)
    write(package, NEW)
    for name in ("empty", "deep/er", "models/mine"):
        assert list((package / name).iterdir()) == []


def test_a_generated_folder_that_is_empty_now_goes(package: Path) -> None:
    write(package, {"client.py": "2\n"})
    assert not (package / "models").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_modes_stay(package: Path) -> None:
    (package / "mine").mkdir()
    (package / "mine" / "run.sh").write_text("true\n")
    modes = {
        "": 0o2775,
        "models": 0o2750,
        "client.py": 0o640,
        "mine": 0o1770,
        "mine/run.sh": 0o755,
    }
    for name, mode in modes.items():
        (package / name).chmod(mode)
    write(package, NEW)
    assert {name: mode_of(package / name) for name in modes} == modes


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_stays(package: Path) -> None:
    os.mkfifo(package / "pipe", 0o600)
    before = (package / "pipe").lstat()
    write(package, NEW)
    after = (package / "pipe").lstat()
    assert stat.S_ISFIFO(after.st_mode)
    assert after.st_ino == before.st_ino


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_repository_of_git_stays_one(package: Path) -> None:
    def git(*words: str) -> str:
        person = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        line = ["git", *person, *words]
        done = subprocess.run(
            line, cwd=package, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    git("pack-refs", "--all")
    write(package, NEW)
    assert "models/b.py" in git("status", "--porcelain", "--untracked-files=all")
    git("fsck", "--strict")
    git("add", "--all")
    git("commit", "--quiet", "--message", "y")


@pytest.mark.skipif(getattr(os, "getuid", lambda: 1)() != 0, reason="needs root")
def test_owners_stay_and_leftovers_of_others_go(package: Path) -> None:
    (package / "mine.txt").write_text("mine\n")
    for path in (package, package / "mine.txt", package / "client.py"):
        os.chown(path, 12345, 23456)
    leftover = package.parent / ".pkg.regen-killed"
    shutil.copytree(package, leftover)
    os.chown(leftover, 12345, 23456)
    write(package, NEW)
    for path in (package, package / "mine.txt", package / "client.py"):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)
    assert not leftover.exists()


def test_a_package_between_two_renames_is_put_back(package: Path) -> None:
    """Where a system cannot exchange folders, a killed run may leave the old one."""
    (package / "mine.txt").write_text("mine\n")
    aside = package.parent / ".pkg.regen-killed"
    aside.mkdir()
    package.rename(aside / "old")
    write(package, NEW)
    assert (package / "mine.txt").read_text() == "mine\n"
    assert is_whole(package)
    assert not aside.exists()


MOUNTED = """
import subprocess, sys
from pathlib import Path
from tests.write.test_write import is_whole, write
from tests.write.test_foreign import NEW
package = Path(sys.argv[1])
for point in sys.argv[2:]:
    subprocess.run(["mount", "-t", "tmpfs", "none", point], check=True)
    Path(point, "mine.txt").write_text("mine")
if str(package) in sys.argv[2:]:
    write(package.with_name("other"), NEW)
    (package / "mine.txt").unlink()
write(package, NEW)
assert is_whole(package)
assert not (package / "models" / "a.py").exists()
for point in sys.argv[2:]:
    assert Path(point).is_mount()
    if point != str(package):
        assert Path(point, "mine.txt").read_text() == "mine"
"""


def can_mount() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    line = [
        "unshare",
        "--mount",
        "--map-root-user",
        "mount",
        "-t",
        "tmpfs",
        "x",
        "/mnt",
    ]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="needs name spaces of mounts")
@pytest.mark.parametrize("points", [["volume"], ["models/volume", "other"], ["."]])
def test_what_is_mounted_stays_mounted(package: Path, points: list[str]) -> None:
    if points == ["."]:
        shutil.rmtree(package)
        package.mkdir()
    for point in points:
        (package / point).mkdir(parents=True, exist_ok=True)
    root = Path(__file__).parents[2]
    line = ["unshare", "--mount", "--map-root-user", sys.executable, "-c", MOUNTED]
    where = [str(package / point) for point in points]
    done = subprocess.run(
        [*line, str(package), *where],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
    )
    assert done.returncode == 0, done.stderr


FIRST = """
import sys
from pathlib import Path
from tests.write.test_write import write
write(Path(sys.argv[1]), {f"models/m{i}.py": "1" for i in range(50)})
"""


def test_two_first_runs_at_once_both_succeed(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    line = [sys.executable, "-c", FIRST, str(tmp_path / "deep" / "pkg")]
    runs = [subprocess.Popen(line, cwd=root) for _ in range(3)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0, 0]
    assert len(content(tmp_path / "deep" / "pkg")) == 50
    assert is_whole(tmp_path / "deep" / "pkg")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["pkg"]
