"""What an application does with the shop; its tests are beside it."""

from __future__ import annotations

from collections.abc import Iterator

from petshop import ApiError, Client, NotFoundError, models
from petshop.operations.chat import ask
from petshop.operations.pets import get_pet, update_pet


class AlreadyAdoptedError(Exception):
    """Somebody was faster."""


def adopt(client: Client, pet_id: int, owner: str) -> models.Pet | None:
    """Gives a pet an owner; None if there is no such pet."""
    try:
        pet = get_pet(client, pet_id)
    except NotFoundError:
        return None
    if pet.owner is not None:
        raise AlreadyAdoptedError(pet.name)
    return update_pet(client, pet_id, models.PetChange(owner=owner))


def describe(client: Client, pet: models.Pet) -> str:
    """What the shop says of a pet; its name where the shop says nothing."""
    try:
        return ask(client, models.Question(text=f"Who is {pet.name}?")).text
    except ApiError:
        return pet.name


def tell(client: Client, pet: models.Pet) -> Iterator[str]:
    """The words of the shop about a pet, as they come."""
    with ask.stream(client, models.Question(text=f"Who is {pet.name}?")) as events:
        for event in events:
            if isinstance(event, models.Delta):
                yield event.text
