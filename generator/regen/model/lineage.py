"""Which component schemas extend which: children by `allOf`.

OpenAPI 3.1, section 4.8.25 (Discriminator Object): a schema with a discriminator that
others include by `allOf` stands, where it is used, for any of them.
"""

from __future__ import annotations

from typing import Any

from .keywords import branches, component, members
from .nodes import Tree, child, target
from .shapes import flatten

SCHEMAS = "/components/schemas"


class Lineage:
    """The tree of parents and children of one document."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._children: dict[str, list[str]] = {}
        self._polymorphic: dict[str, bool] = {}
        schemas = members(members(tree.root, "components"), "schemas")
        for name, node in schemas.items():
            pointer = child(SCHEMAS, name)
            for parent in self._parents(node, pointer):
                self._children.setdefault(parent, []).append(pointer)

    def _parents(self, node: Any, pointer: str) -> list[str]:
        """The components that the `allOf` of a component includes directly."""
        found: list[str] = []
        stack = [(node, pointer)]
        while stack:
            here, place = stack.pop()
            if not isinstance(here, dict) or "allOf" not in here:
                continue
            items = branches(here, place, "allOf")
            for item, at in zip(here["allOf"], items, strict=True) if items else ():
                if not isinstance(item, dict):
                    continue
                if item.get("x-regen-dangling") is not True:
                    parent = target(item, at)
                    if parent is not None and component(parent) is not None:
                        found.append(parent)
                stack.append((item, at))
        return list(dict.fromkeys(found))

    def descendants(self, pointer: str) -> tuple[str, ...]:
        """All components that extend the one at `pointer`, in document order."""
        found: dict[str, None] = {}
        stack = list(reversed(self._children.get(pointer, ())))
        while stack:
            here = stack.pop()
            if here in found or here == pointer:
                continue
            found[here] = None
            stack.extend(reversed(self._children.get(here, ())))
        return tuple(found)

    def polymorphic(self, pointer: str) -> bool:
        """Whether a use of the component at `pointer` stands for its children.

        It has children and, itself or by a parent, a discriminator, and does not list
        its variants by `oneOf` or `anyOf`.
        """
        if pointer not in self._children:
            return False
        known = self._polymorphic.get(pointer)
        if known is None:
            known = self._polymorphic[pointer] = self._decide(pointer)
        return known

    def _decide(self, pointer: str) -> bool:
        own = self._tree[pointer]
        if not isinstance(own, dict) or "oneOf" in own or "anyOf" in own:
            return False
        parts = flatten(self._tree, pointer, ())
        return any("discriminator" in part.node for part in parts) and not any(
            "oneOf" in part.node and "discriminator" not in part.node for part in parts
        )
