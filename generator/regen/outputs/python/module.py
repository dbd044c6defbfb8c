"""Collects the imports of a generated module, in isort's order.

The package `_runtime` exports what most operations and models need. What only some ask
for (`FEATURES`) has a module of its own, which a package without that need does not
get.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby

from msgspec import Struct

from . import expressions
from .expressions import BUILTINS, Expression, Name, source
from .literals import Code, Identifier

FEATURES = {
    "choices": ("accepting",),
    "deprecation": ("deprecated",),
    "files": ("Base64",),
    "forms": ("Encoding", "FormBody", "MultipartBody"),
    "numeric": ("DecimalNumber", "QuotedFloat", "QuotedInt"),
    "oauth2": ("OAuth2",),
    "operation": ("ClientT", "Resource"),
    "paging": (
        "CursorPages",
        "LinkHeaderPages",
        "NextUrlPages",
        "OffsetPages",
        "PageNumberPages",
        "PagedCall",
        "paged_operation",
    ),
    "params": ("only_dates",),
    "schemes": ("HttpBasic", "MutualTls", "OpenIdConnect"),
    "streams": (
        "JsonLinesBody",
        "StreamCall",
        "StreamingCall",
        "stream_operation",
        "streaming_operation",
    ),
    "styles": (
        "DeepObject",
        "PipeDelimited",
        "QueryString",
        "SpaceDelimited",
        "TabDelimited",
        "label",
        "matrix",
    ),
    "uploads": ("BinaryBody", "choose_body"),
}
"""Module of the runtime -> the names that generated code takes from it."""

_MODULES = {name: module for module, names in FEATURES.items() for name in names}
_USED = re.compile(r"^from \.+_runtime\.(\w+) import ", re.MULTILINE)
_NEEDED = re.compile(r"^ *from \.(\w+) import ", re.MULTILINE)


def module_of(name: str, runtime: str) -> str:
    """The module to import a name from; `runtime` is the package, `.._runtime`."""
    module = _MODULES.get(name)
    return f"{runtime}.{module}" if module else runtime


def needed(runtime: Mapping[str, str], package: Iterable[str]) -> dict[str, str]:
    """The files of the runtime that the files of a package import, directly or not.

    Args:
        runtime: name of each module -> its text.
        package: the texts of the generated files.
    """
    waiting = {"__init__"}
    for text in package:
        if "_runtime." in text:  # most have no such line
            waiting.update(_USED.findall(text))
    found: dict[str, str] = {}
    while waiting:
        module = waiting.pop()
        if module in runtime and module not in found:
            found[module] = runtime[module]
            waiting.update(_NEEDED.findall(found[module]))
    return dict(sorted(found.items()))


_DIGITS = re.compile("([0-9]+)")


class Imported(Struct, frozen=True):
    """A name in an import statement; `local` if the module calls it something else."""

    name: Identifier
    local: Identifier | None = None


class Import(Struct, frozen=True):
    """`from module import names`."""

    module: Code
    names: tuple[Imported, ...]


class Module:
    """A module that is being written: each use of a name gives what to write for it.

    A name that the module gives to something of its own (a field, a function, a class)
    is imported under another name.

    Args:
        path: of the file in the package.
        taken: the names that the module declares.
        home: name of a model -> its module below `models`, for a module of models;
            others reach models through their package.
    """

    def __init__(
        self,
        path: str = "module.py",
        taken: Iterable[str] = (),
        home: Callable[[str], str] | None = None,
    ) -> None:
        self._taken = set(taken)
        self._home = home
        self._local: dict[tuple[str, str], Identifier] = {}
        depth = path.count("/")
        self._package = "." * (depth + 1)
        self._name = path.rpartition("/")[2].removesuffix(".py")

    def use(self, module: str, name: str) -> Identifier:
        """The local name of what `from module import name` brings."""
        key = (module, name)
        known = self._local.get(key)
        if known is None:
            local = name if name not in self._taken else self._other(name)
            if module != BUILTINS or local != name:
                self._taken.add(local)
            known = self._local[key] = Identifier(local)
        return known

    def runtime(self, name: str) -> Identifier:
        """The local name of something of the runtime."""
        module = module_of(name, f"{self._package}{expressions.RUNTIME}")
        return self.use(module, name)

    def write(self, given: Expression) -> Code:
        """An expression as this module writes it."""
        return Code(source(given, self._written))

    def _written(self, name: Name) -> str:
        match name.module:
            case expressions.RUNTIME:
                return self.runtime(name.name)
            case expressions.SECURITY:
                return self.use(f"{self._package}{expressions.SECURITY}", name.name)
            case expressions.MODELS:
                return self._model(name.name)
            case _:
                return self.use(name.module, name.name)

    def _model(self, name: str) -> str:
        if self._home is None:
            return f"{self.use(self._package, expressions.MODELS)}.{name}"
        home = self._home(name)
        return name if home == self._name else self.use(f".{home}", name)

    def _other(self, name: str) -> str:
        candidate = f"{name}_type" if name.islower() else f"{name}Type"
        while candidate in self._taken:
            candidate += "_"
        return candidate

    def imports(self) -> tuple[tuple[Import, ...], ...]:
        """The statements so far, by section."""
        return import_sections(
            (module, name, local)
            for (module, name), local in self._local.items()
            if module != BUILTINS or local != name
        )


def import_sections(
    uses: Iterable[tuple[str, str, Identifier]],
) -> tuple[tuple[Import, ...], ...]:
    """Import statements for (module, name, local name), sorted, by section."""
    plain: dict[str, set[Identifier]] = {}
    found: list[tuple[tuple[object, ...], Import]] = []
    for module, name, local in uses:
        if name == local:
            plain.setdefault(module, set()).add(local)
        else:
            key = (*_module_key(module), 1, member_key(name))
            renamed = Imported(Identifier(name), local)
            found.append((key, Import(Code(module), (renamed,))))
    for module, members in plain.items():
        ordered = sorted(members, key=member_key)
        names = tuple(map(Imported, ordered))
        found.append(((*_module_key(module), 0), Import(Code(module), names)))
    found.sort(key=lambda entry: entry[0])
    sections = groupby(found, key=lambda entry: entry[0][0])
    return tuple(tuple(each for _, each in section) for _, section in sections)


@cache
def _module_key(module: str) -> tuple[object, ...]:
    """Where a module stands: its section, then isort's order."""
    name = module.lstrip(".")
    depth = len(module) - len(name)
    root = name.partition(".")[0]
    section = 1 if root in sys.stdlib_module_names else 2
    return (3 if depth else section, -depth, bool(name), *_both(name))


def _both(name: str) -> tuple[object, ...]:
    return natural(name.lower()), natural(name)


@cache
def member_key(name: str) -> tuple[object, ...]:
    """Where a member stands in its statement: constants, classes, then the rest."""
    constant = len(name) > 1 and name.isupper()
    kind = 0 if constant else 1 if name[:1].isupper() else 2
    return (kind, *_both(name))


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
        for part in _DIGITS.split(text)
        if part
    )
