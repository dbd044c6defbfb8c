"""Reading: from files to one bundled document with local references only."""
