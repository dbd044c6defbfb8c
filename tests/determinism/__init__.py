"""The same document gives the same bytes."""
