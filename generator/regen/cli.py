"""The command line: arguments, exit codes, progress; nothing else.

The phases are imported inside the commands, because a run that finds everything fresh
must not pay for them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regen import __version__
from regen.diagnostics import RegenError
from regen.report import as_json, plain
from regen.run import (
    INTERRUPTED,
    print_findings,
    print_json,
    print_what_can_be_shown,
)
from regen.run import run as refresh

if TYPE_CHECKING:
    from click.decorators import FC

    from regen.config import Config

PATH = click.Path(path_type=Path)
BREAKING = 1


class _DefaultRun(click.Group):
    """`regen` alone, or with options or client names, means `regen run`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "--version", *self.commands}
        if not args or args[0] not in own:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_DefaultRun)
@click.version_option(__version__, prog_name="regen")
def cli() -> None:
    """Write typed Python clients from OpenAPI documents.

    Without a command, `regen` refreshes the clients that pyproject.toml or regen.toml
    configures, as `regen run` does.

    Exit codes: 0 done or fresh; 1 stale (--check) or breaking (diff --fail-on); 2 the
    document or the configuration is wrong; 3 a construct is not supported.
    """


def _prefixes(
    _: click.Context, parameter: click.Parameter, values: Iterable[str]
) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if not all(scheme and equals for scheme, equals, _ in pairs):
        raise click.BadParameter("give SCHEME=WORD, as in ApiKeyAuth=Token")
    return {scheme: word for scheme, _, word in pairs}


_JSON = click.option("--json", "json_", is_flag=True, help="Report as JSON.")
_MODE = (
    click.option("--check", is_flag=True, help="Write nothing; exit 1 if stale."),
    click.option("--diff", is_flag=True, help="Print the difference, write nothing."),
    _JSON,
)
_READING = (
    click.option("--strict", is_flag=True, help="Treat every remark as an error."),
    click.option(
        "--skip-unsupported",
        is_flag=True,
        help="Leave out, and report, what cannot be generated.",
    ),
    click.option(
        "--overlay",
        "overlays",
        type=PATH,
        multiple=True,
        metavar="FILE",
        help="OpenAPI Overlay to apply to DOCUMENT; may be repeated.",
    ),
    click.option("--allow-urls", is_flag=True, help="Fetch references to URLs."),
    click.option(
        "--root-folder",
        type=PATH,
        help="Folder that references may not leave; by default the repository of"
        " DOCUMENT.",
    ),
    click.option(
        "--prefix",
        "prefixes",
        multiple=True,
        metavar="SCHEME=WORD",
        callback=_prefixes,
        help="Word before the credential of a security scheme: ApiKeyAuth=Token.",
    ),
)


def _options(*options: Callable[[FC], FC]) -> Callable[[FC], FC]:
    def add(command: FC) -> FC:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@cli.command()
@click.argument("document", type=PATH, nargs=-1, required=True)
@click.option(
    "--output",
    type=PATH,
    required=True,
    help="Folder that receives the package folder.",
)
@click.option("--package", help="Name of the package; from the title if not given.")
@click.option(
    "--templates",
    type=PATH,
    multiple=True,
    metavar="DIR",
    help="Folder with templates that take the place of regen's own; may be repeated.",
)
@_options(*_READING, *_MODE)
def generate(
    document: tuple[Path, ...],
    output: Path,
    package: str | None,
    check: bool,
    diff: bool,
    json_: bool,
    **options: Any,
) -> int:
    """Write one client from DOCUMENT, no configuration needed.

    Several DOCUMENTs are merged into one.
    """
    from regen.config import from_flags

    config = from_flags(document, output, package, **options)
    return refresh([config], check=check, diff=diff, json=json_)


@cli.command()
@click.argument("client", nargs=-1)
@_options(*_MODE)
def run(client: tuple[str, ...], check: bool, diff: bool, json_: bool) -> int:
    """Refresh the configured clients: all, or each CLIENT named."""
    from regen.config import load_configs, select

    configs = select(load_configs(Path()), client)
    return refresh(configs, check=check, diff=diff, json=json_)


@cli.command()
@click.argument("document", type=PATH, nargs=-1, required=True)
@_options(*_READING, _JSON)
def inspect(document: tuple[Path, ...], json_: bool, **reading: Any) -> None:
    """Show what each operation and schema of DOCUMENT becomes."""
    from regen.config import from_flags
    from regen.inspection import as_lines, inspect
    from regen.pipeline import analyse, validated
    from regen.source.validate.validator_process import validator_process

    with validator_process():
        analysis = analyse(from_flags(document, Path(), **reading))
        diagnostics = validated(analysis)
    value = inspect(analysis.api, analysis.names, as_json(diagnostics))
    print_findings(diagnostics)
    if json_:
        print_json(value)
    else:
        for line in as_lines(value):
            click.echo(plain(line))


@cli.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    help="How to report; text by default.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("breaking",)),
    help="Exit 1 if there is a breaking change.",
)
@click.option(
    "--client",
    metavar="NAME",
    help="Read both as this configured client: its names, selection, pagination, ...",
)
@_options(*_READING)
def diff(
    old: Path,
    new: Path,
    form: str,
    fail_on: str | None,
    client: str | None,
    **reading: Any,
) -> int:
    """Show what breaks for callers, and what is new, between the documents OLD and NEW.

    The answer is about the generated packages: which calls, imports, models and fields
    of the one for OLD fail, or no longer type-check, with the one for NEW.
    """
    from regen.compare import Severity, compare, placed, report
    from regen.pipeline import analyse, validated
    from regen.source.validate.validator_process import validator_process

    with validator_process():
        before = analyse(_compared(old, client, reading))
        # The new one keeps the names of the old one, as a run over its package does.
        config = _compared(new, client, reading)._replace(package=before.config.package)
        after = analyse(config, before.names.to_pins())
        diagnostics = (*validated(before), *validated(after))
    print_findings(diagnostics)
    changes = compare(before.api, before.names, after.api, after.names)
    changes = placed(changes, before.location, after.location)
    if form == "json":
        print_json(report.as_json(changes, as_json(diagnostics)))
    else:
        in_words = report.as_markdown if form == "markdown" else report.as_text
        click.echo(in_words(changes))
    breaks = any(change.severity is Severity.BREAKING for change in changes)
    return BREAKING if fail_on and breaks else 0


def _compared(document: Path, client: str | None, reading: dict[str, Any]) -> Config:
    """How a document of a comparison is read."""
    from regen.config import from_flags, load_configs, select, with_flags

    if client is None:
        return from_flags((document,), Path(), **reading)
    (config,) = select(load_configs(Path()), (client,))
    return with_flags(config, document, **reading)


@cli.command()
@click.argument("document", type=PATH, required=False)
@click.option("--package", help="Name of the package; from the title if not given.")
@click.option(
    "--output", type=PATH, help="Folder for the package folder; src if there is one."
)
def init(document: Path | None, package: str | None, output: Path | None) -> None:
    """Write the configuration and the pre-commit entry of this repository.

    Without DOCUMENT, for every OpenAPI document found. What is there stays.
    """
    from regen.init import initialise

    for line in initialise(Path(), document, package, output):
        click.echo(plain(line))
    click.echo("`regen` generates what is configured, `regen --check` compares.")


@cli.group()
def templates() -> None:
    """Templates of the generated code, to override."""


@templates.command()
@click.argument("folder", type=PATH, metavar="DIR")
def copy(folder: Path) -> None:
    """Copy regen's templates to DIR, with a page about what they may read."""
    from regen.template_guide import copy_templates

    for line in copy_templates(folder):
        click.echo(plain(line))


def _wants_json(words: Sequence[str]) -> bool:
    asked = ("--format", "json") in pairwise(words)
    return asked or not {"--json", "--format=json"}.isdisjoint(words)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    print_what_can_be_shown()
    try:
        code = cli.main(args=words, prog_name="regen", standalone_mode=False)
    except RegenError as problem:
        print_findings(problem.diagnostics)
        if _wants_json(words):
            print_json({"diagnostics": as_json(problem.diagnostics)})
        code = problem.exit_code
    except click.ClickException as problem:
        problem.show()
        code = problem.exit_code
    except click.Abort:
        code = INTERRUPTED
    sys.exit(code)
