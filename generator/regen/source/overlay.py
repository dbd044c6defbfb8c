"""OpenAPI Overlay documents (1.0 and 1.1), applied before anything else is done.

An overlay repairs or completes a document that somebody else publishes. A target that
selects nothing is a warning, because it is how overlays rot: the document has changed,
and the repair no longer has any effect.
"""

from __future__ import annotations

import os
import pathlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError
from msgspec import Struct
from msgspec.structs import replace

from regen.diagnostics import Diagnostic, Level, RegenError, error

from .limits import (
    MAX_DEPTH,
    MAX_JSONPATH,
    MAX_OVERLAID,
    MORE,
    OVERLAY_SECONDS,
    measure,
    most,
)
from .pointers import below
from .sourcemap import Origin, SourceFile, SourceMap

Path = tuple[str | int, ...]
"""Keys and indices from the root: what RFC 9535 calls a normalized path."""


class Incompatible(Exception):
    """A value that cannot be merged with what stands at a place.

    Attributes:
        pointer: the place.
    """

    def __init__(self, message: str, pointer: str) -> None:
        super().__init__(message)
        self.pointer = pointer


class Boundless(Exception):
    """What overlays ask for takes too long, or makes the document too large."""


class Graft(Struct, frozen=True):
    """A value that is to become part of a document.

    Attributes:
        file: where it stands.
        pointer: its place in that file.
    """

    value: Any
    file: SourceFile
    pointer: str

    def child(self, token: str | int) -> Graft:
        """A member of an object, or an item of a list."""
        return Graft(self.value[token], self.file, below(self.pointer, token))

    def source_map(self) -> SourceMap:
        """Where its parts came from."""
        return source_map_of(self.file).extract(self.pointer)


class WorkingCopy(Struct):
    """A copy of a document that may be changed.

    Attributes:
        source_map: of `root`.
        added: how many values were added.
    """

    file: SourceFile
    root: Any
    source_map: SourceMap
    added: int = 0

    @classmethod
    def of(cls, file: SourceFile) -> WorkingCopy:
        """The tree of a file, which itself is not changed."""
        return cls(file, _copy(file.root), source_map_of(file).extract(""))

    def as_file(self) -> SourceFile:
        """The tree as it is now; it must not be changed while the file is in use."""
        return replace(self.file, root=self.root, source_map=self.source_map)

    def at(self, path: Path) -> Any:
        """What stands at `path`."""
        node = self.root
        for token in path:
            node = node[token]
        return node

    def merge(self, path: Path, new: Graft) -> None:
        """Merge a value with what stands at `path`: Overlay 1.1.0, section 4.4.3.

        A list takes the items of a list, or another value as an item.

        Raises:
            Incompatible: the kinds of the two values differ.
            Boundless: the tree gets too large.
        """
        if isinstance(self.at(path), list) and not isinstance(new.value, list):
            self._append(path, new)
        else:
            self._merge(path, new)

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove what stands at each of `paths`, none of which is the root."""
        gone = set(paths)
        inside: dict[Path, list[str | int]] = {}
        for path in gone:
            inside.setdefault(path[:-1], []).append(path[-1])
        # What is inside first: its path is still the one that was given.
        for above in sorted(inside, reverse=True):
            node = self.at(above)
            if isinstance(node, list):
                kept = [i for i in range(len(node)) if (*above, i) not in gone]
                node[:] = [node[i] for i in kept]
                self.source_map.renumber(pointer_of(above), kept)
            else:
                for key in inside[above]:
                    del node[key]
                    self.source_map.drop(pointer_of((*above, key)))

    def _merge(self, path: Path, new: Graft) -> None:
        old = self.at(path)
        if kind(old) != kind(new.value):
            raise Incompatible(
                f"{kind(new.value)} cannot be merged with {kind(old)}",
                pointer_of(path),
            )
        if isinstance(old, dict):
            for key in new.value:
                if key in old:
                    self._merge((*path, key), new.child(key))
                else:
                    self._put(path, key, new.child(key))
        elif isinstance(old, list):
            for index in range(len(new.value)):
                self._append(path, new.child(index))
        else:
            *above, last = path
            self._put(tuple(above), last, new)

    def _append(self, path: Path, new: Graft) -> None:
        items = self.at(path)
        items.append(None)
        self._put(path, len(items) - 1, new)

    def _put(self, path: Path, token: str | int, new: Graft) -> None:
        limit = most(MAX_OVERLAID)
        self.added += _count(new.value, limit - self.added)
        if self.added > limit:
            raise Boundless(f"the overlays add more than {limit:,} values")
        self.at(path)[token] = _copy(new.value)
        self.source_map.insert(pointer_of((*path, token)), new.source_map())


def source_map_of(file: SourceFile) -> SourceMap:
    """The source map of a file, also if nothing changed it."""
    return file.source_map or SourceMap(Origin(file, ""))


def pointer_of(path: Path) -> str:
    """The JSON pointer of a path."""
    return below("", *path)


def kind(value: Any) -> str:
    """The kind of a value, as a person would say it."""
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else "a plain value"


def _copy(value: Any) -> Any:
    """The value with objects and lists of its own, also where it shares them."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _count(value: Any, most: int) -> int:
    """The number of values in `value`; a number above `most` need not be exact."""
    count, stack = 0, [value]
    while stack and count <= most:
        here = stack.pop()
        count += 1
        if isinstance(here, dict | list):
            stack.extend(here.values() if isinstance(here, dict) else here)
    return count


_VERSION = re.compile(r"1\.([01])(\.\d+)?")
_Chosen = Sequence[tuple[WorkingCopy, Sequence[Path]]]
_ACTION_KEYS = frozenset({"target", "description", "update", "remove"})


class _JsonPaths(JSONPathEnvironment):
    """JSONPath within a bound of time: at each step it asks for its settings."""

    def __init__(self) -> None:
        super().__init__()
        self._seconds = most(OVERLAY_SECONDS)
        self._end = time.process_time() + self._seconds

    def check_time(self) -> None:
        """Raise `Boundless` if the time is over."""
        if time.process_time() > self._end:
            raise Boundless(f"the overlays take more than {self._seconds} seconds")

    @property
    def max_recursion_depth(self) -> int:  # type: ignore[override]
        self.check_time()
        return MAX_DEPTH + 1

    @property
    def nondeterministic(self) -> bool:  # type: ignore[override]
        self.check_time()
        return False


def apply(
    documents: Sequence[SourceFile], overlays: Sequence[SourceFile]
) -> tuple[list[SourceFile], list[Diagnostic]]:
    """The documents with each overlay applied, in order, and what there is to say.

    An overlay whose `extends` names one of the documents changes only that one; any
    other overlay changes all.

    Raises:
        RegenError: an overlay is not one, or an action cannot be done.
    """
    trees = [WorkingCopy.of(document) for document in documents]
    paths = _JsonPaths()
    found: list[Diagnostic] = []
    for overlay in overlays:
        extended = [tree for tree in trees if _extends(overlay, tree.file)]
        for action in _actions(overlay, paths):
            if not action.run(extended or trees):
                found.append(action.without_effect())
    return [_checked(tree) for tree in trees], found


class _Action:
    """One action of an overlay."""

    def __init__(self, overlay: SourceFile, index: int, paths: _JsonPaths) -> None:
        self._overlay = overlay
        self._paths = paths
        self._place = f"/actions/{index}"
        self._value: Any = overlay.root["actions"][index]

    def check(self, known: frozenset[str]) -> None:
        """Check the form of the action.

        Raises:
            RegenError: the action, or one of its members, is not what it has to be.
        """
        if not isinstance(self._value, dict):
            raise self._fault("an action is an object")
        for key in self._value:
            if key not in known and not key.startswith("x-"):
                hint = "`copy` needs `overlay: 1.1.0`" if key == "copy" else ""
                raise self._fault(f"an action has no key {key!r}", key, hint)
        for key, type_ in (("target", str), ("copy", str), ("remove", bool)):
            if key in self._value and not isinstance(self._value[key], type_):
                name = "a JSONPath" if type_ is str else "true or false"
                raise self._fault(f"`{key}` must be {name}", key)
        if "target" not in self._value:
            raise self._fault("an action needs `target`, a JSONPath")
        if "update" in self._value and "copy" in self._value:
            raise self._fault("an action has either `update` or `copy`", "copy")

    def run(self, trees: Sequence[WorkingCopy]) -> bool:
        """Carry out the action; false if its target selects nothing to change.

        Raises:
            RegenError: a path is no JSONPath, or the value does not fit its target; or
                there is too much to do.
        """
        try:
            return self._run(trees)
        except Boundless as fault:
            hint = f"narrow it: `..` goes through all that is below; {MORE}"
            raise self._fault(str(fault), "target", hint) from None

    def _run(self, trees: Sequence[WorkingCopy]) -> bool:
        selected = [(tree, self._select("target", tree)) for tree in trees]
        chosen = [(tree, paths) for tree, paths in selected if paths]
        if self._value.get("remove"):
            self._remove(chosen)
        elif not {"update", "copy"} & self._value.keys():
            return False
        elif len({kind(t.at(path)) for t, paths in chosen for path in paths}) > 1:
            raise self._fault(
                "`target` selects nodes of several kinds: all must be objects,"
                " or lists, or plain values",
                "target",
            )
        else:
            self._merge(chosen)
        return bool(chosen)

    def without_effect(self) -> Diagnostic:
        """The warning that the action changed nothing."""
        message = "`target` selects nothing in the document"
        if not {"update", "copy", "remove"} & self._value.keys():
            message = "the action has neither `update` nor `copy` nor `remove`"
        return Diagnostic(
            Level.WARNING,
            "overlay-without-effect",
            message,
            self._overlay.location(f"{self._place}/target"),
            "remove the action, or adapt it to the document as it is now",
        )

    def _remove(self, chosen: _Chosen) -> None:
        if any(() in paths for _, paths in chosen):
            raise self._fault("the whole document cannot be removed", "target")
        for tree, paths in chosen:
            tree.remove(paths)

    def _merge(self, chosen: _Chosen) -> None:
        key = "copy" if "copy" in self._value else "update"
        for tree, paths in chosen:
            graft = self._graft(key, tree)
            try:
                for path in paths:
                    self._paths.check_time()
                    tree.merge(path, graft)
            except Incompatible as fault:
                where = tree.as_file().location(fault.pointer)
                raise self._fault(
                    f"`{key}` does not fit: {fault} at {where} (#{fault.pointer})", key
                ) from None

    def _graft(self, key: str, tree: WorkingCopy) -> Graft:
        if key == "update":
            place = f"{self._place}/update"
            return Graft(self._value["update"], self._overlay, place)
        sources = self._select("copy", tree)
        if len(sources) != 1:
            count = len(sources) or "nothing"
            raise self._fault(f"`copy` must select one node and selects {count}", key)
        before = WorkingCopy.of(tree.as_file())  # the source may hold the target
        return Graft(before.at(sources[0]), before.as_file(), pointer_of(sources[0]))

    def _select(self, key: str, tree: WorkingCopy) -> list[Path]:
        path = self._value[key]
        if len(path) > MAX_JSONPATH:
            text = f"a JSONPath has at most {MAX_JSONPATH:,} characters"
            raise self._fault(text, key, "write several actions")
        try:
            nodes = self._paths.finditer(path, tree.root)
            return list(dict.fromkeys(node.location for node in nodes))
        except JSONPathError as fault:
            text = str(fault).partition("\n")[0]
        except RecursionError:
            text = "it is nested too deeply"
        raise self._fault(f"invalid JSONPath: {text}", key)

    def _fault(self, message: str, key: str = "", hint: str = "") -> RegenError:
        place = f"{self._place}/{key}" if key else self._place
        return error("invalid-overlay", message, self._overlay.location(place), hint)


def _actions(overlay: SourceFile, paths: _JsonPaths) -> Iterator[_Action]:
    root = overlay.root
    if not isinstance(root, dict) or "overlay" not in root:
        raise _invalid(overlay, "", "an overlay is an object with the key 'overlay'")
    version = _VERSION.fullmatch(str(root["overlay"]))
    if version is None:
        text = f"unknown version {str(root['overlay'])[:40]!r}"
        hint = "known versions: 1.0.0 and 1.1.0"
        raise _invalid(overlay, "/overlay", text, hint)
    if not isinstance(root.get("actions"), list) or not root["actions"]:
        raise _invalid(overlay, "/actions", "`actions` must be a list of actions")
    known = _ACTION_KEYS | ({"copy"} if version[1] == "1" else set())
    count = len(root["actions"])
    actions = [_Action(overlay, index, paths) for index in range(count)]
    for action in actions:
        action.check(known)
    yield from actions


def _invalid(file: SourceFile, place: str, text: str, hint: str = "") -> RegenError:
    return error("invalid-overlay", text, file.location(place), hint)


def _extends(overlay: SourceFile, document: SourceFile) -> bool:
    """Whether `extends` names the document, by a path relative to the overlay."""
    root = overlay.root
    target = root.get("extends") if isinstance(root, dict) else None
    if not isinstance(target, str) or not target:
        return False
    folder = pathlib.Path(overlay.base).parent
    return os.path.normpath(folder / target) == os.path.normpath(document.base)


def _checked(tree: WorkingCopy) -> SourceFile:
    """The changed document, unless it is deeper than any later phase expects."""
    file = tree.as_file()
    if not isinstance(file.root, dict | list):
        return file  # which is no OpenAPI document, as bundling will say
    _, depth = measure(file.root, {})
    if depth > MAX_DEPTH:
        text = f"the overlays nest the document deeper than {MAX_DEPTH} levels"
        raise _invalid(file, "", text)
    return file
