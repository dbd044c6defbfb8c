"""Reads the command line: finds the command, shows help, and sets the exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from regen import __version__
from regen.arguments import Parser
from regen.commands import COMMANDS
from regen.diagnostics import (
    RegenError,
    as_json,
    error,
    print_counts,
    print_diagnostics,
    print_for_machines,
    print_json,
)

_FORMS = ("--output-format", "--format")
_WITH_VALUE = tuple(f"{option}=" for option in _FORMS)

BROKEN_PIPE, INTERRUPTED = 1, 130
"""Exit codes of runs that others end."""

_OUTLINE = """\
usage: regen [-C DIR] [COMMAND] [ARGUMENTS]

Write typed Python clients from OpenAPI documents.

Without a command, regen refreshes the clients that pyproject.toml or regen.toml
configures, as `regen run` does.

commands:
{commands}

`regen COMMAND --help` shows the arguments of a command, `regen --version` the version;
`regen -C DIR ...` starts in another folder.

Exit codes: 0 done or fresh; 1 stale (--check) or breaking (diff --fail-on); 2 the
document or the configuration is wrong; 3 a construct is not supported.
"""


def parser_of(name: str) -> Parser:
    """The parser of the arguments of a command."""
    command = COMMANDS[name]
    parser = Parser(
        f"regen {name}",
        description=command.help,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.declare(parser)
    return parser


def help_page() -> str:
    """What `regen --help` prints."""
    first_lines = {name: item.help.split("\n")[0] for name, item in COMMANDS.items()}
    lines = (f"  {name:<10} {text}" for name, text in first_lines.items())
    return _OUTLINE.format(commands="\n".join(lines))


def _perform(words: list[str]) -> int:
    """Do what a command line says; `regen` alone, or with clients, means `run`."""
    if words[:1] == ["-C"]:
        if len(words) == 1:
            raise error("wrong-usage", "-C needs a folder", hint="regen -C DIR ...")
        return _in_folder(words[1], words[2:])
    if words[:1] in (["--help"], ["-h"]):
        print(help_page(), end="")
        return 0
    if words[:1] in (["--version"], ["-V"]):
        print(f"regen {__version__}")
        return 0
    if words and words[0] in COMMANDS:
        return _command(*words)
    try:
        return _command("run", *words)
    except RegenError as problem:
        meant = _meant(words[0]) if words else ""
        if not meant or problem.diagnostics[0].code not in _NO_CLIENT:
            raise
        text = f"there is no command or client {words[0]!r}"
        raise error("unknown-command", text, hint=f"did you mean `{meant}`?") from None


_NO_CLIENT = ("unknown-client", "no-configuration", "wrong-usage")


def _command(name: str, *words: str) -> int:
    return COMMANDS[name].perform(parser_of(name).read(words))


def _meant(word: str) -> str:
    """The command line that a first word is nearly one of; empty for none."""
    import difflib  # which only slips need

    near = difflib.get_close_matches(word, COMMANDS, n=1)
    if near:
        return f"regen {near[0]}"
    is_document = "://" in word or Path(word).suffix in (".json", ".yaml", ".yml")
    return f"regen generate {word} --output DIR" if is_document else ""


def _in_folder(folder: str, words: list[str]) -> int:
    try:
        os.chdir(folder)
    except OSError as fault:
        text = f"cannot change to {folder!r}: {fault.strerror}"
        raise error("unreadable-folder", text) from None
    return _perform(words)


def _form(words: Sequence[str]) -> str:
    """The form in which a command line that failed wants its diagnostics."""
    given = [word for pair in pairwise(words) if pair[0] in _FORMS for word in pair[1:]]
    given += [word.partition("=")[2] for word in words if word.startswith(_WITH_VALUE)]
    return "json" if "--json" in words else given[-1] if given else "text"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave the process with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What documents say must not fail on a terminal that cannot show it.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _perform(words)
        sys.stdout.flush()
    except RegenError as problem:
        print_diagnostics(problem.diagnostics)
        print_counts(problem.diagnostics)
        if _form(words) == "json":
            print_json({"diagnostics": as_json(problem.diagnostics)})
        print_for_machines(problem.diagnostics, _form(words))
        code = problem.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:  # nobody reads on
        sys.stderr = None
        code = BROKEN_PIPE
    sys.exit(code)
