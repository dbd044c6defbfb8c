"""A service of its own that answers with the models of the shop."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, cast

from fastapi import Depends, FastAPI, HTTPException, Request
from petshop import ApiKeyAuth, AsyncClient, NotFoundError, models
from petshop.operations.pets import create_pet, get_pet


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with AsyncClient(
        ApiKeyAuth(os.environ["PETSHOP_KEY"]), base_url=os.environ["PETSHOP_URL"]
    ) as client:
        app.state.shop = client
        yield


def shop_of(request: Request) -> AsyncClient:
    return cast("AsyncClient", request.app.state.shop)


Shop = Annotated[AsyncClient, Depends(shop_of)]
app = FastAPI(lifespan=lifespan)


@app.get("/favourites/{pet_id}")
async def favourite(pet_id: int, shop: Shop) -> models.Pet:
    try:
        return await get_pet(shop, pet_id)
    except NotFoundError as error:
        raise HTTPException(404, "no such pet") from error


@app.post("/favourites", status_code=201)
async def adopt(pet: models.NewPet, shop: Shop) -> models.Pet:
    return await create_pet(shop, pet)
