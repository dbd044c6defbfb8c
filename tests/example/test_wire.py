"""The example against a real server on loopback: what is sent, what comes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from qovery import (
    ApiError,
    ApiKeyAuth,
    BadRequestError,
    BearerAuth,
    ConflictError,
    DecodeError,
    ForbiddenError,
    NotFoundError,
    ServerError,
    StatusError,
    UnauthorizedError,
    encode,
    models,
)

from tests.runtime.server import Server, answer

from .kit import APPLICATION, BOTH, STATUS, STATUS_BYTES, Deploy

pytestmark = pytest.mark.parametrize("deploy", BOTH)

BODY = models.DeployRequest(git_commit_id="4f2c0de")
ACCEPTED = answer(202, STATUS_BYTES)


@pytest.mark.parametrize(
    ("auth", "sent"),
    [
        (BearerAuth("a.jwt.value"), "Bearer a.jwt.value"),
        (ApiKeyAuth("qov_key"), "Token qov_key"),
        ((ApiKeyAuth("qov_key"), BearerAuth("a.jwt.value")), "Bearer a.jwt.value"),
    ],
)
def test_the_request(deploy: Deploy, auth: Any, sent: str) -> None:
    with Server([ACCEPTED]) as server:
        deploy(server.url, auth, BODY)
        (request,) = server.requests
    assert request.method == "POST"
    assert request.target == f"/application/{APPLICATION}/deploy"
    assert request.header("Authorization") == sent
    assert request.header("Content-Type") == "application/json"
    assert (request.header("Accept") or "").startswith("application/json")
    assert request.header("User-Agent")
    assert json.loads(request.body) == {"git_commit_id": "4f2c0de"}


def test_without_the_optional_body(deploy: Deploy) -> None:
    with Server([ACCEPTED]) as server:
        deploy(server.url, BearerAuth("jwt"))
        (request,) = server.requests
    assert request.body == b""
    assert request.header("Content-Type") is None


def test_202_is_a_status(deploy: Deploy) -> None:
    with Server([ACCEPTED]) as server:
        status = deploy(server.url, BearerAuth("jwt"), BODY)
    assert status == models.Status(
        id=APPLICATION,
        state=models.StateEnum.DEPLOYING,
        service_deployment_status=models.ServiceDeploymentStatusEnum.OUT_OF_DATE,
        last_deployment_date=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
        is_part_last_deployment=True,
        steps=models.ServiceStepMetrics(
            total_duration_sec=None,
            total_computing_duration_sec=12,
            details=[
                models.ServiceStepMetric(
                    step_name=models.ServiceStepMetricNameEnum.BUILD,
                    status=models.StepMetricStatusEnum.SUCCESS,
                    duration_sec=12,
                )
            ],
        ),
        status_details=models.StatusDetails(
            action=models.ServiceActionEnum.DEPLOY,
            status=models.ServiceActionStatusEnum.ONGOING,
            sub_action=models.ServiceSubActionEnum.NONE,
        ),
        deployment_request_id=None,
        deployment_requests_count=3,
    )
    assert status.state.is_known
    assert encode(status) == STATUS


def test_a_state_of_tomorrow_survives(deploy: Deploy) -> None:
    reply = answer(202, json.dumps(STATUS | {"state": "REBOOTING"}).encode())
    with Server([reply]) as server:
        status = deploy(server.url, BearerAuth("jwt"), BODY)
    assert status.state == "REBOOTING"
    assert not status.state.is_known
    assert encode(status)["state"] == "REBOOTING"


# Where the description only says what the status says, the message need not repeat it.
ERRORS: list[tuple[int, type[StatusError], str]] = [
    (400, BadRequestError, ""),
    (401, UnauthorizedError, "Access token is missing or invalid"),
    (403, ForbiddenError, ""),
    (404, NotFoundError, ""),
    (409, ConflictError, "Operation is in progress"),
]


@pytest.mark.parametrize(("status", "kind", "description"), ERRORS)
def test_declared_errors(
    deploy: Deploy, status: int, kind: type[StatusError], description: str
) -> None:
    with Server([answer(status, b'{"detail": "no"}', X_Request_Id="r-1")]) as server:
        with pytest.raises(StatusError) as caught:
            deploy(server.url, ApiKeyAuth("qov_key"), BODY)
        assert len(server.requests) == 1
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.body) == (status, {"detail": "no"})
    assert error.request_id == "r-1"
    assert error.request.method == "POST"
    assert str(error.request.url).endswith(f"/application/{APPLICATION}/deploy")
    assert description in str(error)
    assert "qov_key" not in f"{error!s}{error!r}"


@pytest.mark.parametrize(("status", "kind"), [(418, StatusError), (500, ServerError)])
def test_other_errors(deploy: Deploy, status: int, kind: type[StatusError]) -> None:
    with Server([answer(status)]) as server, pytest.raises(StatusError) as caught:
        deploy(server.url, BearerAuth("jwt"), BODY)
    assert type(caught.value) is kind


def test_strict_refuses_what_the_document_does_not_say(deploy: Deploy) -> None:
    reply = answer(
        202, json.dumps(STATUS | {"deployment_requests_count": "3"}).encode()
    )
    with Server([reply]) as server:
        tolerant = deploy(server.url, BearerAuth("jwt"), BODY)
        assert encode(tolerant)["deployment_requests_count"] == "3"
        with pytest.raises(DecodeError, match="deployment_requests_count"):
            deploy(server.url, BearerAuth("jwt"), BODY, strict=True)


def test_nothing_is_sent_without_credentials(deploy: Deploy) -> None:
    with Server([ACCEPTED]) as server:
        with pytest.raises(ApiError, match="BearerAuth or ApiKeyAuth"):
            deploy(server.url, None, BODY)
        assert server.requests == []
