"""Opens the files that references name, within the folder that the user trusts."""

from __future__ import annotations

import os
import re
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING

from . import load
from .sourcemap import SourceFile

if TYPE_CHECKING:
    from .remote import Downloads

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ROOT_HINT = "the option root-folder names the folder that references may not leave"
_TEXT = frozenset({".md", ".mdx", ".markdown", ".txt"})


class ReferenceFault(Exception):
    """A reference without a target, or to a place where it must not lead.

    Attributes:
        code: of the diagnostic it becomes.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def default_root_folder(document: Path) -> Path:
    """The folder that references of `document` must not leave.

    It is the repository that holds the document (the nearest parent with `.git`), else
    the folder above the document's own, since `spec/api.yaml` beside `common/` is the
    usual layout of split documents. A home directory or the root of the file system is
    never chosen; then it is the document's own folder. It does not depend on the
    working directory, so that a document means the same wherever regen is run.
    """
    folder = document.absolute().parent.resolve()
    unfit = {Path.home().resolve(), Path(folder.anchor)}
    for parent in (folder, *folder.parents):
        if parent not in unfit and (parent / ".git").exists():
            return parent
    return folder if folder.parent in unfit else folder.parent


class FileSet:
    """All files of one document, each read once.

    Attributes:
        opened: by `SourceFile.base`, the main file first.
    """

    def __init__(
        self, main: SourceFile, *, allow_urls: bool, root_folder: Path | None
    ) -> None:
        self.opened = {main.base: main}
        # Folder and reference in one of its files -> the file. To find out where a path
        # leads takes longer than to read what is there, and many files say the same.
        self._named: dict[tuple[str, str], SourceFile] = {}
        self._main = main
        self._allow_urls = allow_urls
        self._downloads: Downloads | None = None
        given = root_folder.resolve() if root_folder else None
        self._root_folder = given or default_root_folder(Path(_local(main)))

    def open(self, origin: SourceFile, uri: str, *, as_text: bool) -> SourceFile:
        """The file that the reference `uri` in `origin` names, without a fragment.

        Args:
            as_text: a Markdown file is its text, not the OpenAPI block in it.

        Raises:
            ReferenceFault: the file is missing, outside the root folder, or remote.
            RegenError: the file cannot be parsed.
        """
        if _is_url(origin.base) or _is_url(uri):
            try:
                url = urllib.parse.urljoin(origin.base, uri)
            except ValueError as fault:
                raise ReferenceFault("invalid-reference", f"{uri!r}: {fault}") from None
            return self._open_url(url)
        key = (_local(origin).rpartition(os.sep)[0], uri)
        if key not in self._named:
            self._named[key] = self._open_beside(origin, uri, as_text)
        return self._named[key]

    def _open_beside(self, origin: SourceFile, uri: str, as_text: bool) -> SourceFile:
        if uri.startswith(("/", "\\")) or _WINDOWS.match(uri) or _SCHEME.match(uri):
            raise ReferenceFault(
                "forbidden-reference",
                f"{uri!r} is not a path relative to this file",
                "refer to other files by relative paths",
            )
        folder = Path(_local(origin)).parent
        for spelling in dict.fromkeys((urllib.parse.unquote(uri), uri)):
            # Two spellings of a path, or a link, are one file: parts are moved once.
            try:
                path = (folder / spelling).resolve()
                self._check_permitted(path, uri)
                if str(path) in self.opened or path.is_file():
                    return self._open_path(path, as_text)
            except (OSError, RuntimeError, ValueError):
                continue  # A loop of links, a name too long, or a null character.
        raise ReferenceFault(
            "dangling-reference", f"the file {uri!r} does not exist beside this one"
        )

    def _check_permitted(self, path: Path, uri: str) -> None:
        if not path.is_relative_to(self._root_folder):
            raise ReferenceFault(
                "forbidden-reference",
                f"{uri!r} leads out of the folder {self._root_folder}",
                _ROOT_HINT,
            )

    def _open_path(self, path: Path, as_text: bool) -> SourceFile:
        base = str(path)
        if base not in self.opened:
            if as_text and path.suffix.lower() in _TEXT:
                self.opened[base] = load.load_text(path, self._shown(path))
            else:
                self.opened[base] = load.load_file(path, self._shown(path), base)
        return self.opened[base]

    def _open_url(self, url: str) -> SourceFile:
        if url in self.opened:
            return self.opened[url]
        if not self._allow_urls:
            raise ReferenceFault(
                "remote-reference",
                f"{url} is on another host",
                "allow downloads with --allow-urls, or keep a copy beside the document",
            )
        # Imported here since the modules behind it take longer than most documents.
        from .remote import Downloads, FetchError

        self._downloads = self._downloads or Downloads()
        try:
            data = self._downloads.fetch(url)
        except FetchError as fault:
            raise ReferenceFault("remote-reference", f"{url} {fault}") from None
        self.opened[url] = load.load_bytes(data, url, url)
        return self.opened[url]

    def _shown(self, path: Path) -> str:
        """`path` as the user would write it, beside the main document's name."""
        start = Path(_local(self._main)).parent
        named = Path(self._main.name).parent
        return os.path.normpath(named / os.path.relpath(path, start))


def _local(file: SourceFile) -> str:
    return file.base or str(Path(file.name).resolve())


def _is_url(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://"))
