"""Prints the pets that can be sold, oldest first."""

from __future__ import annotations

import os
import sys
from datetime import date

from petshop import ApiKeyAuth, Client, UnauthorizedError, models


def age(pet: models.Pet) -> date:
    return pet.born_on or date.max


key, url = os.environ["PETSHOP_KEY"], os.environ["PETSHOP_URL"]
with Client(ApiKeyAuth(key), base_url=url) as client:
    try:
        page = client.pets.list_pets(status=models.Status.AVAILABLE, limit=100)
    except UnauthorizedError:
        sys.exit("the shop does not take this key")
    for pet in sorted(page.items, key=age):
        print(pet.id, pet.name, pet.born_on or "of unknown age")
