"""A run: clients refreshed one after the other, and what is said about them.

It knows nothing of click, which takes as long to import as a whole run that finds
everything fresh.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from regen.diagnostics import Diagnostic, Level
from regen.refresh import refresh

if TYPE_CHECKING:
    from regen.config import Config
    from regen.refresh import Outcome

STALE, BROKEN_PIPE, INTERRUPTED = 1, 1, 130
"""Exit codes: of `--check` if a client is stale, and of runs that others end."""


def run_plain(configs: Sequence[Config], check: bool) -> int:
    """`run`, as a whole command, all that it prints included; the exit code."""
    print_what_can_be_shown()
    try:
        code = run(configs, check=check)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:  # nobody reads on
        code = BROKEN_PIPE
    return code


def run(
    configs: Sequence[Config],
    *,
    check: bool = False,
    diff: bool = False,
    json: bool = False,
) -> int:
    """Refresh the clients, or only look at them, and print what there is to say.

    Args:
        check: write nothing, and say which files are stale, and why.
        diff: write nothing, and print the difference.
        json: print one JSON value instead of text.

    Returns:
        The exit code.
    """
    outcomes = []
    for config in configs:
        if sys.stderr.isatty():
            print(f"{config.folder} ...", file=sys.stderr)
        outcome = refresh(config, dry=check or diff, diff=diff)
        outcomes.append(outcome)
        print_findings(outcome.diagnostics)
        if not json and outcome.state != "failed":
            _print(outcome, check=check, diff=diff)
    if json:
        print_json({"clients": [o.as_json() for o in outcomes], "diagnostics": []})
    stale = check and any(outcome.state == "stale" for outcome in outcomes)
    return max((o.exit_code for o in outcomes), default=0) or (STALE if stale else 0)


def _print(outcome: Outcome, *, check: bool, diff: bool) -> None:
    if diff:
        print(outcome.diff, end="")
    elif check:
        for change in outcome.changes:
            path = (outcome.package / change.file).as_posix()
            print(f"{path}: {change.reason}")
    print(outcome.line(), file=sys.stderr if diff else sys.stdout)


def print_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Errors and warnings for people, on stderr."""
    shown = [found for found in diagnostics if found.level is not Level.INFO]
    if shown:
        from regen.report import as_text

        for found in shown:
            print(as_text(found), file=sys.stderr)


def print_json(value: dict[str, Any]) -> None:
    """A plain JSON value on stdout."""
    import json

    print(json.dumps(value, indent=2))


def print_what_can_be_shown() -> None:
    """What documents say must not fail on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
