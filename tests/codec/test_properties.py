"""Both ways of decoding give equal values, and nothing is lost on a round trip."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import typing
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import GenericAlias
from typing import Annotated, Any, Literal, Union
from uuid import UUID

import pytest
from demo_client._runtime import UNSET, Discriminator, Model, Unset, wire
from demo_client._runtime.codec import codec_for, decode, decode_json
from demo_client._runtime.encoding import encode, encode_json
from demo_client._runtime.enums import OpenEnum
from demo_client._runtime.fields import model_fields
from demo_client._runtime.trail import Findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.codec import samples

ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=3),
    lambda items: st.lists(items, max_size=3)
    | st.dictionaries(st.text(max_size=2), items, max_size=3),
    max_leaves=6,
)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(-(2**70), 2**70),
    float: FLOATS,
    bool: st.booleans(),
    bytes: st.binary(max_size=5),
    Any: JSON,
    samples.Level: st.integers(0, 3).map(samples.Level),
    samples.Ratio: FLOATS.map(samples.Ratio),
    datetime: st.datetimes(timezones=ZONES),
    date: st.dates(),
    time: st.times(timezones=ZONES),
    timedelta: st.timedeltas(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    UUID: st.uuids(),
    samples.Tree: JSON,
}
SCALARS = [kind for kind in LEAVES if kind not in (Any, samples.Tree)]
counter = itertools.count()
# A busy machine is no reason to fail.
CALM = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def plain_read(kind: Any, value: Any, strict: bool = True) -> Any:
    """The value by the tolerant way alone."""
    found = Findings()
    result = codec_for(kind).shape.read(value, (), found)
    assert not (strict and found.deviations), found.deviations
    return result


@functools.cache
def types(depth: int = 2) -> st.SearchStrategy[Any]:
    """Types of fields, models among them."""
    leaves = st.sampled_from(
        [*SCALARS, Any, samples.State, Literal["a", "b"], Literal[1, 2]]
    )
    if not depth:
        return leaves
    inner = types(depth - 1)
    return st.one_of(
        leaves,
        inner.map(lambda t: GenericAlias(list, (t,))),
        inner.map(lambda t: GenericAlias(dict, (str, t))),
        inner.map(lambda t: t | None),
        st.tuples(inner, inner).map(lambda ts: GenericAlias(tuple, ts)),
        models(depth - 1),
        st.lists(models(depth - 1), min_size=2, max_size=3).map(tagged),
    )


def tagged(variants: list[Any]) -> Any:
    """A union with a discriminator that is a property of each variant."""
    mapping = {cls.__dataclass_fields__["tag"].default: cls for cls in variants}
    return Annotated[Union[*variants], Discriminator("tag", mapping)]


@st.composite
def models(draw: st.DrawFn, depth: int) -> Any:
    """Models with fields of every kind: required, optional, nullable, renamed."""
    name = f"Model{next(counter)}"
    fields: list[Any] = [("tag", Literal[name], dataclasses.field(default=name))]
    for number in range(draw(st.integers(1, 4))):
        kind = draw(types(depth))
        label = draw(st.sampled_from([None, f"Wire-{number}", f'odd "{number}']))
        options: Any = {"metadata": wire(label)} if label else {}
        use = draw(st.sampled_from(["required", "optional", "nullable"]))
        if use == "optional":
            kind, options["default"] = kind | None, None
        elif use == "nullable":
            kind, options["default"] = kind | None | Unset, UNSET
        fields.append((f"field_{number}", kind, dataclasses.field(**options)))
    if draw(st.booleans()):
        extra: Any = dataclasses.field(default_factory=dict, metadata=wire(extra=True))
        fields.append(("extra", GenericAlias(dict, (str, draw(types(0)))), extra))
    made = dataclasses.make_dataclass(
        name, fields, bases=(Model,), slots=True, kw_only=True
    )
    made.__module__ = __name__
    return made


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    if kind in LEAVES:
        return LEAVES[kind]
    if kind is type(None):
        return st.none()
    if kind is Unset:
        return st.just(UNSET)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        return values(args[0])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is list:
        return st.lists(values(args[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(st.text(max_size=3), values(args[1]), max_size=3)
    if origin is tuple:
        return st.tuples(*map(values, args))
    if origin is not None:
        return st.one_of(*map(values, args))
    if issubclass(kind, OpenEnum):
        return (st.sampled_from([*kind]) | st.text(max_size=3)).map(kind)
    return st.deferred(lambda: instances(kind))


@functools.cache
def instances(kind: Any) -> st.SearchStrategy[Any]:
    """Instances of a model; optional fields that are Any get a value."""
    fields = model_fields(kind)
    return st.builds(kind, **{info.name: values(info.hint) for info in fields})


def same(left: Any, right: Any) -> bool:
    """Equal, of the same types all the way down."""
    if type(left) is not type(right):
        return False
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            same(left[key], right[key]) for key in left
        )
    if isinstance(left, Model):
        names = [info.name for info in model_fields(type(left))]
        return all(same(getattr(left, n), getattr(right, n)) for n in names)
    return bool(left == right)


SAMPLES = [
    samples.Status,
    samples.Scalars,
    samples.Pet,
    samples.Bag,
    samples.Swapped,
    samples.Hostile,
    samples.OpenCat,
]


@CALM
@given(st.data())
def test_both_ways_agree_and_the_round_trip_is_lossless(data: st.DataObject) -> None:
    kind = data.draw(st.one_of(models(2), models(1), st.sampled_from(SAMPLES)))
    value = data.draw(instances_without_clash(kind))
    text = encode_json(value)
    plain = encode(value)
    assert json.loads(text) == plain
    for found in (
        decode_json(kind, text, strict=True),
        decode(kind, plain, strict=True),
        plain_read(kind, plain),
    ):
        assert same(found, value)


def instances_without_clash(kind: Any) -> st.SearchStrategy[Any]:
    """Instances whose extras do not repeat a declared name."""
    return instances(kind).map(_without_clash)


def _without_clash(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(map(_without_clash, value))
    if isinstance(value, dict):
        return {key: _without_clash(item) for key, item in value.items()}
    if isinstance(value, Model):
        fields = model_fields(type(value))
        names = {info.wire_name for info in fields}
        for info in fields:
            item = _without_clash(getattr(value, info.name))
            if info.flags.extra:
                item = {k: v for k, v in item.items() if k not in names}
            setattr(value, info.name, item)
    return value


def mutations(plain: Any) -> st.SearchStrategy[Any]:
    """The plain value with some parts replaced or left out."""
    if isinstance(plain, dict):
        parts = {key: mutations(value) for key, value in plain.items()}
        whole = st.fixed_dictionaries(parts)
        some = st.fixed_dictionaries({}, optional=parts)
        return whole | whole | some | JSON
    if isinstance(plain, list):
        return st.tuples(*map(mutations, plain)).map(list) | JSON
    return st.just(plain) | st.just(plain) | JSON


@CALM
@given(st.data())
def test_both_ways_agree_on_messages_that_deviate(data: st.DataObject) -> None:
    kind = data.draw(st.one_of(models(2), st.sampled_from([*SAMPLES, samples.Shelter])))
    plain = data.draw(mutations(encode(data.draw(instances_without_clash(kind)))))
    expected = plain_read(kind, plain, strict=False)
    assert same(decode(kind, plain), expected)
    assert same(decode_json(kind, json.dumps(plain)), expected)


UNIONS = [
    samples.Cat | samples.OpenDog | samples.Pet,
    samples.OpenCat | samples.OpenDog | str,
    samples.Bag | samples.Pet | list[samples.Cat] | list[int],
    samples.Animal,
    int | str | datetime | UUID | samples.State | None,
    float | samples.Level | bool | Decimal | Literal["x", True],
    dict[str, int] | samples.Pet | samples.Tree,
    samples.Step | dict[str, samples.Step] | bytes | str,
]


@pytest.mark.parametrize("kind", UNIONS, ids=repr)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_both_ways_agree_on_unions(kind: Any, data: st.DataObject) -> None:
    variants: list[Any] = [t for t in typing.get_args(kind) if isinstance(t, type)]
    whole = [instances(t) for t in variants if issubclass(t, Model)]
    some = st.one_of(*whole).map(encode).flatmap(mutations) if whole else st.nothing()
    plain = data.draw(st.one_of(JSON, FLOATS, some))
    expected = plain_read(kind, plain, strict=False)
    assert same(decode(kind, plain), expected)
    assert same(decode_json(kind, json.dumps(plain)), expected)


def direct(kind: Any) -> bool:
    """Whether msgspec makes the model itself."""
    shape: Any = codec_for(kind).shape
    return bool(shape.direct)


def test_msgspec_makes_the_models_that_it_can() -> None:
    assert direct(samples.Status)
    assert not direct(samples.Pet)
    assert not direct(samples.Shelter)
    assert not direct(samples.Node)  # a shelter is in it


def test_a_model_is_made_directly_whatever_holds_it() -> None:
    @dataclasses.dataclass(slots=True)
    class Chain(Model):
        next: Chain | None = None
        others: list[Chain] | None = None

    Chain.__module__ = __name__
    globals()["Chain"] = Chain
    assert direct(Chain)
    plain: dict[str, Any] = {}
    for _ in range(400):
        plain = {"next": plain}
    assert encode(decode(Chain, plain, strict=True)) == plain
