"""Builds the intermediate model (`ir.Api`) from a bundled document."""
