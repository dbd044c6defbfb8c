"""Swagger 2.0 documents rewritten in the shape of OpenAPI 3.0."""

from .convert import convert

__all__ = ["convert"]
