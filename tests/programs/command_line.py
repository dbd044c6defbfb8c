"""The pets of the shop: `pets list --status sold`, `pets show 1`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from petshop import ApiError, ApiKeyAuth, Client, NotFoundError, models


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="pets", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list")
    listing.add_argument("--status", type=models.Status, choices=list(models.Status))
    commands.add_parser("show").add_argument("id", type=int)
    options = parser.parse_args(arguments)

    key, url = os.environ["PETSHOP_KEY"], os.environ["PETSHOP_URL"]
    with Client(ApiKeyAuth(key), base_url=url) as client:
        try:
            if options.command == "list":
                for pet in client.pets.list_pets.items(status=options.status):
                    print(f"{pet.id:>4}  {pet.name}")
            else:
                print(client.pets.get_pet(options.id))
        except NotFoundError:
            print("there is no such pet", file=sys.stderr)
            return 1
        except ApiError as error:
            print(f"the shop does not answer as it should: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
