"""From a bundled document to the intermediate model."""
