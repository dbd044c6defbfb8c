"""The command line: arguments, exit codes, progress; nothing else.

The phases are imported inside the commands, because a run that finds everything fresh
must not pay for them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regen import __version__
from regen.diagnostics import Diagnostic, Level, RegenError
from regen.report import as_json, as_text

if TYPE_CHECKING:
    from regen.config import Config

PATH = click.Path(path_type=Path)


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

    Exit codes: 0 done or fresh; 1 stale (--check); 2 the document or the configuration
    is wrong; 3 a construct is not supported.
    """


def _shared(command: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--json", "as_json_", is_flag=True, help="Report as JSON."),
        click.option(
            "--diff", is_flag=True, help="Print the difference, write nothing."
        ),
        click.option("--check", is_flag=True, help="Write nothing; exit 1 if stale."),
    ):
        command = option(command)
    return command


@cli.command()
@click.argument("document", type=PATH, nargs=-1, required=True)
@click.option(
    "--output",
    type=PATH,
    required=True,
    help="Folder that receives the package folder.",
)
@click.option("--package", help="Name of the package; from the title if not given.")
@click.option("--strict", is_flag=True, help="Treat every remark as an error.")
@click.option(
    "--skip-unsupported",
    is_flag=True,
    help="Leave out, and report, what cannot be generated.",
)
@click.option("--allow-urls", is_flag=True, help="Fetch references to URLs.")
@_shared
def generate(
    document: tuple[Path, ...],
    output: Path,
    package: str | None,
    strict: bool,
    skip_unsupported: bool,
    allow_urls: bool,
    **mode: bool,
) -> None:
    """Write one client from DOCUMENT, no configuration needed."""
    from regen.config import from_flags

    config = from_flags(
        documents=document,
        output=output,
        package=package,
        strict=strict,
        skip_unsupported=skip_unsupported,
        allow_urls=allow_urls,
    )
    _work([config], **mode)


@cli.command()
@click.argument("client", nargs=-1)
@_shared
def run(client: tuple[str, ...], **mode: bool) -> None:
    """Refresh the configured clients: all, or each CLIENT named."""
    from regen.config import load_configs, select

    _work(select(load_configs(Path.cwd()), client), **mode)


@cli.command()
@click.argument("document", type=PATH, nargs=-1, required=True)
@click.option("--json", "as_json_", is_flag=True, help="The public JSON format.")
@click.option("--strict", is_flag=True, help="Treat every remark as an error.")
@click.option("--skip-unsupported", is_flag=True, help="Go on without what fails.")
def inspect(
    document: tuple[Path, ...], as_json_: bool, strict: bool, skip_unsupported: bool
) -> None:
    """Show what each operation and schema of DOCUMENT becomes."""
    from regen.config import from_flags
    from regen.inspection import as_lines, inspect
    from regen.pipeline import understand

    config = from_flags(
        documents=document,
        output=Path(),
        package=None,
        strict=strict,
        skip_unsupported=skip_unsupported,
    )
    known = understand(config)
    value = inspect(known.api, known.names, as_json(known.diagnostics))
    if as_json_:
        click.echo(json.dumps(value, indent=2, ensure_ascii=False))
        return
    _print(known.diagnostics)
    for line in as_lines(value):
        click.echo(line)


def _work(
    configs: Sequence[Config], *, check: bool, diff: bool, as_json_: bool
) -> None:
    from regen.freshness import is_fresh

    stale = False
    outcome: list[dict[str, Any]] = []
    for config in configs:
        entry: dict[str, Any] = {"package": str(config.folder)}
        outcome.append(entry)
        if is_fresh(config):
            entry["state"] = "fresh"
            if not as_json_ and not diff:
                click.echo(f"{entry['package']}: fresh")
            continue
        stale |= _refresh(config, entry, check=check, diff=diff, quiet=as_json_)
    if as_json_:
        click.echo(json.dumps({"clients": outcome}, indent=2, ensure_ascii=False))
    if check and stale:
        sys.exit(1)


def _refresh(
    config: Config, entry: dict[str, Any], *, check: bool, diff: bool, quiet: bool
) -> bool:
    """Generate one client; whether what is on disk differs from it."""
    from regen.changes import as_diff, changes
    from regen.pipeline import build, generate

    package = build(config)
    found = changes(package)
    entry["state"] = "stale" if found else "fresh"
    entry["changes"] = [{"file": c.file, "reason": c.reason} for c in found]
    entry["diagnostics"] = as_json(package.diagnostics)
    if not quiet:
        _print(package.diagnostics)
    if diff:
        click.echo("".join(as_diff(package, found)), nl=False)
    elif check:
        for change in found if not quiet else ():
            click.echo(f"{package.folder / change.file}: {change.reason}")
    else:
        entry["state"] = "written" if generate(package) else "fresh"
    if not quiet and not diff:
        click.echo(f"{package.folder}: {entry['state']}, {len(found)} files changed")
    return bool(found)


def _print(diagnostics: Iterable[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        if diagnostic.level is not Level.INFO:
            click.echo(as_text(diagnostic), err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        cli.main(args=words, prog_name="regen")
    except RegenError as problem:
        if "--json" in words:
            found = {"diagnostics": as_json(problem.diagnostics)}
            click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        _print(problem.diagnostics)
        sys.exit(problem.exit_code)
