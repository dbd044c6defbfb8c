"""The package as an output: its surface, the files that hold it, and their text."""
