"""Golden cases: one folder per feature, with a small document and what it becomes."""
