"""The Python view of an API: which file holds what, and what each line says."""
