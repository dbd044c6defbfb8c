"""Declares the arguments of the commands, and words the errors about wrong ones."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from regen.config import (
    FORMATTERS,
    LINE_LENGTH,
    LINE_LENGTHS,
    PYPROJECT,
    REGEN_TOML,
    suggest,
)
from regen.diagnostics import error

Arguments = argparse.Namespace


class Parser(argparse.ArgumentParser):
    """A parser whose faults are diagnostics, with what was meant."""

    _words: Sequence[str] = ()

    def read(self, words: Sequence[str]) -> Arguments:
        """The arguments that a command line gives.

        Raises:
            RegenError: it is wrong (code `wrong-usage`).
        """
        self._words = words
        return self.parse_intermixed_args(words)

    def error(self, message: str) -> NoReturn:
        """Argparse found a fault, which an option that there is not may be behind."""
        known = tuple(dict.fromkeys(re.findall(r"--[a-z-]+", self.format_help())))
        for word in self._words:
            option = word.partition("=")[0]
            if option.startswith("--") and option not in ("--", *known):
                hint = suggest(option, known) or self._help_hint()
                raise error("wrong-usage", f"there is no option {option}", hint=hint)
        raise error("wrong-usage", message, hint=self._help_hint())

    def _help_hint(self) -> str:
        return f"`{self.prog} --help` shows the arguments"


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a number above zero")
    return int(text)


def _columns(text: str) -> int:
    if not (text.isdecimal() and int(text) in LINE_LENGTHS):
        least, most = LINE_LENGTHS[0], LINE_LENGTHS[-1]
        raise argparse.ArgumentTypeError(f"give a number from {least} to {most}")
    return int(text)


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
    add(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="refresh so many clients at once; 1 by default",
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


def reading(given: Arguments) -> dict[str, Any]:
    """The options of reading, as `from_flags` takes them."""
    return {
        "strict": given.strict,
        "skip_unsupported": given.skip_unsupported,
        "overlays": tuple(given.overlays),
        "allow_urls": given.allow_urls,
        "root_folder": given.root_folder,
        "prefixes": dict(given.prefixes),
    }


def declare_generate(parser: Parser) -> None:
    """What `regen generate` takes."""
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
    _declare_formatting(parser)
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
    _declare_watch(parser)


def _declare_formatting(parser: Parser) -> None:
    add = parser.add_argument
    add(
        "--line-length",
        type=_columns,
        default=LINE_LENGTH,
        metavar="COLUMNS",
        help="columns of a line of generated code; 88 by default",
    )
    add(
        "--formatter",
        choices=FORMATTERS,
        default=FORMATTERS[0],
        help="whose layout the code has where the two differ; black by default",
    )
    add("--file-header", default="", metavar="TEXT", help="comment at the top of files")


def declare_run(parser: Parser) -> None:
    """What `regen run` takes."""
    declare_update(parser)
    _declare_watch(parser)


def declare_update(parser: Parser) -> None:
    """What `regen update` takes."""
    parser.add_argument("client", nargs="*", metavar="CLIENT")
    _declare_configuration(parser)
    _declare_mode(parser)


def _declare_watch(parser: Parser) -> None:
    parser.add_argument(
        "--watch",
        action="store_true",
        help="run again whenever a file that was read changes, until interrupted",
    )


def _declare_configuration(parser: Parser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="configuration to read; may be repeated; by default the nearest upwards",
    )


def declare_config(parser: Parser) -> None:
    """What `regen config` takes."""
    parser.add_argument("client", nargs="*", metavar="CLIENT")
    parser.add_argument(
        "--schema",
        nargs="?",
        choices=(REGEN_TOML, PYPROJECT),
        const=REGEN_TOML,
        metavar="FILE",
        help="print the JSON Schema of regen.toml, or of pyproject.toml",
    )
    _declare_configuration(parser)


def declare_inspect(parser: Parser) -> None:
    """What `regen inspect` takes."""
    parser.add_argument("document", type=Path, nargs="+", metavar="DOCUMENT")
    _declare_reading(parser)
    _declare_json(parser)


def declare_reference(parser: Parser) -> None:
    """What `regen reference` takes."""
    add = parser.add_argument
    add("document", type=Path, nargs="*", metavar="DOCUMENT")
    add("--output", type=Path, required=True, metavar="DIR", help="folder of the pages")
    add("--client", metavar="NAME", help="the pages of this configured client")
    add(
        "--mkdocs",
        action="store_true",
        help="write mkdocs.yml beside DIR, too, unless there is one",
    )
    _declare_configuration(parser)
    _declare_reading(parser)


def declare_diff(parser: Parser) -> None:
    """What `regen diff` takes."""
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


def declare_init(parser: Parser) -> None:
    """What `regen init` takes."""
    add = parser.add_argument
    add("document", type=Path, nargs="?", metavar="DOCUMENT")
    add("--package", metavar="NAME", help="name of the package; by default the title")
    add(
        "--output",
        type=Path,
        metavar="DIR",
        help="folder for the package folder; src if there is one",
    )


def declare_templates(parser: Parser) -> None:
    """What `regen templates` takes."""
    parser.add_argument("action", choices=("copy",))
    parser.add_argument("folder", type=Path, metavar="DIR")


def declare_explain(parser: Parser) -> None:
    """What `regen explain` takes."""
    parser.add_argument(
        "code", nargs="*", metavar="CODE", help="as in error[CODE]: dangling-reference"
    )
