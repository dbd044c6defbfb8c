"""What regen writes: the package, a project around it, pages about it."""
