"""`python -m regen` and the command `regen`."""

import gc
import os
import sys


def main() -> None:
    """Run the command and leave the process with its exit code."""
    # A run ends soon and what it allocates lives to its end: collecting garbage would
    # take a quarter of the time and free nothing (65 MB with and without it).
    gc.disable()
    from regen.quick import understood

    asked = understood(sys.argv[1:])
    if asked is None:
        from regen.cli import main as command

        command()
    else:
        from regen.run import run_plain

        code = run_plain(*asked)
        # Nothing is left to be done; taking a large document apart takes 25 ms.
        os._exit(code)


if __name__ == "__main__":
    main()
