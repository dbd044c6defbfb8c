"""Models as regen writes them, for `benchmarks.decoding`."""

# mypy: disable-error-code="misc, call-arg, import-not-found"
# (the runtime is put beside this file only when it runs)

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from ._runtime.codec import decode_json
from ._runtime.encoding import encode_json
from ._runtime.enums import StrEnum
from ._runtime.model import Discriminator, Model, model_fields

__all__ = ["decode_json", "encode_json", "model_fields"]


class State(StrEnum):
    DEPLOYED = "DEPLOYED"
    BUILDING = "BUILDING"


class Outcome(StrEnum):
    SUCCESS = "SUCCESS"
    ERROR = "ERROR"


@dataclass(slots=True, kw_only=True)
class Step(Model):
    step_name: str | None = None
    status: Outcome | None = None
    duration_sec: int | None = None


@dataclass(slots=True, kw_only=True)
class Steps(Model):
    total_duration_sec: int | None
    total_computing_duration_sec: int
    details: list[Step]


@dataclass(slots=True, kw_only=True)
class Details(Model):
    action: str
    status: Outcome
    sub_action: str


@dataclass(slots=True, kw_only=True)
class Status(Model):
    id: UUID
    state: State
    service_deployment_status: str
    last_deployment_date: datetime | None = None
    is_part_last_deployment: bool
    steps: Steps | None = None
    execution_id: str | None = None
    status_details: Details
    deployment_request_id: UUID | None
    deployment_requests_count: int


@dataclass(slots=True, kw_only=True)
class CamelStep(Model, rename="camel"):
    step_name: str | None = None
    status: Outcome | None = None
    duration_sec: int | None = None


@dataclass(slots=True, kw_only=True)
class CamelSteps(Model, rename="camel"):
    total_duration_sec: int | None
    total_computing_duration_sec: int
    details: list[CamelStep]


@dataclass(slots=True, kw_only=True)
class CamelDetails(Model, rename="camel"):
    action: str
    status: Outcome
    sub_action: str


@dataclass(slots=True, kw_only=True)
class CamelStatus(Model, rename="camel"):
    id: UUID
    state: State
    service_deployment_status: str
    last_deployment_date: datetime | None = None
    is_part_last_deployment: bool
    steps: CamelSteps | None = None
    execution_id: str | None = None
    status_details: CamelDetails
    deployment_request_id: UUID | None
    deployment_requests_count: int


@dataclass(slots=True, kw_only=True)
class Started(Model):
    type: Literal["started"] = "started"
    at: datetime


@dataclass(slots=True, kw_only=True)
class Failed(Model):
    type: Literal["failed"] = "failed"
    at: datetime
    reason: str


@dataclass(slots=True, kw_only=True)
class Ended(Model):
    type: Literal["ended"] = "ended"
    at: datetime
    took: int | None = None


Event: TypeAlias = Annotated[
    Started | Failed | Ended,
    Discriminator("type", {"started": Started, "failed": Failed, "ended": Ended}),
]


@dataclass(slots=True, kw_only=True)
class Application(Model, rename="camel"):
    application_id: UUID
    branch: str | None = None


@dataclass(slots=True, kw_only=True)
class Database(Model, rename="camel"):
    database_id: UUID
    engine: str
    version: str | None = None


@dataclass(slots=True, kw_only=True)
class Job(Model, rename="camel"):
    job_id: UUID


Target: TypeAlias = Application | Database | Job


@dataclass(slots=True, kw_only=True)
class TargetStarted(Model):
    type: Literal["started"] = "started"
    at: datetime
    target: Target


@dataclass(slots=True, kw_only=True)
class TargetFailed(Model):
    type: Literal["failed"] = "failed"
    at: datetime
    target: Target
    reason: str


@dataclass(slots=True, kw_only=True)
class TargetEnded(Model):
    type: Literal["ended"] = "ended"
    at: datetime
    target: Target
    took: int | None = None


TargetEvent: TypeAlias = Annotated[
    TargetStarted | TargetFailed | TargetEnded,
    Discriminator(
        "type",
        {"started": TargetStarted, "failed": TargetFailed, "ended": TargetEnded},
    ),
]
