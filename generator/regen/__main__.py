"""`python -m regen` and the command `regen`."""

import atexit
import gc


def main() -> None:
    """Run the command and leave the process with its exit code."""
    # A run ends soon and what it allocates lives to its end: collecting garbage would
    # take a quarter of the time and free nothing. Python does so at exit all the same,
    # unless all objects are frozen by then.
    gc.disable()
    atexit.register(gc.freeze)
    from regen.cli import main as command

    command()


if __name__ == "__main__":
    main()
