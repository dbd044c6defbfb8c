"""`--watch`: runs again whenever a document, a template or the configuration changes.

Files are looked at, not listened to: a few dozen take no time, and it works on every
system and file system.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from regen.config import Config
from regen.diagnostics import RegenError, print_diagnostics
from regen.run import Mode, depends_on, refresh_all

SECONDS = 0.3
"""How long to wait before files are looked at again."""


def watch(load_configs: Callable[[], Sequence[Config]], mode: Mode) -> NoReturn:
    """Run again whenever a file changes that the last run read, until interrupted.

    Errors are reported, and the next change may mend them.

    Args:
        load_configs: reads the configuration, which may have changed.

    Raises:
        RegenError: the configuration is wrong from the beginning.
    """
    files: set[Path] = set()
    while True:
        known, began = _stamps(files), time.time_ns()
        try:
            configs = load_configs()
            found = map(depends_on, refresh_all(configs, mode), configs)
            files = {path for paths in found for path in paths}
        except RegenError as problem:
            if not files:
                raise
            print_diagnostics(problem.diagnostics)
        sys.stdout.flush()
        # What has changed since the run began may have been read before.
        known = {
            path: known.get(path, stamp if stamp.modified < began else _GONE)
            for path, stamp in _stamps(files).items()
        }
        last = known
        while (now := _stamps(files)) == known or now != last:
            last = now  # somebody may be writing: two looks have to agree
            time.sleep(SECONDS)


class _Stamp(NamedTuple):
    """The state of a file, which differs once it is written again."""

    modified: int
    size: int
    inode: int


_GONE = _Stamp(0, 0, 0)


def _stamps(files: Iterable[Path]) -> dict[Path, _Stamp]:
    found = {}
    for path in files:
        try:
            status = path.stat()
            found[path] = _Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            found[path] = _GONE
    return found
