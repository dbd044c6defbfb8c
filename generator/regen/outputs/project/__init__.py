"""An installable project around a package: pyproject.toml, README and changelog."""
