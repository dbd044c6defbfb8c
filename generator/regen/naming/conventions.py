"""Rules that give the wire names of a whole class from its attribute names.

They are the same functions as the runtime's: a class with `rename="camel"` sends each
attribute as `camel(attribute)`, so a field needs a wire name of its own only where
that differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def camel(attribute: str) -> str:
    """`pet_id` -> `petId`."""
    first, *rest = attribute.split("_")
    return first.lower() + "".join(map(str.capitalize, rest))


def pascal(attribute: str) -> str:
    """`pet_id` -> `PetId`."""
    return "".join(map(str.capitalize, attribute.split("_")))


def kebab(attribute: str) -> str:
    """`pet_id` -> `pet-id`."""
    return attribute.replace("_", "-")


def _same(attribute: str) -> str:
    return attribute


RULES: Mapping[str, Callable[[str], str]] = {
    "camel": camel,
    "pascal": pascal,
    "kebab": kebab,
}


def choose(fields: Mapping[str, str]) -> tuple[str | None, frozenset[str]]:
    """The rule for a class, and the wire names that it does not give.

    The rule with the fewest exceptions wins; no rule wins a tie, then the order of
    `RULES` decides.

    Args:
        fields: wire name -> attribute.
    """
    best: str | None = None
    exceptions = _exceptions(fields, _same)
    if exceptions:
        for name, rule in RULES.items():
            found = _exceptions(fields, rule)
            if len(found) < len(exceptions):
                best, exceptions = name, found
    return best, exceptions


def _exceptions(
    fields: Mapping[str, str], rule: Callable[[str], str]
) -> frozenset[str]:
    return frozenset(
        wire_name
        for wire_name, attribute in fields.items()
        if rule(attribute) != wire_name
    )
