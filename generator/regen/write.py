"""Writing a package: all of it or nothing, and never over somebody else's file.

The new package is built in a folder beside the old one; then the two change places in
one step of the file system. A run that is killed at any moment leaves either the old
package or the new one.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from pathlib import Path

from regen.diagnostics import Location, RegenError, error
from regen.exchange import exchange
from regen.manifest import FILE_NAME, Manifest, load

CACHES = {"__pycache__", ".mypy_cache", ".ruff_cache"}


def check_target(package: Path, files: Mapping[str, str], old: Manifest | None) -> None:
    """Refuse to write where files of somebody else are in the way.

    Raises:
        RegenError: the folder holds files and no manifest, a generated path is taken
            by a file that is not in the manifest, or a folder on the way is a link or
            a file.
    """
    if package.is_symlink() or (package.exists() and not package.is_dir()):
        raise _foreign("the output is not a folder of its own", package)
    if old is not None:
        _check_files(package, files, old)
    elif package.exists():
        for path in sorted(package.iterdir()):
            if path.name not in CACHES:
                message = (
                    f"the folder holds files that regen did not write: {path.name}"
                )
                raise _foreign(message, package)


def _check_files(package: Path, files: Mapping[str, str], old: Manifest) -> None:
    for folder in _folders(files):
        path = package / folder
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            message = "a link or a file stands where a generated folder belongs"
            raise _foreign(message, path)
    for name in files:
        if name not in old.files and os.path.lexists(package / name):
            message = "a file that regen did not write is in the way"
            raise _foreign(message, package / name)


def _foreign(message: str, path: Path) -> RegenError:
    hint = "choose another output folder, or move these files away"
    return error("foreign-output", message, Location(str(path)), hint)


def write_package(
    package: Path,
    files: Mapping[str, str],
    manifest: Manifest,
) -> None:
    """Put the files and the manifest in place of what the old manifest lists.

    Args:
        package: the package folder; parents are made.
        files: path relative to the package, with `/` -> text.
        manifest: written as the last file of the package.

    Raises:
        RegenError: a foreign file is in the way, or the file system refuses; nothing
            has changed then.
    """
    try:
        package.parent.mkdir(parents=True, exist_ok=True)
        with _locked(package.parent):
            old = load(package)
            check_target(package, files, old)
            _swap_in(package, files, manifest, old)
    except OSError as problem:
        raise error(
            "cannot-write",
            f"cannot write the package: {problem.strerror or problem}",
            Location(str(problem.filename or package)),
            "nothing was changed; check permissions and free space",
        ) from problem


def _swap_in(
    package: Path,
    files: Mapping[str, str],
    manifest: Manifest,
    old: Manifest | None,
) -> None:
    staging = Path(tempfile.mkdtemp(prefix=f".{package.name}.", dir=package.parent))
    try:
        staging.chmod(0o777 & ~_umask())
        for folder in _folders(files):
            (staging / folder).mkdir()
        there = old.files if old else {}
        for name, text in files.items():
            data = text.encode()
            if name not in there or not _linked(package, staging, name, data):
                # Not by pathlib, which takes as long again.
                with open(f"{staging}/{name}", "wb") as file:  # noqa: PTH123
                    file.write(data)
        if package.exists():
            _keep_foreign(package, staging, there.keys())
        (staging / FILE_NAME).write_text(manifest.dump(), encoding="utf-8")
        exchange(staging, package)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _keep_foreign(package: Path, staging: Path, generated: Set[str]) -> None:
    """Carry over what regen did not write; links stay links and are not followed."""
    for folder, folders, names in os.walk(package):
        folders[:] = [name for name in folders if name not in CACHES]
        here = Path(folder).relative_to(package)
        prefix = "" if here == Path() else f"{here.as_posix()}/"
        links = [name for name in folders if (package / here / name).is_symlink()]
        for name in [*names, *links]:
            if prefix + name in generated or prefix + name == FILE_NAME:
                continue
            target = staging / here / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(package / here / name, target, follow_symlinks=False)


def _linked(package: Path, staging: Path, name: str, data: bytes) -> bool:
    """Whether the file on disk is the new one already, and now stands in both folders.

    A link takes 10 us where a new file takes 50 to 500, by the file system. The old
    folder goes away afterwards; a file that is linked to from elsewhere is not shared.
    """
    path = f"{package}/{name}"
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            if file.read() != data:
                return False
        os.link(path, f"{staging}/{name}")
    except (OSError, NotImplementedError):
        return False
    return True


def _folders(files: Iterable[str]) -> list[str]:
    """The folders of these paths, parents first."""
    folders = {name.rpartition("/")[0] for name in files}
    for folder in list(folders):
        while folder:
            folder = folder.rpartition("/")[0]
            folders.add(folder)
    return sorted(folders - {""})


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Two runs at once write one after the other (POSIX; elsewhere the last wins)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
