"""What regen writes: each output is a folder of its own."""
