"""Whether values of one annotation may stand where another one is expected.

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

from regen.outputs.python.lines import Brackets, Node, Operands

from .surface import Declared, EnumClass, TypeName

_PLAIN = frozenset(("str", "int", "float", "bool", "None", "Any"))
_COLLECTIONS = ("list[", "dict[", "tuple[", "Iterable[")
_LONG = 160
"""Characters of a type that a message shows."""
_Pair: TypeAlias = tuple[str, str]


class _Known(Struct):
    """What is known while two types are compared, each pair by its text.

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

    def __call__(self, given: Node, wanted: Node) -> bool:
        """Whether every value of `given` is one of `wanted`.

        Types that are nested too deeply to be compared count as different.
        """
        try:
            return self._fits(given, wanted, _Known())
        except RecursionError:
            return False

    def _fits(self, given: Node, wanted: Node, known: _Known) -> bool:
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

    def _compared(self, given: Node, wanted: Node, known: _Known) -> bool:
        """The same for two types whose texts differ."""
        parts = list(_parts(given))
        if len(parts) > 1:
            return all(self._fits(part, wanted, known) for part in parts)
        choices = list(_parts(wanted))
        if len(choices) > 1 and any(self._fits(given, c, known) for c in choices):
            return True
        if (inner := _alias(given, self.given)) is not None:
            return self._fits(inner, wanted, known)
        if (inner := _alias(wanted, self.wanted)) is not None:
            return self._fits(given, inner, known)
        return len(choices) == 1 and self._single(given, wanted, known)

    def _single(self, given: Node, wanted: Node, known: _Known) -> bool:
        """The same for two types that are neither unions nor aliases."""
        if wanted == "Any":
            return not self.received or self._is_plain(given, set())
        if given == "Never":
            return True
        if isinstance(given, str):
            declared = self.given.get(given)
            is_enum = isinstance(declared, EnumClass)
            base = declared.base if isinstance(declared, EnumClass) else given
            return (is_enum and base == wanted) or (base == "int" and wanted == "float")
        if isinstance(given, Brackets) and isinstance(wanted, Brackets):
            return self._brackets(given, wanted, known)
        return isinstance(given, Brackets) and _base(given) == wanted

    def _brackets(self, given: Brackets, wanted: Brackets, known: _Known) -> bool:
        same = given.open == wanted.open or (given.open, wanted.open) == (
            "list[",
            "Iterable[",
        )
        if not same or given.open not in _COLLECTIONS:
            return False
        return len(given.items) == len(wanted.items) and all(
            self._fits(*items, known)
            for items in zip(given.items, wanted.items, strict=True)
        )

    def _is_plain(self, given: Node, seen: set[str]) -> bool:
        """Whether values look in Python as they do in JSON.

        Args:
            seen: aliases that are being looked at, or were.
        """
        match given:
            case Operands(items) | Brackets(open="list[" | "dict[", items=items):
                return all(self._is_plain(item, seen) for item in items)
            case Brackets(open=open):
                return open == "Literal["
            case _ if (inner := _alias(given, self.given)) is not None:
                if given in seen:
                    return True
                seen.add(given)
                return self._is_plain(inner, seen)
            case _:
                declared = self.given.get(given)
                return given in _PLAIN or isinstance(declared, EnumClass)


def without_none(type: Node) -> Node:
    """The type without None as one of its choices."""
    if not isinstance(type, Operands):
        return type
    parts = tuple(part for part in type.parts if part != "None")
    return parts[0] if len(parts) == 1 else Operands(parts)


def difference(old: Node, new: Node) -> str:
    """Both types in words; of long unions only the choices that differ."""
    before, after = str(old), str(new)
    if len(before) + len(after) > _LONG and isinstance(new, Operands):
        known, found = (dict.fromkeys(map(str, _parts(type))) for type in (old, new))
        gone = [part for part in known if part not in found]
        added = [part for part in found if part not in known]
        if len(gone) + len(added) < len(known):
            words = [f"also {_listed(added)}"] if added else []
            words += [f"no more {_listed(gone)}"] if gone else []
            return ", ".join(words)
    return f"{_cut(after)} instead of {_cut(before)}"


def _listed(parts: list[str]) -> str:
    return _cut(" | ".join(parts))


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."


def _bare(type: Node) -> Node:
    """The type without what `Annotated` says about it."""
    if isinstance(type, Brackets) and type.open == "Annotated[":
        return type.items[0]
    return type


def _parts(type: Node) -> Iterable[Node]:
    """The choices of a union; a `Literal` of several values is one, too."""
    match type:
        case Operands(parts):
            for part in parts:
                yield from _parts(_bare(part))
        case Brackets(open="Literal[" as open, items=items):
            for item in items:
                yield Brackets(open, (item,))
        case _:
            yield type


def _alias(type: Node, names: Mapping[str, Declared]) -> Node | None:
    declared = names.get(type) if isinstance(type, str) else None
    return declared.type if isinstance(declared, TypeName) else None


def _base(type: Brackets) -> str:
    """The builtin that the one value of a `Literal` is of."""
    if type.open != "Literal[":
        return ""
    text = str(type.items[0])
    if text in ("True", "False"):
        return "bool"
    return "int" if text.lstrip("-").isdecimal() else "str"
