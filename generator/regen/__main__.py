"""`python -m regen` and the command `regen`."""

from regen.cli import main

if __name__ == "__main__":
    main()
