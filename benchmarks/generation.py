"""Generation of one document: cold, after a small change, and with nothing to do."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import regen

from benchmarks.measure import Figure, measure
from benchmarks.peers import PEERS, Peer

REGEN = [str(Path(sys.executable).with_name("regen")), "generate"]


def lines_of(folder: Path) -> int:
    """Lines of Python below a folder."""
    return sum(p.read_bytes().count(b"\n") for p in folder.rglob("*.py"))


def put_away(folder: Path) -> None:
    """Make room for another run. Nothing is deleted before the end: a file system that
    is busy with that takes twice as long to write.
    """
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(dir=folder.parent)) / "old")


def of_regen(document: Path, runs: int) -> tuple[dict[str, Figure], int]:
    """The four situations of regen, and the lines that it writes."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = work / document.name
        shutil.copy(document, source)
        output = work / "out"
        _compile()
        line = [*REGEN, str(source), "--output", str(output), "--package", "client"]
        figures = {"cold": measure(line, runs=runs, before=lambda: put_away(output))}
        size = lines_of(output)
        figures["nothing changed"] = measure(line, runs=runs)
        figures["--check, fresh"] = measure([*line, "--check"], runs=runs)
        text = source.read_text(encoding="utf-8")
        turns = iter(range(1, 1_000))

        def change() -> None:
            source.write_text(changed(text, next(turns)), encoding="utf-8")

        figures["one schema changed"] = measure(line, runs=runs, before=change)
    return figures, size


def cold(document: Path, runs: int) -> tuple[Figure, int]:
    """Generation by regen without anything on disk, and the lines that it writes."""
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "out"
        _compile()
        line = [*REGEN, str(document), "--output", str(output), "--package", "client"]
        figure = measure(line, runs=runs, before=lambda: put_away(output))
        return figure, lines_of(output)


def _compile() -> None:
    """Compile regen itself, as pip does with what it installs."""
    compileall.compile_dir(str(Path(regen.__file__).parent), quiet=2)


def changed(text: str, turn: int) -> str:
    """The document with another description of the first described schema."""
    key = re.search(r'^ *"?schemas"?:', text, re.MULTILINE)  # not one in a reference
    assert key, "the document has no schemas"
    new, count = re.subn(
        r'("?description"?: *"?)', rf"\g<1>Change {turn}. ", text[key.end() :], count=1
    )
    assert count, "the document describes no schema"
    return text[: key.end()] + new


def of_peer(peer: Peer, document: Path, runs: int) -> tuple[Figure, int]:
    """Cold generation by a peer, and the lines that it writes."""
    peer.install()
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "out"

        def clear() -> None:
            put_away(output)
            output.mkdir()

        bin_folder = str(peer.folder / "bin")
        environment = {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
        figure = measure(
            peer.line(document, output),
            runs=runs,
            before=clear,
            environment=environment,
        )
        return figure, lines_of(output)


def table(document: Path, *, runs: int, peers: bool) -> list[str]:
    """Rows: who, situation, seconds and their ratio to the first peer's, the same of
    processor time, memory, lines.
    """
    rows = []
    base: Figure | None = None
    for peer in PEERS if peers else ():
        try:
            figure, size = of_peer(peer, document, max(1, runs // 2))
        except (OSError, RuntimeError, subprocess.CalledProcessError) as problem:
            rows.append(f"{peer.name:26} failed: {str(problem)[-200:]!r}")
            continue
        base = base or figure
        rows.append(_row(peer.name, "cold", figure, base, size))
    figures, size = of_regen(document, runs)
    for situation, figure in figures.items():
        rows.append(_row("regen", situation, figure, base, size))
    return rows


def _row(
    who: str, situation: str, figure: Figure, base: Figure | None, size: int
) -> str:
    base = base or figure
    return (
        f"{who:26} {situation:20}"
        f" {figure.seconds:7.2f} s  1/{base.seconds / figure.seconds:<6.1f}"
        f" {figure.cpu:7.2f} s of CPU  1/{base.cpu / figure.cpu:<6.1f}"
        f" {figure.megabytes:5.0f} MB {size:8,} lines"
    )
