"""Tests of an application that uses the shop, without a network and without waiting."""

from __future__ import annotations

import json

import pytest
from adoption import AlreadyAdoptedError, adopt, describe, tell
from petshop import ApiKeyAuth, Client, models
from petshop.operations.chat import ask
from petshop.operations.pets import get_pet, update_pet
from petshop.testing import FakeTransport

REX = models.Pet(id=1, name="Rex", status=models.Status.AVAILABLE)
WHO = models.Question(text="Who is Rex?")


@pytest.fixture
def fake() -> FakeTransport:
    return FakeTransport()


@pytest.fixture
def client(fake: FakeTransport) -> Client:
    return Client(ApiKeyAuth("key"), transport=fake)


def test_a_pet_gets_an_owner(fake: FakeTransport, client: Client) -> None:
    change = models.PetChange(owner="Ada")
    adopted = models.Pet(id=1, name="Rex", status=models.Status.SOLD, owner="Ada")
    fake.answer(get_pet.call(1), REX)
    fake.answer(update_pet.call(1, change), adopted)
    assert adopt(client, 1, "Ada") == adopted
    assert json.loads(fake.requests[-1].content) == {"owner": "Ada"}


def test_a_pet_that_is_gone(fake: FakeTransport, client: Client) -> None:
    fake.fail(get_pet.call(2), 404, models.Problem(title="gone"))
    assert adopt(client, 2, "Ada") is None


def test_somebody_was_faster(fake: FakeTransport, client: Client) -> None:
    taken = models.Pet(id=1, name="Rex", status=models.Status.SOLD, owner="Eve")
    fake.answer(get_pet.call(1), taken)
    with pytest.raises(AlreadyAdoptedError, match="Rex"):
        adopt(client, 1, "Ada")
    assert len(fake.requests) == 1


def test_the_shop_is_down(fake: FakeTransport, client: Client) -> None:
    fake.break_off(ask.call(WHO))
    assert describe(client, REX) == "Rex"


def test_the_shop_is_down_for_a_moment(fake: FakeTransport, client: Client) -> None:
    fake.answer(get_pet.call(1), REX)
    fake.fail(get_pet.call(1), 503, times=1)
    assert get_pet(client, 1) == REX
    assert len(fake.requests) == 2


def test_what_the_shop_tells(fake: FakeTransport, client: Client) -> None:
    events: list[models.AnswerEvent] = [
        models.Delta(text="A good "),
        models.Delta(text="dog"),
        models.Finished(words=3),
    ]
    fake.stream(ask.call(WHO), events)
    assert "".join(tell(client, REX)) == "A good dog"
