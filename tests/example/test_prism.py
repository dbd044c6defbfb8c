"""The example against a mock server that checks each request against the document."""

from __future__ import annotations

from typing import Any

import pytest
from qovery import (
    ApiKeyAuth,
    BadRequestError,
    BearerAuth,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    StatusError,
    UnauthorizedError,
    models,
)

from .kit import BOTH, Deploy, deploy

BODY = models.DeployRequest(git_commit_id="4f2c0de")


@pytest.mark.parametrize("auth", [BearerAuth("a.jwt.value"), ApiKeyAuth("qov_key")])
@pytest.mark.parametrize("deploy", BOTH)
def test_deploy(prism_url: str, deploy: Deploy, auth: Any) -> None:
    status = deploy(prism_url, auth, BODY, strict=True)
    assert isinstance(status, models.Status)
    assert status.state is models.StateEnum.BUILDING


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, UnauthorizedError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (409, ConflictError),
    ],
)
@pytest.mark.parametrize("deploy", BOTH)
def test_errors(
    prism_url: str, deploy: Deploy, status: int, kind: type[StatusError]
) -> None:
    with pytest.raises(StatusError) as caught:
        deploy(prism_url, BearerAuth("jwt"), BODY, headers={"Prefer": f"code={status}"})
    assert type(caught.value) is kind


def test_the_mock_server_does_check(prism_url: str) -> None:
    """Without this, the other tests could not fail."""
    with pytest.raises(StatusError) as caught:
        deploy(prism_url, BearerAuth("jwt"), {"git_commit_id": 1})
    assert caught.value.status in (400, 422)
