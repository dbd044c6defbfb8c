"""`regen update`: fetches documents again, shows what breaks, refreshes clients.

What is fetched is committed, so that later runs, hooks and CI need no network, and a
review sees what changed in the document.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from regen.config import PYPROJECT, Config, Project
from regen.diagnostics import Location, RegenError, error, print_diagnostics
from regen.run import Mode, run
from regen.source.limits import raised
from regen.source.load import load_bytes
from regen.source.remote import Downloads, FetchError
from regen.source.validate import validator_process
from regen.write import write_files

if TYPE_CHECKING:
    from regen.compare import Change
    from regen.pipeline import Analysis

CHANGELOG = "CHANGELOG.md"


def update(configs: Sequence[Config], mode: Mode) -> int:
    """Fetch the documents of clients again, and refresh those that changed.

    Prints what breaks for callers; the changelog of a project gets it, too.

    Args:
        mode: with `check` or `diff`, nothing is written, and the exit code is 1 if a
            document changed.

    Returns:
        The exit code.

    Raises:
        RegenError: no client has a source, or one cannot be fetched.
    """
    sourced = [config for config in configs if config.url]
    if not sourced:
        raise error(
            "no-source",
            "no client has a `source` to fetch its document from",
            hint='as in source = "https://example.com/openapi.yaml"',
        )
    code = 0
    with validator_process():
        for config in sourced:
            code = max(code, _update(config, mode))
    return code


def _update(config: Config, mode: Mode) -> int:
    target = config.documents[0]
    with raised(config.limit_factor):
        files = download(config.url, target, config.url_headers)
    differ = [p for p, data in files.items() if _content(p) != data]
    if not differ:
        print(f"{target.as_posix()}: as at {config.url}")
        return run([config], mode)
    changes, version = _compared(config, files)
    state = "fetched from" if changes is None else "changed at"
    print(f"{target.as_posix()}: {state} {config.url}")
    if changes is not None:
        from regen.compare import change

        print(change.as_text(changes))
    if mode.check or mode.diff:
        return 1
    write_files(files)
    code = run([config], mode)
    if not code and changes and config.project is not None:
        _tell(config.output, config.project, version, changes)
    return code


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _compared(
    config: Config, files: Mapping[Path, bytes]
) -> tuple[Sequence[Change] | None, str]:
    """What changes for callers, and the version of the new document.

    The new document is read in a folder of its own, so that nothing is written before
    it is known to be sound.

    Raises:
        RegenError: the new document is wrong.
    """
    from regen.compare import compare, placed

    target = config.documents[0]
    before = _analysis(config) if target.is_file() else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            copy = folder / path.relative_to(target.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
        new = config._replace(
            documents=(folder / target.name, *config.documents[1:]), root_folder=folder
        )
        after = _analysis(new, before)
    if after is None:
        raise AssertionError("a document that is wrong is an error")
    version = after.api.info.version
    if before is None:
        return None, version
    found = compare(before.surface, after.surface)
    return tuple(placed(found, before.location, after.location)), version


def _analysis(config: Config, before: Analysis | None = None) -> Analysis | None:
    from regen.pipeline import analyse, validated

    try:
        analysis = analyse(config, before.names.to_pins() if before else None)
        print_diagnostics(validated(analysis))
    except RegenError:
        if before is None and config.root_folder is None:
            return None  # the document that is replaced may be wrong
        raise
    return analysis


def _tell(
    folder: Path, project: Project, version: str, changes: Sequence[Change]
) -> None:
    """Put a section with the changes above those of earlier versions.

    One of a version that has a section already is of none yet.
    """
    from msgspec.structs import replace

    from regen.compare import change

    if PYPROJECT not in project.owned:
        step = change.step(changes).value
        file = (folder / PYPROJECT).as_posix()
        print(f"{file}: raise its version, by a {step} step")
    changelog = folder / CHANGELOG
    if not changelog.is_file():
        return
    text = changelog.read_text(encoding="utf-8")
    start = text.find("\n## ")
    head, rest = (text, "") if start < 0 else (text[: start + 1], text[start + 1 :])
    title = " ".join((project.version or version).split())
    if f"\n## {title}\n" in text:
        title = "Unreleased"
        rest = rest.removeprefix(f"## {title}\n\n")
    # Where a change stands in the documents says nothing to who reads this later.
    told = change.as_markdown([replace(each, old=None, new=None) for each in changes])
    section = f"## {title}\n\n{told.strip()}\n\n"
    write_files({changelog: f"{head}{section}{rest}".encode()})


def fetch_to(
    url: str, output: Path, package: str | None, headers: Mapping[str, str]
) -> Path:
    """Keep the document behind a URL beside the package that is made from it.

    Returns:
        The file that keeps it.

    Raises:
        RegenError: it cannot be fetched.
    """
    from regen.config import package_name
    from regen.source.load import load_bytes

    staged = output / "openapi"
    files = download(url, staged, headers)
    data = files[staged]
    suffix = suffix_of(url, data)
    root = load_bytes(data, url, f"document{suffix}").root
    info = root.get("info") if isinstance(root, dict) else None
    title = str(info.get("title", "")) if isinstance(info, dict) else ""
    target = output / f"{package or package_name(title)}.openapi{suffix}"
    write_files({target if path == staged else path: d for path, d in files.items()})
    return target


_VARIABLE = re.compile(r"\$\{(\w+)\}")


def download(
    url: str, target: Path, headers: Mapping[str, str] | None = None
) -> dict[Path, bytes]:
    """The document behind `url` and the files that it refers to, by where they belong.

    References to files are followed where they are relative and stay below the folder
    of the document; those to other hosts are left to `allow-urls`.

    Args:
        target: where the document is kept; its files keep their places beside it.
        headers: sent with each request to the document's origin; `${NAME}` stands for
            an environment variable.

    Raises:
        RegenError: something cannot be fetched (code `cannot-fetch`), or is no
            document.
    """
    given = {name: _expanded(value, url) for name, value in (headers or {}).items()}
    found: dict[Path, bytes] = {}
    waiting = [(url, PurePosixPath())]
    known = {PurePosixPath()}
    downloads = Downloads()
    while waiting:
        address, place = waiting.pop()
        try:
            trusted = given if _same_origin(address, url) else {}
            data = downloads.fetch(address, named=True, headers=trusted)
        except FetchError as fault:
            raise _cannot_fetch(address, f"the document {fault}") from None
        path = target if place == PurePosixPath() else target.parent / place
        found[path] = data
        root = load_bytes(data, address, str(path.absolute())).root
        for reference in _relative(root):
            inner = PurePosixPath(os.path.normpath(place.parent / unquote(reference)))
            if inner not in known and ".." not in inner.parts:
                known.add(inner)
                waiting.append((urljoin(address, reference), inner))
    return found


def _cannot_fetch(address: str, message: str) -> RegenError:
    hint = ""
    if message.endswith((" 401", " 403")):
        hint = "`source-headers` of a client, or --header, sends credentials"
    return error("cannot-fetch", message, Location(address), hint)


def _same_origin(one: str, two: str) -> bool:
    first, second = urlsplit(one), urlsplit(two)
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)


def _expanded(value: str, url: str) -> str:
    """The value of a header, the environment filled in.

    Raises:
        RegenError: a variable is not set (code `missing-variable`).
    """
    for name in _VARIABLE.findall(value):
        if name not in os.environ:
            message = f"the environment has no variable {name}, which a header needs"
            raise error("missing-variable", message, Location(url))
    return _VARIABLE.sub(lambda match: os.environ[match[1]], value)


def _relative(value: Any) -> Iterator[str]:
    """The files that references in a document name by a relative path."""
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            reference = here.get("$ref")
            if isinstance(reference, str):
                file = reference.partition("#")[0]
                if file and not file.startswith("/") and ":" not in file:
                    yield file
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)


def suffix_of(url: str, data: bytes) -> str:
    """The extension of the file that keeps a document: `.json`, `.md` or `.yaml`."""
    own = PurePosixPath(urlsplit(url).path).suffix.lower()
    if own in (".json", ".md"):
        return own
    try:
        json.loads(data)
    except ValueError:
        return ".yaml"
    return ".json"
