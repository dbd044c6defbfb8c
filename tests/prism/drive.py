"""Calls the operations of a generated package, as its document describes them.

Arguments are made from the document and brought to the annotated types; Prism is asked
for each documented success by its `Prefer` header. Prism runs without `--errors`: a
request that does not fit the document is refused anyway, while a response that does not
fit it, because the document's own example does not, still arrives, and is told of in
`sl-violations`.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import typing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from regen.config import from_flags
from regen.outputs.inspection import inspect
from regen.pipeline import analyse, build, generate

from tests.documents.differences import difference
from tests.support import bundled, load

from .samples import Sampler

CONCURRENCY = 20


@dataclass(frozen=True, slots=True)
class Target:
    """A generated package beside the document that it was generated from.

    Attributes:
        operations: as `regen inspect` shows them.
        root: the bundled document.
    """

    package: ModuleType
    operations: list[dict[str, Any]]
    root: dict[str, Any]

    @property
    def runtime(self) -> ModuleType:
        """The package's runtime."""
        return import_module(f"{self.package.__name__}._runtime")

    @property
    def auth(self) -> Any:
        """A credential for any scheme that takes one in the Authorization header."""
        return self.runtime.HttpBearer("token")

    def function(self, operation: dict[str, Any]) -> Any:
        """The generated function of an operation."""
        module = import_module(f"{self.package.__name__}.{operation['module']}")
        return getattr(module, operation["function"])


@dataclass(frozen=True, slots=True)
class Case:
    """One call: an operation, its arguments, and the success that is asked for.

    Attributes:
        has_content: whether the document gives that response a body.
    """

    id: str
    function: Any
    arguments: dict[str, Any]
    status: int
    has_content: bool


@dataclass(slots=True)
class Outcome:
    """What became of a case.

    Attributes:
        status: of the response.
        request_faults: what Prism finds wrong with the request.
        example_faults: what Prism finds wrong with the example that it answered with.
        deviation: where strict decoding finds that the response deviates.
        failure: any other error of the call.
    """

    case: Case
    status: int = 0
    request_faults: list[str] = field(default_factory=list)
    example_faults: list[str] = field(default_factory=list)
    deviation: str = ""
    failure: str = ""
    value: Any = None

    def watched(self, target: Target, client: Any, *, strict: bool) -> Any:
        """The client that asks for the case's status and lets us see the response."""
        return client.with_options(
            headers={"Prefer": f"code={self.case.status}"},
            hooks=target.package.Hooks(after_response=[self._see]),
            strict=strict,
        )

    @contextmanager
    def noted(self, package: ModuleType) -> Iterator[None]:
        """Keeps the error of the call that is made inside."""
        try:
            yield
        except package.MalformedResponseError as error:
            self.deviation = f"{error.path}: expected {error.expected}"
        except package.ApiError as error:
            self.failure = f"{type(error).__name__}: {error}"

    def _see(self, response: Any) -> None:
        self.status = response.status_code
        for fault in json.loads(response.headers.get("sl-violations", "[]")):
            if fault["severity"] == "Error":  # a use of what is deprecated is none
                side, *path = fault["location"]
                place = ".".join(map(str, path))
                kept = self.request_faults if side == "request" else self.example_faults
                kept.append(f"{place}: {fault['message']}")

    @property
    def faults(self) -> list[str]:
        """Why the case did not go well; empty if it did."""
        found = [f"request {fault}" for fault in self.request_faults]
        if self.failure:
            found.append(self.failure)
        elif self.deviation:
            found.append(f"response {self.deviation}")
        elif self.status != self.case.status:
            found.append(f"got {self.status}")
        elif (self.value is not None) != self.case.has_content:
            found.append(f"decoded to {self.value!r}")
        return [f"{self.case.id} {self.case.status}: {fault}" for fault in found]


def prepare(document: Path, folder: Path, package: str) -> Target:
    """Generate the package of a document and import it."""
    config = from_flags(documents=(document,), output=folder, package=package)
    built = build(config)
    generate(built)
    analysis = analyse(config)
    shown = inspect(analysis.surface)
    return Target(
        load(built.folder),
        shown["operations"],
        bundled(config.documents).root,
    )


def cases(target: Target, *, lean: bool) -> Iterator[Case]:
    """Every documented success of every operation.

    Raises:
        AssertionError: arguments lose something on their way to JSON.
        DecodeError: a value that fits the document does not fit the annotation.
    """
    sampler = Sampler(target.root, lean=lean)
    for operation in target.operations:
        function = target.function(operation)
        arguments = _arguments(target, operation, sampler)
        contents: dict[str, bool] = {}
        for response in operation["responses"]:
            contents[response["status"]] = response["media_type"] is not None
        for status, has_content in contents.items():
            if status.startswith("2"):
                code = int(status.replace("XX", "00"))
                name = operation["operation_id"]
                yield Case(name, function, arguments, code, has_content)


def _arguments(
    target: Target, operation: dict[str, Any], sampler: Sampler
) -> dict[str, Any]:
    """Arguments of the annotated types, from values made of the document."""
    function = target.function(operation)
    hints = typing.get_type_hints(function, include_extras=True)
    found: dict[str, Any] = {}
    for argument, schema in _parameters(target.root, operation, sampler):
        plain = sampler.of(schema)
        if plain is not None:
            found[argument] = _typed(target.runtime, hints[argument], plain)
    for body in operation["bodies"][:1]:
        described = sampler.resolve(_described(target.root, operation)["requestBody"])
        media_type, argument = body["media_type"], body["argument"]
        plain = sampler.of(described["content"][media_type].get("schema", {}))
        if media_type == "application/octet-stream":
            found[argument] = plain.encode()
        elif media_type == "multipart/form-data":  # files are not JSON
            kind = hints[argument]
            body_value = target.runtime.decode(kind, plain, strict=True)
            found[argument] = _with_bytes(body_value)
        else:
            found[argument] = _typed(target.runtime, hints[argument], plain)
    return found


def _parameters(
    root: dict[str, Any], operation: dict[str, Any], sampler: Sampler
) -> Iterator[tuple[str, Any]]:
    """Argument and schema of the parameters to send."""
    lists = (root["paths"][operation["path"]], _described(root, operation))
    declared = [sampler.resolve(p) for x in lists for p in x.get("parameters", ())]
    schemas = {(item["in"], item["name"]): item["schema"] for item in declared}
    for parameter in operation["parameters"]:
        if parameter["required"] or not sampler.lean:
            key = parameter["in"], parameter["name"]
            yield parameter["argument"], schemas[key]


def _described(root: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """The Operation Object."""
    described: dict[str, Any] = root["paths"][operation["path"]]
    found: dict[str, Any] = described[operation["method"].lower()]
    return found


def _typed(runtime: ModuleType, annotation: Any, plain: Any) -> Any:
    value = runtime.decode(annotation, plain, strict=True)
    assert not difference(plain, runtime.encode(value)), (value, plain)
    return value


def _with_bytes(value: Any) -> Any:
    """A body of parts whose files have bytes: a sample of them is text."""
    for item in dataclasses.fields(value):
        setattr(value, item.name, _as_file(getattr(value, item.name)))
    return value


def _as_file(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_file(item) for item in value]
    if isinstance(getattr(value, "content", None), str):
        return dataclasses.replace(value, content=value.content.encode())
    return value


def declared_results(target: Target, *, lean: bool) -> Iterator[tuple[str, Any, Any]]:
    """Operation and status, type, and a value of each success that has JSON."""
    sampler = Sampler(target.root, lean=lean, response=True)
    for operation in target.operations:
        wanted = _arguments(target, operation, Sampler(target.root, lean=lean))
        results = target.function(operation).call(**wanted).results
        responses = _described(target.root, operation)["responses"]
        for response in operation["responses"]:
            status, media_type = response["status"], response["media_type"]
            if status.startswith("2") and media_type == "application/json":
                described = sampler.resolve(responses[status])
                plain = sampler.of(described["content"][media_type].get("schema", {}))
                result = results[int(status)]
                kind = result[media_type] if isinstance(result, dict) else result
                yield f"{operation['operation_id']} {status}", kind, plain


def call_all(
    target: Target, url: str, wanted: Iterable[Case], *, strict: bool
) -> list[Outcome]:
    """The outcomes with the blocking client, one call after the other."""
    outcomes = [Outcome(case) for case in wanted]
    with target.package.Client(target.auth, base_url=url, retries=0) as client:
        for outcome in outcomes:
            with outcome.noted(target.package):
                seen = outcome.watched(target, client, strict=strict)
                outcome.value = outcome.case.function(seen, **outcome.case.arguments)
    return outcomes


def call_all_async(
    target: Target, url: str, wanted: Iterable[Case], *, strict: bool
) -> list[Outcome]:
    """The outcomes with the asynchronous client, `CONCURRENCY` calls at a time."""
    outcomes = [Outcome(case) for case in wanted]
    few = asyncio.Semaphore(CONCURRENCY)

    async def call(client: Any, outcome: Outcome) -> None:
        async with few:
            with outcome.noted(target.package):
                seen = outcome.watched(target, client, strict=strict)
                pending = outcome.case.function(seen, **outcome.case.arguments)
                outcome.value = await pending

    async def main() -> None:
        options = {"base_url": url, "retries": 0}
        async with target.package.AsyncClient(target.auth, **options) as client:
            await asyncio.gather(*(call(client, outcome) for outcome in outcomes))

    asyncio.run(main())
    return outcomes
