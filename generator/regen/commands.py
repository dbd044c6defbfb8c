"""Runs the commands: what each does with its arguments.

The phases are imported inside the commands, because a run that finds everything fresh
must not pay for them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regen import arguments
from regen.arguments import Arguments, Parser
from regen.config import (
    Config,
    Project,
    distinct,
    from_flags,
    load_configs,
    select,
    suggest,
    with_flags,
)
from regen.diagnostics import (
    as_json,
    error,
    explanations,
    plain,
    print_diagnostics,
    print_json,
)
from regen.run import Mode, run

if TYPE_CHECKING:
    from regen.compare.revisions import Source

BREAKING = 1
"""The exit code of `diff --fail-on breaking`."""


class Command(NamedTuple):
    """A command of regen.

    Attributes:
        help: what it does; the first line stands in the list of commands.
        declare: adds its arguments to a parser.
        perform: does it; the exit code.
    """

    help: str
    declare: Callable[[Parser], None]
    perform: Callable[[Arguments], int]


def _mode(given: Arguments) -> Mode:
    if given.fast and not given.check:
        raise error("wrong-usage", "--fast stands with --check")
    what = given.check, given.fast, given.diff
    more = given.keep_edits, given.allow_empty, given.depfile, given.jobs
    return Mode(*what, given.form, *more)


def _generate(given: Arguments) -> int:
    config = from_flags(
        [_kept(text, given) for text in given.document],
        given.output,
        given.package,
        project=Project() if given.project else None,
        undeclared="keep" if given.keep_undeclared else "drop",
        line_length=given.line_length,
        formatter=given.formatter,
        file_header=given.file_header,
        templates=tuple(given.templates),
        **arguments.reading(given),
    )
    return _perform(given, lambda: [config])


def _kept(text: str, given: Arguments) -> Path:
    """The file of a document; one behind a URL is kept beside the package."""
    if not text.lower().startswith(("http://", "https://")):
        return Path(text)
    from regen.update import fetch_to

    pairs = (header.partition(":") for header in given.headers)
    headers = {name.strip(): value.strip() for name, _, value in pairs}
    kept = fetch_to(text, given.output, given.package, headers)
    print(f"{kept.as_posix()}: fetched from {text}", file=sys.stderr)
    return kept


def _update(given: Arguments) -> int:
    from regen.update import update

    return update(select(_configured(given), given.client), _mode(given))


def _run(given: Arguments) -> int:
    return _perform(given, lambda: select(_configured(given), given.client))


def _perform(given: Arguments, load: Callable[[], Sequence[Config]]) -> int:
    if given.watch:
        from regen.watch import watch

        watch(load, _mode(given))
    return run(load(), _mode(given))


def _config(given: Arguments) -> int:
    if given.schema:
        from regen.config.schema import for_editors

        print_json(for_editors(given.schema))
        return 0
    from regen.config.values import as_lines

    for config in select(_configured(given), given.client):
        for line in as_lines(config):
            print(plain(line))
    return 0


def _configured(given: Arguments) -> tuple[Config, ...]:
    places = given.config or [Path()]
    return distinct(config for place in places for config in load_configs(place))


def _inspect(given: Arguments) -> int:
    from regen.outputs.inspection import as_lines, inspect
    from regen.pipeline import analyse, validated
    from regen.source.validate import validator_process

    with validator_process():
        analysis = analyse(
            from_flags(given.document, Path(), **arguments.reading(given))
        )
        diagnostics = validated(analysis)
    value = inspect(analysis.surface, as_json(diagnostics))
    print_diagnostics(diagnostics)
    if given.json:
        print_json(value)
    else:
        for line in as_lines(value):
            print(plain(line))
    return 0


def _reference(given: Arguments) -> int:
    from regen.outputs.project import site_configuration
    from regen.outputs.reference import reference_files, stale_pages
    from regen.outputs.render import render
    from regen.pipeline import analyse, validated
    from regen.source.validate import validator_process
    from regen.write import write_texts

    if given.client is None:
        config = from_flags(given.document, Path(), **arguments.reading(given))
    else:
        (config,) = select(_configured(given), (given.client,))
    with validator_process():
        analysis = analyse(config)
        print_diagnostics(validated(analysis))
    folder: Path = given.output
    files = render(reference_files(analysis.api, analysis.names, analysis.surface))
    texts: dict[Path, str | None]
    texts = {folder / name: text for name, text in files.items()}
    texts |= {folder / name: None for name in stale_pages(folder, files)}
    site = folder.parent / "mkdocs.yml"
    if given.mkdocs and not site.exists():
        texts[site] = site_configuration(analysis.api.info.title, folder.name)
    write_texts(texts)
    return 0


def _diff(given: Arguments) -> int:
    from regen.compare import Step, change, compare, placed, step
    from regen.compare.revisions import source
    from regen.pipeline import analyse, validated
    from regen.source.validate import validator_process

    with validator_process(), source(given.old) as old, source(given.new) as new:
        before = analyse(_compared(old, given))
        # The new one keeps the names of the old one, as a run over its package does.
        config = _compared(new, given)._replace(package=before.config.package)
        after = analyse(config, before.names.to_pins())
        diagnostics = old.renamed(validated(before)) + new.renamed(validated(after))
        print_diagnostics(diagnostics)
        places = old.located(before.location), new.located(after.location)
        changes = placed(compare(before.surface, after.surface), *places)
    if given.format == "json":
        print_json(change.as_json(changes, as_json(diagnostics)))
    else:
        print(change.in_words(changes, given.format))
    return BREAKING if given.fail_on and step(changes) is Step.MAJOR else 0


def _compared(document: Source, given: Arguments) -> Config:
    """How a document of a comparison is read."""
    reading = arguments.reading(given)
    reading["root_folder"] = document.folder or reading["root_folder"]
    if given.client is None:
        return from_flags((document.path,), Path(), **reading)
    (config,) = select(_configured(given), (given.client,))
    return with_flags(config, document.path, **reading)


def _init(given: Arguments) -> int:
    from regen.init import initialise

    for line in initialise(Path(), given.document, given.package, given.output):
        print(plain(line))
    print("`regen` generates what is configured, `regen --check` compares.")
    return 0


def _templates(given: Arguments) -> int:
    from regen.outputs.template_guide import copy_templates

    for line in copy_templates(given.folder):
        print(plain(line))
    return 0


def _explain(given: Arguments) -> int:
    pages = explanations()
    for code in given.code or pages:
        if code not in pages:
            hint = suggest(code, tuple(pages))
            raise error("unknown-code", f"{code!r} is no code of regen", hint=hint)
        print(f"{code}\n\n{pages[code]}\n" if given.code else code)
    return 0


COMMANDS = {
    "generate": Command(
        "Write one client from DOCUMENT, no configuration needed.\n\n"
        "Several DOCUMENTs are merged into one.",
        arguments.declare_generate,
        _generate,
    ),
    "run": Command(
        "Refresh the configured clients: all, or each CLIENT named.",
        arguments.declare_run,
        _run,
    ),
    "update": Command(
        "Fetch the documents of clients again from their `source`.\n\n"
        "Shows what that breaks for callers, and refreshes the clients.",
        arguments.declare_update,
        _update,
    ),
    "config": Command(
        "Show the configuration as it counts, and where each value comes from.",
        arguments.declare_config,
        _config,
    ),
    "inspect": Command(
        "Show what each operation and schema of DOCUMENT becomes.",
        arguments.declare_inspect,
        _inspect,
    ),
    "reference": Command(
        "Write reference pages of DOCUMENT's client, in Markdown.",
        arguments.declare_reference,
        _reference,
    ),
    "diff": Command(
        "Show what breaks for callers between the documents OLD and NEW.\n\n"
        "The answer is about the generated packages: which calls, imports, models and\n"
        "fields of the one for OLD fail, or no longer type-check, with that for NEW.",
        arguments.declare_diff,
        _diff,
    ),
    "explain": Command(
        "Explain the codes of diagnostics; without CODE, list them.",
        arguments.declare_explain,
        _explain,
    ),
    "init": Command(
        "Write the configuration and the pre-commit entry of this repository.\n\n"
        "Without DOCUMENT, for every OpenAPI document found. What is there stays.",
        arguments.declare_init,
        _init,
    ),
    "templates": Command(
        "Copy regen's templates to DIR, to override them: `regen templates copy DIR`.",
        arguments.declare_templates,
        _templates,
    ),
}
