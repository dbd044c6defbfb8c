"""A pet comes back to the shop: it has no owner any more, and all else stays."""

from __future__ import annotations

import os
import sys

from petshop import ApiKeyAuth, Client, models
from petshop.operations.pets import update_pet

key, url = os.environ["PETSHOP_KEY"], os.environ["PETSHOP_URL"]
with Client(ApiKeyAuth(key), base_url=url) as client:
    pet = update_pet(client, int(sys.argv[1]), models.PetChange(owner=None))
    print(pet.name, "belongs to", pet.owner or "nobody")
