"""Security requirements as the argument `security` of a call or of a client."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from regen import ir
from regen.outputs.python.lines import Brackets, Node

Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
"""Names of schemes: those of one alternative go together."""


def alternatives(requirements: Iterable[ir.Requirement]) -> Alternatives:
    """Each alternative once; none at all where nothing is asked for.

    Scopes do not tell alternatives apart: whoever has a token has its scopes.
    """
    found = dict.fromkeys(tuple(use.scheme for use in each) for each in requirements)
    return tuple(found) if any(found) else ()


def written(given: Alternatives, name_of: Callable[[str], str]) -> Brackets:
    """`(BearerAuth, (ApiKeyAuth, AppIdAuth), ())`.

    Args:
        name_of: the class of a scheme, as it is written there.
    """
    nodes: list[Node] = []
    for alternative in given:
        classes = tuple(map(name_of, alternative))
        nodes.append(classes[0] if len(classes) == 1 else Brackets("(", classes))
    return Brackets("(", tuple(nodes))
