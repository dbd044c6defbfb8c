"""Reads documents: YAML, JSON, or a Markdown page that embeds either.

Files that references name are opened within the folder that the user trusts.
"""

from __future__ import annotations

import codecs
import difflib
import os
import re
import sys
import urllib.parse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from regen.diagnostics import Diagnostic, Location, RegenError, error
from regen.manifest import digest

from . import json_reader
from .sourcemap import Position, SourceFile

if TYPE_CHECKING:
    from .remote import Downloads

_FENCE = re.compile(r"(?P<indent> *)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>.*)")
_LANGUAGES = frozenset({"yaml", "yml", "json", "jsonc", "openapi", "swagger", ""})
_OPENAPI = re.compile(
    r"""^[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:|\{\s*"(?:openapi|swagger)"\s*:""",
    re.MULTILINE,
)


class Block(Struct, frozen=True):
    """A fenced code block.

    Attributes:
        line: line of its first content line in the page, counted from 1.
        indent: columns of the fence's indentation, which its content does not count.
    """

    language: str
    text: str
    line: int
    indent: int

    @property
    def in_place(self) -> str:
        """The text with as many empty lines before it as the page has lines."""
        return "\n" * (self.line - 1) + self.text


def blocks(text: str) -> list[Block]:
    """The fenced code blocks of a page (CommonMark 0.31, section 4.5)."""
    found: list[Block] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening is None or ("`" in opening["info"] and opening["mark"][0] == "`"):
            continue
        first, indent = number, len(opening["indent"])
        closing = re.compile(rf" *{opening['mark'][0]}{{{len(opening['mark'])},}}\s*")
        while number < len(lines) and not closing.fullmatch(lines[number]):
            number += 1
        content = [_dedent(line, indent) for line in lines[first:number]]
        words = opening["info"].split()
        language = words[0].strip("{}.").lower() if words else ""
        found.append(Block(language, "\n".join(content) + "\n", first + 1, indent))
        number += 1
    return found


def _dedent(line: str, indent: int) -> str:
    stripped = line.lstrip(" ")
    return line[min(indent, len(line) - len(stripped)) :]


def openapi_block(text: str, name: str) -> Block:
    """The one block of the page that holds an OpenAPI document.

    Raises:
        RegenError: there is none (code `no-openapi-block`) or there are several (code
            `several-openapi-blocks`).
    """
    candidates = [
        block
        for block in blocks(text)
        if block.language in _LANGUAGES and _OPENAPI.search(block.text)
    ]
    match candidates:
        case [block]:
            return block
        case []:
            raise error(
                "no-openapi-block",
                "the page embeds no OpenAPI document",
                Location(name, 1, 1),
                "a code block fenced as ```yaml or ```json with the key 'openapi' or"
                " 'swagger' is looked for",
            )
        case [_, second, *_]:
            lines = ", ".join(str(block.line) for block in candidates)
            raise error(
                "several-openapi-blocks",
                f"the page embeds several OpenAPI documents, in lines {lines}",
                Location(name, second.line, second.indent + 1),
                "keep one of them, or put the others into files of their own",
            )
    raise AssertionError("every number of candidates is handled")


def decode(data: bytes, name: str) -> str:
    """The text of UTF-8 or, by its byte order mark, UTF-16 or UTF-32 `data`.

    Raises:
        RegenError: the bytes are none of these (code `invalid-encoding`).
    """
    encoding = "utf-8-sig"
    for mark, other in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = other
            break
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        column = len(before) - before.rfind(b"\n")
        place = Location(name, before.count(b"\n") + 1, column)
        raise error(
            "invalid-encoding",
            f"the file is not {encoding.removesuffix('-sig').upper()} text:"
            f" {fault.reason} at byte {fault.start}",
            place,
            "save it as UTF-8",
        ) from None
    return text.replace("\r\n", "\n") if "\r" in text else text


STANDARD_INPUT = "-"
"""The path that stands for standard input."""

_MARKUP = re.compile(r"\s*<[!?A-Za-z]")
_MARKDOWN = frozenset({".md", ".mdx", ".markdown"})
_Locate = Callable[[str], Position]
_Parsed = tuple[Any, _Locate, list[Diagnostic]]
"""The value of a text, its positions, and what reading it found."""


def read(paths: Sequence[Path]) -> list[SourceFile]:
    """The documents that `paths` name.

    Raises:
        RegenError: as `load_file`; or there is no path (code `no-input`).
    """
    if not paths:
        raise error("no-input", "no document was given")
    return [load_file(path) for path in paths]


def load_file(path: Path, name: str = "", base: str = "") -> SourceFile:
    """The file at `path`, read and parsed.

    Args:
        name: what diagnostics call it; by default the path as it is given.
        base: the absolute path without links, where it is known.

    Raises:
        RegenError: the file cannot be read (code `unreadable-file`) or parsed.
    """
    name = name or str(path)
    return load_bytes(_read(path, name), name, base or str(path.resolve()))


def load_text(path: Path, name: str) -> SourceFile:
    """The file at `path` as one string, for references to prose.

    Raises:
        RegenError: the file cannot be read, or is no text.
    """
    data = _read(path, name)
    text = decode(data, name)
    return SourceFile(name, digest(data), text, lambda _: (1, 1), str(path.resolve()))


def _read(path: Path, name: str) -> bytes:
    try:
        if str(path) == STANDARD_INPUT:
            return sys.stdin.buffer.read()
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise error(
            "unreadable-file",
            f"cannot read the file: {reason}",
            Location(name),
            _nearest_name(path),
        ) from None


def _nearest_name(path: Path) -> str:
    """A hint that names a file beside, if the name of this one is misspelt."""
    try:
        names = [item.name for item in path.parent.iterdir() if item.is_file()]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {str(path.with_name(near[0]))!r}?" if near else ""


def load_bytes(data: bytes, name: str, base: str) -> SourceFile:
    """`data` parsed; the extension of `base` tells the format.

    Args:
        base: absolute path or URL that relative references start from.

    Raises:
        RegenError: `data` is no text, or not of its format, with the position.
    """
    text = decode(data, name)
    root, locate, found = _parse(text, name, Path(base).suffix.lower())
    return SourceFile(name, digest(data), root, locate, base, diagnostics=tuple(found))


def _parse(text: str, name: str, suffix: str) -> _Parsed:
    if suffix not in _MARKDOWN and _MARKUP.match(text):
        raise error(
            "not-openapi",
            "this is HTML or XML, neither YAML nor JSON",
            Location(name, 1, 1),
            "a page of documentation names the address of its OpenAPI document",
        )
    if suffix == ".json":
        return _parse_json(text, name)
    if suffix in _MARKDOWN:
        return _parse_page(text, name)
    if text.lstrip()[:1] in ("{", "["):
        # JSON under another extension: ten times faster than reading it as YAML,
        # which allows more, so that YAML has the last word on what JSON refuses.
        try:
            return _parse_json(text, name)
        except RegenError as fault:
            if fault.diagnostics[0].code != "invalid-json":
                raise
    return _parse_yaml(text, name)


def _parse_json(text: str, name: str) -> _Parsed:
    root, found = json_reader.parse(text, name)
    return root, json_reader.JsonPositions(text), found


def _parse_yaml(text: str, name: str) -> _Parsed:
    from . import yaml_reader  # which JSON can do without

    root = yaml_reader.build(yaml_reader.compose(text, name), name, text)
    return root, yaml_reader.YamlPositions(text, name), []


def _parse_page(text: str, name: str) -> _Parsed:
    block = openapi_block(text, name)
    suffix = ".json" if block.language == "json" else ".yaml"
    root, inner, found = _parse(block.in_place, name, suffix)

    def locate(pointer: str) -> Position:
        line, column = inner(pointer)
        return line, column + block.indent

    return root, locate, found


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
                self.opened[base] = load_text(path, self._shown(path))
            else:
                self.opened[base] = load_file(path, self._shown(path), base)
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
        self.opened[url] = load_bytes(data, url, url)
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
