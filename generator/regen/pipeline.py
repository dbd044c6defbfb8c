"""Runs the phases in order: from a document to the files of a package.

load -> overlay -> bundle -> merge -> validate -> upgrade -> model -> transform ->
name -> surface -> files -> write

Each phase is a function from value to value; only reading, of documents and of what the
last run wrote, and writing do I/O. Validation runs in a process of its own beside the
later phases; nothing is written before it agrees.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from regen import ir, version_of_regen
from regen.config import FORMATTERS, LINE_LENGTH, Config
from regen.diagnostics import (
    Diagnostic,
    Level,
    Location,
    RegenError,
    error,
    grouped,
)
from regen.manifest import Manifest, digest_of_package
from regen.manifest import load as load_manifest
from regen.model.build import build_api
from regen.naming import Names, name
from regen.outputs.formatting import format_files, with_header
from regen.outputs.python.building import SurfaceOptions, build_surface
from regen.outputs.python.layout import package_files
from regen.outputs.python.surface import Surface
from regen.outputs.render import render, runtime_files
from regen.source.bundle import bundle
from regen.source.bundle.discover import WAY_OUT
from regen.source.document import Document
from regen.source.limits import raised
from regen.source.load import load_file, read
from regen.source.sourcemap import SourceFile
from regen.source.swagger import upgrade
from regen.source.validate import Validation, check_structure
from regen.transform import transform
from regen.write import write_package

_NOT_SUPPORTED = frozenset(("too-deep", "too-many-parts", "unknown-security-type"))
"""Codes of errors that blame regen, not the document."""


class Analysis(Struct, frozen=True):
    """What regen knows of the documents of a client: the API, and its names.

    Attributes:
        config: with the package named.
        document: in the form of OpenAPI 3.x.
        inputs: the files that were read.
        old: the manifest of the package on disk, or `None`.
        diagnostics: without those of the validation, which may still go on.
    """

    config: Config
    document: Document
    inputs: tuple[SourceFile, ...]
    validation: Validation
    old: Manifest | None
    api: ir.Api
    names: Names
    surface: Surface
    diagnostics: tuple[Diagnostic, ...]

    def location(self, pointer: str) -> Location:
        """The place in the input of what the API has at `pointer`."""
        return self.document.location(pointer)


class Package(Struct, frozen=True):
    """A package as it should be on disk, beside the manifest of what is there.

    Attributes:
        folder: the package folder.
        files: path relative to the folder -> text, the manifest not included.
        manifest: of these files.
        old: of the package on disk, or `None`.
        diagnostics: warnings and remarks.
        project: path relative to the folder of the project -> text of the files
            around the package, `None` if it is to go; empty if there is no project.
    """

    folder: Path
    files: dict[str, str]
    manifest: Manifest
    old: Manifest | None
    diagnostics: tuple[Diagnostic, ...]
    project: dict[str, str | None] = field(default_factory=dict)


def analyse(config: Config, pinned: Mapping[str, Any] | None = None) -> Analysis:
    """Read, check and name the documents of a client.

    Args:
        pinned: names to keep; by default those of the package on disk.

    Raises:
        RegenError: the document is wrong, or something in it is not supported.
    """
    with raised(config.limit_factor):
        return _analyse(config, pinned)


def _analyse(config: Config, pinned: Mapping[str, Any] | None) -> Analysis:
    allow_urls, root_folder = config.allow_urls, config.root_folder
    sources, overlays = read(config.documents), [load_file(p) for p in config.overlays]
    sources, found = apply_overlays(sources, overlays)
    document = merge_documents(
        [bundle(s, allow_urls=allow_urls, root_folder=root_folder) for s in sources]
    )
    found = _accepted([*found, *document.diagnostics], config)
    validation = Validation(
        document, strict=config.strict, seconds=config.validator_seconds
    )
    inputs = (*document.files, *overlays)
    document = upgrade(validation.document)
    api, faults = build_api(document, config)
    found = [*_unrepeated(found, faults), *faults]
    _refuse(found)
    config = config.titled(api.info.title)
    api = transform(api, config)
    old = load_manifest(config.folder)
    pinned = old.names if pinned is None and old else pinned
    api, names = name(api, package=config.package, pinned=pinned, root=document.root)
    found += names.diagnostics
    options = SurfaceOptions(config.send_defaults, config.undeclared)
    surface = build_surface(api, names, options)
    return Analysis(
        config, document, inputs, validation, old, api, names, surface, tuple(found)
    )


def validated(analysis: Analysis) -> tuple[Diagnostic, ...]:
    """All diagnostics of an analysis; waits for the validator.

    Raises:
        RegenError: validation found errors.
    """
    found = analysis.validation.diagnostics()
    _refuse(found)
    known = {_fact(item) for item in analysis.diagnostics}
    new = (
        item
        for item in found
        if known.isdisjoint(
            _fact(item._replace(code=code))
            for code in (item.code, "dangling-reference")
        )
    )
    return grouped((*analysis.diagnostics, *new))


def build(config: Config) -> Package:
    """Make the package of a client, without writing it.

    Raises:
        RegenError: as `analyse`; a file that cannot be read is told at the line of the
            configuration that names it.
    """
    try:
        analysis = analyse(config)
    except RegenError as problem:
        raise _at_configuration(problem, config) from None
    files = _files(analysis)
    diagnostics = (*validated(analysis), *_fallbacks(analysis))
    names = analysis.names.to_pins()
    manifest = Manifest(
        version_of_regen(),
        analysis.config.digest(),
        _inputs(analysis),
        digest_of_package({n: text.encode() for n, text in files.items()}, names),
        names,
        frozenset(files),
    )
    folder = analysis.config.folder
    project = _project(analysis)
    return Package(folder, files, manifest, analysis.old, diagnostics, project)


def _at_configuration(problem: RegenError, config: Config) -> RegenError:
    """The same, where the configuration names a file that cannot be read."""
    found = problem.diagnostics[0]
    file = found.location.file if found.location else ""
    keys = {str(path): "overlays" for path in config.overlays}
    keys |= {str(path): "document" for path in config.documents}
    if found.code != "unreadable-file" or file not in keys:
        return problem
    place = config.location(keys[file])
    hint = found.hint or ("`regen update` fetches it" if config.url else "")
    message = f"{file}: {found.message}"
    return problem if place is None else error(found.code, message, place, hint)


def _files(analysis: Analysis) -> dict[str, str]:
    """The files of the package, laid out as the configuration says."""
    config = analysis.config
    overrides, width, formatter = config.templates, config.line_length, config.formatter
    rendered = render(package_files(analysis.surface), overrides, width)
    files = format_files(
        rendered,
        line_length=width,
        formatter=formatter,
        by_black=rendered if overrides else (),
    )
    runtime = runtime_files(files.values())
    if (width, formatter) != (LINE_LENGTH, FORMATTERS[0]):
        runtime = format_files(
            runtime, line_length=width, formatter=formatter, by_black=runtime
        )
    return with_header(files | runtime, config.file_header)


def _project(analysis: Analysis) -> dict[str, str | None]:
    """The files around the package, if the configuration asks for a project."""
    settings = analysis.config.project
    if settings is None:
        return {}
    from regen.outputs.project import project_files, site_configuration

    api, names, surface = analysis.api, analysis.names, analysis.surface
    files: dict[str, str | None] = {**project_files(api, names, surface, settings)}
    if settings.reference:
        from regen.outputs.reference import reference_files, stale_pages

        files["mkdocs.yml"] = site_configuration(api.info.title, "docs")
        pages = render(reference_files(api, names, surface))
        stale = stale_pages(analysis.config.output / "docs", pages)
        files |= {f"docs/{name}": text for name, text in pages.items()}
        files |= {f"docs/{name}": None for name in stale}
    return files


def _fallbacks(analysis: Analysis) -> Iterator[Diagnostic]:
    """What a `pyproject.toml` that is regen's says otherwise than the document."""
    config, name = analysis.config, "pyproject.toml"
    settings = config.project
    if settings is None:
        return
    from regen.outputs.project import fallbacks

    if name in settings.owned or not (config.output / name).exists():
        for item in fallbacks(analysis.api, settings):
            place = analysis.location(item.pointer)
            yield Diagnostic(Level.WARNING, item.code, item.message, place, item.hint)


def generate(package: Package, *, originals: Collection[str] = ()) -> None:
    """Write the package.

    Args:
        originals: see `write_package`.

    Raises:
        RegenError: a foreign file is in the way, or the file system refuses.
    """
    write_package(package.folder, package.files, package.manifest, originals=originals)


def _inputs(analysis: Analysis) -> dict[str, str]:
    """Path of each file from the document, the same on any machine -> its digest."""
    start = analysis.config.documents[0].parent
    return {
        (
            file.name
            if "://" in file.name
            else Path(os.path.relpath(file.name, start)).as_posix()
        ): file.digest[:16]
        for file in analysis.inputs
    }


def _accepted(diagnostics: list[Diagnostic], config: Config) -> list[Diagnostic]:
    """The diagnostics of reading; errors are warnings where their loss is accepted."""
    if not (config.skip_unsupported or config.unsupported):
        return diagnostics
    return [
        (
            found._replace(level=Level.WARNING, hint=found.hint.removeprefix(WAY_OUT))
            if found.level is Level.ERROR
            else found
        )
        for found in diagnostics
    ]


def _unrepeated(
    found: Iterable[Diagnostic], faults: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """The diagnostics of reading, without those that the model repeats in full."""
    repeated = {_fact(item) for item in faults if item.level is Level.WARNING}
    return [
        item
        for item in found
        if item.level is not Level.WARNING or _fact(item) not in repeated
    ]


def _fact(found: Diagnostic) -> tuple[str, ...]:
    """The code, and the place of the object that a diagnostic is about."""
    place = found.location or Location("")
    return found.code, place.file, place.pointer.removesuffix("/$ref")


def _refuse(diagnostics: Iterable[Diagnostic]) -> None:
    errors = _distinct(found for found in diagnostics if found.level is Level.ERROR)
    if errors:
        unsupported = all(found.code in _NOT_SUPPORTED for found in errors)
        raise RegenError(grouped(errors), exit_code=3 if unsupported else 2)


def _distinct(errors: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors, each once: the model repeats those of dangling references."""
    distinct: dict[tuple[str, ...], Diagnostic] = {}
    for found in errors:
        message = "" if found.code == "dangling-reference" else found.message
        key = (message, *_fact(found))
        distinct.setdefault(key, found)
    return list(distinct.values())


def apply_overlays(
    files: list[SourceFile], overlays: Sequence[SourceFile]
) -> tuple[list[SourceFile], list[Diagnostic]]:
    """The files with OpenAPI Overlay documents applied, in order.

    Raises:
        RegenError: an overlay is not one, or an action cannot be done.
    """
    if not overlays:
        return files, []
    from regen.source.overlay import apply  # JSONPath takes 40 ms

    return apply(files, overlays)


def merge_documents(documents: Sequence[Document]) -> Document:
    """One document of several, in the form of OpenAPI 3.x.

    Raises:
        RegenError: one of them is wrong, or they contradict one another.
    """
    if len(documents) == 1:
        return documents[0]
    from regen.source.merge import merge

    found = [item for document in documents for item in check_structure(document)]
    if errors := [item for item in found if item.level is Level.ERROR]:
        raise RegenError(errors)
    return merge([upgrade(document) for document in documents])
