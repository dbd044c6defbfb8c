"""Messages that a document allows, or does not, against the package made from it.

`python -m tests.documents.messages [FILTER]` asks the documents of REGEN_CORPUS and
prints what differs. Unlike the round trips of `values`, the messages come from the
schemas of the document, and jsonschema-rs judges them: a property that was lost or a
type that is too narrow shows. A person has to read what is printed, because documents
contradict themselves, and regen then reads them as they are meant.
"""

from __future__ import annotations

import copy
import json
import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs

from tests.documents.corpus import entries
from tests.documents.differences import difference
from tests.documents.instances import Maker, NoInstance
from tests.documents.json_schema import Json, Translator, quoted, resolved, type_name
from tests.documents.packages import Target, made

_WRONG: tuple[Json, ...] = (["zz"], "zz-zz", 17, 1.25, True, None)
_DOCUMENT = "document:///"
_ATTEMPTS = 6

Place = tuple[str | int, ...]


class Messages:
    """The messages of one document.

    Args:
        document: its references are local.
        runtime: what of the package decodes and encodes.
    """

    def __init__(self, document: Json, runtime: Any, seed: int = 1) -> None:
        self._random = Random(seed)
        self._runtime = runtime
        base = "#/definitions" if "swagger" in document else "#/components/schemas"
        exact = Translator().document(document)
        self._maker = Maker(exact, base, self._random)
        self._tags = {(name,) for name in self._maker.discriminators.properties}
        self._union_tags = frozenset(self._maker.discriminators.properties)
        self._exact = _registry(exact)
        self._loose = _registry(Translator(types_only=True).document(document))

    def faults(self, target: Target, count: int, deviations: bool) -> Iterator[str]:
        """What is wrong with a type of the package, by messages of its schema.

        Args:
            count: of messages.
            deviations: whether messages that deviate in one place are made, too.
        """
        valid = list(self._valid(target, count))
        for message in valid:
            for fault in self._of_valid(target.type, message):
                yield f"{target.name}: {fault} {json.dumps(message)}"
        loose = _judge(self._loose, target.reference)
        for message in valid if deviations else ():
            changed, place, how = self._deviating(message)
            if not loose.is_valid(changed) and not _may_be_absent(
                changed, place, loose
            ):
                for fault in self._of_deviating(target.type, changed, place, how):
                    yield f"{target.name}: {fault} {json.dumps(changed)}"

    def _valid(self, target: Target, count: int) -> Iterator[Json]:
        judge = _judge(self._exact, target.reference)
        for _ in range(count * _ATTEMPTS):
            try:
                message = self._maker.make(target.reference, family=target.family)
            except NoInstance:
                continue
            # A type with a name leaves null to its uses.
            if judge.is_valid(message) and message is not None:
                yield message
                count -= 1
            if not count:
                return

    def _of_valid(self, kind: Any, message: Json) -> Iterator[str]:
        runtime, text = self._runtime, json.dumps(message)
        try:
            value = runtime.decode(kind, message, strict=True)
            again = runtime.decode_json(kind, text, strict=True)
            back = runtime.encode(value)
            sent = json.loads(runtime.encode_json(value))
        except Exception as fault:
            yield f"refused: {fault!r}"
            return
        if found := difference(message, back, tags=self._union_tags):
            yield f"changed: {found}"
        if again != value or repr(again) != repr(value):
            yield "JSON text is read as something else"
        if repr(runtime.decode(kind, message)) != repr(value):
            yield "a tolerant reader reads something else"
        if found := difference(json.loads(json.dumps(back)), sent):
            yield f"written as text it is something else: {found}"

    def _deviating(self, message: Json) -> tuple[Json, Place, str]:
        """A message that differs in one place, the place, and what was done."""
        changed = copy.deepcopy(message)
        place = self._random.choice(list(_places(changed)))
        old = _at(changed, place)
        others = [wrong for wrong in _WRONG if type_name(wrong) != type_name(old)]
        new = copy.deepcopy(self._random.choice(others))
        if not place:
            return new, place, type_name(new)
        holder = _at(changed, place[:-1])
        if isinstance(holder, dict) and self._random.random() < 0.4:
            del holder[place[-1]]
            return changed, place, "nothing"
        holder[place[-1]] = new
        return changed, place, type_name(new)

    def _of_deviating(
        self, kind: Any, message: Json, place: Place, how: str
    ) -> Iterator[str]:
        runtime, where = self._runtime, _path(place)
        try:
            runtime.decode(kind, message, strict=True)
            if place[-1:] not in self._tags or how != "nothing":  # unions miss tags
                yield f"{how} at {where} is not noticed"
        except runtime.DecodeError as error:
            apart = not (where.startswith(error.path) or error.path.startswith(where))
            if apart and how != "nothing":
                yield f"{how} at {where} is told as {error}"
        except Exception as fault:
            yield f"{how} at {where}: {fault!r}"
        back = runtime.encode(runtime.decode(kind, message))
        # Without its constants, or as another variant, a message is another one.
        other = how == "nothing" or place[-1:] in self._tags
        if not other and (found := difference(message, back)):
            yield f"{how} at {where} is not kept: {found}"


def _registry(document: Json) -> Any:
    resources = [(_DOCUMENT, document)]
    return jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)


def _judge(registry: Any, reference: str) -> Any:
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"{_DOCUMENT}{quoted(reference)}"},
        registry=registry,
        validate_formats=False,
    )


def _may_be_absent(message: Json, place: Place, judge: Any) -> bool:
    """Whether null stands for a property that may be left out, where it means that."""
    if not place or isinstance(place[-1], int):
        return False
    without = copy.deepcopy(message)
    holder = _at(without, place[:-1])
    if holder.pop(place[-1], "") is not None:
        return False
    return bool(judge.is_valid(without))


def _places(value: Json, place: Place = ()) -> Iterator[Place]:
    yield place
    items = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else items:
        yield from _places(item, (*place, key))


def _at(value: Json, place: Place) -> Any:
    for key in place:
        value = value[key]
    return value


def _path(place: Place) -> str:
    """The JSON path of a place, as `DecodeError` writes it."""
    words = (isinstance(key, str) and key.isidentifier() for key in place)
    parts = zip(place, words, strict=True)
    return "$" + "".join(f".{key}" if word else f"[{key!r}]" for key, word in parts)


def examine(path: Path, folder: Path, count: int, deviations: bool) -> list[str]:
    """The faults of one document.

    Args:
        folder: receives the package.
    """
    document, runtime, targets = made(path, folder)
    messages = Messages(document, runtime)
    found: list[str] = []
    for target in targets:
        try:
            resolved(document, target.reference)
            found += messages.faults(target, count, deviations)
        except (KeyError, IndexError):  # made by merging: its users show it
            continue
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
            continue  # no JSON Schema
    return found


def main() -> int:
    """Print the faults of the documents whose id contains the filter."""
    logging.disable()  # each deviation is one line of a tolerant reader
    chosen = [entry for entry in entries() if entry.tier != "broken"]
    wanted = [entry for entry in chosen if "".join(sys.argv[1:]) in entry.id]
    for entry in wanted:
        with tempfile.TemporaryDirectory() as folder:
            faults = examine(entry.path, Path(folder), count=8, deviations=True)
        print(
            f"{entry.id}: {len(faults)}", *(f"    {f:.400}" for f in faults), sep="\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
