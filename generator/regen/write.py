"""Writes a package: all of it or nothing, and never over somebody else's file.

The new package is built in a folder beside the old one; then the two change places in
one step of the file system. A run that is killed at any moment leaves either the old
package or the new one, and the next run removes what else it left.

What regen did not write moves along: files, links, pipes, empty folders, a repository
of git. Only where something is mounted in the package, or the package is a mount, is
it changed in place, a file at a time.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from regen.diagnostics import Location, RegenError, error
from regen.manifest import FILE_NAME, Manifest, load, read_regular

CACHES = {"__pycache__", ".mypy_cache", ".ruff_cache"}

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_OLD = "old"


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write the files that differ from those on disk, each whole or not at all.

    Raises:
        RegenError: the file system refuses (code `cannot-write`).
    """
    hidden: dict[Path, list[str]] = {}  # of each folder, which may have thousands
    for path, data in files.items():
        folder = path.parent
        with _refusal_located("cannot write the file", path):
            folder.mkdir(parents=True, exist_ok=True)
            with _locked(folder):
                if folder not in hidden:
                    names = (found.name for found in folder.iterdir())
                    hidden[folder] = [n for n in names if n.startswith(".")]
                if any(name.startswith(_prefix(path)) for name in hidden[folder]):
                    _remove_leftovers(path)
                if not (path.is_file() and path.read_bytes() == data):
                    _replace(path, data)


def write_texts(texts: Mapping[Path, str | None]) -> None:
    """Write files, and remove those without a text.

    Raises:
        RegenError: the file system refuses (code `cannot-write`).
    """
    write_files({p: text.encode() for p, text in texts.items() if text is not None})
    for path in (path for path, text in texts.items() if text is None):
        with _refusal_located("cannot remove the file", path):
            path.unlink(missing_ok=True)


@contextmanager
def _refusal_located(message: str, path: Path) -> Generator[None]:
    """Say of which file an OSError is, as an error of the code `cannot-write`."""
    try:
        yield
    except OSError as problem:
        text = f"{message}: {problem.strerror or problem}"
        raise error("cannot-write", text, Location(str(path))) from problem


def _replace(path: Path, data: bytes) -> None:
    staging = Path(tempfile.mkdtemp(prefix=_prefix(path), dir=path.parent))
    try:
        new = staging / path.name
        new.write_bytes(data)
        _make_like(path, new)
        new.replace(path)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def check_target(package: Path, files: Iterable[str], old: Manifest | None) -> None:
    """Refuse to write where files of somebody else are in the way.

    Args:
        files: paths relative to the package.
        old: the manifest of what is there.

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


def _check_files(package: Path, files: Iterable[str], old: Manifest) -> None:
    for folder in _folders(files):
        path = package / folder
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            message = "a link or a file stands where a generated folder belongs"
            raise _foreign(message, path)
    for name in files:
        if not old.owns(name) and os.path.lexists(package / name):
            message = "a file that regen did not write is in the way"
            raise _foreign(message, package / name)


def _foreign(message: str, path: Path) -> RegenError:
    hint = "choose another output folder, or move these files away"
    return error("foreign-output", message, Location(str(path)), hint)


def write_package(
    package: Path,
    files: Mapping[str, str],
    manifest: Manifest,
    *,
    originals: Collection[str] = (),
) -> None:
    """Put the files and the manifest in place of what the old manifest knows.

    Args:
        package: the package folder; parents are made.
        files: path relative to the package, with `/` -> text.
        manifest: written as the last file of the package.
        originals: paths of files whose old content is kept beside them, as `.orig`.

    Raises:
        RegenError: a foreign file is in the way, or the file system refuses; nothing
            has changed then.
    """
    texts = {name: text.encode() for name, text in files.items()}
    texts[FILE_NAME] = manifest.dump().encode()
    try:
        package.parent.mkdir(parents=True, exist_ok=True)
        with _locked(package.parent):
            _remove_leftovers(package)
            old = load(package)
            check_target(package, files, old)
            texts |= _copies(package, originals)
            if package.is_dir() and _has_mounts(package):
                _change_in_place(package, texts, old or Manifest())
            else:
                _swap_in(package, texts, old or Manifest())
    except OSError as problem:
        raise error(
            "cannot-write",
            f"cannot write the package: {problem.strerror or problem}",
            Location(str(problem.filename or package)),
            f"nothing was changed; {_advice(problem)}",
        ) from problem


def _advice(problem: OSError) -> str:
    if isinstance(problem, FileExistsError | NotADirectoryError):
        return "a file stands where a folder belongs"
    return "check permissions and free space"


def _copies(package: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of files, under the names of their copies."""
    found = {name: read_regular(package / name) for name in names}
    return {f"{name}.orig": data for name, data in found.items() if data is not None}


def _swap_in(package: Path, texts: Mapping[str, bytes], old: Manifest) -> None:
    staging = Path(tempfile.mkdtemp(prefix=_prefix(package), dir=package.parent))
    try:
        staging.chmod(0o777 & ~_umask())
        _make_like(package, staging)
        for folder in _folders(texts):
            (staging / folder).mkdir()
            _make_like(package / folder, staging / folder)
        there = package.exists()
        for name, data in texts.items():
            # Joined as text, which takes a fifth of the time of joining paths.
            source, target = f"{package}/{name}", f"{staging}/{name}"
            if there and old.owns(name) and _is_same(source, data):
                _link(source, target)
                continue
            Path(target).write_bytes(data)
            if there:
                _make_like(Path(source), Path(target))
        if there:
            _keep_foreign(package, staging, texts, old)
        exchange(staging, package)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _keep_foreign(
    package: Path, staging: Path, texts: Mapping[str, bytes], old: Manifest
) -> None:
    """Carry over what regen did not write; links stay links and are not followed."""
    own_folders = {*_folders(old.files), *_folders(texts), "_runtime"}
    for place, folders, names in os.walk(package):
        here = Path(place).relative_to(package).as_posix()
        start = "" if here == "." else f"{here}/"
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = [n for n in folders if n not in CACHES and n not in links]
        for name in folders:
            path = f"{start}{name}"
            if path not in own_folders:
                _make_folder(package, staging, path)
        for name in (*names, *links):
            path = f"{start}{name}"
            if not old.owns(path) and path not in texts:
                _make_folder(package, staging, here)
                _link(f"{package}/{path}", f"{staging}/{path}")


def _make_folder(package: Path, staging: Path, path: str) -> None:
    for folder in (*_folders([path]), path):
        if not (staging / folder).exists():
            (staging / folder).mkdir()
            _make_like(package / folder, staging / folder)


def _link(source: str, target: str) -> None:
    """One more name for a file, in whatever state it is; else a copy of it."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)
        _make_like(Path(source), Path(target))


def _is_same(path: str, data: bytes) -> bool:
    """Whether a file is there as it should be, and shared with nobody.

    Line ends do not count: a checkout may have chosen others.
    """
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        return False
    there = read_regular(path)
    return there is not None and there.replace(b"\r\n", b"\n") == data


def _make_like(source: Path, target: Path) -> None:
    """Give a file or folder the owner and the mode of another, if there is one."""
    if source.is_symlink() or not source.exists():
        return
    status = source.stat()
    with suppress(OSError, AttributeError):
        if (status.st_uid, status.st_gid) != (target.stat().st_uid, os.getgid()):
            os.chown(target, status.st_uid, status.st_gid)
    with suppress(OSError):
        target.chmod(stat.S_IMODE(status.st_mode))


def _has_mounts(package: Path) -> bool:
    """Whether something is mounted at a folder, or at a file or folder in it."""
    device = package.parent.stat().st_dev
    if package.stat().st_dev != device or package.is_mount():
        return True
    for place, folders, names in os.walk(package):
        for name in (*folders, *names):
            if os.lstat(f"{place}/{name}").st_dev != device:
                return True
        if any(Path(place, name).is_mount() for name in folders):
            return True
    return False


def _change_in_place(package: Path, texts: Mapping[str, bytes], old: Manifest) -> None:
    """Write the files one after the other, the manifest last."""
    with tempfile.TemporaryDirectory(prefix=_prefix(package), dir=package) as staging:
        for folder in _folders(texts):
            (package / folder).mkdir(exist_ok=True)
        for name, data in texts.items():
            path, new = package / name, Path(staging, "new")
            if not _is_same(str(path), data):
                new.write_bytes(data)
                _make_like(path, new)
                new.replace(path)
    for name in old.files - texts.keys():
        (package / name).unlink(missing_ok=True)


def exchange(new: Path, current: Path) -> None:
    """Put `new` in the place of `current`, and `current` in the place of `new`.

    One step on Linux and macOS. Where the system has no such step, two renames, which
    are undone if the second fails.

    Raises:
        OSError: the file system refuses; nothing has changed.
    """
    if not current.exists():
        new.rename(current)
    elif not _exchange_at_once(new, current):
        _exchange_in_steps(new, current)


def _exchange_at_once(new: Path, current: Path) -> bool:
    source, target = os.fsencode(new), os.fsencode(current)
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            done = libc.renameat2(
                _AT_FDCWD, source, _AT_FDCWD, target, _RENAME_EXCHANGE
            )
            return bool(done == 0)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(source, target, _RENAME_SWAP) == 0)
    return False


def _exchange_in_steps(new: Path, current: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=_prefix(current), dir=current.parent))
    old = aside / _OLD
    try:
        current.rename(old)
        try:
            new.rename(current)
        except OSError:
            old.rename(current)
            raise
        old.rename(new)
    finally:
        aside.rmdir()


def _remove_leftovers(package: Path) -> None:
    """Remove what runs left that were killed; nobody else writes here now."""
    for folder in (package.parent, package):
        for path in folder.glob(f"{_prefix(package)}*"):
            if not package.exists() and (path / _OLD).is_dir():
                (path / _OLD).rename(package)  # killed between two renames
            shutil.rmtree(path, ignore_errors=True)


def _prefix(package: Path) -> str:
    """The beginning of the names of the folders that writing needs for a while."""
    return f".{package.name}.regen-"


def _folders(files: Iterable[str]) -> list[str]:
    """The folders of these paths, parents first."""
    direct = {name.rpartition("/")[0] for name in files}  # a few of many files
    found = {str(p) for folder in direct for p in PurePosixPath(folder, "_").parents}
    return sorted(found - {"."})


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _locked(folder: Path) -> Generator[None]:
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
