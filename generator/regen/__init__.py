"""regen reads OpenAPI documents and writes typed Python client packages."""

__version__ = "0.1.0"
