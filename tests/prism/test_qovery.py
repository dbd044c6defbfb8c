"""Every operation of a large document, called against Prism with either client."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from regen.source.load import load_file

from tests.documents import corpus

from .drive import (
    Case,
    Outcome,
    Target,
    call_all,
    call_all_async,
    cases,
    declared_results,
    prepare,
)
from .samples import Sampler
from .server import prism, require

pytestmark = pytest.mark.corpus

OVERLAPPING = {
    "/components/schemas/HelmRequest/allOf/1/properties/source": (
        "no variant requires its property, so that each of them takes any object"
    ),
    "/components/schemas/HelmDefaultValuesRequest/allOf/0/properties/source": (
        "as that of HelmRequest"
    ),
    "/components/schemas/HelmPortRequest/properties/ports/items/allOf/1": (
        "no variant requires its property, so that each of them takes any object"
    ),
    "/components/schemas/AlertReceiverEditRequest": (
        "only the discriminator, which Prism does not read, tells the variants apart"
    ),
}
"""Where no sensible value fits exactly one variant: `anyOf` for Prism, not `oneOf`."""

UNDECLARED = "the schema requires a property that it does not declare; Prism omits it"
DURATION = "Prism writes text that is no duration"
TAG = "Prism takes the first value of an enum, whatever a discriminator says"
DEVIATIONS = {
    "git_repository: expected any value": UNDECLARED,
    "number: expected any value": UNDECLARED,
    "service: expected any value": UNDECLARED,
    "total_in_cents: expected any value": UNDECLARED,
    "for_duration: expected timedelta": DURATION,
    "total_duration: expected timedelta": DURATION,
    "ports: expected HelmPortResponseWithServiceName or "
    "HelmPortResponseWithServiceSelectors": TAG,
    "service_type: expected 'AGENTIC_WORKFLOW'": TAG,
    "service_type: expected 'ARGOCD_APP'": TAG,
    "service_type: expected 'CONTAINER'": TAG,
    "service_type: expected 'DATABASE'": TAG,
    "service_type: expected 'TERRAFORM'": TAG,
}
"""What strict decoding finds in the responses that Prism makes up, and why."""


def document() -> Path:
    """The document, or a visible skip."""
    folder = corpus.folder()
    if folder is None:
        pytest.skip("REGEN_CORPUS is not set")
    return folder / "qovery" / "openapi.yaml"


def for_prism(folder: Path) -> Path:
    """The document as JSON, with the variants that exclude one another nowhere."""
    root = json.loads(json.dumps(load_file(document()).root))
    for pointer in OVERLAPPING:
        union = at(root, pointer)
        union["anyOf"] = union.pop("oneOf")
    path = folder / "openapi.json"
    path.write_text(json.dumps(root), encoding="utf-8")
    return path


def at(root: Any, pointer: str) -> Any:
    for token in pointer.removeprefix("/").split("/"):
        root = root[int(token) if isinstance(root, list) else token]
    return root


def deviations(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes whose response deviates, by the property and what it should be."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.deviation:
            path, _, expected = outcome.deviation.partition(": ")
            name = re.sub(r"\[\d+\]", "", path).rpartition(".")[2]
            found.setdefault(f"{name}: {expected}", []).append(outcome)
    return found


def faults(outcomes: list[Outcome]) -> list[str]:
    return [fault for outcome in outcomes for fault in outcome.faults]


def check(call: Callable[..., list[Outcome]], url: str, wanted: list[Case]) -> None:
    """Call strictly, then again without where Prism's response deviates."""
    outcomes = call(url, wanted, strict=True)
    assert faults([outcome for outcome in outcomes if not outcome.deviation]) == []
    found = deviations(outcomes)
    assert found.keys() == DEVIATIONS.keys()
    for deviation, deviating in found.items():
        if DEVIATIONS[deviation] == UNDECLARED:
            assert all(outcome.example_faults for outcome in deviating)
        again = call(url, [outcome.case for outcome in deviating], strict=False)
        assert faults(again) == []


def decode_all(target: Target) -> None:
    """What fits the document does so strictly, and comes back as it was."""
    for lean in (False, True):
        for label, kind, plain in declared_results(target, lean=lean):
            value = target.runtime.decode(kind, plain, strict=True)
            assert target.runtime.encode(value) == plain, label


def test_every_operation(tmp_path: Path) -> None:
    """With all properties by the blocking client, with the fewest by the other."""
    require()
    mocked = for_prism(tmp_path)
    with ThreadPoolExecutor(1) as beside:
        preparing = beside.submit(prepare, document(), tmp_path, "qovery_prism")
        with prism(mocked) as url:
            target = preparing.result()
            full, lean = (list(cases(target, lean=lean)) for lean in (False, True))
            assert len({case.id for case in full}) == len(target.operations) == 554
            check(partial(call_all, target), url, full)
            check(partial(call_all_async, target), url, lean)
    decode_all(target)


@pytest.mark.parametrize("pointer", OVERLAPPING)
def test_the_variants_do_overlap(pointer: str) -> None:
    """Otherwise the entry has to go."""
    root = load_file(document()).root
    union = at(root, pointer)
    value = Sampler(root, lean=True).of(union)
    validators = [
        OAS30Validator({**variant, "components": root["components"]})
        for variant in union["oneOf"]
    ]
    assert sum(validator.is_valid(value) for validator in validators) > 1
