"""What schemas do not declare is kept on request, and sent back (R16)."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from typing import Any

import pytest
from demo_client._runtime import Model
from demo_client._runtime.codec import decode, decode_json
from demo_client._runtime.encoding import encode, encode_json, members
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.codec import test_properties as properties
from tests.codec.samples import Bag, Dog, Node, Pet, Shelter, Status, Step

PLAIN = {
    "value": 1,
    "x": {"y": [None]},
    "children": [{"value": 2, "x": 1}, {"value": 3}],
    "shelter": {
        "animals": [{"kind": "dog", "bark": "w", "x": 1}, {"petType": "fish"}],
        "open_pets": [{"kind": "cat", "x": None}],
        "x": "é",
    },
}


@pytest.mark.parametrize("strict", [True, False])
def test_r16_every_model_keeps_what_is_not_declared(strict: bool) -> None:
    plain = copy.deepcopy(PLAIN)
    if strict:
        plain["shelter"]["animals"].pop()  # type: ignore[index]
    for node in (
        decode(Node, plain, strict=strict, keep=True),
        decode_json(Node, json.dumps(plain), strict=strict, keep=True),
    ):
        assert node.undeclared == {"x": {"y": [None]}}
        assert encode(node) == plain
        assert json.loads(encode_json(node)) == plain
        node.value = 5
        assert encode(node) == {**plain, "value": 5}
        assert members(node)["x"] == {"y": [None]}


def test_r16_without_it_nothing_is_kept() -> None:
    decode(Node, PLAIN, keep=True)  # makes no difference
    node = decode(Node, PLAIN)
    assert node.undeclared == {}
    assert "x" not in encode(node)
    assert "x" not in encode(node.shelter)
    assert encode(Node(value=1)) == {"value": 1}


def test_r16_names_and_declared_extras_are_kept_apart() -> None:
    pet = decode(Pet, {"petId": 1, "pet_id": 2, "": 3}, keep=True)
    assert pet.pet_id == 1
    assert pet.undeclared == {"pet_id": 2, "": 3}
    bag = decode(Bag, {"BagSize": 1, "x": 2}, keep=True)
    assert bag.additional_properties == {"x": 2}
    assert bag.undeclared == {}


def test_r16_copies_and_comparisons_count_it() -> None:
    pet = decode(Pet, {"petId": 1, "x": [1]}, keep=True)
    assert pet != decode(Pet, {"petId": 1})
    for again in (copy.copy(pet), copy.deepcopy(pet), pickle.loads(pickle.dumps(pet))):
        assert again == pet
        assert encode(again) == {"petId": 1, "x": [1]}


def test_r16_a_pickle_is_sent_by_another_process() -> None:
    pet = decode(Step, {"name": "x", "state": "DEPLOYED", "x": [1]}, keep=True)
    code = (
        "import tests.codec.conftest, pickle, sys\n"
        "step = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "sys.stdout.write(step.to_json())"
    )
    line = [sys.executable, "-c", code, pickle.dumps(pet).hex()]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == encode(pet)


def test_r16_deviations_are_told_and_kept_beside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    plain: Any = {"petId": "seven", "x": 1, "bestFriend": {"petId": 2, "x": 2}}
    pet = decode(Pet, plain, keep=True)
    assert encode(pet) == plain
    assert "$.petId" in caplog.text
    assert decode(list[Shelter | Dog], [{"animals": [], "x": 1}], keep=True) == [
        decode(Shelter, {"animals": [], "x": 1}, keep=True)
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_r16_it_decides_nothing(data: st.DataObject) -> None:
    kind = data.draw(
        st.one_of(properties.models(2), st.sampled_from([Shelter, Status, Node]))
    )
    value = data.draw(properties.instances_without_clash(kind))
    plain = data.draw(properties.mutations(encode(value)))
    kept = decode(kind, plain, keep=True)
    assert properties.same(kept, decode(kind, plain))
    if isinstance(kept, Model) and isinstance(plain, dict):
        assert kept.undeclared.keys() <= plain.keys()
