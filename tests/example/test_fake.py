"""The transport for users' tests, as README shows it."""

from __future__ import annotations

import asyncio
import json

import pytest
from qovery import ApiKeyAuth, AsyncClient, Client, ConflictError, models
from qovery.operations.application_actions import deploy_application
from qovery.testing import FakeTransport

from .kit import APPLICATION, STATUS

BODY = models.DeployRequest(git_commit_id="4f2c0de")


def test_three_lines_answer_a_call() -> None:
    status = models.Status.from_dict(STATUS)
    fake = FakeTransport()
    fake.answer(deploy_application.call(APPLICATION, BODY), status)
    client = Client(ApiKeyAuth("key"), transport=fake)
    assert deploy_application(client, APPLICATION, BODY) == status
    (request,) = fake.requests
    assert json.loads(request.content) == {"git_commit_id": "4f2c0de"}
    assert request.headers["authorization"] == "Token key"


def test_an_asynchronous_client_takes_it_too() -> None:
    status = models.Status.from_dict(STATUS)
    fake = FakeTransport()
    fake.answer(deploy_application.call(APPLICATION), status)

    async def deploy() -> models.Status:
        async with AsyncClient(ApiKeyAuth("key"), transport=fake) as client:
            return await deploy_application(client, APPLICATION)

    assert asyncio.run(deploy()) == status


def test_a_failure_is_the_declared_error() -> None:
    fake = FakeTransport()
    fake.fail(deploy_application.call(APPLICATION), 409)
    client = Client(ApiKeyAuth("key"), transport=fake, retries=0)
    with pytest.raises(ConflictError, match="Operation is in progress"):
        deploy_application(client, APPLICATION)


def test_an_unknown_call_says_what_is_known() -> None:
    client = Client(ApiKeyAuth("key"), transport=FakeTransport())
    with pytest.raises(AssertionError, match="no answer"):
        deploy_application(client, APPLICATION)
