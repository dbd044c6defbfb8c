"""Models as regen writes them, one for each feature of the codec."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from demo_client._runtime import (
    ABSENT,
    UNSET,
    Discriminator,
    Model,
    TypeAliasType,
    Unset,
    wire,
)
from demo_client._runtime.enums import FloatEnum, IntEnum, StrEnum


class State(StrEnum):
    BUILDING = "BUILDING"
    DEPLOYED = "DEPLOYED"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Ratio(FloatEnum):
    HALF = 0.5
    FULL = 1.0


class CatKind(StrEnum):
    CAT = "cat"


class DogKind(StrEnum):
    DOG = "dog"


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Step(Model):
    name: str
    state: State
    seconds: int | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Status(Model):
    id: UUID
    state: State
    request_id: UUID | None
    last: datetime | None = None
    steps: list[Step] | None = None
    note: str | Unset | None = UNSET


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Scalars(Model):
    text: str
    count: int
    ratio: float
    flag: bool
    at: datetime
    day: date
    clock: time
    span: timedelta
    data: bytes
    amount: Decimal
    level: Level
    half: Ratio
    anything: Any
    kind: Literal["a", "b"]
    yes: Literal[True]
    pair: tuple[int, str]
    numbers: dict[str, list[int | None]]
    nothing: None
    free: Any = UNSET


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Pet(Model, rename="camel"):
    pet_id: int
    nick_name: str | None = None
    odd: str | None = field(default=None, metadata=wire("X-Odd name"))
    best_friend: Pet | None = None
    old_states: list[State] | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Bag(Model, rename="pascal"):
    bag_size: int
    additional_properties: dict[str, int] = field(
        default_factory=dict, metadata=wire(extra=True)
    )


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Swapped(Model):
    left: int = field(metadata=wire("right"))
    right: int = field(metadata=wire("left"))


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Hostile(Model):
    first: int = field(metadata=wire("__class__"))
    second: int | None = field(default=None, metadata=wire('"\n\\x\x00'))
    third: Pet | None = field(default=None, metadata=wire(""))


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Account(Model):
    name: str
    id: int = field(default=ABSENT, metadata=wire(read_only=True))
    created: datetime | None = field(default=None, metadata=wire(read_only=True))
    password: str = field(metadata=wire(write_only=True))


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Cat(Model):
    kind: Literal["cat"] = "cat"
    lives: int | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Dog(Model):
    kind: Literal["dog"] = "dog"
    bark: str | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class OpenCat(Model):
    kind: CatKind
    age: int | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class OpenDog(Model):
    kind: DogKind
    age: int | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Bird(Model, rename="camel"):
    pet_type: str
    wing_span: float


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Fish(Model, rename="camel"):
    pet_type: str
    depth: int


Mammal: TypeAlias = Annotated[
    Cat | Dog, Discriminator("kind", {"cat": Cat, "dog": Dog, "wolf": Dog})
]
Swimmer: TypeAlias = Annotated[
    Bird | Fish, Discriminator("petType", {"bird": Bird, "fish": Fish, "2": Fish})
]
Animal: TypeAlias = Mammal | Swimmer
Tree = TypeAliasType("Tree", "dict[str, Tree] | list[Tree] | str | int | None")


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Shelter(Model):
    animals: list[Animal]
    tree: Tree | None = None
    when: datetime | date | int | str | None = None
    open_pets: list[OpenCat | OpenDog] | None = None
    size: int | float | str | None = None
    node: Node | None = None


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Node(Model):
    value: int
    children: list[Node] | None = None
    shelter: Shelter | None = None
