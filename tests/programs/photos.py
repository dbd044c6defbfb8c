"""Gives a pet a new photo and keeps the old one: `photos.py 1 new.png old.png`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from petshop import ApiKeyAuth, Client
from petshop.operations.photos import download_photo, upload_photo


def exchange_photos(client: Client, pet_id: int, new: Path, old: Path) -> int:
    """Neither photo is ever wholly in memory; the bytes of the old one are counted."""
    size = 0
    with client.stream(download_photo.call(pet_id)) as response, old.open("wb") as file:
        for chunk in response.iter_bytes():
            size += file.write(chunk)
    with new.open("rb") as file:
        upload_photo(client, pet_id, file)
    return size


if __name__ == "__main__":
    key, url = os.environ["PETSHOP_KEY"], os.environ["PETSHOP_URL"]
    with Client(ApiKeyAuth(key), base_url=url) as client:
        number, new, old = sys.argv[1:]
        print(exchange_photos(client, int(number), Path(new), Path(old)), "bytes kept")
