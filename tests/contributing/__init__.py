"""The table of CONTRIBUTING, held to the code: its changes are made on a copy."""
