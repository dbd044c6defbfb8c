"""The phases in order: from a document to the files of a package.

load -> overlay -> bundle -> merge -> validate -> upgrade -> model -> transform ->
name -> plan -> render -> format -> write

Each phase is a function from value to value; only reading, of documents and of what the
last run wrote, and writing do I/O. Validation runs in a process of its own beside the
later phases; nothing is written before it agrees.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.config import Config
from regen.diagnostics import Diagnostic, Level, Location, RegenError
from regen.drafting import draft, written
from regen.identity import generator_id, installed
from regen.manifest import Manifest, digest, stale_files
from regen.manifest import load as load_manifest
from regen.model.api import build_api
from regen.naming import Names, decide
from regen.outputs.python.layout import plan
from regen.render import runtime_files
from regen.source import seen
from regen.source.ahead import Ahead
from regen.source.document import Document
from regen.source.inputs import read_document
from regen.source.load import read
from regen.source.upgrade import upgrade
from regen.source.validate import Validation
from regen.source.worker import Worker
from regen.transform import transform
from regen.write import write_package

_NOT_SUPPORTED = frozenset(("too-deep", "too-many-parts", "unknown-security-type"))
"""Codes of errors that blame regen, not the document."""

_VALIDATOR = "validator"
"""Key of the versions that validated, beside the pointers of what they validated."""


class Understood(Struct, frozen=True):
    """A document as regen understands it, names included.

    Attributes:
        config: with the package named.
        parts: the digests of the document's parts, see `source.seen`.
        old: the manifest of the package on disk, or `None`.
    """

    config: Config
    document: Document
    parts: dict[str, str]
    old: Manifest | None
    api: ir.Api
    names: Names
    diagnostics: tuple[Diagnostic, ...]

    def location(self, pointer: str) -> Location:
        """The place in the input of what the API has at `pointer`."""
        return upgrade(self.document).location(pointer)


class Package(Struct, frozen=True):
    """A package as it should be on disk, beside the manifest of what is there.

    Attributes:
        folder: the package folder.
        files: path relative to the folder -> text, the manifest not included.
        manifest: of these files.
        old: of the package on disk, or `None`.
        diagnostics: warnings and remarks.
        kept: the files that are on disk as they should be.
    """

    folder: Path
    files: dict[str, str]
    manifest: Manifest
    old: Manifest | None
    diagnostics: tuple[Diagnostic, ...]
    kept: frozenset[str] = frozenset()


def understand(config: Config) -> Understood:
    """Read, check and name a document; the part of the work that `inspect` needs.

    Raises:
        RegenError: the document is wrong, or something in it is not supported.
    """
    with _understanding(config, None) as (known, validation):
        return _judged(known, validation.findings())


def understand_both(old: Config, new: Config) -> tuple[Understood, Understood]:
    """Two versions of one API; the part of the work that `diff` needs.

    The new one keeps the names of the old one as a run over its package keeps them.

    Raises:
        RegenError: as `understand`.
    """
    with (
        _understanding(old, None) as (before, of_before),
        _understanding(new, None) as (after, of_after),
    ):
        package, pins = before.names.package, before.names.to_pins()
        root = upgrade(after.document).root
        names = decide(after.api, package=package, pinned=pins, root=root)
        after = replace(after, names=names)
        return (
            _judged(before, of_before.findings()),
            _judged(after, of_after.findings()),
        )


@contextmanager
def _understanding(
    config: Config,
    old: Manifest | None,
    worker: Worker | None = None,
    source: Ahead | None = None,
) -> Iterator[tuple[Understood, Validation]]:
    """What is understood of a document, while validation still goes on."""
    before = _clean(old)
    files = source.read() if source else read(config.documents)
    # A core is free from now on: the validator is imported there beside what follows.
    worker = worker or Worker()
    try:
        document = read_document(
            files,
            config.overlays,
            allow_urls=config.allow_urls,
            root_folder=config.root_folder,
        )
        unread = _accept(document.diagnostics, config)
        parts = seen.Parts(document.root)
        root = parts.unseen(before)
        with Validation(
            document, strict=config.strict, root=root, worker=worker
        ) as validation:
            yield _understood(config, old, document, parts.digests, unread), validation
    finally:
        worker.stop()


def _understood(
    config: Config,
    old: Manifest | None,
    document: Document,
    parts: dict[str, str],
    unread: Iterable[Diagnostic],
) -> Understood:
    upgraded = upgrade(document)
    api, findings = build_api(upgraded, config)
    _refuse((*unread, *findings))
    config = config.titled(api.info.title)
    api = transform(api, config)
    old = old or load_manifest(config.folder)
    pins = old.names if old else None
    names = decide(api, package=config.package, pinned=pins, root=upgraded.root)
    diagnostics = (*unread, *findings, *names.diagnostics)
    return Understood(config, document, parts, old, api, names, diagnostics)


def _judged(known: Understood, verdict: list[Diagnostic]) -> Understood:
    """The same with what validation found, unless it is known already."""
    _refuse(verdict)
    told = {(found.code, found.location) for found in known.diagnostics}
    fresh = (found for found in verdict if (found.code, found.location) not in told)
    return replace(known, diagnostics=(*known.diagnostics, *fresh))


def build(
    config: Config,
    worker: Worker | None = None,
    source: Ahead | None = None,
    old: Manifest | None = None,
) -> Package:
    """Everything but writing.

    Args:
        worker: a process for validation that was started earlier; it is ended here.
        source: the document of `config`, if somebody reads it already.
        old: the manifest of the package on disk, if somebody has read it.

    Raises:
        RegenError: as `understand`.
    """
    if old is None and config.package:
        old = load_manifest(config.folder)
    before = written(config, old)  # while somebody reads the document
    with _understanding(config, old, worker, source) as (known, validation):
        folder, old = known.config.folder, known.old
        validation.handed_over()  # by a thread, and no child is forked beside one
        if not config.package:  # the title has named it
            before = written(known.config, known.old)
        planned = plan(known.api, known.names, known.config)
        drafted = draft(planned, config.templates, before)
        files = drafted.files | runtime_files(drafted.files.values())
        verdict = validation.findings()
        validated = _judged(known, verdict)
    manifest = Manifest(
        generator=generator_id(),
        options=known.config.digest(),
        inputs=_inputs(known),
        files={n: drafted.kept.get(n) or digest(files[n].encode()) for n in files},
        bases={file.path: file.basis for file in planned.files if file.basis},
        checked={_VALIDATOR: _validator(), **known.parts} if not verdict else {},
        names=known.names.to_pins(),
    )
    kept = frozenset(drafted.kept)
    return Package(folder, files, manifest, old, validated.diagnostics, kept)


def _clean(old: Manifest | None) -> dict[str, str]:
    """The parts that validation, as it is now, has seen and found clean."""
    if old is None or old.generator != generator_id():
        return {}
    checked = dict(old.checked)
    return checked if checked.pop(_VALIDATOR, "") == _validator() else {}


@cache
def _validator() -> str:
    names = ("openapi-spec-validator", "openapi-schema-validator", "jsonschema")
    return ", ".join(f"{name} {installed(name)}" for name in names)


def generate(package: Package) -> bool:
    """Write the package unless it is on disk already.

    Returns:
        Whether anything was written.

    Raises:
        RegenError: a foreign file is in the way, or the file system refuses.
    """
    same = package.manifest == package.old
    if same and not stale_files(package.folder, package.manifest):
        return False
    write_package(package.folder, package.files, package.manifest, package.kept)
    return True


def _inputs(known: Understood) -> dict[str, str]:
    """Path of each file from the document, the same on any machine -> its digest."""
    start = known.config.documents[0].parent
    return {
        (
            file.name
            if "://" in file.name
            else Path(os.path.relpath(file.name, start)).as_posix()
        ): file.digest[:16]
        for file in known.document.files
    }


def _accept(
    diagnostics: Iterable[Diagnostic], config: Config
) -> tuple[Diagnostic, ...]:
    """What reading found; what cannot be read may be left out if that is accepted."""
    if not (config.skip_unsupported or config.unsupported):
        return tuple(diagnostics)
    return tuple(
        found._replace(level=Level.WARNING) if found.level is Level.ERROR else found
        for found in diagnostics
    )


def _refuse(diagnostics: Iterable[Diagnostic]) -> None:
    errors = _distinct(found for found in diagnostics if found.level is Level.ERROR)
    if errors:
        unsupported = all(found.code in _NOT_SUPPORTED for found in errors)
        raise RegenError(errors, exit_code=3 if unsupported else 2)


def _distinct(errors: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each error once: the model meets again what the bundler found to be dangling."""
    distinct: dict[tuple[str, ...], Diagnostic] = {}
    for found in errors:
        place = found.location or Location("")
        message = "" if found.code == "dangling-reference" else found.message
        key = (found.code, message, place.file, place.pointer.removesuffix("/$ref"))
        distinct.setdefault(key, found)
    return list(distinct.values())
