"""Decoding and encoding of models: generated clients against their peers.

`python -m benchmarks.decoding [--quick]` prints microseconds per document and ratios,
all taken in one run. regen and openapi-python-client generate a client of
`decoding.yaml`, and each decodes with its own models. The other peers are msgspec
Structs, which are the limit, and pydantic models, both derived from regen's models.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.decoding_kinds import Derived, pydantic_model, struct
from benchmarks.decoding_rounds import Job, best
from benchmarks.importing import generate
from benchmarks.peers import PEERS, Peer

SOURCE = Path(__file__).with_name("decoding.yaml")
ROUNDS = Path(__file__).with_name("decoding_rounds.py")
ID = "c0b5a6b2-6d1f-4d8e-9a77-0d4f5f1f2a3b"


class Case(NamedTuple):
    """A document, and the name of the schema that it is of."""

    name: str
    schema: str
    document: Any


class Client:
    """The client of `decoding.yaml` that regen generates."""

    def __init__(self, folder: Path) -> None:
        generate(SOURCE, folder)
        sys.path.insert(0, str(folder))
        self.models: Any = importlib.import_module("client.models")
        fields: Any = importlib.import_module("client._runtime.fields")
        self.model_fields: Any = fields.model_fields
        self.decode: Any = importlib.import_module("client._runtime.codec").decode_json
        encoding: Any = importlib.import_module("client._runtime.encoding")
        self.encode: Any = encoding.encode_json


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


def cases(quick: bool) -> list[Case]:
    """All documents; `quick` makes the long list short."""
    count = 100 if quick else 19_000
    camel = status(camel=True)
    untargeted = [{k: v for k, v in e.items() if k != "target"} for e in events(30)]
    return [
        Case("Status, 583 bytes", "Status", status()),
        Case("Status in camelCase", "CamelStatus", camel),
        Case("30 events, tagged union", "Events", {"items": untargeted}),
        Case("30 events, unions in it", "TargetEvents", {"items": events(30)}),
        Case("10 MB list", "CamelStatuses", {"items": [camel] * count}),
    ]


class Jobs(NamedTuple):
    """One document read and written by each library; None where it cannot."""

    reads: list[Job | None]
    writes: list[Job | None]


def jobs(case: Case, client: Client, structs: Derived, pydantics: Derived) -> Jobs:
    """The work to measure, done once: a round trip gives the document again."""
    import msgspec
    import pydantic

    model = getattr(client.models, case.schema)
    data = json.dumps(case.document, separators=(",", ":")).encode()
    ours = client.decode(model, data, strict=True)
    assert json.loads(client.encode(ours)) == case.document
    adapter: Any = pydantic.TypeAdapter(pydantics.convert(model))
    theirs = adapter.validate_json(data)
    dump = partial(adapter.dump_json, by_alias=True, exclude_none=True)
    reads: list[Job | None] = [partial(client.decode, model, data)]
    writes: list[Job | None] = [partial(client.encode, ours)]
    try:
        decoder = msgspec.json.Decoder(structs.convert(model))
    except TypeError:  # a union of several Structs without a tag
        reads.append(None)
        writes.append(None)
    else:
        reads.append(partial(decoder.decode, data))
        writes.append(partial(msgspec.json.encode, decoder.decode(data)))
    reads.append(partial(adapter.validate_json, data))
    writes.append(partial(dump, theirs))
    return Jobs(reads, writes)


def elsewhere(peer: Peer, folder: Path, case: Case, quick: bool) -> list[float]:
    """The same two figures of the models that a peer generates, in its environment."""
    task = json.dumps([str(folder), case.schema, case.document, quick])
    python = str(peer.folder / "bin" / "python")
    line = [python, "-I", str(ROUNDS)]
    done = subprocess.run(line, input=task, capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout)
    return found


def table(quick: bool = False) -> Iterator[str]:
    """The rows; `quick` leaves out the peer that has to be installed."""
    heads = ("regen", "Structs", "pydantic", *([] if quick else ["o-p-c"]))
    ratios = [f"/{head}" for head in heads[1:]]
    yield f"{'':36}" + "".join(f"{head:>11}" for head in (*heads, *ratios))
    with tempfile.TemporaryDirectory() as name:
        client = Client(Path(name))
        structs = Derived(client.model_fields, struct)
        pydantics = Derived(client.model_fields, pydantic_model)
        peer, folder = PEERS[0], Path(name) / "peer"
        if not quick:
            peer.install()
            subprocess.run(peer.line(SOURCE, folder), check=True, capture_output=True)
        for case in cases(quick):
            work = jobs(case, client, structs, pydantics)
            times = best(work.reads, quick), best(work.writes, quick)
            if not quick:
                for found, more in zip(
                    times, elsewhere(peer, folder, case, quick), strict=True
                ):
                    found.append(more)
            yield row(f"{case.name}: decode", times[0])
            yield row(f"{case.name}: encode", times[1])


def row(name: str, times: list[float | None]) -> str:
    """One line: microseconds, then ratios."""
    ours = times[0]
    assert ours is not None
    ratios = [ours / t if t else None for t in times[1:]]
    cells = [f"{t:11.2f}" if t is not None else f"{'-':>11}" for t in times + ratios]
    return f"{name:36}" + "".join(cells)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decoding")
    parser.add_argument("--quick", action="store_true", help="measured once, no peer")
    for line in table(parser.parse_args().quick):
        print(line)
