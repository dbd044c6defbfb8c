"""Brings clients up to date or compares them, and reports the outcome."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from regen import version_of_regen
from regen.config import Config
from regen.diagnostics import (
    Diagnostic,
    Level,
    Location,
    RegenError,
    as_json,
    error,
    print_counts,
    print_diagnostics,
    print_for_machines,
    print_json,
)
from regen.manifest import (
    FILE_NAME,
    Manifest,
    digest,
    digest_of_package,
    files_on_disk,
    load,
    read_regular,
)

if TYPE_CHECKING:
    from regen.pipeline import Package

STALE = 1
"""The exit code of `--check` if a client is stale."""

SHOWN = 5
"""Names of files in a message."""

_EDITED = "files were edited since they were generated"
_ABOVE = "../../"  # from a package in a project to the folder of the project


class Mode(NamedTuple):
    """What a run does.

    Attributes:
        check: write nothing, and say which files are stale, and why.
        fast: judge by digests alone, without generating.
        diff: write nothing, and print the difference.
        form: how to report: as text, as one JSON value, as commands of GitHub's
            workflows, or as one SARIF log.
        keep_edits: keep the files that are overwritten and hold edits, as `.orig`.
        allow_empty: accept a client without operations in place of one with some.
        depfile: file that receives, as a rule for Make or Ninja, what was read.
        jobs: how many clients are refreshed at once, each in a process of its own if
            there are several.
    """

    check: bool = False
    fast: bool = False
    diff: bool = False
    form: str = "text"
    keep_edits: bool = False
    allow_empty: bool = False
    depfile: Path | None = None
    jobs: int = 1

    @property
    def is_json(self) -> bool:
        """Whether standard output is one JSON value."""
        return self.form in ("json", "sarif")


class FileChange(NamedTuple):
    """A file that a run would write or remove.

    Attributes:
        file: path relative to the package.
        reason: new, changed, no longer generated, or missing or edited since it was
            generated.
    """

    file: str
    reason: str


class Outcome(NamedTuple):
    """The outcome of a run for one client.

    Attributes:
        package: the package folder.
        state: fresh, stale (it would be written), written or failed.
        changes: the files that differed.
        causes: why they differed.
        diagnostics: errors if it failed, else warnings and remarks.
        diff: the changes as a unified diff, if it was asked for.
        exit_code: 2 or 3 if it failed, else 0.
    """

    package: Path
    state: str
    changes: tuple[FileChange, ...] = ()
    causes: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    diff: str = ""
    exit_code: int = 0

    def line(self) -> str:
        """The outcome for people: `client: stale, 1 changed, 2 new`."""
        counts = Counter(change.reason for change in self.changes)
        parts = [f"{count} {reason}" for reason, count in sorted(counts.items())]
        return ", ".join([f"{self.package.as_posix()}: {self.state}", *parts])

    def all_diagnostics(self) -> Iterator[Diagnostic]:
        """The diagnostics, with one for each stale file."""
        yield from self.diagnostics
        for change in self.changes if self.state == "stale" else ():
            place = Location((self.package / change.file).as_posix())
            message = f"this file is stale ({change.reason}): {'; '.join(self.causes)}"
            yield Diagnostic(Level.ERROR, "stale", message, place)

    def as_json(self) -> dict[str, Any]:
        """The outcome for machines."""
        value: dict[str, Any] = {
            "package": self.package.as_posix(),
            "state": self.state,
            "changes": [{"file": c.file, "reason": c.reason} for c in self.changes],
            "diagnostics": as_json(self.diagnostics),
        }
        if self.causes:
            value["causes"] = list(self.causes)
        return value | ({"diff": self.diff} if self.diff else {})


def run(configs: Sequence[Config], mode: Mode) -> int:
    """Refresh the clients, or only look at them, and print what there is to say.

    Returns:
        The exit code.
    """
    return _exit_code(refresh_all(configs, mode), mode)


def refresh_all(configs: Sequence[Config], mode: Mode) -> list[Outcome]:
    """What `run` does, with what became of each client."""
    outcomes = []
    for outcome, config in zip(_outcomes(configs, mode), configs, strict=True):
        outcomes.append(outcome)
        print_diagnostics(outcome.diagnostics)
        if not mode.is_json and outcome.state != "failed":
            _print(outcome, config, mode)
    if mode.form == "json":
        print_json({"clients": [o.as_json() for o in outcomes], "diagnostics": []})
    print_for_machines(
        [item for o in outcomes for item in o.all_diagnostics()], mode.form
    )
    print_counts(item for outcome in outcomes for item in outcome.diagnostics)
    if mode.depfile is not None:
        from regen.write import write_files  # a run without one need not pay for it

        rules = map(_rule, outcomes, configs)
        write_files({mode.depfile: "".join(rules).encode()})
    return outcomes


def _outcomes(configs: Sequence[Config], mode: Mode) -> Iterator[Outcome]:
    """What becomes of each client, in order, as soon as it is known."""
    if min(mode.jobs, len(configs)) > 1:
        # A process takes longer to start than a small client.
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        workers = min(mode.jobs, len(configs))
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            yield from pool.map(refresh, configs, repeat(mode))
        return
    for config in configs:
        if sys.stderr.isatty():
            print(f"{config.folder} ...", file=sys.stderr)
        yield refresh(config, mode)


def _exit_code(outcomes: Sequence[Outcome], mode: Mode) -> int:
    stale = any(outcome.state == "stale" for outcome in outcomes)
    return max((o.exit_code for o in outcomes), default=0) or (
        STALE if stale and mode.check else 0
    )


def depends_on(outcome: Outcome, config: Config) -> list[Path]:
    """The files that a client was made from, and those that were found to be wrong."""
    manifest = load(outcome.package) if (outcome.package / FILE_NAME).exists() else None
    base = config.documents[0].parent
    inputs = (
        [base / name for name in manifest.inputs if "://" not in name]
        if manifest
        else []
    )
    templates = [p for f in config.templates for p in (f, *sorted(f.glob("*.jinja")))]
    source = [Path(config.source.name)] if config.source else []
    named = [d.location.file for d in outcome.diagnostics if d.location]
    wrong = [Path(name) for name in named if "://" not in name and Path(name).is_file()]
    given = (*config.documents, *config.overlays)
    return list(dict.fromkeys((*given, *inputs, *templates, *source, *wrong)))


def _rule(outcome: Outcome, config: Config) -> str:
    """What a package depends on, as Make and Ninja read it."""
    target = (outcome.package / FILE_NAME).as_posix()
    words = dict.fromkeys(map(os.path.normpath, depends_on(outcome, config)))
    return f"{_word(target)}: {' '.join(map(_word, words))}\n"


def _word(path: str) -> str:
    return re.sub(r"([ #\\])", r"\\\1", path).replace("$", "$$")


def refresh(config: Config, mode: Mode) -> Outcome:
    """Generate a client unless it is fresh."""
    try:
        old = load(config.folder) if config.package else None
        if mode.fast:
            causes = causes_by_digest(config, old)
            state = "stale" if causes else "fresh"
            return Outcome(config.folder, state, causes=causes)
        project = config.project
        may_skip = not (
            mode.check or (project and (project.owned or project.reference))
        )
        if may_skip and not causes_by_digest(config, old, version_of_regen()):
            return Outcome(config.folder, "fresh")
        return _refresh(config, mode)
    except RegenError as problem:
        found, code = problem.diagnostics, problem.exit_code
        return Outcome(config.folder, "failed", diagnostics=found, exit_code=code)


def _refresh(config: Config, mode: Mode) -> Outcome:
    # Imported here: a run that finds everything fresh must not pay for the phases; and
    # the validator first, which is imported by its own process beside them.
    from regen.source.validate import validator_process

    with validator_process():
        from regen.pipeline import build, generate
        from regen.write import check_target, write_texts

        package = build(config)
    old = package.old
    if not mode.allow_empty:
        _refuse_emptying(package, config)
    around = _around(config, package)
    there = files_on_disk(package.folder, old) if old else {}
    found = (*changes(package, there), *around)
    causes = _causes(package) if found else ()
    if mode.check or mode.diff:
        check_target(package.folder, package.files, old)
        text = as_diff(package, found) if mode.diff else ""
        state = "stale" if found else "fresh"
        return Outcome(package.folder, state, found, causes, package.diagnostics, text)
    if not found and old is not None and old.has_same_source(package.manifest):
        return Outcome(package.folder, "fresh", diagnostics=package.diagnostics)
    edited = _edited(package, there, found)
    generate(package, originals=edited if mode.keep_edits else ())
    here = (change.file.removeprefix(_ABOVE) for change in around)
    write_texts({config.output / name: package.project[name] for name in here})
    if old is None and not mode.is_json and sys.stderr.isatty():
        name, folder = package.folder.name, package.folder.parent
        text = f"  next: `pip install httpx2 msgspec`, put {folder} on the path, and"
        print(f"{text} `from {name} import Client`", file=sys.stderr)
    found = found or (FileChange(FILE_NAME, "changed"),)
    diagnostics = (*package.diagnostics, *_told(package.folder, edited, mode))
    return Outcome(package.folder, "written", found, causes, diagnostics)


def _refuse_emptying(package: Package, config: Config) -> None:
    """Refuse a package without operations, which is what a slip leads to.

    Raises:
        RegenError: there is nothing at all in it, or it has had operations.
    """
    names, place = package.manifest.names, Location(str(config.documents[0]))
    if names["operations"] or names["webhooks"]:
        return
    hint = "look at `paths`, `include` and `exclude`; --allow-empty accepts it"
    if package.old and package.old.names.get("operations"):
        count = len(package.old.names["operations"])
        message = f"this would remove every operation of the client: {count}"
        raise error("would-remove-everything", message, place, hint)
    if config.include or config.exclude or not names["declarations"]:
        raise error("no-operations", "there are no operations", place, hint)


def causes_by_digest(
    config: Config, old: Manifest | None, version: str = ""
) -> tuple[str, ...]:
    """Why a package may be stale, by digests alone; nothing is parsed.

    Args:
        version: of regen, that must have written the package; any if it is empty.
    """
    if not config.package:
        return ("the name of the package depends on the document",)
    if old is None:
        return ("there is no package",)
    base = config.documents[0].parent
    inputs = {name: read_regular(base / name) for name in old.inputs}
    now = Manifest(
        version or old.generator,
        config.digest(),
        {name: digest(data) for name, data in inputs.items() if data is not None},
    )
    causes = tuple(_differences(old, now))
    if not causes and _is_edited(files_on_disk(config.folder, old), old):
        causes = (_EDITED,)
    around = config.project.files if config.project else ()
    missing = (name for name in around if not (config.output / name).is_file())
    return (*causes, *(f"{name} is not there" for name in missing))


def _differences(old: Manifest, now: Manifest) -> Iterator[str]:
    """The differences between the sources of two manifests."""
    for name in sorted({*old.inputs, *now.inputs}):
        if name not in now.inputs:
            yield f"{name} is not read any more"
        elif now.inputs[name] != old.inputs.get(name):
            yield f"{name} has changed" if name in old.inputs else f"{name} is new"
    if now.options != old.options:
        yield "the options have changed"
    if now.generator != old.generator:
        yield f"{old.generator or 'an earlier version'} wrote it"
    if old.in_conflict:
        yield f"{FILE_NAME} was merged and is not written anew yet"


def _is_edited(there: Mapping[str, bytes], old: Manifest) -> bool:
    return digest_of_package(there, old.names) != old.package


def _causes(package: Package) -> tuple[str, ...]:
    """Why the files of a package differ from those on disk."""
    if package.old is None:
        return ()
    return tuple(_differences(package.old, package.manifest)) or (_EDITED,)


def changes(package: Package, there: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """The files that differ from what is `there`, sorted; line ends do not count."""
    old = package.old or Manifest()
    same_source = package.old is not None and not any(
        _differences(old, package.manifest)
    )
    found = dict.fromkeys(there.keys() - package.files.keys(), "no longer generated")
    for name, text in package.files.items():
        data = there.get(name)
        if data is None:
            found[name] = "missing since it was generated" if same_source else "new"
        elif data.replace(b"\r\n", b"\n") != text.encode():
            found[name] = "edited since it was generated" if same_source else "changed"
    if old.in_conflict:
        found[FILE_NAME] = "was merged and is not written anew yet"
    return tuple(FileChange(name, found[name]) for name in sorted(found))


def _around(config: Config, package: Package) -> tuple[FileChange, ...]:
    """The files of the project that are missing, or that are regen's and differ."""
    owned = config.project.owned if config.project else ()
    found = []
    for name, text in package.project.items():
        data = read_regular(config.output / name)
        is_ours = name in owned or name.startswith("docs/")
        if text is None:
            reason = "no longer generated"
        elif data is None:
            reason = "new"
        elif is_ours and data.replace(b"\r\n", b"\n") != text.encode():
            reason = "changed"
        else:
            continue
        found.append(FileChange(f"{_ABOVE}{name}", reason))
    return tuple(found)


def _edited(
    package: Package, there: Mapping[str, bytes], found: Iterable[FileChange]
) -> tuple[str, ...]:
    """The files that will be overwritten, if any of them holds an edit."""
    old = package.old
    if old is None or not old.package or not _is_edited(there, old):
        return ()
    return tuple(change.file for change in found if change.file in there)


def _told(folder: Path, edited: Sequence[str], mode: Mode) -> Iterator[Diagnostic]:
    """A warning about edits that were overwritten."""
    if edited:
        shown = ", ".join(edited[:SHOWN]) + (", ..." if len(edited) > SHOWN else "")
        kept = "kept beside them as .orig" if mode.keep_edits else "lost"
        yield Diagnostic(
            Level.WARNING,
            "edited-files",
            f"files or pinned names were edited since regen wrote them;"
            f" edits of files are {kept}: {shown}",
            Location(str(folder)),
            "" if mode.keep_edits else "--keep-edits keeps such files as .orig",
        )


def as_diff(package: Package, found: Iterable[FileChange]) -> str:
    """The changes as a unified diff, from what is on disk to what should be."""
    return "".join(_diff(package, change.file) for change in found)


def _diff(package: Package, file: str) -> str:
    import difflib

    path = Path(os.path.normpath(package.folder / file))
    before = (read_regular(path) or b"").decode("utf-8", "replace")
    texts = {f"{_ABOVE}{name}": text for name, text in package.project.items()}
    after = package.files.get(file) or texts.get(file) or ""
    if file == FILE_NAME:
        after = package.manifest.dump()
    lines = difflib.unified_diff(
        before.replace("\r\n", "\n").splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{path.as_posix()}",
        f"b/{path.as_posix()}",
    )
    return "".join(lines)


def _print(outcome: Outcome, config: Config, mode: Mode) -> None:
    if mode.diff:
        print(outcome.diff, end="")
    elif mode.check:
        for change in outcome.changes:
            path = Path(os.path.normpath(outcome.package / change.file))
            print(f"{path.as_posix()}: {change.reason}")
    print(outcome.line(), file=sys.stderr if mode.diff else sys.stdout)
    if mode.check and outcome.state == "stale":
        remedy = f"`regen run {config.name}`" if config.name else "without --check"
        causes = "; ".join(outcome.causes) or "there is no package"
        print(f"  because {causes}: run {remedy}", file=sys.stderr)
