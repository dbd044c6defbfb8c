"""Decides whether values of one annotation fit where another one is expected.

What is received must fit what callers expected until now; what callers give must fit
what is expected from now on. Names of models and aliases count by name: what changes
inside them is a change of theirs, not of everything that mentions them.

Collections are compared as if they could not be changed (`list[int]` fits
`list[int | str]`), because callers read what they get and forget what they give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from regen.outputs.python.expressions import (
    ANY,
    NONE,
    AnyOf,
    Expression,
    Name,
    Subscript,
)
from regen.outputs.python.literals import Literal
from regen.outputs.python.surface import Declared, EnumClass, ModelClass, TypeName

_PLAIN = frozenset(("str", "int", "float", "bool", "Any"))
_COLLECTIONS = ("list", "dict", "tuple", "Iterable", "Sequence", "Mapping")
_WIDER = {
    ("list", "Iterable"),
    ("list", "Sequence"),
    ("Sequence", "Iterable"),
    ("dict", "Mapping"),
}
"""Collections, and what else takes them."""
_LONG = 160
"""Characters of a type that a message shows."""
_Pair: TypeAlias = tuple[str, str]


class _Known(Struct):
    """The pairs of types whose comparison has begun, each by its text.

    Types may refer to themselves: a pair that is being looked at counts as fitting
    until something in it does not. What fits on the strength of that is forgotten with
    it; what does not fit then never does.

    Attributes:
        fitting: in the order in which they were looked at.
    """

    fitting: dict[_Pair, None] = field(default_factory=dict)
    failing: set[_Pair] = field(default_factory=set)

    def deny(self, pair: _Pair) -> None:
        """Take back that a pair fits, and what was found since."""
        while self.fitting.popitem()[0] != pair:
            pass
        self.failing.add(pair)


def bases(name: str, declared: Mapping[str, Declared]) -> list[str]:
    """The models that a model extends, the nearest first."""
    found: list[str] = []
    here = declared.get(name)
    while isinstance(here, ModelClass) and here.base is not None:
        found.append(here.base.name)
        here = declared.get(here.base.name)
    return found


class Fit(Struct, frozen=True):
    """The relation between the types of two packages.

    Attributes:
        given: what the names in the first type stand for.
        wanted: what the names in the second type stand for.
        received: whether values come from the API; then code that read a plain JSON
            value (`Any`) cannot read an object in its place.
    """

    given: Mapping[str, Declared]
    wanted: Mapping[str, Declared]
    received: bool

    def __call__(self, given: Expression, wanted: Expression) -> bool:
        """Whether every value of `given` is one of `wanted`.

        Types that are nested too deeply to be compared count as different.
        """
        try:
            return self._fits(given, wanted, _Known())
        except RecursionError:
            return False

    def _fits(self, given: Expression, wanted: Expression, known: _Known) -> bool:
        given, wanted = _bare(given), _bare(wanted)
        pair = (str(given), str(wanted))
        if pair[0] == pair[1] or pair in known.fitting:
            return True
        if pair in known.failing:
            return False
        known.fitting[pair] = None
        fits = self._compared(given, wanted, known)
        if not fits:
            known.deny(pair)
        return fits

    def _compared(self, given: Expression, wanted: Expression, known: _Known) -> bool:
        """The same for two types whose texts differ."""
        given_parts = list(parts(given))
        if len(given_parts) > 1:
            return all(self._fits(part, wanted, known) for part in given_parts)
        choices = list(parts(wanted))
        if len(choices) > 1 and any(self._fits(given, c, known) for c in choices):
            return True
        if (inner := _alias(given, self.given)) is not None:
            return self._fits(inner, wanted, known)
        if (inner := _alias(wanted, self.wanted)) is not None:
            return self._fits(given, inner, known)
        return len(choices) == 1 and self._single(given, wanted, known)

    def _single(self, given: Expression, wanted: Expression, known: _Known) -> bool:
        """The same for two types that are neither unions nor aliases."""
        if wanted == ANY:
            return not self.received or self._is_plain(given, set())
        match given, wanted:
            case Name(name="Never"), _:
                return True
            case Name(name=name), Name(name=other):
                declared = self.given.get(name)
                if isinstance(declared, EnumClass):
                    return declared.kind == other
                # Callers meet the classes of the new package, in both directions.
                new = self.given if self.received else self.wanted
                return (name, other) == ("int", "float") or other in bases(name, new)
            case Subscript(), Subscript():
                return self._subscripts(given, wanted, known)
            case Subscript(), Name(name=other):
                return _base(given) == other
            case _:
                return False

    def _subscripts(self, given: Subscript, wanted: Subscript, known: _Known) -> bool:
        names = (given.base.name, wanted.base.name)
        same = names[0] == names[1] or names in _WIDER
        if not same or names[0] not in _COLLECTIONS:
            return False
        return len(given.items) == len(wanted.items) and all(
            self._fits(*items, known)
            for items in zip(given.items, wanted.items, strict=True)
        )

    def _is_plain(self, given: Expression, visited: set[str]) -> bool:
        """Whether values look in Python as they do in JSON.

        Args:
            visited: aliases that are being looked at, or were.
        """
        match given:
            case AnyOf(types):
                return all(self._is_plain(type, visited) for type in types)
            case Subscript(Name(name="list" | "dict" | "Sequence" | "Mapping"), items):
                return all(self._is_plain(item, visited) for item in items)
            case Subscript(Name(name=name)):
                return name == "Literal"
            case Name(name=name):
                if (inner := _alias(given, self.given)) is not None:
                    if name in visited:
                        return True
                    visited.add(name)
                    return self._is_plain(inner, visited)
                return name in _PLAIN or isinstance(self.given.get(name), EnumClass)
            case _:
                return given == NONE


def without_none(type: Expression) -> Expression:
    """The type without None as one of its choices."""
    if not isinstance(type, AnyOf):
        return type
    others = tuple(part for part in type.types if part != NONE)
    return others[0] if len(others) == 1 else AnyOf(others)


def difference(old: Expression, new: Expression) -> str:
    """Both types in words; of long unions only the choices that differ."""
    before, after = str(old), str(new)
    plain = _bare(old), _bare(new)
    if len(before) + len(after) > _LONG and isinstance(plain[1], AnyOf):
        known, found = (dict.fromkeys(map(str, parts(type))) for type in plain)
        gone = [part for part in known if part not in found]
        added = [part for part in found if part not in known]
        if 0 < len(gone) + len(added) < len(known):
            words = [f"also {_listed(added)}"] if added else []
            words += [f"no more {_listed(gone)}"] if gone else []
            return ", ".join(words)
    return f"{_cut(after)} instead of {_cut(before)}"


def _listed(types: list[str]) -> str:
    return _cut(" | ".join(types))


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."


def _bare(type: Expression) -> Expression:
    """The type without what `Annotated` says about it."""
    match type:
        case Subscript(Name(name="Annotated"), items):
            return items[0]
        case _:
            return type


def parts(type: Expression) -> Iterable[Expression]:
    """The choices of a union; a `Literal` of several values is one, too."""
    match type:
        case AnyOf(types):
            for part in types:
                yield from parts(_bare(part))
        case Subscript(Name(name="Literal") as base, items):
            for item in items:
                yield Subscript(base, (item,))
        case _:
            yield type


def _alias(type: Expression, names: Mapping[str, Declared]) -> Expression | None:
    declared = names.get(type.name) if isinstance(type, Name) else None
    return declared.type if isinstance(declared, TypeName) else None


def _base(type: Subscript) -> str:
    """The builtin that the one value of a `Literal` is of."""
    if type.base.name != "Literal" or not isinstance(type.items[0], Literal):
        return ""
    text = type.items[0].code
    if text in ("True", "False"):
        return "bool"
    return "int" if text.lstrip("-").isdecimal() else "str"
