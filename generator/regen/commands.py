"""The commands: their arguments, and what each does with them.

The phases are imported inside the commands, because a run that finds everything fresh
must not pay for them.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from regen.config import Config, Project, from_flags, load_configs, select, with_flags
from regen.diagnostics import RegenError, as_json, error, plain
from regen.run import Mode, print_diagnostics, print_json, run

if TYPE_CHECKING:
    from regen.compare.revisions import Source

_NO_CLIENT = ("unknown-client", "no-configuration")

BREAKING = 1
"""The exit code of `diff --fail-on breaking`."""

Parser = argparse.ArgumentParser
Arguments = argparse.Namespace


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


def _prefix(text: str) -> tuple[str, str]:
    scheme, equals, word = text.partition("=")
    if not (scheme and equals):
        raise argparse.ArgumentTypeError("give SCHEME=WORD, as in ApiKeyAuth=Token")
    return scheme, word


def _declare_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="report as JSON")


def _declare_mode(parser: Parser) -> None:
    add = parser.add_argument
    add("--check", action="store_true", help="write nothing; exit 1 if stale")
    add("--fast", action="store_true", help="with --check: compare digests only")
    add("--diff", action="store_true", help="print the difference, write nothing")
    add(
        "--keep-edits",
        action="store_true",
        help="keep files that hold edits, and are overwritten, as FILE.orig",
    )
    add("--allow-empty", action="store_true", help="accept a client without operations")
    add(
        "--output-format",
        dest="form",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="how to report; text by default",
    )
    add("--depfile", type=Path, metavar="FILE", help="rule for Make of what was read")
    add("--json", dest="form", action="store_const", const="json", help="as JSON")


def _declare_reading(parser: Parser) -> None:
    add = parser.add_argument
    add("--strict", action="store_true", help="treat every remark as an error")
    add(
        "--skip-unsupported",
        action="store_true",
        help="leave out, and report, what cannot be generated",
    )
    add(
        "--overlay",
        dest="overlays",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="OpenAPI Overlay to apply to DOCUMENT; may be repeated",
    )
    add("--allow-urls", action="store_true", help="fetch references to URLs")
    add(
        "--root-folder",
        type=Path,
        metavar="DIR",
        help="folder that references may not leave; by default the repository of"
        " DOCUMENT",
    )
    add(
        "--prefix",
        dest="prefixes",
        type=_prefix,
        action="append",
        default=[],
        metavar="SCHEME=WORD",
        help="word before the credential of a security scheme: ApiKeyAuth=Token",
    )


def _reading(given: Arguments) -> dict[str, Any]:
    """The options of reading, as `from_flags` takes them."""
    return {
        "strict": given.strict,
        "skip_unsupported": given.skip_unsupported,
        "overlays": tuple(given.overlays),
        "allow_urls": given.allow_urls,
        "root_folder": given.root_folder,
        "prefixes": dict(given.prefixes),
    }


def _mode(given: Arguments) -> Mode:
    if given.fast and not given.check:
        raise error("wrong-usage", "--fast stands with --check")
    what = given.check, given.fast, given.diff
    more = given.keep_edits, given.allow_empty, given.depfile
    return Mode(*what, given.form, *more)


def _declare_generate(parser: Parser) -> None:
    add = parser.add_argument
    add(
        "document",
        nargs="+",
        metavar="DOCUMENT",
        help="a file, - for standard input, or a URL, of which a copy is kept in DIR",
    )
    add(
        "--header",
        dest="headers",
        action="append",
        default=[],
        metavar="NAME: VALUE",
        help="header to fetch DOCUMENT with; ${NAME} is an environment variable",
    )
    add("--output", type=Path, required=True, metavar="DIR", help="folder of packages")
    add("--package", metavar="NAME", help="name of the package; by default the title")
    add(
        "--project",
        action="store_true",
        help="write an installable project: the package below DIR/src, beside"
        " pyproject.toml, README.md and CHANGELOG.md, which are written once",
    )
    add("--keep-undeclared", action="store_true", help="models keep undeclared data")
    add(
        "--templates",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="folder with templates that take the place of regen's; may be repeated",
    )
    _declare_reading(parser)
    _declare_mode(parser)


def _generate(given: Arguments) -> int:
    config = from_flags(
        [_kept(text, given) for text in given.document],
        given.output,
        given.package,
        project=Project() if given.project else None,
        undeclared="keep" if given.keep_undeclared else "drop",
        templates=tuple(given.templates),
        **_reading(given),
    )
    return run([config], _mode(given))


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


def _declare_run(parser: Parser) -> None:
    parser.add_argument("client", nargs="*", metavar="CLIENT")
    _declare_configuration(parser)
    _declare_mode(parser)


def _declare_configuration(parser: Parser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="configuration to read; may be repeated; by default the nearest upwards",
    )


def _run(given: Arguments) -> int:
    try:
        configs = select(_configured(given), given.client)
    except RegenError as problem:
        near = difflib.get_close_matches(next(iter(given.client), ""), COMMANDS, n=1)
        if problem.diagnostics[0].code not in _NO_CLIENT or not near:
            raise
        message = f"there is no command or client {given.client[0]!r}"
        hint = f"did you mean `regen {near[0]}`?"
        raise error("unknown-command", message, hint=hint) from None
    return run(configs, _mode(given))


def _declare_config(parser: Parser) -> None:
    parser.add_argument("client", nargs="*", metavar="CLIENT")
    _declare_configuration(parser)


def _config(given: Arguments) -> int:
    from regen.config.values import as_lines

    for config in select(_configured(given), given.client):
        for line in as_lines(config):
            print(plain(line))
    return 0


def _configured(given: Arguments) -> tuple[Config, ...]:
    places = given.config or [Path()]
    return tuple(config for place in places for config in load_configs(place))


def _declare_inspect(parser: Parser) -> None:
    parser.add_argument("document", type=Path, nargs="+", metavar="DOCUMENT")
    _declare_reading(parser)
    _declare_json(parser)


def _inspect(given: Arguments) -> int:
    from regen.outputs.inspection import as_lines, inspect
    from regen.pipeline import analyse, validated
    from regen.source.validate import validator_process

    with validator_process():
        analysis = analyse(from_flags(given.document, Path(), **_reading(given)))
        diagnostics = validated(analysis)
    value = inspect(analysis.surface, as_json(diagnostics))
    print_diagnostics(diagnostics)
    if given.json:
        print_json(value)
    else:
        for line in as_lines(value):
            print(plain(line))
    return 0


def _declare_reference(parser: Parser) -> None:
    add = parser.add_argument
    add("document", type=Path, nargs="*", metavar="DOCUMENT")
    add("--output", type=Path, required=True, metavar="DIR", help="folder of the pages")
    add("--client", metavar="NAME", help="the pages of this configured client")
    _declare_configuration(parser)
    _declare_reading(parser)


def _reference(given: Arguments) -> int:
    from regen.outputs import OUTPUTS
    from regen.outputs.render import render
    from regen.pipeline import analyse, validated
    from regen.source.validate import validator_process

    if given.client is None:
        config = from_flags(given.document, Path(), **_reading(given))
    else:
        (config,) = select(_configured(given), (given.client,))
    with validator_process():
        analysis = analyse(config)
        print_diagnostics(validated(analysis))
    files = OUTPUTS["reference"].files(analysis.surface, analysis.names.package)
    for name, text in render(files).items():
        path = given.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _declare_diff(parser: Parser) -> None:
    add = parser.add_argument
    add("old", metavar="OLD", help="a document; `main:openapi.yaml` of a revision")
    add("new", metavar="NEW", help="the same, later")
    add(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="how to report; text by default",
    )
    add("--fail-on", choices=("breaking",), help="exit 1 if there is such a change")
    add(
        "--client",
        metavar="NAME",
        help="read both as this configured client: its names, selection, pagination",
    )
    _declare_configuration(parser)
    _declare_reading(parser)


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
        diagnostics = old.told(validated(before)) + new.told(validated(after))
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
    reading = _reading(given)
    reading["root_folder"] = document.folder or reading["root_folder"]
    if given.client is None:
        return from_flags((document.path,), Path(), **reading)
    (config,) = select(_configured(given), (given.client,))
    return with_flags(config, document.path, **reading)


def _declare_init(parser: Parser) -> None:
    add = parser.add_argument
    add("document", type=Path, nargs="?", metavar="DOCUMENT")
    add("--package", metavar="NAME", help="name of the package; by default the title")
    add(
        "--output",
        type=Path,
        metavar="DIR",
        help="folder for the package folder; src if there is one",
    )


def _init(given: Arguments) -> int:
    from regen.init import initialise

    for line in initialise(Path(), given.document, given.package, given.output):
        print(plain(line))
    print("`regen` generates what is configured, `regen --check` compares.")
    return 0


def _declare_templates(parser: Parser) -> None:
    parser.add_argument("action", choices=("copy",))
    parser.add_argument("folder", type=Path, metavar="DIR")


def _templates(given: Arguments) -> int:
    from regen.outputs.template_guide import copy_templates

    for line in copy_templates(given.folder):
        print(plain(line))
    return 0


COMMANDS = {
    "generate": Command(
        "Write one client from DOCUMENT, no configuration needed.\n\n"
        "Several DOCUMENTs are merged into one.",
        _declare_generate,
        _generate,
    ),
    "run": Command(
        "Refresh the configured clients: all, or each CLIENT named.",
        _declare_run,
        _run,
    ),
    "update": Command(
        "Fetch the documents of clients again from their `source`.\n\n"
        "Shows what that breaks for callers, and refreshes the clients.",
        _declare_run,
        _update,
    ),
    "config": Command(
        "Show the configuration as it counts, and where each value comes from.",
        _declare_config,
        _config,
    ),
    "inspect": Command(
        "Show what each operation and schema of DOCUMENT becomes.",
        _declare_inspect,
        _inspect,
    ),
    "reference": Command(
        "Write reference pages of DOCUMENT's client, in Markdown.",
        _declare_reference,
        _reference,
    ),
    "diff": Command(
        "Show what breaks for callers between the documents OLD and NEW.\n\n"
        "The answer is about the generated packages: which calls, imports, models and\n"
        "fields of the one for OLD fail, or no longer type-check, with that for NEW.",
        _declare_diff,
        _diff,
    ),
    "init": Command(
        "Write the configuration and the pre-commit entry of this repository.\n\n"
        "Without DOCUMENT, for every OpenAPI document found. What is there stays.",
        _declare_init,
        _init,
    ),
    "templates": Command(
        "Copy regen's templates to DIR, to override them: `regen templates copy DIR`.",
        _declare_templates,
        _templates,
    ),
}
