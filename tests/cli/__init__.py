"""The command line: exit codes, what goes to which stream, what is written."""
