"""Decoding and encoding of models: the runtime of the clients against its peers.

`python -m benchmarks.decoding [--quick]` prints microseconds per document and ratios,
all taken in one run. The peers are msgspec Structs, which are the limit, and pydantic
models; both are derived from the models below.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import timeit
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias, Union

RUNTIME = Path(__file__).parents[1] / "templates" / "runtime"
MODELS = Path(__file__).with_name("decoding_models.py")
ID = "c0b5a6b2-6d1f-4d8e-9a77-0d4f5f1f2a3b"

Job: TypeAlias = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A document, and the types that read it."""

    name: str
    model: Any
    document: Any


def load_models() -> Any:
    """The models, in a package that holds the runtime as clients do."""
    home = Path(tempfile.mkdtemp(prefix="regen-benchmark-"))
    package = home / "measured_client"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "_runtime").symlink_to(RUNTIME, target_is_directory=True)
    (package / "models.py").symlink_to(MODELS)
    sys.path.insert(0, str(home))
    return importlib.import_module("measured_client.models")


def status(camel: bool = False) -> dict[str, Any]:
    """A status as the Qovery API sends it: 583 bytes."""
    steps = [
        {"step_name": name, "status": "SUCCESS", "duration_sec": 12}
        for name in ("GIT_CLONE", "BUILD")
    ]
    document: dict[str, Any] = {
        "id": ID,
        "state": "DEPLOYED",
        "service_deployment_status": "UP_TO_DATE",
        "last_deployment_date": "2026-01-02T03:04:05Z",
        "is_part_last_deployment": True,
        "steps": {
            "total_duration_sec": 34,
            "total_computing_duration_sec": 24,
            "details": steps,
        },
        "execution_id": "execution-1",
        "status_details": {
            "action": "DEPLOY",
            "status": "SUCCESS",
            "sub_action": "NONE",
        },
        "deployment_request_id": ID,
        "deployment_requests_count": 3,
    }
    return _camel(document) if camel else document


def _camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {_camel_name(key): _camel(item) for key, item in value.items()}
    return [_camel(item) for item in value] if isinstance(value, list) else value


def _camel_name(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def events(count: int) -> list[dict[str, Any]]:
    """Events of three kinds, told by `type`, each with a target told by its keys."""
    targets: list[dict[str, Any]] = [
        {"applicationId": ID, "branch": "main"},
        {"databaseId": ID, "engine": "postgres", "version": "16"},
        {"jobId": ID},
    ]
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("started", {}),
        ("failed", {"reason": "exit 1"}),
        ("ended", {"took": 2}),
    ]
    return [
        {
            "type": kinds[i % 3][0],
            "at": "2026-01-02T03:04:05Z",
            "target": targets[i % 3],
            **kinds[i % 3][1],
        }
        for i in range(count)
    ]


def cases(models: Any, quick: bool) -> list[Case]:
    """All documents; `quick` makes the long list short."""
    count = 100 if quick else 19_000
    return [
        Case("Status, 583 bytes", models.Status, status()),
        Case("Status in camelCase", models.CamelStatus, status(camel=True)),
        Case("30 events, tagged union", list[models.Event], _untargeted(events(30))),
        Case("30 events, unions in it", list[models.TargetEvent], events(30)),
        Case("10 MB list", list[models.CamelStatus], [status(camel=True)] * count),
    ]


def _untargeted(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in d.items() if k != "target"} for d in documents]


class Peer:
    """Rebuilds types with classes of another library."""

    def __init__(self, models: Any, make: Callable[..., Any]) -> None:
        self._models = models
        self._make = make
        self._made: dict[Any, Any] = {}

    def convert(self, hint: Any) -> Any:
        """The same type, of the peer's classes."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            return self.convert(args[0])
        if origin is Literal:
            return hint
        if origin in (Union, types.UnionType):
            return Union[*(map(self.convert, args))]
        if origin is not None:
            return origin[*(map(self.convert, args))]
        if isinstance(hint, type) and issubclass(hint, self._models.Model):
            if hint not in self._made:
                fields = [(*field, self.convert) for field in self._fields(hint)]
                self._made[hint] = self._make(hint.__name__, fields)
            return self._made[hint]
        return hint

    def _fields(self, model: Any) -> Iterator[tuple[Any, ...]]:
        for info in self._models.model_fields(model):
            yield info, info.hint


def struct(name: str, fields: list[Any]) -> Any:
    """A msgspec Struct; a constant `type` is its tag."""
    import msgspec

    parts: list[Any] = []
    tag = None
    for info, hint, convert in fields:
        if info.name == "type" and typing.get_origin(hint) is Literal:
            tag = typing.get_args(hint)[0]
        elif info.demanded:
            parts.append((info.name, convert(hint)))
        else:
            parts.append((info.name, convert(hint), info.source.default))
    rename = {info.name: info.wire_name for info, *_ in fields}
    return msgspec.defstruct(
        name,
        parts,
        kw_only=True,
        rename=rename,
        omit_defaults=True,
        tag=tag,
        tag_field="type" if tag else None,
    )


def pydantic_model(name: str, fields: list[Any]) -> Any:
    """A pydantic model."""
    import pydantic

    parts: dict[str, Any] = {}
    for info, hint, convert in fields:
        default = ... if info.demanded else info.source.default
        field = pydantic.Field(default, alias=info.wire_name)
        parts[info.name] = (convert(hint), field)
    config = pydantic.ConfigDict(populate_by_name=True)
    return pydantic.create_model(name, __config__=config, **parts)


def best(functions: Sequence[Job | None], quick: bool) -> list[float | None]:
    """Microseconds of one call each: the best of many rounds that take turns."""
    timers = [timeit.Timer(function) if function else None for function in functions]
    found: list[float | None] = [None] * len(timers)
    once = max(timer.timeit(1) for timer in timers if timer)
    count, rounds = max(1, int(0.005 / once)), 1 if quick else max(5, int(1 / once))
    for _ in range(min(rounds, 100)):
        for i, timer in enumerate(timers):
            if timer:
                taken = timer.timeit(count) / count * 1e6
                found[i] = min(taken, found[i] or taken)
    return found


@dataclass(frozen=True, slots=True)
class Jobs:
    """One document read and written by each library; None where it cannot."""

    reads: list[Job | None]
    writes: list[Job | None]


def jobs(case: Case, models: Any, structs: Peer, pydantics: Peer) -> Jobs:
    """The work to measure, done once: a round trip gives the document again."""
    import msgspec
    import pydantic

    data = json.dumps(case.document, separators=(",", ":")).encode()
    ours = models.decode_json(case.model, data, strict=True)
    assert json.loads(models.encode_json(ours)) == case.document
    adapter: Any = pydantic.TypeAdapter(pydantics.convert(case.model))
    theirs = adapter.validate_json(data)
    dump = partial(adapter.dump_json, by_alias=True, exclude_none=True)
    found = Jobs(
        [partial(models.decode_json, case.model, data)],
        [partial(models.encode_json, ours)],
    )
    try:
        decoder = msgspec.json.Decoder(structs.convert(case.model))
    except TypeError:  # a union of several Structs without a tag
        found.reads.append(None)
        found.writes.append(None)
    else:
        found.reads.append(partial(decoder.decode, data))
        found.writes.append(partial(msgspec.json.encode, decoder.decode(data)))
    found.reads.append(partial(adapter.validate_json, data))
    found.writes.append(partial(dump, theirs))
    return found


def table(quick: bool = False) -> Iterator[str]:
    """The rows."""
    models = load_models()
    structs, pydantics = Peer(models, struct), Peer(models, pydantic_model)
    heads = ("regen", "Structs", "pydantic", "/Structs", "/pydantic")
    yield f"{'':36}" + "".join(f"{head:>11}" for head in heads)
    for case in cases(models, quick):
        work = jobs(case, models, structs, pydantics)
        yield row(f"{case.name}: decode", best(work.reads, quick))
        yield row(f"{case.name}: encode", best(work.writes, quick))


def row(name: str, times: list[float | None]) -> str:
    """One line: microseconds, then ratios."""
    ours = times[0]
    assert ours is not None
    ratios = [ours / t if t else None for t in times[1:]]
    cells = [f"{t:11.2f}" if t is not None else f"{'-':>11}" for t in times + ratios]
    return f"{name:36}" + "".join(cells)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decoding")
    parser.add_argument("--quick", action="store_true", help="each measured once")
    for line in table(parser.parse_args().quick):
        print(line)
