"""The generated example: as installed, type-checked and called by a user."""
