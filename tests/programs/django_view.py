"""A Django project of one file: a view that answers with what the shop has."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path
from petshop import ApiKeyAuth, Client, NotFoundError
from petshop.operations.pets import get_pet

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x")
django.setup()

# One client for all threads of the process.
shop = Client(ApiKeyAuth(os.environ["PETSHOP_KEY"]), base_url=os.environ["PETSHOP_URL"])


def pet_view(request: HttpRequest, pet_id: int) -> JsonResponse:
    try:
        pet = get_pet(shop, pet_id)
    except NotFoundError as error:
        return JsonResponse({"error": error.body.title}, status=404)
    return JsonResponse(pet.to_dict())


urlpatterns = [path("pets/<int:pet_id>", pet_view)]
application = get_wsgi_application()
