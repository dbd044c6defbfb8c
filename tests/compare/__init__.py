"""`regen diff`: what breaks for the callers of a generated package."""
