"""Writes all pets, page after page, to standard output as CSV."""

from __future__ import annotations

import csv
import os
import sys

from petshop import ApiKeyAuth, Client
from petshop.operations.pets import list_pets

key, url = os.environ["PETSHOP_KEY"], os.environ["PETSHOP_URL"]
with Client(ApiKeyAuth(key), base_url=url) as client:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "name", "status", "born on"])
    for pet in list_pets.items(client, limit=2):
        writer.writerow([pet.id, pet.name, pet.status, pet.born_on or ""])
