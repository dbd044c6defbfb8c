"""The documentation: its commands and snippets run, and its pages build."""
