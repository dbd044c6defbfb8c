"""The imports of one generated module, in the order that isort's rules ask for."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterable
from functools import cache

from regen.outputs.python import lines

_BUILTINS = "builtins"


class Imports:
    """Collects what a module uses; each use answers with the name to write.

    A name that the module gives to something of its own (a field, a function, a class)
    is imported under another name.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._local: dict[tuple[str, str], str] = {}

    def use(self, module: str, name: str) -> str:
        """The name under which `from module import name` is at hand."""
        key = (module, name)
        if key not in self._local:
            local = name if name not in self._taken else self._other(name)
            if module != _BUILTINS or local != name:
                self._taken.add(local)
            self._local[key] = local
        return self._local[key]

    def builtin(self, name: str) -> str:
        """The name of a builtin; imported only if the module hides it."""
        return self.use(_BUILTINS, name)

    def _other(self, name: str) -> str:
        candidate = f"{name}_type" if name.islower() else f"{name}Type"
        while candidate in self._taken:
            candidate += "_"
        return candidate

    def lines(self) -> list[str]:
        """The statements, sections parted by one empty line."""
        return import_lines(
            (module, name, local)
            for (module, name), local in self._local.items()
            if module != _BUILTINS or local != name
        )


def import_lines(
    uses: Iterable[tuple[str, str, str]], indent: int = 0, known: Container[str] = ()
) -> list[str]:
    """Import statements for (module, name, local name), sorted into sections."""
    plain: dict[str, set[str]] = {}
    renamed: set[tuple[str, str, str]] = set()
    for module, name, local in uses:
        if name == local:
            plain.setdefault(module, set()).add(name)
        else:
            renamed.add((module, name, local))
    blocks: dict[int, list[tuple[tuple[object, ...], list[str]]]] = {}
    for module, members in plain.items():
        text = lines.imported(module, sorted(members, key=member_key), indent)
        blocks.setdefault(_section(module), []).append(((_module_key(module), 0), text))
    for module, name, local in renamed:
        text = lines.imported(module, [f"{name} as {local}"], indent)
        key = (_module_key(module), 1, member_key(name))
        blocks.setdefault(_section(module), []).append((key, text))
    result: list[str] = []
    for section in sorted(blocks):
        if result:
            result.append("")
        for _, text in sorted(blocks[section], key=lambda block: block[0]):
            result += text
    return result


def _section(module: str) -> int:
    root = module.partition(".")[0]
    if module == "__future__":
        return 0
    if not root:
        return 3
    return 1 if root in sys.stdlib_module_names else 2


def _module_key(module: str) -> tuple[object, ...]:
    name = module.lstrip(".")
    depth = len(module) - len(name)
    return (-depth, bool(name), natural(name.lower()), natural(name))


@cache
def member_key(name: str) -> tuple[object, ...]:
    """Where a member stands in its statement: constants, classes, then the rest."""
    constant = len(name) > 1 and name.isupper()
    kind = 0 if constant else 1 if name[:1].isupper() else 2
    return (kind, natural(name.lower()), natural(name))


def export_key(name: str) -> tuple[object, ...]:
    """Where a name stands in `__all__`: as in an import, but capitals come first."""
    kind, *_ = member_key(name)
    return (kind, natural(name))


@cache
def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that counts digits as numbers: `v2` before `v10`, `v010` before both.

    Digits after a zero are compared one by one, as isort's rules do.
    """
    return tuple(
        (
            (0, 0 if part[0] == "0" else len(part), part)
            if part.isdecimal()
            else (1, 0, part)
        )
        for part in re.split(r"([0-9]+)", text)
        if part
    )
